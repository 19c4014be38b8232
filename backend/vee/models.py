"""What the plausibility rules were told and what they said."""

import datetime as dt

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel.db import E4, Base, Home, Id, Instant, Json


class Band(Base):
    """What the pack tells of a register in a period: its previous value, its history and the expected advance on the dial.

    Computed on the server only (P7) and kept in every version, so that what a phone judged by can be judged again. All registers
    of an installation are made together and share a version. `expect` columns are None where nothing can be expected of a
    register (no previous value, or a balance).
    """

    __tablename__ = "band"
    home: Mapped[Home] = mapped_column(primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True)
    register_id: Mapped[Id] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    installation_id: Mapped[Id]
    previous_id: Mapped[Id | None]  # None: the value at installation
    previous_e4: Mapped[E4 | None]
    previous_at: Mapped[Instant | None]
    previous_on: Mapped[dt.date | None]
    zero_run: Mapped[int] = mapped_column(default=0)
    history: Mapped[Json]  # advances on the dial in 1/10,000, oldest first, 13 at the most
    low_e4: Mapped[E4 | None]
    high_e4: Mapped[E4 | None]
    mid_e4: Mapped[E4 | None]
    case_low_e4: Mapped[E4 | None]  # what opens a case is set apart from what is drawn
    case_high_e4: Mapped[E4 | None]
    floor_e4: Mapped[E4 | None]  # differences up to this are never suspect
    days: Mapped[int] = mapped_column(default=0)  # between the previous value and the day planned
    basis: Mapped[Json]  # how it came about, in numbers a person can recompute
    account_status: Mapped[str] = mapped_column(String(20), default="active")
    limits: Mapped[Json]  # thresholds that differ from the rules' defaults, by rule
    made_at: Mapped[Instant]
    __table_args__ = (Index("ix_band_installation", "home", "period", "installation_id"),)


class Cohort(Base):
    """How the registers of a customer class moved in a home, up to a period, and what the period's readings accepted so far add.

    `days` are ordinals of the middles of months, `logs` where the class stood then; empty where too few registers have a past.
    """

    __tablename__ = "cohort"
    home: Mapped[Home] = mapped_column(primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True)
    customer_class: Mapped[str] = mapped_column(String(30), primary_key=True)
    days: Mapped[Json]
    logs: Mapped[Json]
    has_year: Mapped[bool] = mapped_column(default=False)
    shift_e4: Mapped[int] = mapped_column(default=0)  # log, in 1/10,000
    readings: Mapped[int] = mapped_column(default=0)
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
    band_version: Mapped[int | None]  # with the thresholds in it; 0: there was none. None: no band was looked at, or not kept
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
    reason: Mapped[str | None] = mapped_column(String(300))
    set_by: Mapped[Id | None]
    set_at: Mapped[Instant]
    __table_args__ = (Index("ix_threshold_rule", "rule", "valid_from"), {"info": {"immutable": True}})
