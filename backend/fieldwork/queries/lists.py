"""What the office's screens list: periods, routes, runs and the tasks of a run."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, case, func, select
from sqlalchemy.orm import Session

from backend.fieldwork.models import BillingPeriod, Route, RouteStop, Run, Task, Visit
from backend.fieldwork.queries import people, planning
from backend.fieldwork.queries.planning import covers
from backend.grid.models import Installation, Meter, MeterBox, MeteringPoint
from backend.grid.queries.published import published
from backend.kernel.order import natural
from backend.kernel.sets import among


def periods(session: Session, branch_ids: Collection[int] | None) -> list[dict[str, Any]]:
    """Periods that were opened, newest first, with their tasks counted by state. None: of all branches."""
    query = select(BillingPeriod).order_by(BillingPeriod.period.desc(), BillingPeriod.branch_id)
    counted = select(Task.branch_id, Task.period, Task.state, func.count()).group_by(Task.branch_id, Task.period, Task.state)
    if branch_ids is not None:
        query = query.where(BillingPeriod.branch_id.in_(sorted(branch_ids)))
        counted = counted.where(Task.branch_id.in_(sorted(branch_ids)))
    counts: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for branch_id, period, state, count in session.execute(counted):
        counts[branch_id, period][state] = count
    return [
        {
            "branch_id": row.branch_id, "period": row.period, "state": row.state, "opened_at": row.opened_at,
            "closed_at": row.closed_at, "counts": _counts(counts[row.branch_id, row.period]),
        }
        for row in session.scalars(query)
    ]  # fmt: skip


def _counts(states: Counter[str]) -> dict[str, int]:
    names = ("open", "read", "skipped", "returned", "contested", "closed_elsewhere", "cancelled")
    return {"total": states.total(), **{name: states[name] for name in names}}


def routes(session: Session, branch_ids: Collection[int] | None, day: dt.date) -> list[dict[str, Any]]:
    """Routes with their schedule and their number of stops on a day, by branch and code."""
    query = select(Route).where(published(Route.batch))
    if branch_ids is not None:
        query = query.where(Route.branch_id.in_(sorted(branch_ids)))
    found = sorted(session.scalars(query), key=lambda route: (route.branch_id, natural(route.code)))
    plans = {
        plan.route_id: plan
        for branch_id in {route.branch_id for route in found}
        for plan in planning.schedules(session, branch_id, day)
    }
    stops = dict(
        session.execute(
            select(RouteStop.route_id, func.count())
            .where(covers(RouteStop.valid_from, RouteStop.valid_to, day), published(RouteStop.batch))
            .group_by(RouteStop.route_id)
        ).all()
    )
    return [
        {
            "id": route.id, "code": route.code, "name": route.name, "branch_id": route.branch_id, "blind": route.blind,
            "stops": stops.get(route.id, 0),
            "frequency": plans[route.id].frequency if route.id in plans else None,
            "reading_day": plans[route.id].reading_day if route.id in plans else None,
        }
        for route in found
    ]  # fmt: skip


def runs(session: Session, branch_ids: Collection[int] | None, period: int | None) -> list[dict[str, Any]]:
    """Runs with their route, their tasks counted by state, and who holds how many, by period and route."""
    query = select(Run, Route.code, Route.name).join(Route, Route.id == Run.route_id)
    if branch_ids is not None:
        query = query.where(Run.branch_id.in_(sorted(branch_ids)))
    if period is not None:
        query = query.where(Run.period == period)
    found = session.execute(query.order_by(Run.period.desc(), Run.number)).all()
    found = sorted(found, key=lambda row: (-row[0].period, natural(row.code), row[0].number))
    counts, holders = _of_runs(session, [run.id for run, _, _ in found])
    named = people.names(session, {holder for each in holders.values() for holder in each if holder is not None})
    return [
        {
            "id": run.id, "branch_id": run.branch_id, "period": run.period, "number": run.number, "state": run.state,
            "window_from": run.window_from, "window_to": run.window_to,
            "route": {"id": run.route_id, "code": code, "name": name},
            "counts": _counts(counts[run.id]),
            "holders": [
                {"person": named[holder], "tasks": count} for holder, count in holders[run.id].most_common() if holder in named
            ],
            "unassigned": holders[run.id][None],
        }
        for run, code, name in found
    ]  # fmt: skip


def _of_runs(session: Session, run_ids: Collection[UUID]) -> tuple[dict[UUID, Counter[str]], dict[UUID, Counter[UUID | None]]]:
    counts: dict[UUID, Counter[str]] = defaultdict(Counter)
    holders: dict[UUID, Counter[UUID | None]] = defaultdict(Counter)
    if run_ids:
        query = select(Task.run_id, Task.state, Task.holder_id, func.count()).where(among(session, Task.run_id, run_ids))
        for run_id, state, holder_id, count in session.execute(query.group_by(Task.run_id, Task.state, Task.holder_id)):
            counts[run_id][state] += count
            if state != "cancelled":
                holders[run_id][holder_id] += count
    return counts, holders


def tasks_of_run(
    session: Session, run_id: UUID, *, after: tuple[int, UUID] | None, limit: int, state: str | None = None
) -> list[dict[str, Any]]:
    """Tasks of a run in walking order, each with its point, meter, box, holder and, where it was skipped, why."""
    query = (
        select(
            Task, MeteringPoint.number, MeteringPoint.address, MeteringPoint.customer_class, Meter.asset_number,
            Meter.serial_number, Meter.phases, MeterBox.id.label("box_id"), MeterBox.barcode, Visit.skip_code,
        )
        .join(MeteringPoint, MeteringPoint.id == Task.metering_point_id)
        .join(Installation, Installation.id == Task.installation_id)
        .join(Meter, Meter.id == Installation.meter_id)
        .outerjoin(MeterBox, MeterBox.id == Installation.box_id)
        .outerjoin(Visit, (Visit.home == Task.home) & (Visit.id == Task.visit_id))
        .where(Task.run_id == run_id)
        .order_by(Task.sequence, Task.id)
        .limit(limit)
    )  # fmt: skip
    if state is not None:
        query = query.where(Task.state == state)
    if after is not None:
        sequence, task_id = after
        query = query.where(case((Task.sequence == sequence, Task.id > task_id), else_=Task.sequence > sequence))
    rows: Sequence[Row[*tuple[Any, ...]]] = session.execute(query).all()
    named = people.names(session, {row.Task.holder_id for row in rows if row.Task.holder_id is not None})
    return [
        {
            "id": row.Task.id, "run_id": row.Task.run_id, "sequence": row.Task.sequence, "kind": row.Task.kind,
            "state": row.Task.state, "version": row.Task.version, "due_from": row.Task.due_from, "due_to": row.Task.due_to,
            "reason": row.Task.reason, "holder": named.get(row.Task.holder_id),
            "point": {
                "id": row.Task.metering_point_id, "number": row.number, "address": row.address, "class": row.customer_class,
                "branch_id": row.Task.branch_id,
            },
            "meter": {"asset_number": row.asset_number, "serial_number": row.serial_number, "phases": row.phases},
            "box": None if row.box_id is None else {"id": row.box_id, "barcode": row.barcode},
            "skip_code": row.skip_code,
        }
        for row in rows
    ]  # fmt: skip


def run(session: Session, run_id: UUID) -> Run | None:
    """One run."""
    return session.get(Run, run_id)


def tasks_to_assign(session: Session, run_id: UUID) -> list[UUID]:
    """The tasks of a run that somebody could still be sent for."""
    query = select(Task.id).where(Task.run_id == run_id, Task.state.in_(("open", "skipped", "returned"))).order_by(Task.sequence)
    return list(session.scalars(query))
