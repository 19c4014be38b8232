"""Values collected remotely: they enter by the same door as any reading, and close the task of their point and period.

What couldn't be collected becomes a make-up task on the point's round.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.cases.service.opening import NewCase, open_cases
from backend.fieldwork.models import Visit
from backend.fieldwork.queries import tasks
from backend.fieldwork.service.facts import MakeUp, RemoteVisit
from backend.fieldwork.service.orders import make_up
from backend.fieldwork.service.outside import claim_remote
from backend.grid.models import MeteringPoint
from backend.imports.rules.contradiction import contradict
from backend.imports.service.directory import Place
from backend.imports.service.values import Failure, Row, Values
from backend.kernel import clock
from backend.kernel.audit import Actor
from backend.kernel.db import update_rows
from backend.kernel.ids import new_id
from backend.kernel.sets import among
from backend.readings.queries import values as readings
from backend.vee.rules.facts import ValueFacts, VisitFacts
from backend.vee.service import site_checks
from backend.vee.service.intake import intake


@dataclass(frozen=True, slots=True)
class Collected:
    """What one meter sent for one moment."""

    place: Place
    period: int
    at: int
    values: tuple[tuple[str, int], ...]


def visits(values: Values) -> Iterator[Collected]:
    """The file's values by meter and moment, a month after the other."""
    places = values.directory.places
    for home, period, _ in values.months():
        together: defaultdict[tuple[str, int], list[Row]] = defaultdict(list)
        for row in values.of_month(home, period):
            together[places[row.place].installation_id, row.at].append(row)
        for (_, at), rows in together.items():
            found = tuple((places[row.place].register_id, row.value) for row in rows)
            yield Collected(places[rows[0].place], period, at, found)


def take_in(session: Session, collected: Sequence[Collected], *, zone: ZoneInfo, actor: Actor) -> None:
    """Claim the tasks of some values and judge them. A value for a task that was read already is kept, and doesn't stand.

    The first periods of a meter that is read remotely are checked on site: its task stays open.
    """
    now = clock.now()
    ids = [new_id() for _ in collected]
    checked = _checked_on_site(session, collected, day=clock.business_date(now, zone))
    claimed = claim_remote(
        session,
        [
            RemoteVisit(
                visit_id, each.place.home, UUID(each.place.point_id), UUID(each.place.installation_id), each.period,
                clock.from_ms(each.at), (each.place.installation_id, each.period) in checked,
            )
            for visit_id, each in zip(ids, collected, strict=True)
        ],
        actor=actor,
    )  # fmt: skip
    facts = []
    for visit_id, each in zip(ids, collected, strict=True):
        claim = claimed[visit_id]
        at = clock.from_ms(each.at)
        frozen = at.astimezone(zone).time() == dt.time(0)
        facts.append(
            VisitFacts(
                visit_id=visit_id, entry_id=visit_id, home=each.place.home, branch_id=claim.branch_id, period=each.period,
                run_id=claim.run_id, task_id=claim.task_id, point_id=UUID(each.place.point_id),
                installation_id=UUID(each.place.installation_id), person_id=None, device_id=None, obtained="remote", taken_at=at,
                values=tuple(ValueFacts(UUID(register_id), value, at, frozen) for register_id, value in each.values),
                standing="stands" if claim.stands else "contested", frozen_at=claim.frozen_at,
            )
        )  # fmt: skip
    intake(session, facts, now=now, zone=zone)
    _ask_which_stands(session, facts)


def _ask_which_stands(session: Session, facts: Sequence[VisitFacts]) -> None:
    """A value that came second and can't be true beside the one that stands is contested, like two readers who differ."""
    second = [one for one in facts if one.standing == "contested" and one.task_id is not None]
    asked = [one for one in second if _contradicts(session, one)]
    if not asked:
        return
    update_rows(
        session, Visit, [{"home": one.home, "id": one.visit_id, "standing": "contested"} for one in asked], key=("home", "id")
    )
    open_cases(
        session,
        [
            NewCase(
                kind="contested", subject=("visit", str(one.visit_id)), home=one.home, branch_id=one.branch_id,
                period=one.period, headline="contested.values_differ", metering_point_id=one.point_id, task_id=one.task_id,
            )
            for one in asked
        ],
    )  # fmt: skip


def _contradicts(session: Session, visit: VisitFacts) -> bool:
    registers = {value.register_id: value for value in visit.values}
    held = readings.of_registers(session, home=visit.home, register_ids=list(registers), first=visit.period, last=visit.period)
    return any(
        contradict(
            value_e4=registers[register_id].value_e4, at_ms=clock.to_ms(registers[register_id].value_at),
            standing_e4=stands.value_e4, standing_at_ms=clock.to_ms(stands.value_at),
        )
        for register_id, found in held.items()
        for stands in found
        if stands.visit_id != visit.visit_id
    )  # fmt: skip


def _checked_on_site(session: Session, collected: Sequence[Collected], *, day: dt.date) -> set[tuple[str, int]]:
    """(installation, period) of the values that somebody must check at the meter."""
    together: defaultdict[tuple[int, int], dict[UUID, str]] = defaultdict(dict)
    for each in collected:
        together[each.place.home, each.period][UUID(each.place.installation_id)] = each.place.installation_id
    found = set()
    for (home, period), texts in together.items():
        ids = site_checks.to_be_checked(session, home=home, period=period, installation_ids=list(texts), day=day)
        found |= {(texts[installation_id], period) for installation_id in ids}
    return found


@dataclass
class MadeUp:
    """What became of failures: make-up tasks, points read meanwhile, tasks open anyway; and by number those in no round."""

    new: int = 0
    settled: int = 0
    open: int = 0
    nowhere: list[str] = field(default_factory=list)


def order_make_ups(session: Session, failures: Sequence[Failure], *, actor: Actor) -> MadeUp:
    """Make-up tasks for what couldn't be collected. Points that were read meanwhile need none; in no round there can be none."""
    answer = MadeUp()
    rows, without = [], []
    for period in sorted({failure.period for failure in failures}):
        here = {UUID(failure.point_id): failure for failure in failures if failure.period == period}
        found = tasks.of_point(session, here, period)
        settled = {task.metering_point_id for task in found if task.state in {"read", "contested", "closed_elsewhere"}}
        planned = {task.metering_point_id for task in found}
        answer.settled += len(settled)
        without += [point_id for point_id in here if point_id not in planned]
        rows += [MakeUp(point_id, period, here[point_id].reason) for point_id in here if point_id in planned - settled]
    made = sum(1 for _, task_id in make_up(session, rows=rows, actor=actor) if task_id is not None)
    answer.new, answer.open = made, len(rows) - made
    numbers = select(MeteringPoint.number).where(among(session, MeteringPoint.id, without)).order_by(MeteringPoint.number)
    answer.nowhere = list(session.scalars(numbers)) if without else []
    return answer
