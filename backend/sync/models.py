"""The phones' door: the journal, the arbiter of ids, and the ends of days."""

from sqlalchemy import BigInteger, CheckConstraint, Index, String, Text, UniqueConstraint
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
    carried_by: Mapped[str | None] = mapped_column(String(60))  # who brought it, where the phone didn't itself: "person:<id>"
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


class CourierFile(Base):
    """捎带文件: a phone's outbox as a sealed file, brought by somebody else. The same file of the same carrier is one row."""

    __tablename__ = "courier_file"
    id: Mapped[Id] = mapped_column(primary_key=True)
    carrier: Mapped[str] = mapped_column(String(60))  # "person:<id>" | "device:<id>"
    sha256: Mapped[str] = mapped_column(String(64))
    length: Mapped[int] = mapped_column(BigInteger)
    home: Mapped[Home]  # the carrier's, until the file tells whose it is
    state: Mapped[str] = mapped_column(String(8))
    problem: Mapped[str | None] = mapped_column(String(40))
    device_id: Mapped[Id | None]
    made_at: Mapped[Instant | None]  # by the phone's clock
    counts: Mapped[Json | None]
    begun_at: Mapped[Instant]
    done_at: Mapped[Instant | None]
    __table_args__ = (
        CheckConstraint("state IN ('open','waiting','done','refused')", name="known_state"),
        UniqueConstraint("carrier", "sha256", name="uq_courier_file_carrier"),
        Index("ix_courier_file_home", "home", "begun_at"),
    )
