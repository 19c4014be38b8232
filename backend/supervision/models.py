"""What the office keeps of its own: column profiles of exports."""

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel.db import Base, Home, Id, Instant, Json


class ExportProfile(Base):
    """Which columns, in which order and under which headings a billing system wants."""

    __tablename__ = "export_profile"
    id: Mapped[Id] = mapped_column(primary_key=True)
    branch_id: Mapped[int | None]
    name: Mapped[str] = mapped_column(String(60), unique=True)
    columns: Mapped[Json]
    set_by: Mapped[Id | None]
    set_at: Mapped[Instant]


class AuditSample(Base):
    """抽查: a visit drawn to be looked at, with what was observed then. Observations only: never a word on anybody's pay."""

    __tablename__ = "audit_sample"
    home: Mapped[Home] = mapped_column(primary_key=True)
    visit_id: Mapped[Id] = mapped_column(primary_key=True)
    branch_id: Mapped[int]
    period: Mapped[int]
    score: Mapped[int]  # 0 nothing observed – 100
    parts: Mapped[Json]  # what was observed, by name
    why: Mapped[str] = mapped_column(String(8))  # score: above the threshold; random: of the seeded share
    drawn_at: Mapped[Instant]
    seen_by: Mapped[Id | None]
    seen_at: Mapped[Instant | None]
    outcome: Mapped[str | None] = mapped_column(String(12))  # fine | ask | wrong
    __table_args__ = (
        CheckConstraint("why IN ('score','random')", name="known_why"),
        CheckConstraint("outcome IS NULL OR outcome IN ('fine','ask','wrong')", name="known_outcome"),
        Index("ix_audit_sample_branch", "branch_id", "period", "score"),
    )
