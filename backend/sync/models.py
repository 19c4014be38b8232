"""The phones' door: the journal, the arbiter of ids, and the ends of days."""

from sqlalchemy import BigInteger, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel.db import Base, Home, Id, Instant, Json


class Entry(Base):
    """现场记录: one thing a phone reported, as it came. Appended only; partitioned by the month it was received in."""

    __tablename__ = "entry"
    home: Mapped[Home] = mapped_column(primary_key=True)
    month: Mapped[int] = mapped_column(primary_key=True)  # YYYYMM received
    journal_id: Mapped[Id] = mapped_column(primary_key=True)
    entry_id: Mapped[Id | None]  # None where the phone gave no usable id
    device_id: Mapped[Id]
    person_id: Mapped[Id | None]
    seq: Mapped[int | None]
    kind: Mapped[str | None] = mapped_column(String(20))
    v: Mapped[int | None]
    recorded_at: Mapped[Instant | None]  # the device's clock
    corrected_at: Mapped[Instant | None]
    received_at: Mapped[Instant]
    app_version: Mapped[str] = mapped_column(String(40))
    digest: Mapped[str] = mapped_column(String(64))
    raw: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(String(12))  # applied | duplicate | contested | quarantined | conflict
    reason: Mapped[str | None] = mapped_column(String(40))
    __table_args__ = (
        Index("ix_entry_device", "home", "device_id", "seq"),
        Index("ix_entry_entry_id", "home", "entry_id"),
        {"info": {"immutable": True}, "postgresql_partition_by": "RANGE (month)"},
    )


class EntryId(Base):
    """The one arbiter of ids (DESIGN decision 3): same id and content, the same stored receipt, for ever."""

    __tablename__ = "entry_ids"
    id: Mapped[Id] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    home: Mapped[Home]
    device_id: Mapped[Id]
    seq: Mapped[int | None]
    receipt: Mapped[Json | None]


class DayReceipt(Base):
    """当日回执: what a reader's day held, signed by the server; what comes later gets the next number."""

    __tablename__ = "day_receipt"
    id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]
    device_id: Mapped[Id] = mapped_column(index=True)
    person_id: Mapped[Id]
    day: Mapped[str] = mapped_column(String(10))
    number: Mapped[int]
    through_seq: Mapped[int]
    content: Mapped[Json]
    key_id: Mapped[str] = mapped_column(String(16))
    signature: Mapped[str] = mapped_column(String(128))
    made_at: Mapped[Instant]


class PhoneState(Base):
    """What the server knows of a phone's journal: one row a device, locked first by a push, so that a device's pushes queue."""

    __tablename__ = "phone_state"
    device_id: Mapped[Id] = mapped_column(primary_key=True)
    through_seq: Mapped[int] = mapped_column(default=0)  # everything up to here has arrived
    islands: Mapped[Json]  # [[first, last], …] arrived beyond
    anchors: Mapped[Json]  # page start → offset of its monotonic clock to the server's, ms
    app_version: Mapped[str] = mapped_column(String(40), default="")
    skew_ms: Mapped[int | None] = mapped_column(BigInteger)  # the phone's wall clock minus the server's at its last push
    pushed_at: Mapped[Instant | None]


class DayClose(Base):
    """A day a phone wants closed, until everything it names is there."""

    __tablename__ = "day_close"
    entry_id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]
    branch_id: Mapped[int]
    device_id: Mapped[Id] = mapped_column(index=True)
    person_id: Mapped[Id]
    day: Mapped[str] = mapped_column(String(10))
    through_seq: Mapped[int]
    counts: Mapped[Json]
    photos: Mapped[Json]
    cursor: Mapped[str | None] = mapped_column(Text)  # where the phone's pulls had come to: its ledger's moment
    asked_at: Mapped[Instant]
    closed_at: Mapped[Instant | None]
    receipt_id: Mapped[Id | None]
