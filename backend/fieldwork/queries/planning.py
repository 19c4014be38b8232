"""What a period is made of: due stops with their installations, what exists already, and points that stand in no route."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from backend.fieldwork.models import Exclusion, Route, RouteSchedule, RouteStop, Run, Task
from backend.fieldwork.rules import calendar
from backend.fieldwork.rules.calendar import Walk
from backend.grid.models import Account, AccountStatus, Installation, MeteringPoint
from backend.grid.queries.published import published
from backend.kernel.sets import among, there_is


def covers(first: InstrumentedAttribute[Any], last: InstrumentedAttribute[Any], day: dt.date) -> ColumnElement[bool]:
    """Whether a dated row (valid_to exclusive, either end open) holds on a day."""
    return and_(or_(first.is_(None), first <= day), or_(last.is_(None), last > day))


def active_point(day: dt.date) -> ColumnElement[bool]:
    """Whether a metering point must be read at all on a day: it exists, has a meter, and its account isn't closed."""
    there = aliased(Installation)
    has_meter = there_is(
        select(there.id)
        .where(there.metering_point_id == MeteringPoint.id, covers(there.valid_from, there.valid_to, day), published(there.batch))
        .correlate(MeteringPoint)
    )
    is_closed = there_is(
        select(AccountStatus.account_id)
        .where(AccountStatus.account_id == MeteringPoint.account_id, AccountStatus.status == "closed")
        .where(covers(AccountStatus.valid_from, AccountStatus.valid_to, day))
        .correlate(MeteringPoint)
    )
    return and_(
        MeteringPoint.unmetered.is_(False),
        covers(MeteringPoint.valid_from, MeteringPoint.valid_to, day),
        published(MeteringPoint.batch),
        has_meter,
        ~is_closed,
    )


def in_a_route(day: dt.date) -> ColumnElement[bool]:
    """Whether a metering point stands in any route on a day."""
    stop = aliased(RouteStop)
    return there_is(
        select(stop.route_id)
        .where(stop.metering_point_id == MeteringPoint.id, covers(stop.valid_from, stop.valid_to, day), published(stop.batch))
        .correlate(MeteringPoint)
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """A route and the schedule in force on a day."""

    route_id: UUID
    home: int
    branch_id: int
    frequency: Any
    reading_day: int
    walks: int


def schedules(session: Session, branch_id: int, day: dt.date) -> list[Plan]:
    """The routes of a branch with the schedule each has on a day, by code; a route without one is left out."""
    newest = (
        select(RouteSchedule.route_id, func.max(RouteSchedule.valid_from).label("valid_from"))
        .where(RouteSchedule.valid_from <= day)
        .group_by(RouteSchedule.route_id)
        .subquery()
    )
    query = (
        select(Route.id, Route.home, Route.branch_id, RouteSchedule.frequency, RouteSchedule.reading_day, RouteSchedule.walks)
        .join(newest, newest.c.route_id == Route.id)
        .join(RouteSchedule, and_(RouteSchedule.route_id == newest.c.route_id, RouteSchedule.valid_from == newest.c.valid_from))
        .where(Route.branch_id == branch_id, published(Route.batch))
        .order_by(Route.code)
    )
    return [Plan(*row) for row in session.execute(query)]


def stops(session: Session, route_ids: Collection[UUID], day: dt.date) -> Sequence[Row[*tuple[Any, ...]]]:
    """The active stops of some routes on a day.

    Rows: route_id, sequence, metering_point_id, home, installation_id, installed, billed_at.
    """
    query = (
        select(
            RouteStop.route_id,
            RouteStop.sequence,
            MeteringPoint.id.label("metering_point_id"),
            MeteringPoint.home,
            Installation.id.label("installation_id"),
            Installation.valid_from.label("installed"),
            MeteringPoint.billed_at,
        )
        .join(MeteringPoint, MeteringPoint.id == RouteStop.metering_point_id)
        .join(Installation, Installation.metering_point_id == MeteringPoint.id)
        .where(among(session, RouteStop.route_id, route_ids), active_point(day), published(RouteStop.batch))
        .where(covers(RouteStop.valid_from, RouteStop.valid_to, day), published(Installation.batch))
        .where(covers(Installation.valid_from, Installation.valid_to, day))
        .order_by(RouteStop.route_id, RouteStop.sequence, Installation.id)
    )
    return session.execute(query).all()


def excluded_points(session: Session, branch_id: int, period: int) -> set[UUID]:
    """The points of a branch that aren't read in a period, with approval."""
    query = select(Exclusion.metering_point_id).where(Exclusion.branch_id == branch_id, Exclusion.period == period)
    return set(session.scalars(query))


def runs_of(session: Session, branch_id: int, period: int) -> dict[tuple[UUID, int], UUID]:
    """(route, number) → run, of a branch and period."""
    query = select(Run.route_id, Run.number, Run.id).where(Run.branch_id == branch_id, Run.period == period)
    return {(row.route_id, row.number): row.id for row in session.execute(query)}


def tasks_of_runs(session: Session, run_ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """(run, installation) of the tasks that exist."""
    if not run_ids:
        return set()
    query = select(Task.run_id, Task.installation_id).where(among(session, Task.run_id, run_ids))
    return {(row.run_id, row.installation_id) for row in session.execute(query)}


def walks_due(plans: Collection[Plan], period: int) -> list[tuple[Plan, Walk]]:
    """Every walk the schedules ask for in a period."""
    return [(plan, walk) for plan in plans for walk in calendar.walks(plan.frequency, plan.reading_day, plan.walks, period)]


def without_task(
    session: Session, due: Collection[tuple[Plan, Walk]], run_ids: Mapping[tuple[UUID, int], UUID], excluded: Collection[UUID]
) -> list[tuple[Plan, Walk, Row[*tuple[Any, ...]]]]:
    """The stops of due walks for which no task was ever made, with their walk: rows as of `stops`. Excluded points need none."""
    existing = tasks_of_runs(session, list(run_ids.values()))
    found = []
    for day in sorted({walk.day for _, walk in due}):
        on_day = {plan.route_id: (plan, walk) for plan, walk in due if walk.day == day}
        for stop in stops(session, list(on_day), day):
            plan, walk = on_day[stop.route_id]
            run_id = run_ids.get((stop.route_id, walk.number))
            if stop.metering_point_id not in excluded and (run_id, stop.installation_id) not in existing:
                found.append((plan, walk, stop))
    return found


def unplanned(session: Session, branch_id: int, period: int) -> list[tuple[Plan, Walk, Row[*tuple[Any, ...]]]]:
    """What opening the period once more would make: routed, or put up, after it was opened."""
    due = walks_due(schedules(session, branch_id, calendar.last_day(period)), period)
    return without_task(session, due, runs_of(session, branch_id, period), excluded_points(session, branch_id, period))


def unrouted(
    session: Session, branch_id: int, day: dt.date, *, after: str = "", limit: int | None = None
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Active points of a branch that stand in no route on a day, the costliest omission there is, by number.

    Rows: id, number, branch_id, customer_class, address, account_number, account_name.
    """
    query = (
        select(
            MeteringPoint.id,
            MeteringPoint.number,
            MeteringPoint.branch_id,
            MeteringPoint.customer_class,
            MeteringPoint.address,
            Account.number.label("account_number"),
            Account.name.label("account_name"),
        )
        .join(Account, Account.id == MeteringPoint.account_id)
        .where(MeteringPoint.branch_id == branch_id, active_point(day), ~in_a_route(day), MeteringPoint.number > after)
        .order_by(MeteringPoint.number)
        .limit(limit)
    )
    return session.execute(query).all()


def count_unrouted(session: Session, branch_id: int, day: dt.date) -> int:
    """How many active points stand in no route."""
    query = select(func.count()).select_from(MeteringPoint)
    return session.execute(query.where(MeteringPoint.branch_id == branch_id, active_point(day), ~in_a_route(day))).scalar_one()
