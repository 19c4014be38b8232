"""Looking cases up."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.cases.models import Case, CaseEvent
from backend.kernel.sets import among


def one(session: Session, case_id: UUID) -> Case | None:
    return session.get(Case, case_id)


def events(session: Session, case_id: UUID) -> Sequence[CaseEvent]:
    """What happened to a case, oldest first."""
    return session.scalars(select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(CaseEvent.at, CaseEvent.id)).all()


def open_of_points(session: Session, *, period: int, point_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """Point → its cases of a period that aren't closed, oldest first."""
    query = (
        select(Case.metering_point_id, Case.id)
        .where(among(session, Case.metering_point_id, point_ids), Case.period == period, Case.state != "closed")
        .order_by(Case.id)
    )
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for row in session.execute(query):
        found[row.metering_point_id].append(row.id)
    return found


def of_point(session: Session, *, point_id: UUID, period: int, kind: str) -> Sequence[Case]:
    """The cases of a kind about a point in a period that aren't closed, oldest first."""
    query = select(Case).where(Case.metering_point_id == point_id, Case.period == period, Case.kind == kind)
    return session.scalars(query.where(Case.state != "closed").order_by(Case.id)).all()
