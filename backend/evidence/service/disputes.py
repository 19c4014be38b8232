"""争议: a metering point's readings are disputed. As long as they are, the photos of the disputed periods are kept."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.evidence.models import Dispute
from backend.grid.models import MeteringPoint
from backend.grid.queries.published import published
from backend.identity.service.access import authorise
from backend.kernel import audit, clock
from backend.kernel.ids import new_id
from backend.kernel.principal import Principal
from backend.kernel.problems import Problem


@dataclass(frozen=True)
class Wanted:
    """What is disputed: the periods (YYYYMM) from one to another; `to_period` None: whatever is read until it ends."""

    from_period: int
    to_period: int | None
    reason: str


def of_point(session: Session, by: Principal, point_id: UUID) -> list[Dispute]:
    """The disputes of a metering point, the newest first. Problem not_found, to strangers too."""
    _the_point(session, by, "list_disputes", point_id, lock=False)
    query = select(Dispute).where(Dispute.metering_point_id == point_id)
    return list(session.scalars(query.order_by(Dispute.opened_at.desc(), Dispute.id.desc())))


def open_dispute(session: Session, by: Principal, point_id: UUID, wanted: Wanted) -> Dispute:
    """Say that a point's readings are disputed. Problems: not_found; invalid (periods the wrong way round); conflict while one
    is open already."""
    point = _the_point(session, by, "set_dispute", point_id, lock=True)
    if wanted.to_period is not None and wanted.to_period < wanted.from_period:
        raise Problem("invalid", field="to_period")
    if _open_one(session, point_id) is not None:
        raise Problem("conflict")
    row = Dispute(
        id=new_id(), home=point.home, branch_id=point.branch_id, metering_point_id=point_id, from_period=wanted.from_period,
        to_period=wanted.to_period, reason=wanted.reason, opened_by=by.person_id, opened_at=clock.now(), ended_by=None,
        ended_at=None, end_reason=None,
    )  # fmt: skip
    session.add(row)
    _audit(session, by, row, action="open_dispute", reason=wanted.reason)
    return row


def end_dispute(session: Session, by: Principal, point_id: UUID, *, reason: str) -> Dispute:
    """Its photos are kept as long as any others from now on. Problems: not_found; conflict where none is open."""
    _the_point(session, by, "set_dispute", point_id, lock=True)
    row = _open_one(session, point_id)
    if row is None:
        raise Problem("conflict")
    row.ended_by, row.ended_at, row.end_reason = by.person_id, clock.now(), reason
    _audit(session, by, row, action="end_dispute", reason=reason)
    return row


def _the_point(session: Session, by: Principal, action: str, point_id: UUID, *, lock: bool) -> Any:
    query = select(MeteringPoint.id, MeteringPoint.home, MeteringPoint.branch_id).where(
        MeteringPoint.id == point_id, published(MeteringPoint.batch)
    )
    if lock:
        # Two who open a dispute at once mustn't both find none.
        query = query.with_for_update()
    point = session.execute(query).first()
    if point is None:
        raise Problem("not_found")
    authorise(by, action, branch_id=point.branch_id)
    return point


def _open_one(session: Session, point_id: UUID) -> Dispute | None:
    return session.scalars(select(Dispute).where(Dispute.metering_point_id == point_id, Dispute.ended_at.is_(None))).first()


def _audit(session: Session, by: Principal, row: Dispute, *, action: str, reason: str) -> None:
    audit.record(
        session, home=row.home, actor=by.actor, action=action, subject=("dispute", str(row.id)),
        detail={"point_id": str(row.metering_point_id), "from_period": row.from_period, "to_period": row.to_period},
        personal={"reason": reason},
    )  # fmt: skip
