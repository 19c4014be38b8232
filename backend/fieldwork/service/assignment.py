"""派工 and 改派: who holds a task. Every change raises its version, is kept, and is told to the old holder and the new one."""

import datetime as dt
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import delete, tuple_, update
from sqlalchemy.orm import Session

from backend.evidence.service.uses import move_uses
from backend.fieldwork.models import Assignment, Holding, Task
from backend.fieldwork.queries import people
from backend.fieldwork.queries import tasks as queries
from backend.fieldwork.queries.tasks import TaskFacts
from backend.fieldwork.service import news
from backend.fieldwork.service.facts import Assigned, Left
from backend.kernel import clock
from backend.kernel.audit import Actor, record
from backend.kernel.db import insert_rows, update_rows
from backend.kernel.problems import Problem
from backend.kernel.sets import among

MOVABLE = frozenset({"open", "skipped", "returned"})


def assign(session: Session, *, task_ids: Collection[UUID], holder_id: UUID, actor: Actor, reason: str = "") -> Assigned:
    """Give tasks to a reader, whoever holds them now, even while both are walking.

    What was already done stays with who did it; what is read, contested, closed or cancelled is left and named. Problem
    holder_unknown when the person can't hold tasks of those branches.
    """
    tasks = queries.locked(session, task_ids)
    branches = {task.branch_id for task in tasks.values()}
    if not people.may_hold(session, holder_id, branches):
        raise Problem("holder_unknown", field="holder_id")
    moving = [task for task in tasks.values() if _why_not(task, holder_id) is None]
    left = [Left(task_id, "unknown") for task_id in task_ids if task_id not in tasks]
    left += [Left(task.id, why) for task in tasks.values() if (why := _why_not(task, holder_id)) is not None]
    hand_over(session, moving, holder_id=holder_id, actor=actor, reason=reason)
    return Assigned(tuple(task.id for task in moving), tuple(left))


def _why_not(task: TaskFacts, holder_id: UUID) -> str | None:
    if task.state not in MOVABLE:
        return task.state
    return "already_held" if task.holder_id == holder_id and task.state == "open" else None


def hand_over(
    session: Session, tasks: Sequence[TaskFacts], *, holder_id: UUID, actor: Actor, reason: str, at: dt.datetime | None = None
) -> None:
    """Make a person the holder of locked tasks: version + 1, history, holdings, photo uses, news and an audit line a home."""
    if not tasks:
        return
    at = at or clock.now()
    old = {task.id: task.holder_id for task in tasks}
    for task in tasks:
        task.holder_id, task.version, task.state = holder_id, task.version + 1, "open"
    update_rows(
        session, Task,
        [{"id": task.id, "holder_id": holder_id, "version": task.version, "state": "open"} for task in tasks],
    )  # fmt: skip
    by = UUID(actor.id) if actor.kind == "person" else None
    insert_rows(
        session, Assignment,
        [
            {
                "task_id": task.id, "version": task.version, "holder_id": holder_id, "from_holder_id": old[task.id],
                "reason": reason, "by": by, "at": at,
            }
            for task in tasks
        ],
    )  # fmt: skip
    _move_holdings(session, tasks, old, holder_id)
    move_uses(session, task_ids=[task.id for task in tasks], holder_id=holder_id)
    news.tell_people(session, {(task.home, holder_id, task.id) for task in tasks}, new=True)
    news.tell_people(session, {(task.home, before, task.id) for task in tasks if (before := old[task.id]) is not None})
    for home in sorted({task.home for task in tasks}):
        here = [task for task in tasks if task.home == home]
        record(
            session, home=home, actor=actor, action="assign", subject=("person", str(holder_id)),
            detail={
                "tasks": [[str(task.id), task.version] for task in here],
                "from": sorted({str(old[task.id]) for task in here if old[task.id] is not None}),
            },
            personal={"reason": reason} if reason else None,
        )  # fmt: skip


def _move_holdings(session: Session, tasks: Sequence[TaskFacts], old: dict[UUID, UUID | None], holder_id: UUID) -> None:
    given_up = [(task.id, before) for task in tasks if (before := old[task.id]) is not None and before != holder_id]
    for start in range(0, len(given_up), 500):
        session.execute(
            update(Holding)
            .where(tuple_(Holding.task_id, Holding.holder_id).in_(given_up[start : start + 500]), Holding.state == "open")
            .values(state="moved")
        )
    # Whoever held it before and gets it back begins anew.
    session.execute(
        delete(Holding).where(among(session, Holding.task_id, [task.id for task in tasks]), Holding.holder_id == holder_id)
    )
    insert_rows(
        session, Holding,
        [
            {
                "task_id": task.id, "holder_id": holder_id, "home": task.home, "branch_id": task.branch_id,
                "run_id": task.run_id, "period": task.period, "state": "open", "version": task.version,
            }
            for task in tasks
        ],
    )  # fmt: skip
