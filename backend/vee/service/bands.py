"""Making bands, set-wise: for the tasks of runs that were opened, and again where what they were made of has changed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Task
from backend.kernel import clock
from backend.kernel.changes import announce
from backend.kernel.db import insert_rows
from backend.kernel.sets import among
from backend.kernel.settings import Settings
from backend.readings.rules.dial import step_e4
from backend.vee.models import Band
from backend.vee.queries import cohorts, packs, pasts, thresholds
from backend.vee.queries.cohorts import Classes
from backend.vee.queries.packs import PackView
from backend.vee.queries.pasts import DialAt, PointPast
from backend.vee.rules import bands as rules
from backend.vee.rules import stopped_account, zero_sample
from backend.vee.rules.bands import Ask
from backend.vee.rules.consumption import HIGH, LOW
from backend.vee.rules.facts import Expect, Limits
from backend.vee.rules.history import Past
from backend.vee.rules.limits import Setting, applying
from backend.vee.rules.standstill import ZERO
from backend.vee.service import cohorts as making

# How many points are held in memory at once.
_CHUNK = 500

# installation → (point, the day it is planned to be read)
Wanted = Mapping[UUID, tuple[UUID, dt.date]]


def make_bands(session: Session, *, run_ids: Collection[UUID], zone: ZoneInfo = Settings.time_zone) -> int:
    """Make the bands of all registers that the open tasks of some runs are to read; answers how many are new.

    What hasn't changed keeps its version, so doing it twice is harmless. Holders of tasks whose bands changed are told.
    """
    query = (
        select(
            Task.home, Task.period, Task.id, Task.holder_id, Task.metering_point_id, Task.installation_id, Task.due_from,
            Task.due_to,
        )
        .where(among(session, Task.run_id, run_ids), Task.state == "open").order_by(Task.home, Task.period, Task.id)
    )  # fmt: skip
    groups: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in session.execute(query):
        groups[row.home, row.period].append(row)
    made = 0
    for (home, period), tasks in groups.items():
        making.make(session, home=home, period=period, zone=zone)
        wanted = {
            task.installation_id: (task.metering_point_id, task.due_from + (task.due_to - task.due_from) // 2) for task in tasks
        }
        changed = of_installations(session, home=home, period=period, wanted=wanted, zone=zone)
        made += len(changed)
        for task in tasks:
            if task.holder_id is not None and task.installation_id in changed:
                announce(session, home=home, audience=f"person:{task.holder_id}", kind="task", subject=task.id)
    return made


def of_installations(
    session: Session, *, home: int, period: int, wanted: Wanted, zone: ZoneInfo = Settings.time_zone
) -> set[UUID]:
    """Make the bands of some installations for a period; answers the installations whose bands are new or changed."""
    settings = thresholds.settings(session)
    classes = cohorts.of_period(session, home=home, period=period)
    changed: set[UUID] = set()
    for chunk in _chunks(list(wanted), _CHUNK):
        days = {installation_id: wanted[installation_id] for installation_id in chunk}
        rows = _made(session, home=home, period=period, wanted=days, settings=settings, classes=classes, zone=zone)
        insert_rows(session, Band, rows)
        changed |= {row["installation_id"] for row in rows}
    return changed


def _chunks(items: Sequence[UUID], size: int) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _made(
    session: Session, *, home: int, period: int, wanted: Wanted, settings: Sequence[Setting], classes: Classes, zone: ZoneInfo
) -> list[dict[str, Any]]:
    today = max(day for _, day in wanted.values())
    found = pasts.points(session, {point_id for point_id, _ in wanted.values()}, day=today)
    past = pasts.pasts(session, found, home=home, period=period, installation_ids=wanted, zone=zone)
    known = packs.expectations(session, home=home, period=period, installation_ids=list(wanted))
    at = clock.now()
    made: dict[UUID, list[_Row]] = {}
    for installation_id, (point_id, day) in wanted.items():
        point = found.get(point_id)
        if point is None or installation_id not in point.dials:
            continue
        limits = applying(settings, branch_id=point.branch_id, customer_class=point.customer_class, day=day)
        before = known.get(installation_id)
        version = before.band_version + 1 if before is not None else 1
        # A zero is a finding of the forward total; the other dials' runs say nothing.
        zero_run = max(
            (past[dial.register_id].zero_run for dial in point.dials[installation_id] if dial.band == "total"), default=0
        )
        limits = zero_sample.own_limits(
            limits, {**ZERO.defaults, **limits.get(ZERO.code, {})}, zero_run=zero_run, voltage=point.voltage, point_id=point_id,
            period=period,
        )  # fmt: skip
        # What a reader is asked about is the forward total; a point has one.
        since = next((past[dial.register_id].previous for dial in point.dials[installation_id] if _is_main(dial)), None)
        limits = stopped_account.own_limits(
            limits, stopped_on=point.stopped_on, previous_on=since.on if since is not None else None
        )
        made[installation_id] = [
            _row(dial, point, past[dial.register_id], day=day, limits=limits, version=version)
            for dial in point.dials[installation_id]
        ]
    _expect([row for rows in made.values() for row in rows], classes)
    return [
        row.columns | {"home": home, "period": period, "made_at": at}
        for installation_id, rows in made.items()
        if installation_id not in known or _differs(known[installation_id], [row.columns for row in rows])
        for row in rows
    ]


@dataclass(slots=True)
class _Row:
    """A band on its way into the table, and what is to be asked for it, of which class."""

    columns: dict[str, Any]
    customer_class: str = ""
    kind: str = ""
    ask: Ask | None = None


def _expect(rows: Sequence[_Row], classes: Classes) -> None:
    """Fill in what is expected, a class at a time."""
    by_class: dict[tuple[str, bool], list[tuple[_Row, Ask]]] = defaultdict(list)
    for row in rows:
        if row.ask is not None:
            by_class[row.customer_class, row.kind == "demand"].append((row, row.ask))
    for (customer_class, _), asked in by_class.items():
        path, cycle = cohorts.moved(classes, customer_class, asked[0][0].kind)
        found = rules.bands([ask for _, ask in asked], path=path, cycle=cycle)
        for (row, _), (expect, seen) in zip(asked, found, strict=True):
            row.columns |= {
                "low_e4": expect.low_e4, "high_e4": expect.high_e4, "mid_e4": expect.mid_e4, "case_low_e4": expect.case_low_e4,
                "case_high_e4": expect.case_high_e4, "floor_e4": expect.floor_e4, "days": expect.days, "basis": rules.basis(seen),
            }  # fmt: skip


# A band whose limits moved by less than this much stays as it is.
_MOVED = 0.02
_COMPARED = ("previous_e4", "previous_on", "zero_run", "account_status", "limits")


def _differs(before: PackView, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the new bands would make any rule answer differently; a later planned day alone doesn't (bands fit the days)."""
    if set(before.registers) != {row["register_id"] for row in rows}:
        return True
    for row in rows:
        old = before.registers[row["register_id"]]
        same = (old.previous_e4, old.previous_on, old.zero_run, before.account_status, before.limits)
        if same != tuple(row[name] for name in _COMPARED) or list(old.history_e4) != row["history"]:
            return True
        if _moved(old.expect, row):
            return True
    return False


def _moved(old: Expect | None, row: Mapping[str, Any]) -> bool:
    """Whether a band's limits a day differ by more than a trifle: the class moves, and with it what is expected."""
    if old is None or row["low_e4"] is None or not old.days or not row["days"]:
        return (old is None) != (row["low_e4"] is None)
    pairs = ((old.mid_e4, row["mid_e4"]), (old.case_low_e4, row["case_low_e4"]), (old.case_high_e4, row["case_high_e4"]))
    room = max(old.mid_e4, old.floor_e4) / old.days
    return any(abs(then / old.days - now / row["days"]) > _MOVED * max(then / old.days, room) for then, now in pairs)


def _row(dial: DialAt, point: PointPast, past: Past, *, day: dt.date, limits: Limits, version: int) -> _Row:
    previous = past.previous
    row: dict[str, Any] = {
        "register_id": dial.register_id, "version": version, "installation_id": dial.installation_id,
        "previous_id": previous.id if previous else None, "previous_e4": previous.value_e4 if previous else None,
        "previous_at": previous.at if previous else None, "previous_on": previous.on if previous else None,
        "zero_run": past.zero_run, "history": list(past.advances_e4), "account_status": point.account_status,
        "limits": dict(limits), "low_e4": None, "high_e4": None, "mid_e4": None, "case_low_e4": None, "case_high_e4": None,
        "floor_e4": None, "days": 0, "basis": {},
    }  # fmt: skip
    if not _is_expected(dial, past):
        return _Row(row)
    customer_class = cohorts.class_of(point.customer_class, dial.direction)
    from_day = previous.on.toordinal() if previous is not None else day.toordinal() - 30
    ask = Ask(
        rules.Dial(dial.multiplier_e4, step_e4(dial.decimals), customer_class, dial.kind == "demand"), past.spans, from_day,
        max(day.toordinal(), from_day + 1), {**HIGH.defaults, **limits.get(HIGH.code, {})},
        {**LOW.defaults, **limits.get(LOW.code, {})}, version, past.carried,
    )  # fmt: skip
    return _Row(row, customer_class, dial.kind, ask)


def _is_main(dial: DialAt) -> bool:
    return dial.kind == "cumulative" and dial.band == "total" and dial.direction == "forward"


def _is_expected(dial: DialAt, past: Past) -> bool:
    """Whether anything can be expected: of a total by its class, of all else only by its own past."""
    if dial.kind == "demand":
        return bool(past.spans)
    if dial.kind != "cumulative" or past.previous is None:
        return False
    return bool(past.spans) or (dial.band == "total" and dial.unit == "kWh")


def refresh(session: Session, *, home: int, after: int, register_ids: Collection[UUID]) -> None:
    """Values of a period have changed: make the bands of later periods again that were made of them, and tell the holders."""
    for period, installation_ids in sorted(
        packs.later_installations(session, home=home, after=after, register_ids=register_ids).items()
    ):
        points = pasts.points_of(session, installation_ids)
        query = select(
            Task.id, Task.holder_id, Task.installation_id, Task.metering_point_id, Task.due_from, Task.due_to, Task.state
        ).where(among(session, Task.metering_point_id, list(points.values())), Task.period == period)
        tasks = [task for task in session.execute(query).all() if task.installation_id in installation_ids]
        wanted = {
            task.installation_id: (task.metering_point_id, task.due_from + (task.due_to - task.due_from) // 2) for task in tasks
        }
        changed = of_installations(session, home=home, period=period, wanted=wanted)
        for task in tasks:
            if task.holder_id is not None and task.state == "open" and task.installation_id in changed:
                announce(session, home=home, audience=f"person:{task.holder_id}", kind="task", subject=task.id)
