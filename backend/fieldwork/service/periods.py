"""Opening a period 电费年月: its runs and tasks appear, set-wise."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.fieldwork.models import BillingPeriod, Run, Task
from backend.fieldwork.queries import planning
from backend.fieldwork.queries.planning import Plan
from backend.fieldwork.rules import calendar
from backend.fieldwork.rules.calendar import Walk
from backend.fieldwork.service import news, photo_policy
from backend.fieldwork.service.facts import Opened
from backend.kernel import clock, jobs
from backend.kernel.audit import Actor, record
from backend.kernel.db import insert_rows
from backend.kernel.ids import new_id
from backend.kernel.problems import Problem
from backend.kernel.settings import Settings


def open_period(session: Session, *, branch_id: int, period: int, actor: Actor) -> Opened:
    """Open a branch's period, or add to an open one what was routed since: a run for every due walk, a task for every stop.

    Excluded points get no task. Bands are made by the job vee.make_bands. Problem period_closed for a closed one.
    """
    state = _the_period(session, branch_id, period, actor)
    if state == "closed":
        raise Problem("period_closed", field="period", period=calendar.format_period(period))
    day = calendar.last_day(period)
    plans = planning.schedules(session, branch_id, day)
    due = planning.walks_due(plans, period)
    known = planning.runs_of(session, branch_id, period)
    fresh = [(plan, walk, new_id()) for plan, walk in due if (plan.route_id, walk.number) not in known]
    insert_rows(session, Run, [_run(plan, walk, run_id, branch_id, period) for plan, walk, run_id in fresh])
    run_ids = known | {(plan.route_id, walk.number): run_id for plan, walk, run_id in fresh}
    excluded = planning.excluded_points(session, branch_id, period)
    tasks = [
        _task(plan, walk, run_ids[plan.route_id, walk.number], stop)
        for plan, walk, stop in planning.without_task(session, due, run_ids, excluded)
    ]
    insert_rows(session, Task, tasks)
    photo_policy.plan_tasks(session, [task["id"] for task in tasks])
    with_tasks = sorted({str(task["run_id"]) for task in tasks})
    if with_tasks:
        jobs.enqueue(session, "vee.make_bands", {"run_ids": with_tasks}, key=f"vee.make_bands:{branch_id}:{period}:{new_id()}")
    opened = Opened(
        period=period, runs=len(fresh), tasks=len(tasks), first=sum(task["kind"] == "first" for task in tasks),
        excluded=len(excluded), unrouted=planning.count_unrouted(session, branch_id, day),
    )  # fmt: skip
    record(
        session, home=branch_id, actor=actor, action="open_period", subject=("period", f"{branch_id}:{period}"),
        detail={"runs": opened.runs, "tasks": opened.tasks, "unrouted": opened.unrouted},
    )  # fmt: skip
    return opened


def close_period(session: Session, *, branch_id: int, period: int, actor: Actor, reason: str = "") -> None:
    """Close a period: late entries are still stored, and a person is asked about each. Problem not_found when never opened."""
    _turn(session, branch_id, period, "closed", actor=actor, reason=reason)


def reopen_period(session: Session, *, branch_id: int, period: int, actor: Actor, reason: str = "") -> None:
    """Open a closed period again, as it was. Problem not_found when it was never opened."""
    _turn(session, branch_id, period, "open", actor=actor, reason=reason)


def _turn(session: Session, branch_id: int, period: int, state: str, *, actor: Actor, reason: str) -> None:
    """Close or reopen; a period that is so already stays as it is, and nothing is written down."""
    found = session.scalars(
        select(BillingPeriod).where(BillingPeriod.branch_id == branch_id, BillingPeriod.period == period).with_for_update()
    ).first()
    if found is None:
        raise Problem("not_found", field="period")
    if found.state == state:
        return
    found.state, found.closed_at = state, clock.now() if state == "closed" else None
    news.tell_month(session, home=branch_id, branch_id=branch_id, period=period)
    record(
        session, home=branch_id, actor=actor, action="close_period" if state == "closed" else "reopen_period",
        subject=("period", f"{branch_id}:{period}"), detail={}, personal={"reason": reason} if reason else None,
    )  # fmt: skip


def _the_period(session: Session, branch_id: int, period: int, actor: Actor) -> str:
    opened_by = UUID(actor.id) if actor.kind == "person" else None
    insert_rows(
        session, BillingPeriod,
        [
            {
                "branch_id": branch_id, "period": period, "state": "open", "opened_at": clock.now(), "opened_by": opened_by,
                "closed_at": None,
            }
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    # Two who open it at once go one after the other, or both would make all runs.
    query = select(BillingPeriod.state).where(BillingPeriod.branch_id == branch_id, BillingPeriod.period == period)
    return session.execute(query.with_for_update()).scalar_one()


def _run(plan: Plan, walk: Walk, run_id: UUID, branch_id: int, period: int) -> dict[str, Any]:
    return {
        "id": run_id, "home": plan.home, "branch_id": branch_id, "route_id": plan.route_id, "period": period,
        "number": walk.number, "state": "planned", "window_from": walk.window_from, "window_to": walk.window_to,
    }  # fmt: skip


def _task(plan: Plan, walk: Walk, run_id: UUID, stop: Any) -> dict[str, Any]:
    period = calendar.period_of(walk.day)
    first = calendar.is_first(stop.installed, plan.frequency, plan.reading_day, period)
    return {
        "id": new_id(), "home": stop.home, "branch_id": plan.branch_id, "run_id": run_id, "period": period,
        "metering_point_id": stop.metering_point_id, "installation_id": stop.installation_id,
        "kind": "first" if first else "regular", "sequence": stop.sequence, "state": "open", "holder_id": None, "version": 0,
        "due_from": walk.window_from, "due_to": walk.window_to,
        "frozen_at": calendar.frozen_moment(stop.billed_at, stop.installed, period, Settings.time_zone),
        "reason": None, "follows_id": None, "visit_id": None,
    }  # fmt: skip
