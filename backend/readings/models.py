"""Readings: immutable values of registers, and what was released to billing.

A value never changes (P5). A correction or a re-read is a new row that names the old one in `corrects_id`; the reading
that stands for a register in a period is the one that no other corrects and that carries no rejecting quality code.
"""

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel.db import E4, Base, Home, Id, Instant

OBTAINED = ("typed", "optical", "remote", "customer", "staff", "estimate", "correction", "import")


class Reading(Base):
    """示数: one value of one register. Partitioned by period: every query names it."""

    __tablename__ = "reading"
    home: Mapped[Home] = mapped_column(primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True)  # YYYYMM
    id: Mapped[Id] = mapped_column(primary_key=True)
    branch_id: Mapped[int]
    metering_point_id: Mapped[Id]
    installation_id: Mapped[Id]
    register_id: Mapped[Id]
    visit_id: Mapped[Id | None]
    value_e4: Mapped[E4]
    value_at: Mapped[Instant]  # the moment the value stands for
    occurred_at: Mapped[Instant | None]  # when a demand maximum occurred
    frozen: Mapped[bool] = mapped_column(default=False)
    taken_at: Mapped[Instant]
    received_at: Mapped[Instant]
    obtained: Mapped[str] = mapped_column(String(10))
    person_id: Mapped[Id | None]
    corrects_id: Mapped[Id | None]
    reason: Mapped[str | None] = mapped_column(String(300))
    batch: Mapped[int | None]  # the file it came in (grid.queries.published)
    __table_args__ = (
        CheckConstraint("value_e4 >= 0", name="not_negative"),
        CheckConstraint(
            "obtained IN ('typed','optical','remote','customer','staff','estimate','correction','import')", name="known_obtained"
        ),
        CheckConstraint("(corrects_id IS NULL) OR (corrects_id <> id)", name="corrects_another"),
        Index("ix_reading_register", "home", "register_id", "period", "value_at"),
        # A visit's values come in once. What the office puts in a value's place names it in corrects_id and has no visit.
        Index(
            "ux_reading_visit",
            "home",
            "period",
            "visit_id",
            "register_id",
            unique=True,
            postgresql_where="visit_id IS NOT NULL",
            sqlite_where="visit_id IS NOT NULL",
        ),
        # A reading is corrected once; the next correction names the correction.
        Index(
            "ux_reading_corrects",
            "home",
            "period",
            "corrects_id",
            unique=True,
            postgresql_where="corrects_id IS NOT NULL",
            sqlite_where="corrects_id IS NOT NULL",
        ),
        {"info": {"immutable": True}, "postgresql_partition_by": "RANGE (period)"},
    )


class ReadingQuality(Base):
    """IEC 61968-9 quality codes of a reading, several allowed, appended as they are learnt."""

    __tablename__ = "reading_quality"
    home: Mapped[Home] = mapped_column(primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True)
    reading_id: Mapped[Id] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    at: Mapped[Instant]
    by: Mapped[Id | None]
    __table_args__ = ({"info": {"immutable": True}},)


class Release(Base):
    """发送核算 of one metering point in a period; number 1 is the release, later ones are adjustments 退补."""

    __tablename__ = "release"
    home: Mapped[Home] = mapped_column(primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True)
    metering_point_id: Mapped[Id] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int]
    released_by: Mapped[Id | None]
    released_at: Mapped[Instant]
    __table_args__ = ({"info": {"immutable": True}},)


class SettlementLine(Base):
    """One register of a release: from which reading, to which reading, the advance and the energy it means."""

    __tablename__ = "settlement_line"
    home: Mapped[Home] = mapped_column(primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True)
    metering_point_id: Mapped[Id] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    register_id: Mapped[Id] = mapped_column(primary_key=True)
    from_reading_id: Mapped[Id | None]
    to_reading_id: Mapped[Id]
    from_value_e4: Mapped[E4 | None]
    from_at: Mapped[Instant | None]  # the moment the value stands for; of the installation where there is no reading before
    to_value_e4: Mapped[E4]
    to_at: Mapped[Instant]
    multiplier_e4: Mapped[E4]
    advance_e4: Mapped[E4]
    energy_e4: Mapped[E4]
    __table_args__ = ({"info": {"immutable": True}},)
