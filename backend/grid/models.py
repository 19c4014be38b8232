"""Where energy is measured: topology, accounts, metering points, boxes, meters, installations and their registers.

Identifiers are text, always: an asset number has up to 22 digits and its leading zeros matter.

What a large file brings is written in chunks between which phones are served. Until its last chunk is in, its rows name their
batch, and the batch is pending: queries that enumerate leave out rows of pending batches (`queries.published`).
"""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel.db import E4, Base, Home, Id, Instant, Json


def last_four(name: str, column: str) -> Index:
    """An index of the last four characters of a number, by which its end is found (`queries.matching.ends_with`)."""
    return Index(name, text(f"substr({column}, length({column}) - 3)"))


class PendingBatch(Base):
    """A batch of rows that is still being written: nobody sees them. The row goes when the batch is whole."""

    __tablename__ = "pending_batch"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Line(Base):
    """线路: a distribution line."""

    __tablename__ = "line"
    id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))


class TransformerArea(Base):
    """台区: what one transformer feeds; has a check meter of its own (考核表), a metering point of role `check`."""

    __tablename__ = "transformer_area"
    id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]
    branch_id: Mapped[int]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))


class AreaLine(Base):
    """Which line feeds an area, from–to (valid_to is exclusive)."""

    __tablename__ = "area_line"
    area_id: Mapped[Id] = mapped_column(ForeignKey("transformer_area.id"), primary_key=True)
    valid_from: Mapped[dt.date] = mapped_column(primary_key=True)
    valid_to: Mapped[dt.date | None]
    line_id: Mapped[Id] = mapped_column(ForeignKey("line.id"))


class Account(Base):
    """用电户: a customer's contract. Name, address and phone are personal text: never in audit detail or logs."""

    __tablename__ = "account"
    id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(400), default="")
    customer_class: Mapped[str] = mapped_column(String(30))
    __table_args__ = (last_four("ix_account_number_tail", "number"),)


class AccountStatus(Base):
    """The dated status of an account: active, paused 暂停, cut_off 停电, temporary 临时, vacant 空户, closed 销户."""

    __tablename__ = "account_status"
    account_id: Mapped[Id] = mapped_column(ForeignKey("account.id"), primary_key=True)
    valid_from: Mapped[dt.date] = mapped_column(primary_key=True)
    valid_to: Mapped[dt.date | None]
    status: Mapped[str] = mapped_column(String(20))
    __table_args__ = (
        CheckConstraint("status IN ('active','paused','cut_off','temporary','vacant','closed')", name="known_status"),
    )


class MeteringPoint(Base):
    """计量点: where energy is measured for an account. May have no meter (定量, `unmetered`)."""

    __tablename__ = "metering_point"
    id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]
    branch_id: Mapped[int]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    account_id: Mapped[Id] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[str] = mapped_column(String(20), default="settlement")
    parent_id: Mapped[Id | None] = mapped_column(ForeignKey("metering_point.id"))
    customer_class: Mapped[str] = mapped_column(String(30))
    voltage: Mapped[str] = mapped_column(String(20), default="")
    contract_capacity_e4: Mapped[E4 | None]  # kVA
    address: Mapped[str] = mapped_column(String(400), default="")
    hint: Mapped[str] = mapped_column(String(200), default="")  # how to find it: "behind the gate, dog"
    lat: Mapped[str | None] = mapped_column(String(16))  # WGS-84, decimal text
    lon: Mapped[str | None] = mapped_column(String(16))
    given_lat: Mapped[str | None] = mapped_column(String(24))  # as the sender gave it, in given_datum
    given_lon: Mapped[str | None] = mapped_column(String(24))
    given_datum: Mapped[str | None] = mapped_column(String(10))
    unmetered: Mapped[bool] = mapped_column(default=False)
    # reading: by what the dial shows when it is read; month_start: by what the meter froze at the month's zero hour
    billed_at: Mapped[str] = mapped_column(String(12), default="reading", server_default="reading")
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]
    batch: Mapped[int | None]
    __table_args__ = (
        CheckConstraint("role IN ('settlement','check','generation')", name="known_role"),
        CheckConstraint("given_datum IS NULL OR given_datum IN ('WGS-84','GCJ-02','BD-09')", name="known_datum"),
        Index("ix_metering_point_branch", "branch_id", "number"),
        last_four("ix_metering_point_number_tail", "number"),
    )


class PointArea(Base):
    """Which transformer area a metering point hangs on, from–to (valid_to is exclusive)."""

    __tablename__ = "point_area"
    metering_point_id: Mapped[Id] = mapped_column(ForeignKey("metering_point.id"), primary_key=True)
    valid_from: Mapped[dt.date] = mapped_column(primary_key=True)
    valid_to: Mapped[dt.date | None]
    area_id: Mapped[Id] = mapped_column(ForeignKey("transformer_area.id"), index=True)


class MeterBox(Base):
    """计量箱: one box, many meters."""

    __tablename__ = "meter_box"
    id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]
    branch_id: Mapped[int]
    barcode: Mapped[str] = mapped_column(String(40), unique=True)
    address: Mapped[str] = mapped_column(String(400), default="")
    key_number: Mapped[str] = mapped_column(String(40), default="")
    rows: Mapped[int] = mapped_column(default=1)
    columns: Mapped[int] = mapped_column(default=1)
    lat: Mapped[str | None] = mapped_column(String(16))
    lon: Mapped[str | None] = mapped_column(String(16))
    __table_args__ = (last_four("ix_meter_box_barcode_tail", "barcode"),)


class Meter(Base):
    """电能表: a device with several identifiers."""

    __tablename__ = "meter"
    id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]
    asset_number: Mapped[str] = mapped_column(String(22), unique=True)
    serial_number: Mapped[str] = mapped_column(String(40), default="", index=True)
    comm_address: Mapped[str] = mapped_column(String(40), default="", index=True)
    model: Mapped[str] = mapped_column(String(60), default="")
    phases: Mapped[int] = mapped_column(default=1)
    rated_current_e4: Mapped[E4 | None]  # A, the maximum
    rated_voltage_e4: Mapped[E4 | None]  # V
    __table_args__ = (
        last_four("ix_meter_asset_number_tail", "asset_number"),
        last_four("ix_meter_serial_number_tail", "serial_number"),
        last_four("ix_meter_comm_address_tail", "comm_address"),
    )


class Register(Base):
    """示数类型: one dial of a meter. kind: cumulative, demand, balance, count; direction: forward 正向, reverse 反向."""

    __tablename__ = "register"
    id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]
    meter_id: Mapped[Id] = mapped_column(ForeignKey("meter.id"))
    obis: Mapped[str] = mapped_column(String(24))
    kind: Mapped[str] = mapped_column(String(12), default="cumulative")
    direction: Mapped[str] = mapped_column(String(10), default="forward")
    energy: Mapped[str] = mapped_column(String(10), default="active")
    band: Mapped[str] = mapped_column(String(12), default="total")  # total 总, sharp 尖, peak 峰, flat 平, valley 谷, deep 深谷
    unit: Mapped[str] = mapped_column(String(8), default="kWh")
    digits: Mapped[int]  # before the point
    decimals: Mapped[int]
    position: Mapped[int]  # the order on the meter's display, from 1
    __table_args__ = (
        UniqueConstraint("meter_id", "obis"),
        CheckConstraint("kind IN ('cumulative','demand','balance','count')", name="known_kind"),
        CheckConstraint("direction IN ('forward','reverse')", name="known_direction"),
        CheckConstraint("energy IN ('active','reactive')", name="known_energy"),
        CheckConstraint("band IN ('total','sharp','peak','flat','valley','deep')", name="known_band"),
        CheckConstraint("digits BETWEEN 1 AND 9 AND decimals BETWEEN 0 AND 4", name="dial_size"),
    )


class Installation(Base):
    """装拆: a meter at a metering point from–to (valid_to is exclusive), with its place in a box."""

    __tablename__ = "installation"
    id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]
    metering_point_id: Mapped[Id] = mapped_column(ForeignKey("metering_point.id"), index=True)
    meter_id: Mapped[Id] = mapped_column(ForeignKey("meter.id"), index=True)
    box_id: Mapped[Id | None] = mapped_column(ForeignKey("meter_box.id"), index=True)
    floor: Mapped[str] = mapped_column(String(20), default="")
    row: Mapped[int | None]
    column: Mapped[int | None]
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date | None]
    installed_at: Mapped[Instant | None]
    batch: Mapped[int | None]
    __table_args__ = (
        UniqueConstraint("metering_point_id", "meter_id", "valid_from"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="ends_after_start"),
    )


class InstallationMultiplier(Base):
    """综合倍率 = CT × PT, dated."""

    __tablename__ = "installation_multiplier"
    installation_id: Mapped[Id] = mapped_column(ForeignKey("installation.id"), primary_key=True)
    valid_from: Mapped[dt.date] = mapped_column(primary_key=True)
    multiplier_e4: Mapped[E4]
    __table_args__ = (CheckConstraint("multiplier_e4 > 0", name="positive"),)


class InstallationRegister(Base):
    """起码 and 止码: the register's values when the meter was installed and when it was removed."""

    __tablename__ = "installation_register"
    installation_id: Mapped[Id] = mapped_column(ForeignKey("installation.id"), primary_key=True)
    register_id: Mapped[Id] = mapped_column(ForeignKey("register.id"), primary_key=True)
    initial_e4: Mapped[E4]
    final_e4: Mapped[E4 | None]


class PointEvent(Base):
    """A dated fact about a metering point worth showing beside its history (meter exchange, capacity change)."""

    __tablename__ = "point_event"
    id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]
    metering_point_id: Mapped[Id] = mapped_column(ForeignKey("metering_point.id"), index=True)
    on: Mapped[dt.date]
    kind: Mapped[str] = mapped_column(String(20))
    detail: Mapped[Json]
