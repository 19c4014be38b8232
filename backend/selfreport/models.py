"""The customers' door: who may report for which account, and what was reported."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel.db import Base, Home, Id, Instant


class CustomerGrant(Base):
    """Which accounts a signed-in customer may see and report for."""

    __tablename__ = "customer_grant"
    person_id: Mapped[Id] = mapped_column(primary_key=True)
    account_id: Mapped[Id] = mapped_column(ForeignKey("account.id"), primary_key=True)


class SelfReport(Base):
    """A customer's own reading. Its id is made by the customer's page, so that sending it twice stores it once."""

    __tablename__ = "self_report"
    id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]
    branch_id: Mapped[int]
    task_id: Mapped[Id]
    visit_id: Mapped[Id]
    metering_point_id: Mapped[Id]
    invitation_id: Mapped[Id | None]
    person_id: Mapped[Id | None]
    receipt_number: Mapped[str] = mapped_column(String(24), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    digest: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[Instant]
    __table_args__ = (
        CheckConstraint("kind IN ('plain','will_be_checked')", name="known_kind"),
        CheckConstraint("(invitation_id IS NULL) <> (person_id IS NULL)", name="one_sender"),
        Index("ix_self_report_task", "task_id"),
        Index("ix_self_report_invitation", "invitation_id"),
    )
