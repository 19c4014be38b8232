"""What the office orders about tasks: read again, make up, close, exclude, cancel. Each reaches the phone with its next pull."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.cases.service import handling
from backend.fieldwork.models import Exclusion, Holding, Task
from backend.fieldwork.queries import tasks as queries
from backend.fieldwork.queries.tasks import TaskFacts
from backend.fieldwork.service import news, photo_policy
from backend.fieldwork.service.assignment import hand_over
from backend.fieldwork.service.facts import MakeUp
from backend.kernel import clock, jobs
from backend.kernel.audit import Actor, record
from backend.kernel.db import insert_rows, update_rows
from backend.kernel.ids import new_id
from backend.kernel.problems import Problem
from backend.kernel.sets import among
from backend.kernel.settings import Settings

# How long a reader has for what is ordered in the middle of a round.
_DAYS_FOR_AN_ORDER = 3


def order_re_read(session: Session, *, task_id: UUID, actor: Actor, reason: str, holder_id: UUID | None = None) -> Task:
    """Order a 复抄 of a task: a new task of the same stop, held by its holder (or another), told with the next pull.

    Problem not_found for an unknown task; a re-read that is still open isn't ordered twice: it is answered.
    """
    return _repeat(session, task_id=task_id, kind="re_read", actor=actor, reason=reason, holder_id=holder_id)


def order_field_check(session: Session, *, task_id: UUID, actor: Actor, reason: str, holder_id: UUID | None = None) -> Task:
    """Order a 现场核抄: somebody goes and looks. As `order_re_read`."""
    return _repeat(session, task_id=task_id, kind="field_check", actor=actor, reason=reason, holder_id=holder_id)


def _repeat(session: Session, *, task_id: UUID, kind: str, actor: Actor, reason: str, holder_id: UUID | None) -> Task:
    of = queries.locked(session, [task_id]).get(task_id)
    if of is None:
        raise Problem("not_found")
    waiting = session.scalars(
        select(Task).where(Task.metering_point_id == of.metering_point_id, Task.period == of.period)
        .where(Task.follows_id == task_id, Task.kind == kind, Task.state == "open")
    ).first()  # fmt: skip
    if waiting is not None:
        return waiting
    return _create(session, [(of, kind, reason, holder_id or of.holder_id)], actor=actor)[0]


def make_up(session: Session, *, rows: Sequence[MakeUp], actor: Actor) -> list[tuple[UUID, UUID | None]]:
    """A 补抄 for points whose value is missing: on the point's run of the period, with its holder.

    A regular task that is still open becomes the make-up: whoever reads it meanwhile, offline, must not find it cancelled.
    Answers (metering point, task) a row; None where one of another kind is open already, or the point has no run.
    """
    wanted: list[tuple[TaskFacts, str, str, UUID | None]] = []
    turned: dict[UUID, tuple[TaskFacts, str]] = {}
    for period in sorted({row.period for row in rows}):
        here = {row.metering_point_id: row for row in rows if row.period == period}
        tasks = queries.of_point(session, list(here), period)
        newest = {task.metering_point_id: task for task in tasks}
        still_open = {task.metering_point_id: task for task in tasks if task.state == "open"}
        turned |= {
            task.id: (task, here[point_id].reason) for point_id, task in still_open.items() if task.kind in {"regular", "first"}
        }
        wanted += [
            (newest[point_id], "make_up", row.reason, newest[point_id].holder_id)
            for point_id, row in here.items()
            if point_id in newest and point_id not in still_open
        ]
    _turn(session, turned, actor)
    made = {(task.metering_point_id, task.period): task.id for task in _create(session, wanted, actor=actor)}
    made |= {(task.metering_point_id, task.period): task.id for task, _ in turned.values()}
    return [(row.metering_point_id, made.get((row.metering_point_id, row.period))) for row in rows]


def _turn(session: Session, turned: Mapping[UUID, tuple[TaskFacts, str]], actor: Actor) -> None:
    """Open regular tasks become make-up ones, with a reason; their holders are told, nothing else changes."""
    if not turned:
        return
    update_rows(session, Task, [{"id": task.id, "kind": "make_up", "reason": reason} for task, reason in turned.values()])
    news.tell_holders(session, {task.id: task.home for task, _ in turned.values()})
    for home in sorted({task.home for task, _ in turned.values()}):
        here = [str(task.id) for task, _ in turned.values() if task.home == home]
        record(session, home=home, actor=actor, action="turn_make_up", subject=("task", here[0]), detail={"tasks": here})


def _create(session: Session, wanted: Sequence[tuple[TaskFacts, str, str, UUID | None]], *, actor: Actor) -> list[Task]:
    """Tasks that repeat others, with their bands, each given to its holder at once."""
    if not wanted:
        return []
    today = clock.business_date(clock.now(), Settings.time_zone)
    rows: list[dict[str, Any]] = [
        {
            "id": new_id(), "home": of.home, "branch_id": of.branch_id, "run_id": of.run_id, "period": of.period,
            "metering_point_id": of.metering_point_id, "installation_id": of.installation_id, "kind": kind,
            "sequence": of.sequence, "state": "open", "holder_id": None, "version": 0, "due_from": today,
            "due_to": today + dt.timedelta(days=_DAYS_FOR_AN_ORDER), "frozen_at": of.frozen_at, "reason": reason,
            "follows_id": of.id, "visit_id": None,
        }
        for of, kind, reason, _ in wanted
    ]  # fmt: skip
    insert_rows(session, Task, rows)
    task_ids = [row["id"] for row in rows]
    photo_policy.plan_tasks(session, task_ids)
    facts = queries.locked(session, task_ids)
    holders = {row["id"]: holder for row, (_, _, _, holder) in zip(rows, wanted, strict=True)}
    for holder in sorted({holder for holder in holders.values() if holder is not None}):
        hand_over(
            session, [facts[task_id] for task_id in task_ids if holders[task_id] == holder],
            holder_id=holder, actor=actor, reason="",
        )  # fmt: skip
    for (of, kind, reason, _), row in zip(wanted, rows, strict=True):
        record(
            session, home=of.home, actor=actor, action=f"order_{kind}", subject=("task", str(row["id"])),
            detail={"follows": str(of.id)}, personal={"reason": reason} if reason else None,
        )  # fmt: skip
    runs = sorted({str(of.run_id) for of, *_ in wanted})
    jobs.enqueue(session, "vee.make_bands", {"run_ids": runs}, key=f"vee.make_bands:{task_ids[0]}")
    found = {task.id: task for task in session.scalars(select(Task).where(among(session, Task.id, task_ids)))}
    return [found[task_id] for task_id in task_ids]


def close_elsewhere(session: Session, *, task_id: UUID, by: Actor, visit_id: UUID | None = None) -> None:
    """A task was settled without its holder (a customer's report, a remote value, the office): he needn't go there.

    Does nothing to a task that is read, contested or closed already. Problem not_found for an unknown one.
    """
    task = queries.locked(session, [task_id]).get(task_id)
    if task is None:
        raise Problem("not_found")
    end_tasks(session, [task], state="closed_elsewhere", actor=by, visit_ids={task_id: visit_id} if visit_id else {})


def cancel(session: Session, *, task_ids: Collection[UUID], actor: Actor, reason: str) -> list[UUID]:
    """Take tasks back altogether. Answers those that were cancelled; what is read or closed stays."""
    tasks = list(queries.locked(session, task_ids).values())
    return end_tasks(session, tasks, state="cancelled", actor=actor, reason=reason)


def reopen(session: Session, *, task_ids: Collection[UUID], actor: Actor, reason: str) -> list[UUID]:
    """Give cancelled tasks back to who held them, as they were. Answers those it applied to.

    A point that is approved not to be read in the period stays so: its tasks are left.
    """
    locked = [task for task in queries.locked(session, task_ids).values() if task.state == "cancelled"]
    points = {task.metering_point_id for task in locked}
    query = select(Exclusion.metering_point_id, Exclusion.period).where(among(session, Exclusion.metering_point_id, points))
    excluded = {(row.metering_point_id, row.period) for row in session.execute(query)} if points else set()
    again = [task for task in locked if (task.metering_point_id, task.period) not in excluded]
    ids = [task.id for task in again]
    if not ids:
        return []
    session.execute(update(Task).where(among(session, Task.id, ids)).values(state="open"))
    mine = select(Task.holder_id).where(Task.id == Holding.task_id).scalar_subquery()
    session.execute(
        update(Holding)
        .where(among(session, Holding.task_id, ids), Holding.state == "cancelled", Holding.holder_id == mine)
        .values(state="open")
        .execution_options(synchronize_session=False)
    )
    news.tell_holders(session, {task.id: task.home for task in again})
    for home in sorted({task.home for task in again}):
        here = [str(task.id) for task in again if task.home == home]
        record(
            session, home=home, actor=actor, action="task_reopened", subject=("task", here[0]), detail={"tasks": here},
            personal={"reason": reason} if reason else None,
        )  # fmt: skip
    return ids


def exclude(session: Session, *, task_id: UUID, actor: Actor, reason: str) -> None:
    """Approve that a point isn't read this period; its unread tasks are cancelled. Problem not_found for an unknown task."""
    task = queries.locked(session, [task_id]).get(task_id)
    if task is None:
        raise Problem("not_found")
    insert_rows(
        session, Exclusion,
        [
            {
                "metering_point_id": task.metering_point_id, "period": task.period, "home": task.home,
                "branch_id": task.branch_id, "reason": reason, "approved_by": UUID(actor.id), "approved_at": clock.now(),
            }
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    record(
        session, home=task.home, actor=actor, action="exclude", subject=("point", str(task.metering_point_id)),
        detail={"task_id": str(task_id), "period": task.period}, personal={"reason": reason},
    )  # fmt: skip
    every = [other.id for other in queries.of_point(session, [task.metering_point_id], task.period)]
    cancel(session, task_ids=every, actor=actor, reason=reason)


_ENDED_BY_OTHERS = frozenset({"open", "skipped", "returned"})


def end_tasks(
    session: Session, tasks: Sequence[TaskFacts], *, state: str, actor: Actor, reason: str = "",
    visit_ids: dict[UUID, UUID] | None = None,
) -> list[UUID]:  # fmt: skip
    """Close or cancel locked tasks, tell their holders, and write one audit line a home. Answers those it applied to."""
    ended = [task for task in tasks if task.state in _ENDED_BY_OTHERS]
    ids = [task.id for task in ended]
    if not ids:
        return []
    session.execute(update(Task).where(among(session, Task.id, ids)).values(state=state))
    for task_id, visit_id in (visit_ids or {}).items():
        if task_id in ids:
            session.execute(update(Task).where(Task.id == task_id).values(visit_id=visit_id))
    session.execute(update(Holding).where(among(session, Holding.task_id, ids), Holding.state == "open").values(state=state))
    for task in ended:
        task.state = state
    news.tell_holders(session, {task.id: task.home for task in ended})
    handling.let_down(session, {task.id: state for task in ended if task.follows_id is not None})
    for home in sorted({task.home for task in ended}):
        here = [str(task.id) for task in ended if task.home == home]
        record(
            session, home=home, actor=actor, action=f"task_{state}", subject=("task", here[0]), detail={"tasks": here},
            personal={"reason": reason} if reason else None,
        )  # fmt: skip
    return ids
