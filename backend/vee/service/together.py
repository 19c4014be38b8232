"""Rules asked of many visits together: a reader's day (VEE-21), and the meters behind a master meter (VEE-22)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.cases.service.opening import NewCase, open_cases
from backend.fieldwork.models import Task, Visit
from backend.grid.models import MeteringPoint
from backend.grid.queries.installations import RegisterView, of_points
from backend.kernel import clock
from backend.kernel.db import insert_rows
from backend.kernel.ids import new_id
from backend.kernel.sets import among
from backend.readings.queries import values
from backend.readings.rules.settlement import Line
from backend.readings.service.stretches import settle
from backend.vee.models import Finding
from backend.vee.queries import thresholds
from backend.vee.rules import reader_day, sub_meters
from backend.vee.rules.facts import Numbers
from backend.vee.rules.limits import applying
from backend.vee.rules.money_floor import price_of
from backend.vee.rules.sub_meters import Counted, used

# The job that looks at a reader's day once it is closed.
READER_DAY = "vee.reader_day"


def _numbers(session: Session, code: str, defaults: Numbers, *, branch_id: int, customer_class: str, day: dt.date) -> Numbers:
    limits = applying(thresholds.settings(session), branch_id=branch_id, customer_class=customer_class, day=day)
    return {**defaults, **limits.get(code, {}), "price_e4": price_of(limits)}


def look_at_day(session: Session, *, home: int, person_id: UUID, day: dt.date, zone: ZoneInfo) -> UUID | None:
    """Ask VEE-21 of what a person read on a business day; answers the case, if one is open for it. Idempotent."""
    begins = dt.datetime.combine(day, dt.time(), zone)
    visits = session.execute(
        select(Visit.id, Visit.period, Visit.branch_id)
        .where(Visit.home == home, Visit.person_id == person_id, Visit.outcome == "read", Visit.standing == "stands")
        .where(Visit.taken_at >= begins, Visit.taken_at < begins + dt.timedelta(days=1)).order_by(Visit.id)
    ).all()  # fmt: skip
    if not visits:
        return None
    branch_id, period = visits[-1].branch_id, visits[-1].period
    told: list[int] = []
    for of_period in sorted({visit.period for visit in visits}):
        ids = [visit.id for visit in visits if visit.period == of_period]
        for visit_id, found in values.of_visits(session, home=home, period=of_period, visit_ids=ids).items():
            # The first register on the display speaks for the visit; what the office put there doesn't.
            told += [value.value_e4 for value in found if value.visit_id == visit_id][:1]
    numbers = _numbers(session, reader_day.CODE, reader_day.DEFAULTS, branch_id=branch_id, customer_class="", day=day)
    found_pattern = reader_day.check(told, numbers)
    if found_pattern is None:
        return None
    (case_id,) = open_cases(
        session,
        [
            NewCase(
                kind="implausible", subject=("day", f"{person_id}:{day.isoformat()}"), home=home, branch_id=branch_id,
                period=period, headline=reader_day.CODE, params={**found_pattern.params, "day": day.isoformat()},
            )
        ],
    )  # fmt: skip
    return case_id


def look_at_masters(session: Session, *, home: int, period: int, day: dt.date) -> list[UUID]:
    """Ask VEE-22 of the master meters of a home whose points are all read in a period; answers the cases. Each is asked once."""
    children: dict[UUID, list[UUID]] = defaultdict(list)
    query = select(MeteringPoint.parent_id, MeteringPoint.id).where(
        MeteringPoint.home == home, MeteringPoint.parent_id.is_not(None), MeteringPoint.unmetered.is_(False)
    )
    for row in session.execute(query):
        children[row.parent_id].append(row.id)
    masters = _read(session, home, period, children)
    if not masters:
        return []
    points = set(masters) | {child for master in masters for child in children[master]}
    settled = settle(session, home=home, period=period, point_ids=points)
    dials = {
        register.id: register for views in of_points(session, points).values() for view in views for register in view.registers
    }
    rows, findings = [], []
    for master, visit in masters.items():
        energies = [_energy(settled[point].lines, dials) for point in (master, *children[master]) if point in settled]
        known = [energy for energy in energies if energy is not None]
        if len(known) < 1 + len(children[master]):
            continue
        numbers = _numbers(
            session, sub_meters.CODE, sub_meters.DEFAULTS, branch_id=visit.branch_id, customer_class=visit.customer_class, day=day
        )
        found = sub_meters.check(known[0], known[1:], numbers)
        if found is not None:
            rows.append(_case((home, period), master, visit, found.params, sum(known[1:]) - known[0]))
            findings.append(_finding((home, period), master, visit, found.params))
    insert_rows(session, Finding, findings)
    return open_cases(session, rows)


def _read(session: Session, home: int, period: int, children: Mapping[UUID, Sequence[UUID]]) -> dict[UUID, Any]:
    """Master → its standing visit of a period that wasn't asked yet."""
    query = (
        select(Visit.id, Visit.task_id, Visit.branch_id, Visit.metering_point_id, MeteringPoint.customer_class)
        .join(Task, Task.visit_id == Visit.id)
        .join(MeteringPoint, MeteringPoint.id == Visit.metering_point_id)
        .where(Visit.home == home, Visit.period == period, Visit.standing == "stands", Task.state == "read")
        .where(among(session, Visit.metering_point_id, list(children)))
        .order_by(Visit.id)
    )
    found = {row.metering_point_id: row for row in session.execute(query)} if children else {}
    asked = set(
        session.scalars(
            select(Finding.visit_id).where(
                Finding.home == home, Finding.period == period, Finding.rule == sub_meters.CODE,
                among(session, Finding.visit_id, [row.id for row in found.values()]),
            )
        )
    ) if found else set()  # fmt: skip
    return {point: row for point, row in found.items() if row.id not in asked}


def _energy(lines: Sequence[Line], dials: Mapping[UUID, RegisterView]) -> int | None:
    """What a point drew in the period, kWh × 10,000; None where a value before is missing."""
    counted = [
        Counted(dials[line.register_id].direction, dials[line.register_id].band, dials[line.register_id].unit, line.energy_e4)
        for line in lines
        if line.from_value_e4 is not None
    ]
    return used(counted)


def _case(of: tuple[int, int], master: UUID, visit: Any, params: Mapping[str, Any], over_e4: int) -> NewCase:
    return NewCase(
        kind="implausible", subject=("visit", str(visit.id)), home=of[0], branch_id=visit.branch_id, period=of[1],
        headline=sub_meters.CODE, params=params, metering_point_id=master, task_id=visit.task_id, weight_e4=over_e4,
    )  # fmt: skip


def _finding(of: tuple[int, int], master: UUID, visit: Any, params: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "home": of[0], "period": of[1], "id": new_id(), "visit_id": visit.id, "reading_id": None, "register_id": None,
        "metering_point_id": master, "rule": sub_meters.CODE, "rule_version": sub_meters.VERSION, "action": "case",
        "params": dict(params), "at": clock.now(),
    }  # fmt: skip
