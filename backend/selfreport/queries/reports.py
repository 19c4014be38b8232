"""Looking up customers' own readings and what is theirs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Invitation, Task
from backend.grid.models import Installation, MeteringPoint
from backend.grid.queries.published import published
from backend.kernel.sets import among
from backend.selfreport.models import CustomerGrant, SelfReport


def points_of(session: Session, person_id: UUID) -> frozenset[UUID]:
    """The metering points of the accounts a customer was given."""
    asked = (
        select(MeteringPoint.id)
        .join(CustomerGrant, CustomerGrant.account_id == MeteringPoint.account_id)
        .where(CustomerGrant.person_id == person_id, published(MeteringPoint.batch))
    )
    return frozenset(session.scalars(asked))


def report(session: Session, report_id: UUID) -> SelfReport | None:
    return session.get(SelfReport, report_id)


def of_invitation(session: Session, invitation_id: UUID) -> SelfReport | None:
    """The reading that came of a link."""
    return session.scalars(select(SelfReport).where(SelfReport.invitation_id == invitation_id)).first()


def of_person(session: Session, person_id: UUID, task_id: UUID) -> SelfReport | None:
    """The reading a signed-in customer gave for a task."""
    asked = select(SelfReport).where(SelfReport.task_id == task_id, SelfReport.person_id == person_id)
    return session.scalars(asked.order_by(SelfReport.received_at)).first()


def expiry(session: Session, invitation_id: UUID) -> datetime | None:
    return session.scalars(select(Invitation.expires_at).where(Invitation.id == invitation_id)).first()


@dataclass(frozen=True)
class Latest:
    """A point's newest task: of the period that is read now."""

    task_id: UUID
    state: str


def latest_tasks(session: Session, points: Collection[UUID]) -> dict[UUID, Latest]:
    """The newest task of each point, of those that have any."""
    rows = session.execute(
        select(Task.metering_point_id, Task.id, Task.state)
        .where(among(session, Task.metering_point_id, points))
        .order_by(Task.period, Task.id)
    )
    return {row.metering_point_id: Latest(row.id, row.state) for row in rows}


def installed_now(session: Session, points: Collection[UUID]) -> dict[UUID, UUID]:
    """Point → the installation in force."""
    rows = session.execute(
        select(Installation.metering_point_id, Installation.id).where(
            among(session, Installation.metering_point_id, points), Installation.valid_to.is_(None), published(Installation.batch)
        )
    )
    return {row.metering_point_id: row.id for row in rows}
