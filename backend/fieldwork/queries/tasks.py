"""Tasks as claims, assignments and orders need them: locked in order of id, with the states of what they belong to."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Assignment, BillingPeriod, Run, Task, Visit
from backend.kernel.sets import among, prepared
from backend.kernel.statements import Statement


@dataclass(slots=True)
class TaskFacts:
    """A task as something meets it; whoever changes it keeps the copy true, so that the next one meets what became of it."""

    id: UUID
    home: int
    branch_id: int
    run_id: UUID
    period: int
    metering_point_id: UUID
    installation_id: UUID
    kind: str
    sequence: int
    state: str
    holder_id: UUID | None
    version: int
    follows_id: UUID | None
    visit_id: UUID | None
    due_from: dt.date
    due_to: dt.date
    frozen_at: dt.datetime | None
    run_state: str
    period_closed: bool


def _facts() -> Select[*tuple[Any, ...]]:
    return select(
        Task.id, Task.home, Task.branch_id, Task.run_id, Task.period, Task.metering_point_id, Task.installation_id, Task.kind,
        Task.sequence, Task.state, Task.holder_id, Task.version, Task.follows_id, Task.visit_id,
        Task.due_from, Task.due_to, Task.frozen_at, Run.state.label("run_state"),
        func.coalesce(BillingPeriod.state == "closed", False),
    ).join(Run, Run.id == Task.run_id).outerjoin(
        BillingPeriod, and_(BillingPeriod.branch_id == Task.branch_id, BillingPeriod.period == Task.period)
    )  # fmt: skip


def _made(rows: Collection[Sequence[Any]]) -> dict[UUID, TaskFacts]:
    found = [TaskFacts(*row) for row in rows]
    return {task.id: task for task in found}


def locked(session: Session, task_ids: Collection[UUID]) -> dict[UUID, TaskFacts]:
    """The tasks of some ids, locked until the commit in order of id, so that two of us never wait for each other."""
    if not task_ids:
        return {}
    return _made(_LOCKING.all(session, keys=task_ids))


_LOCKING = Statement(lambda dialect: _facts().where(prepared(dialect, Task.id)).order_by(Task.id).with_for_update(of=Task))


def of_ids(session: Session, task_ids: Collection[UUID]) -> dict[UUID, TaskFacts]:
    """The tasks of some ids, as this snapshot has them."""
    if not task_ids:
        return {}
    return _made(session.execute(_facts().where(among(session, Task.id, task_ids))).all())


def of_point(session: Session, metering_point_ids: Collection[UUID], period: int) -> list[TaskFacts]:
    """All tasks of some metering points in a period, newest last."""
    query = _facts().where(among(session, Task.metering_point_id, metering_point_ids), Task.period == period).order_by(Task.id)
    return list(_made(session.execute(query).all()).values())


def holders_at(session: Session, task_ids: Collection[UUID]) -> dict[tuple[UUID, int], UUID | None]:
    """The assignment history of some tasks: (task, version) → holder."""
    if not task_ids:
        return {}
    query = select(Assignment.task_id, Assignment.version, Assignment.holder_id).where(
        among(session, Assignment.task_id, task_ids)
    )
    return {(row.task_id, row.version): row.holder_id for row in session.execute(query)}


def visits_of(session: Session, task_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Task → the visit that stands for it, where there is one."""
    if not task_ids:
        return {}
    query = select(Task.id, Task.visit_id).where(among(session, Task.id, task_ids), Task.visit_id.is_not(None))
    return {row.id: row.visit_id for row in session.execute(query)}


def remote_visits(session: Session, visit_ids: Collection[UUID]) -> set[UUID]:
    """Those of some visits that nobody made: values collected remotely."""
    if not visit_ids:
        return set()
    return set(session.scalars(select(Visit.id).where(among(session, Visit.id, visit_ids), Visit.source == "remote")))


@dataclass(frozen=True, slots=True)
class Kept:
    """A visit of a task. `seq` is its place among its device's entries; None where no device counted it."""

    id: UUID
    person_id: UUID | None
    device_id: UUID | None
    standing: str
    sameness: str | None
    outcome: str
    seq: int | None

    @property
    def counts(self) -> bool:
        """Whether it stands, or waits for the office."""
        return self.standing in {"stands", "contested"}


def visits_at(session: Session, homes: Collection[int], task_ids: Collection[UUID]) -> list[tuple[UUID, Kept]]:
    """All visits of some tasks, whatever became of them, each with its task, in order of their ids."""
    if not task_ids:
        return []
    query = (
        select(
            Visit.task_id, Visit.id, Visit.person_id, Visit.device_id, Visit.standing, Visit.sameness, Visit.outcome, Visit.seq
        )
        .where(Visit.home.in_(sorted(homes)), among(session, Visit.task_id, task_ids))
        .order_by(Visit.id)
    )
    return [(row.task_id, Kept(*row[1:])) for row in session.execute(query)]


def kept_visits(session: Session, home: int, task_id: UUID) -> list[Kept]:
    """The visits of a task that stand or are contested."""
    return [visit for _, visit in visits_at(session, [home], [task_id]) if visit.counts]
