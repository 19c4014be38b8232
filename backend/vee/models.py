"""What the plausibility rules were told and what they said."""

import datetime as dt

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel.db import E4, Base, Home, Id, Instant, Json


class Band(Base):
    """The expected advance of a register in a period, on the dial (before the multiplier). Computed on the server only (P7)."""

    __tablename__ = "band"
    home: Mapped[Home] = mapped_column(primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True)
    register_id: Mapped[Id] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    low_e4: Mapped[E4]
    high_e4: Mapped[E4]
    mid_e4: Mapped[E4]
    case_low_e4: Mapped[E4]  # what opens a case is set apart from what is drawn
    case_high_e4: Mapped[E4]
    floor_e4: Mapped[E4]  # differences below this are never suspect
    basis: Mapped[Json]  # how it came about, in numbers a person can recompute
    made_at: Mapped[Instant]


class Finding(Base):
    """疑点: what one rule says of a reading (or of a visit as a whole), with its evidence. Appended, never changed."""

    __tablename__ = "finding"
    home: Mapped[Home] = mapped_column(primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[Id] = mapped_column(primary_key=True)
    visit_id: Mapped[Id]
    reading_id: Mapped[Id | None]
    register_id: Mapped[Id | None]
    metering_point_id: Mapped[Id]
    rule: Mapped[str] = mapped_column(String(10))
    rule_version: Mapped[int]
    action: Mapped[str] = mapped_column(String(8))
    params: Mapped[Json]
    at: Mapped[Instant]
    __table_args__ = (
        CheckConstraint("action IN ('info','confirm','case','hold')", name="known_action"),
        Index("ix_finding_visit", "home", "period", "visit_id"),
        {"info": {"immutable": True}, "postgresql_partition_by": "RANGE (period)"},
    )


class Threshold(Base):
    """A rule's thresholds by customer class and branch, dated; the newest that applies wins."""

    __tablename__ = "threshold"
    id: Mapped[Id] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(String(10))
    branch_id: Mapped[int | None]
    customer_class: Mapped[str | None] = mapped_column(String(30))
    valid_from: Mapped[dt.date]
    version: Mapped[int]
    numbers: Mapped[Json]
    set_by: Mapped[Id | None]
    set_at: Mapped[Instant]
    __table_args__ = (Index("ix_threshold_rule", "rule", "valid_from"), {"info": {"immutable": True}})
