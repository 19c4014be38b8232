"""What a reader holds and held: the tasks of his phone, by keyset, or those that changed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, select, tuple_
from sqlalchemy.orm import Session

from backend.fieldwork.models import BillingPeriod, Holding, Route, Run, Task
from backend.kernel.sets import among


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of a snapshot ended."""

    run_id: UUID
    sequence: int
    task_id: UUID


def _held(person_id: UUID) -> Select[*tuple[Any, ...]]:
    """Rows: the task's columns, and `holding`: this person's ledger state for it."""
    return (
        select(
            Task.id, Task.home, Task.branch_id, Task.run_id, Task.period, Task.metering_point_id, Task.installation_id,
            Task.kind, Task.sequence, Task.state, Task.holder_id, Task.version, Task.due_from, Task.due_to, Task.frozen_at,
            Task.reason, Task.photo, Task.photo_policy_id, Holding.state.label("holding"),
        )
        .join(Holding, Holding.task_id == Task.id)
        .where(Holding.holder_id == person_id)
    )  # fmt: skip


def page(session: Session, person_id: UUID, *, after: Place | None, limit: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The next tasks of a person's unreleased runs, in order of run and sequence: held, or once held."""
    query = _held(person_id).join(Run, Run.id == Task.run_id).where(Run.state != "released")
    if after is not None:
        place = (after.run_id, after.sequence, after.task_id)
        query = query.where(tuple_(Task.run_id, Task.sequence, Task.id) > place)
    return session.execute(query.order_by(Task.run_id, Task.sequence, Task.id).limit(limit)).all()


def of_ids(session: Session, person_id: UUID, task_ids: Collection[UUID]) -> Sequence[Row[*tuple[Any, ...]]]:
    """Some tasks a person holds or held; those he never held aren't his to see."""
    if not task_ids:
        return []
    return session.execute(_held(person_id).where(among(session, Task.id, task_ids)).order_by(Task.id)).all()


def runs(session: Session, run_ids: Collection[UUID]) -> Sequence[Row[*tuple[Any, ...]]]:
    """Runs with their routes' code and name, whether values are typed blind on them, and since when their month is closed."""
    if not run_ids:
        return []
    query = (
        select(
            Run.id, Run.home, Run.branch_id, Run.period, Run.number, Run.state, Run.window_from, Run.window_to,
            Route.code, Route.name, Route.blind, BillingPeriod.closed_at,
        )
        .join(Route, Route.id == Run.route_id)
        .outerjoin(BillingPeriod, and_(BillingPeriod.branch_id == Run.branch_id, BillingPeriod.period == Run.period))
        .where(among(session, Run.id, run_ids))
        .order_by(Run.id)
    )  # fmt: skip
    return session.execute(query).all()
