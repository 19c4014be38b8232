"""What the office does, with the rights it needs: the edge's one door to periods, assignments, orders and invitations."""

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.fieldwork.models import Run
from backend.fieldwork.queries import ledger as ledgers
from backend.fieldwork.queries import lists, people
from backend.fieldwork.queries import tasks as task_queries
from backend.fieldwork.queries.closing import Closing, closing
from backend.fieldwork.queries.ledger import Scope
from backend.fieldwork.queries.tasks import TaskFacts
from backend.fieldwork.rules import calendar
from backend.fieldwork.rules.ledger import Ledger, Tasks
from backend.fieldwork.service import assignment, invitations, orders, periods
from backend.fieldwork.service.facts import Assigned, Left, Opened
from backend.identity.rules.access import permits as may
from backend.identity.service import server
from backend.identity.service.access import authorise
from backend.kernel.principal import Principal
from backend.kernel.problems import Problem


def open_period(session: Session, by: Principal, *, branch_id: int, period: int, today: dt.date) -> Opened:
    """As `periods.open_period`, for somebody of the branch; Problem period_far for a month nobody can mean."""
    authorise(by, "open_period", branch_id=branch_id)
    if not calendar.near(period, today):
        raise Problem("period_far", field="period", period=calendar.format_period(period))
    return periods.open_period(session, branch_id=branch_id, period=period, actor=by.actor)


def the_run(session: Session, by: Principal, action: str, run_id: UUID) -> Run:
    """A run somebody may do something to; Problem not_found for any other."""
    run = lists.run(session, run_id)
    if run is None:
        raise Problem("not_found")
    authorise(by, action, branch_id=run.branch_id)
    return run


def assign_run(session: Session, by: Principal, *, run_id: UUID, holder_id: UUID, reason: str) -> Assigned:
    """Give everything of a run that can still be read to a reader."""
    the_run(session, by, "assign_run", run_id)
    task_ids = lists.tasks_to_assign(session, run_id)
    return assignment.assign(session, task_ids=task_ids, holder_id=holder_id, actor=by.actor, reason=reason)


def move_tasks(session: Session, by: Principal, *, task_ids: Collection[UUID], holder_id: UUID, reason: str) -> Assigned:
    """Give some tasks to a reader; those of other branches are left and named, as if they didn't exist."""
    found = task_queries.of_ids(session, task_ids)
    mine = [task.id for task in found.values() if may(by, "move_tasks", branch_id=task.branch_id)]
    done = assignment.assign(session, task_ids=mine, holder_id=holder_id, actor=by.actor, reason=reason)
    strangers = tuple(Left(task_id, "unknown") for task_id in task_ids if task_id not in mine)
    return Assigned(done.moved, done.left + strangers)


def cancel_tasks(session: Session, by: Principal, *, task_ids: Collection[UUID], reason: str) -> list[UUID]:
    """Cancel what nobody has read yet, of one's own branches. Answers those that were cancelled."""
    return orders.cancel(session, task_ids=_mine(session, by, "cancel_tasks", task_ids), actor=by.actor, reason=reason)


def reopen_tasks(session: Session, by: Principal, *, task_ids: Collection[UUID], reason: str) -> list[UUID]:
    """Undo a cancellation. Answers those that are open again."""
    return orders.reopen(session, task_ids=_mine(session, by, "cancel_tasks", task_ids), actor=by.actor, reason=reason)


def _mine(session: Session, by: Principal, action: str, task_ids: Collection[UUID]) -> list[UUID]:
    """Those of some tasks that somebody may do this to; to them the others don't exist."""
    found = task_queries.of_ids(session, task_ids)
    return [task.id for task in found.values() if may(by, action, branch_id=task.branch_id)]


def see_closing(session: Session, by: Principal, *, branch_id: int, period: int) -> Closing:
    """What is still open in a period; Problem not_found when it was never opened."""
    authorise(by, "close_period", branch_id=branch_id)
    found = closing(session, branch_id, period)
    if found is None:
        raise Problem("not_found", field="period")
    return found


def close_period(session: Session, by: Principal, *, branch_id: int, period: int, reason: str) -> Closing:
    """Close a period, or leave it closed; answers how it stands."""
    authorise(by, "close_period", branch_id=branch_id)
    periods.close_period(session, branch_id=branch_id, period=period, actor=by.actor, reason=reason)
    session.flush()
    return see_closing(session, by, branch_id=branch_id, period=period)


def reopen_period(session: Session, by: Principal, *, branch_id: int, period: int, reason: str) -> Closing:
    """Open a closed period again; answers how it stands."""
    authorise(by, "close_period", branch_id=branch_id)
    periods.reopen_period(session, branch_id=branch_id, period=period, actor=by.actor, reason=reason)
    session.flush()
    return see_closing(session, by, branch_id=branch_id, period=period)


def _the_task(session: Session, by: Principal, action: str, task_id: UUID) -> TaskFacts:
    task = task_queries.of_ids(session, [task_id]).get(task_id)
    if task is None:
        raise Problem("not_found")
    authorise(by, action, branch_id=task.branch_id)
    return task


def exclude(session: Session, by: Principal, *, task_id: UUID, reason: str) -> None:
    """Approve that a task's point isn't read in its period."""
    _the_task(session, by, "exclude_task", task_id)
    orders.exclude(session, task_id=task_id, actor=by.actor, reason=reason)


def invite(session: Session, by: Principal, *, task_id: UUID, hours: int) -> tuple[str, dt.datetime]:
    """A link's token for a task's customer, and when it expires."""
    _the_task(session, by, "invite_customer", task_id)
    return invitations.invite(session, task_id=task_id, actor=by.actor, hours=hours, key=server.mac_key(session))


def ledger(
    session: Session, by: Principal, *, branch_id: int | None = None, period: int | None = None, run_id: UUID | None = None,
    holder_id: UUID | None = None, area_id: UUID | None = None,
) -> tuple[Scope, Ledger, list[tuple[dict[str, Any], Tasks]], list[dict[str, Any]]]:  # fmt: skip
    """The ledger of a run, or of a branch's period or a part of it; for whole ones, a line a holder too.

    For a whole period also the routes with stops that nobody planned: id, code, name, stops.

    Problem invalid when neither a run nor a branch and period are named. A reader sees his own line only.
    """
    if run_id is not None:
        run = lists.run(session, run_id)
        if run is None:
            raise Problem("not_found")
        branch_id, period = run.branch_id, run.period
    if branch_id is None or period is None:
        raise Problem("invalid", field="branch_id" if branch_id is None else "period")
    authorise(by, "see_ledger", branch_id=branch_id, holder_id=holder_id)
    scope = Scope(branch_id, period, run_id, holder_id, area_id)
    by_holder = ledgers.by_holder(session, scope) if holder_id is None else {}
    named = people.names(session, list(by_holder))
    lines = [(named[holder], tasks) for holder, tasks in by_holder.items() if holder in named]
    lines.sort(key=lambda line: line[0]["name"])
    whole = run_id is None and holder_id is None and area_id is None
    unplanned = ledgers.unplanned_routes(session, branch_id, period) if whole else []
    return scope, ledgers.ledger(session, scope), lines, unplanned
