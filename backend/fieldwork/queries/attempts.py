"""The values a reader committed blind, before he saw a hint (P6)."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Attempt
from backend.kernel.sets import among


def of_tasks(session: Session, *, home: int, task_ids: Collection[UUID]) -> Sequence[Attempt]:
    """All attempts at some tasks of a home, in the order they were made."""
    query = (
        select(Attempt)
        .where(Attempt.home == home, among(session, Attempt.task_id, task_ids))
        .order_by(Attempt.task_id, Attempt.recorded_at, Attempt.number)
    )
    return session.scalars(query).all()
