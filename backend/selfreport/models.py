"""The customers' door: who may report for which account, and what was reported."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel.db import Base, Home, Id, Instant


class CustomerGrant(Base):
    """Which accounts a signed-in customer may see and report for."""

    __tablename__ = "customer_grant"
    person_id: Mapped[Id] = mapped_column(primary_key=True)
    account_id: Mapped[Id] = mapped_column(ForeignKey("account.id"), primary_key=True)


class SelfReport(Base):
    """A customer's own reading. Its id is the id of the visit it made."""

    __tablename__ = "self_report"
    id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]
    branch_id: Mapped[int]
    task_id: Mapped[Id]
    metering_point_id: Mapped[Id]
    invitation_id: Mapped[Id | None]
    person_id: Mapped[Id | None]
    receipt_number: Mapped[str] = mapped_column(String(24), unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[Instant]
