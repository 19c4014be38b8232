"""The ledger 户数核对 of a scope, counted from tables that know nothing of one another, so that a mistake shows as an imbalance.

Points come from the grid and the routes, due points from the routes' schedules, tasks ever assigned from the assignment
history, and their states from the holdings.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, distinct, exists, func, select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Assignment, Exclusion, Holding, Route, RouteStop, Run, Task
from backend.fieldwork.queries import planning
from backend.fieldwork.queries.planning import active_point, covers, in_a_route
from backend.fieldwork.rules import calendar
from backend.fieldwork.rules.ledger import STATES, Due, Ledger, Points, Tasks
from backend.grid.models import MeteringPoint, PointArea
from backend.grid.queries.published import published
from backend.kernel.order import natural
from backend.kernel.sets import among


@dataclass(frozen=True)
class Scope:
    """What a ledger is about: a branch's period, or one run, one holder or one transformer area within it."""

    branch_id: int
    period: int
    run_id: UUID | None = None
    holder_id: UUID | None = None
    area_id: UUID | None = None


def ledger(session: Session, scope: Scope) -> Ledger:
    """The three lines of a scope."""
    return Ledger(_points(session, scope), _due(session, scope), _tasks(session, scope))


def by_holder(session: Session, scope: Scope) -> dict[UUID, Tasks]:
    """The third line, a holder: only states, ever being their sum of assignments."""
    states: dict[UUID, Counter[str]] = defaultdict(Counter)
    query = select(Holding.holder_id, Holding.state, func.count()).group_by(Holding.holder_id, Holding.state)
    for holder, state, count in session.execute(_holdings(query, scope)):
        states[holder][state] = count
    ever = select(Assignment.holder_id, func.count(distinct(Assignment.task_id))).where(Assignment.holder_id.is_not(None))
    counted = dict(session.execute(_assignments(ever, scope).group_by(Assignment.holder_id)).all())
    return {holder: Tasks(counted.get(holder, 0), _all_states(found)) for holder, found in states.items()}


def unplanned_routes(session: Session, branch_id: int, period: int) -> list[dict[str, Any]]:
    """The routes with stops that opening the period again would plan: id, code, name and how many, in natural order."""
    counts = Counter(plan.route_id for plan, _, _ in planning.unplanned(session, branch_id, period))
    query = select(Route.id, Route.code, Route.name).where(among(session, Route.id, list(counts)))
    found = [{"id": row.id, "code": row.code, "name": row.name, "stops": counts[row.id]} for row in session.execute(query)]
    return sorted(found, key=lambda route: natural(route["code"]))


def of_holder(session: Session, holder_id: UUID, period: int | None = None) -> dict[str, int]:
    """One holder's holdings by state, in a period or in all."""
    query = select(Holding.state, func.count()).where(Holding.holder_id == holder_id).group_by(Holding.state)
    if period is not None:
        query = query.where(Holding.period == period)
    return _all_states(dict(session.execute(query).all()))


def _all_states(found: Mapping[str, int]) -> dict[str, int]:
    return {state: found.get(state, 0) for state in STATES}


def _points(session: Session, scope: Scope) -> Points:
    day = calendar.last_day(scope.period)
    active = select(func.count()).select_from(MeteringPoint).where(active_point(day), *_within(scope))
    routed = session.execute(active.where(in_a_route(day))).scalar_one()
    unrouted = session.execute(active.where(~in_a_route(day))).scalar_one()
    return Points(session.execute(active).scalar_one(), routed, unrouted)


def _within(scope: Scope) -> list[ColumnElement[bool]]:
    """The metering points of a scope."""
    day = calendar.last_day(scope.period)
    found: list[ColumnElement[bool]] = [MeteringPoint.branch_id == scope.branch_id]
    if scope.run_id is not None:
        route = select(Run.route_id).where(Run.id == scope.run_id).scalar_subquery()
        found.append(
            exists().where(
                RouteStop.metering_point_id == MeteringPoint.id, RouteStop.route_id == route,
                covers(RouteStop.valid_from, RouteStop.valid_to, day), published(RouteStop.batch),
            ).correlate(MeteringPoint)
        )  # fmt: skip
    if scope.holder_id is not None:
        found.append(
            exists().where(
                Task.metering_point_id == MeteringPoint.id, Task.period == scope.period, Holding.task_id == Task.id,
                Holding.holder_id == scope.holder_id,
            ).correlate(MeteringPoint)
        )  # fmt: skip
    if scope.area_id is not None:
        found.append(
            exists().where(
                PointArea.metering_point_id == MeteringPoint.id, PointArea.area_id == scope.area_id,
                covers(PointArea.valid_from, PointArea.valid_to, day),
            ).correlate(MeteringPoint)
        )  # fmt: skip
    return found


def _due(session: Session, scope: Scope) -> Due:
    due: set[UUID] = set()
    plans = planning.schedules(session, scope.branch_id, calendar.last_day(scope.period))
    if scope.run_id is not None:
        route_id = session.execute(select(Run.route_id).where(Run.id == scope.run_id)).scalar_one_or_none()
        plans = [plan for plan in plans if plan.route_id == route_id]
    days = defaultdict(list)
    for plan in plans:
        for walk in calendar.walks(plan.frequency, plan.reading_day, plan.walks, scope.period):
            days[walk.day].append(plan.route_id)
    for day, route_ids in days.items():
        due |= {stop.metering_point_id for stop in planning.stops(session, route_ids, day)}
    due &= _ids(session, scope) if scope.holder_id is not None or scope.area_id is not None else due
    excluded = set(
        session.scalars(
            select(Exclusion.metering_point_id).where(Exclusion.branch_id == scope.branch_id, Exclusion.period == scope.period)
        )
    )
    holders: dict[UUID, bool] = {}
    query = select(Task.metering_point_id, Task.holder_id).where(
        Task.branch_id == scope.branch_id, Task.period == scope.period, Task.state != "cancelled"
    )
    if scope.run_id is not None:
        query = query.where(Task.run_id == scope.run_id)
    for point_id, holder_id in session.execute(query):
        holders[point_id] = holders.get(point_id, False) or holder_id is not None
    return Due(
        all=len(due),
        assigned=sum(holders.get(point_id) is True for point_id in due - excluded),
        unassigned=sum(holders.get(point_id) is False for point_id in due - excluded),
        excluded=len(due & excluded),
        unplanned=len(_unplanned(session, scope) & due - holders.keys()),
    )


def _unplanned(session: Session, scope: Scope) -> set[UUID]:
    """The points for which opening the period again would make a task: asked of the plan, not of what is missing in the sum."""
    found = planning.unplanned(session, scope.branch_id, scope.period)
    return {stop.metering_point_id for _, _, stop in found}


def _ids(session: Session, scope: Scope) -> set[UUID]:
    return set(session.scalars(select(MeteringPoint.id).where(*_within(scope))))


def _tasks(session: Session, scope: Scope) -> Tasks:
    states = select(Holding.state, func.count()).group_by(Holding.state)
    found = dict(session.execute(_holdings(states, scope)).all())
    # Asked task by task: the history of assignments grows with every month, the tasks of a scope don't.
    holders = (
        select(func.count(distinct(Assignment.holder_id)))
        .where(Assignment.task_id == Task.id, Assignment.holder_id.is_not(None))
        .correlate(Task)
    )
    if scope.holder_id is not None:
        holders = holders.where(Assignment.holder_id == scope.holder_id)
    ever = select(func.coalesce(func.sum(holders.scalar_subquery()), 0)).where(*_within_tasks(scope))
    return Tasks(int(session.execute(ever).scalar_one()), _all_states(found))


def _holdings(query: Select[*tuple[Any, ...]], scope: Scope) -> Select[*tuple[Any, ...]]:
    query = query.where(Holding.branch_id == scope.branch_id, Holding.period == scope.period)
    if scope.run_id is not None:
        query = query.where(Holding.run_id == scope.run_id)
    if scope.holder_id is not None:
        query = query.where(Holding.holder_id == scope.holder_id)
    if scope.area_id is not None:
        query = query.join(Task, Task.id == Holding.task_id).where(_in_area(scope))
    return query


def _assignments(query: Select[*tuple[Any, ...]], scope: Scope) -> Select[*tuple[Any, ...]]:
    query = query.join(Task, Task.id == Assignment.task_id).where(*_within_tasks(scope))
    if scope.holder_id is not None:
        query = query.where(Assignment.holder_id == scope.holder_id)
    return query


def _within_tasks(scope: Scope) -> list[ColumnElement[bool]]:
    """The tasks of a scope, whoever holds them."""
    found: list[ColumnElement[bool]] = [Task.branch_id == scope.branch_id, Task.period == scope.period]
    if scope.run_id is not None:
        found.append(Task.run_id == scope.run_id)
    if scope.area_id is not None:
        found.append(_in_area(scope))
    return found


def _in_area(scope: Scope) -> ColumnElement[bool]:
    return exists().where(
        PointArea.metering_point_id == Task.metering_point_id, PointArea.area_id == scope.area_id,
        covers(PointArea.valid_from, PointArea.valid_to, calendar.last_day(scope.period)),
    ).correlate(Task)  # fmt: skip
