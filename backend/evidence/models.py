"""Photos: how they arrive, what they are, which visits they prove, and what was read in them."""

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel.db import Base, Home, Id, Instant, Json


class Upload(Base):
    """A tus upload in flight. Its address is opaque; bytes lie in a part file until they are whole."""

    __tablename__ = "upload"
    id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]
    owner: Mapped[str] = mapped_column(String(64))  # "device:<id>" | "invitation:<id>" | "person:<id>"
    length: Mapped[int]
    offset: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(String(64))  # as declared
    visit_id: Mapped[Id]
    mime: Mapped[str] = mapped_column(String(40))
    taken_at: Mapped[Instant | None]
    state: Mapped[str] = mapped_column(String(12), default="open")
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    __table_args__ = (
        CheckConstraint("state IN ('open','whole','quarantined')", name="known_state"),
        Index("ix_upload_expiry", "state", "expires_at"),
    )


class Photo(Base):
    """One photo, identified by the SHA-256 of its bytes. The original is kept untouched."""

    __tablename__ = "photo"
    home: Mapped[Home] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    mime: Mapped[str] = mapped_column(String(40))
    width: Mapped[int | None]
    height: Mapped[int | None]
    owner: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(12), default="whole")  # whole | quarantined
    received_at: Mapped[Instant]
    __table_args__ = (CheckConstraint("state IN ('whole','quarantined')", name="known_state"),)


class PhotoUse(Base):
    """A photo as the proof of a visit; "owed" until its bytes are whole. Copies what decides who may see it."""

    __tablename__ = "photo_use"
    home: Mapped[Home] = mapped_column(primary_key=True)
    visit_id: Mapped[Id] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    state: Mapped[str] = mapped_column(String(12), default="owed")  # owed | whole | quarantined
    ordinal: Mapped[int] = mapped_column(default=1)
    branch_id: Mapped[int | None]  # None until the visit is known (photo came first)
    holder_id: Mapped[Id | None]
    metering_point_id: Mapped[Id | None]
    task_id: Mapped[Id | None]
    owner: Mapped[str] = mapped_column(String(64))
    taken_at: Mapped[Instant | None]
    place: Mapped[Json | None]
    guide: Mapped[Json | None]
    failures: Mapped[int] = mapped_column(default=0)
    __table_args__ = (
        CheckConstraint("state IN ('owed','whole','quarantined')", name="known_state"),
        Index("ix_photo_use_sha", "home", "sha256"),
        Index("ix_photo_use_task", "task_id"),
        Index("ix_photo_use_owed", "holder_id", postgresql_where="state = 'owed'", sqlite_where="state = 'owed'"),
    )


class PhotoReport(Base):
    """What verification found in a photo for one visit: barcodes, sharpness, exposure, and the verdict."""

    __tablename__ = "photo_report"
    home: Mapped[Home] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    visit_id: Mapped[Id] = mapped_column(primary_key=True)
    verdict: Mapped[str] = mapped_column(String(12))  # matches | other | none | unreadable
    found: Mapped[Json]  # [{text, symbology, decoder, step, box}]
    other_meter_id: Mapped[Id | None]
    sharpness: Mapped[int | None]
    brightness: Mapped[int | None]
    made_at: Mapped[Instant]
    version: Mapped[int]
