"""Estimating stops nobody could read, one or many: shown first, then taken, and taken back until the point is handed over."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from backend.cases.service import handling
from backend.fieldwork.models import Route, Run, Task
from backend.fieldwork.queries import tasks as queries
from backend.fieldwork.queries.tasks import TaskFacts
from backend.fieldwork.service import stand_ins
from backend.fieldwork.service.facts import StandIn
from backend.identity.service.access import authorise
from backend.kernel import clock, paging
from backend.kernel.audit import record
from backend.kernel.ids import new_id
from backend.kernel.money import format_e4
from backend.kernel.paging import Page
from backend.kernel.principal import Principal
from backend.kernel.sets import among
from backend.readings.queries import releases, values
from backend.readings.rules.quality import REJECTED
from backend.readings.service.storing import mark, quality
from backend.supervision.queries import handed
from backend.supervision.queries.queue import places
from backend.vee.rules.estimation import METHODS, Method
from backend.vee.service import bands
from backend.vee.service import missing as estimating
from backend.vee.service.estimating import Choice
from backend.vee.service.intake import intake
from backend.vee.service.missing import Missing

# Where nobody chose a method: what is expected of the register anyway.
_FIRST: tuple[Method, ...] = ("profile", *(method for method in METHODS if method != "profile"))


@dataclass(frozen=True)
class Done:
    """What was asked for many stops did: those it was done for, and those left with why."""

    done: tuple[UUID, ...]
    left: tuple[tuple[UUID, str], ...]


def page(
    session: Session, *, branch_id: int, period: int, run_id: UUID | None, point_id: UUID | None, cursor: str | None, limit: int,
    zone: ZoneInfo,
) -> Page[dict[str, Any]]:  # fmt: skip
    """The stops of a branch's period without anybody's reading, in walking order, with what each method would estimate."""
    query = (
        select(Task.id, Task.run_id, Task.sequence)
        .where(Task.branch_id == branch_id, Task.period == period, Task.state.in_(stand_ins.UNREAD))
        .where(Task.kind.not_in(stand_ins.REPEATS)).order_by(Task.run_id, Task.sequence, Task.id).limit(limit + 1)
    )  # fmt: skip
    if run_id is not None:
        query = query.where(Task.run_id == run_id)
    if point_id is not None:
        query = query.where(Task.metering_point_id == point_id)
    if cursor:
        query = query.where(tuple_(Task.run_id, Task.sequence, Task.id) > tuple_(*paging.decode(cursor, UUID, int, UUID)))
    rows = session.execute(query).all()
    shown = rows[:limit]
    stops = queries.of_ids(session, [row.id for row in shown])
    found = estimating.look(session, [stops[row.id] for row in shown], zone=zone)
    next_one = paging.encode(shown[-1].run_id, shown[-1].sequence, shown[-1].id) if len(rows) > limit else None
    return Page(_shown(session, found, stops, clock.business_date(clock.now(), zone)), next_one)


def _shown(session: Session, found: Sequence[Missing], stops: Mapping[UUID, TaskFacts], today: dt.date) -> list[dict[str, Any]]:
    taken = stand_ins.of_office(session, stops)
    why_not = _why_not(session, stops, taken, today)
    where = places(session, {one.stop.metering_point_id for one in found})
    dials = handed.of_registers(session, {register.key for one in found for register in one.registers})
    run_ids = {one.stop.run_id for one in found}
    query = select(Run.id, Route.code, Route.name).join(Route, Route.id == Run.route_id).where(among(session, Run.id, run_ids))
    routes = {row.id: {"code": row.code, "name": row.name} for row in session.execute(query)} if run_ids else {}
    return [
        {
            "task_id": one.stop.id, "state": one.stop.state, "sequence": one.stop.sequence, "route": routes[one.stop.run_id],
            "point": where[one.stop.metering_point_id], "at": one.at, "estimated": one.stop.id in taken,
            "why": why_not.get(one.stop.id) or one.why,
            "registers": [
                {"register": dials[register.key], "previous": register.previous_e4} for register in one.registers
            ],
            "choices": [
                {
                    "method": choice.method,
                    "values": [{"register_id": key, "value": value} for key, value in choice.values.items()],
                }
                for choice in one.choices
            ],
        }
        for one in found
    ]  # fmt: skip


def _why_not(session: Session, stops: Mapping[UUID, TaskFacts], taken: Mapping[UUID, UUID], today: dt.date) -> dict[UUID, str]:
    """Task → why nothing is to be estimated for it: it was read, is estimated, repeated by a later task, closed, handed over, or
    can still be read in time since its days have not begun."""
    followed = _followed(session, stops)
    released = _released(session, stops)
    found = {}
    for stop in stops.values():
        if stop.state not in stand_ins.UNREAD or stop.kind in stand_ins.REPEATS:
            found[stop.id] = "read"
        elif stop.metering_point_id in released:
            found[stop.id] = "released_already"
        elif stop.id in taken:
            found[stop.id] = "estimated"
        elif stop.id in followed:
            found[stop.id] = "followed"
        elif stop.period_closed:
            found[stop.id] = "period_closed"
        elif stop.due_from > today:
            found[stop.id] = "not_begun"
    return found


def _followed(session: Session, stops: Mapping[UUID, TaskFacts]) -> set[UUID]:
    """Those that a later task repeats or makes up: that one is estimated, if any."""
    if not stops:
        return set()
    query = select(Task.follows_id).where(
        among(session, Task.metering_point_id, {stop.metering_point_id for stop in stops.values()}),
        Task.period.in_({stop.period for stop in stops.values()}), Task.follows_id.is_not(None), Task.state != "cancelled",
    )  # fmt: skip
    return set(session.scalars(query))


def _released(session: Session, stops: Mapping[UUID, TaskFacts]) -> set[UUID]:
    found: set[UUID] = set()
    for home, period in {(stop.home, stop.period) for stop in stops.values()}:
        points = {stop.metering_point_id for stop in stops.values() if (stop.home, stop.period) == (home, period)}
        found |= set(releases.numbers(session, home=home, period=period, point_ids=points))
    return found


def estimate(
    session: Session, principal: Principal, *, branch_id: int, period: int, task_ids: Sequence[UUID], method: Method | None,
    reason: str, zone: ZoneInfo,
) -> Done:  # fmt: skip
    """Put estimates in place of readings that weren't made, by one method or the first that knows enough.

    What can't be estimated is left, and why is said: not_found, read, estimated, followed, period_closed, not_begun,
    released_already, no_estimate, too_many_estimates.
    """
    authorise(principal, "estimate_stops", branch_id=branch_id)
    stops, left = _of_branch(session, branch_id, period, task_ids)
    left |= _why_not(session, stops, stand_ins.of_office(session, stops), clock.business_date(clock.now(), zone))
    found = estimating.look(
        session, [stop for key, stop in sorted(stops.items()) if key not in left], zone=zone, make_bands=True
    )  # fmt: skip
    chosen: dict[UUID, tuple[Missing, Choice]] = {}
    for one in found:
        choice = _choice(one, method)
        if one.why is not None or choice is None:
            left[one.stop.id] = one.why or "no_estimate"
        else:
            chosen[one.stop.id] = (one, choice)
    visit_of = {task_id: new_id() for task_id in chosen}
    before = stand_ins.replaced(session, stops, list(chosen))
    stand_ins.stand_in(session, [StandIn(visit_of[key], key, one.at) for key, (one, _) in chosen.items()], stops)
    facts = [
        estimating.as_visit(one, choice.values, visit_id=visit_of[key], supersedes=before.get(key))
        for key, (one, choice) in chosen.items()
    ]
    if facts:
        intake(session, facts, now=clock.now(), zone=zone)
    for key, (one, choice) in chosen.items():
        record(
            session, home=one.stop.home, actor=principal.actor, action="estimate_stop",
            subject=("point", str(one.stop.metering_point_id)),
            detail={
                "task_id": str(key), "visit_id": str(visit_of[key]), "period": period, "method": choice.method,
                "values": {str(register_id): format_e4(value) for register_id, value in choice.values.items()},
            },
            personal={"reason": reason} if reason else None,
        )  # fmt: skip
    return Done(tuple(chosen), tuple(sorted(left.items())))


def _choice(one: Missing, method: Method | None) -> Choice | None:
    by_method = {choice.method: choice for choice in one.choices}
    wanted = _FIRST if method is None else (method,)
    return next((by_method[name] for name in wanted if name in by_method), None)


def _of_branch(
    session: Session, branch_id: int, period: int, task_ids: Sequence[UUID]
) -> tuple[dict[UUID, TaskFacts], dict[UUID, str]]:
    """The tasks, locked; and those that aren't the branch's, which are nobody's business."""
    found = queries.locked(session, set(task_ids))
    stops = {key: task for key, task in found.items() if (task.branch_id, task.period) == (branch_id, period)}
    return stops, {task_id: "not_found" for task_id in task_ids if task_id not in stops}


def take_back(
    session: Session, principal: Principal, *, branch_id: int, period: int, task_ids: Sequence[UUID], reason: str
) -> Done:
    """Estimates are taken back: the stops are as they were. Left: not_found, not_estimated, released_already."""
    authorise(principal, "estimate_stops", branch_id=branch_id)
    stops, left = _of_branch(session, branch_id, period, task_ids)
    released = _released(session, stops)
    visit_of = stand_ins.of_office(session, stops)
    for key, stop in stops.items():
        if stop.metering_point_id in released:
            left[key] = "released_already"
            visit_of.pop(key, None)
        elif key not in visit_of:
            left[key] = "not_estimated"
    if visit_of:
        stand_ins.take_back(session, visit_of, stops)
        handling.superseded(session, list(visit_of.values()))
        _reject(session, principal, stops, visit_of)
    for key in visit_of:
        record(
            session, home=stops[key].home, actor=principal.actor, action="take_estimate_back",
            subject=("point", str(stops[key].metering_point_id)), detail={"task_id": str(key), "period": period},
            personal={"reason": reason} if reason else None,
        )  # fmt: skip
    return Done(tuple(sorted(visit_of)), tuple(sorted(left.items())))


def _reject(session: Session, principal: Principal, stops: Mapping[UUID, TaskFacts], visit_of: Mapping[UUID, UUID]) -> None:
    at = clock.now()
    for home, period in sorted({(stops[key].home, stops[key].period) for key in visit_of}):
        here = [visit_id for key, visit_id in visit_of.items() if (stops[key].home, stops[key].period) == (home, period)]
        held = [
            value for found in values.of_visits(session, home=home, period=period, visit_ids=here).values() for value in found
        ]
        mark(session, [quality(home, period, value.id, REJECTED, at=at, by=principal.person_id) for value in held])
        bands.refresh(session, home=home, after=period, register_ids={value.register_id for value in held})
