"""异常工单: work for a person in the office. The ledger of open questions; anyone above may open one."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel.db import E4, Base, Home, Id, Instant, Json


class Case(Base):
    """One open question about one subject. A subject has at most one open case of a kind: later findings join it."""

    __tablename__ = "case"
    id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]
    branch_id: Mapped[int]
    period: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10), default="open")
    subject_kind: Mapped[str] = mapped_column(String(12))
    subject_id: Mapped[str] = mapped_column(String(64))
    metering_point_id: Mapped[Id | None]
    task_id: Mapped[Id | None]
    headline: Mapped[str] = mapped_column(String(40))  # i18n code: "VEE-04", "barcode_mismatch", "contested.values_differ"
    params: Mapped[Json]
    weight_e4: Mapped[E4]  # kWh at stake; sorts the queue
    opened_at: Mapped[Instant]
    waits_for: Mapped[Id | None]  # the task that was ordered and will answer the question (re-read, field check)
    claimed_by: Mapped[Id | None]
    claimed_at: Mapped[Instant | None]
    closed_by: Mapped[Id | None]
    closed_at: Mapped[Instant | None]
    decision: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(300))
    __table_args__ = (
        CheckConstraint("state IN ('open','waiting','closed')", name="known_state"),  # waiting: a re-read is on its way
        Index(
            "ux_case_open_subject",
            "subject_kind",
            "subject_id",
            "kind",
            unique=True,
            postgresql_where="state <> 'closed'",
            sqlite_where="state <> 'closed'",
        ),
        Index(
            "ix_case_queue",
            "branch_id",
            "weight_e4",
            "id",
            postgresql_where="state <> 'closed'",
            sqlite_where="state <> 'closed'",
        ),
        Index("ix_case_point", "metering_point_id", "period"),
        Index("ix_case_waits", "waits_for", postgresql_where="waits_for IS NOT NULL", sqlite_where="waits_for IS NOT NULL"),
    )


class CaseEvent(Base):
    """What happened to a case: opened, joined by a finding, claimed, decided, reopened."""

    __tablename__ = "case_event"
    id: Mapped[Id] = mapped_column(primary_key=True)
    case_id: Mapped[Id] = mapped_column(ForeignKey("case.id"), index=True)
    at: Mapped[Instant]
    by: Mapped[Id | None]
    kind: Mapped[str] = mapped_column(String(20))
    detail: Mapped[Json]
    __table_args__ = ({"info": {"immutable": True}},)
