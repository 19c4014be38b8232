"""Imports and their faults, for those who may see them."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend.imports.models import ImportBatch, ImportFault


def listed(
    session: Session, *, branch_ids: Collection[int] | None, person_id: UUID | None, before: int | None, limit: int
) -> Sequence[ImportBatch]:
    """Imports of some branches (None: all) and those somebody began, newest first, below a number."""
    query = select(ImportBatch).order_by(ImportBatch.number.desc()).limit(limit)
    if branch_ids is not None:
        query = query.where(or_(ImportBatch.branch_id.in_(branch_ids), ImportBatch.started_by == person_id))
    if before is not None:
        query = query.where(ImportBatch.number < before)
    return session.scalars(query).all()


def faults(session: Session, batch_id: UUID, *, limit: int | None = None) -> Sequence[ImportFault]:
    """What is wrong in a file, in order of row."""
    query = select(ImportFault).where(ImportFault.batch_id == batch_id).order_by(ImportFault.number)
    return session.scalars(query if limit is None else query.limit(limit)).all()
