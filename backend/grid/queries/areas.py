"""Transformer areas 台区 of branches."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend.grid.models import MeteringPoint, PointArea, TransformerArea
from backend.grid.queries.published import published


def areas(session: Session, branch_ids: Collection[int] | None, *, after: str, limit: int) -> list[dict[str, Any]]:
    """Areas by number: id, number, name; those of the branches, and those that metering points of theirs hang on, or ever hung.

    None: of every branch. At most `limit`, beginning behind the number `after`.
    """
    query = select(TransformerArea.id, TransformerArea.number, TransformerArea.name).where(TransformerArea.number > after)
    if branch_ids is not None:
        theirs = sorted(branch_ids)
        fed = (
            select(PointArea.area_id)
            .join(MeteringPoint, MeteringPoint.id == PointArea.metering_point_id)
            .where(MeteringPoint.branch_id.in_(theirs), published(MeteringPoint.batch))
        )
        query = query.where(or_(TransformerArea.branch_id.in_(theirs), TransformerArea.id.in_(fed)))
    return [row._asdict() for row in session.execute(query.order_by(TransformerArea.number).limit(limit))]
