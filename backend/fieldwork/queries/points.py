"""Which branch metering points belong to now."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.grid.models import MeteringPoint
from backend.kernel.sets import among


def branches_of(session: Session, metering_point_ids: Collection[UUID]) -> dict[UUID, int]:
    """Metering point → branch."""
    if not metering_point_ids:
        return {}
    query = select(MeteringPoint.id, MeteringPoint.branch_id).where(among(session, MeteringPoint.id, metering_point_ids))
    return {row.id: row.branch_id for row in session.execute(query)}
