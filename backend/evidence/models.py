"""Photos: how they arrive, what they are, which visits they prove, and what was read in them."""

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel import clock
from backend.kernel.db import Base, Home, Id, Instant, Json
from backend.kernel.settings import Settings


class Upload(Base):
    """A tus upload. Its address is opaque; bytes lie in a part file until they are whole, and the file's size is the offset."""

    __tablename__ = "upload"
    id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]
    owner: Mapped[str] = mapped_column(String(64))  # "device:<id>" | "invitation:<id>" | "person:<id>"
    length: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))  # as declared
    visit_id: Mapped[Id]
    mime: Mapped[str] = mapped_column(String(40))
    taken_at: Mapped[Instant | None]
    state: Mapped[str] = mapped_column(String(12), default="open")
    fault: Mapped[str | None] = mapped_column(String(20))
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    __table_args__ = (
        CheckConstraint("state IN ('open','whole','quarantined')", name="known_state"),
        Index("ix_upload_expiry", "expires_at"),
        # Holds all that a phone's bounds are counted by.
        Index("ix_upload_owner", "owner", "created_at", "state", "length"),
    )


class Photo(Base):
    """One photo, identified by the SHA-256 of its bytes, which are kept untouched. What verification saw in it comes later."""

    __tablename__ = "photo"
    home: Mapped[Home] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    mime: Mapped[str] = mapped_column(String(40))  # by its bytes, not as declared
    width: Mapped[int]
    height: Mapped[int]
    owner: Mapped[str] = mapped_column(String(64))  # who brought it first
    received_at: Mapped[Instant]
    looked_at: Mapped[Instant | None]
    look_version: Mapped[int | None]
    readable: Mapped[bool | None]  # False: it could not be decoded; `trouble` says why
    trouble: Mapped[str | None] = mapped_column(String(40))
    sharpness: Mapped[int | None]
    brightness: Mapped[int | None]
    dark: Mapped[int | None]  # per mille of its pixels
    glare: Mapped[int | None]  # per mille of its pixels
    codes: Mapped[Json | None]  # [{text, symbology, readings: [{decoder, view, box: [left, top, right, bottom]}]}]
    removed_at: Mapped[Instant | None]  # its time to be kept is over: the bytes go, this row and its hash stay
    removed_by: Mapped[Id | None]  # the retention that said so
    erased_at: Mapped[Instant | None]  # the bytes and all copies are gone
    missing_since: Mapped[Instant | None]  # when its bytes were found to be gone though they should be kept; None: they are here
    __table_args__ = (
        Index("ix_photo_sha256", "sha256"),
        # What is still kept, the oldest first, and what the disk still holds of what isn't.
        Index("ix_photo_kept", "received_at", postgresql_where="removed_at IS NULL", sqlite_where="removed_at IS NULL"),
        Index(
            "ix_photo_to_erase", "removed_at",
            postgresql_where="removed_at IS NOT NULL AND erased_at IS NULL",
            sqlite_where="removed_at IS NOT NULL AND erased_at IS NULL",
        ),
    )  # fmt: skip


class PhotoUse(Base):
    """A photo as the proof of a visit; "owed" until its bytes are whole. Copies what decides who may see it."""

    __tablename__ = "photo_use"
    home: Mapped[Home] = mapped_column(primary_key=True)
    visit_id: Mapped[Id] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    state: Mapped[str] = mapped_column(String(12), default="owed")  # owed | whole | quarantined
    ordinal: Mapped[int] = mapped_column(default=1)
    branch_id: Mapped[int | None]  # None until the visit is known (the photo came first)
    period: Mapped[int | None]
    holder_id: Mapped[Id | None]
    metering_point_id: Mapped[Id | None]
    installation_id: Mapped[Id | None]  # whose meter should stand there
    task_id: Mapped[Id | None]
    owner: Mapped[str] = mapped_column(String(64))
    taken_at: Mapped[Instant | None]
    place: Mapped[Json | None]
    guide: Mapped[Json | None]
    failures: Mapped[int] = mapped_column(default=0)
    __table_args__ = (
        CheckConstraint("state IN ('owed','whole','quarantined')", name="known_state"),
        Index("ix_photo_use_visit", "visit_id"),
        Index("ix_photo_use_owner", "sha256", "owner"),
        Index("ix_photo_use_task", "task_id"),
        Index("ix_photo_use_owed", "holder_id", postgresql_where="state = 'owed'", sqlite_where="state = 'owed'"),
    )


class PhotoRetention(Base):
    """How many months photos are kept, from a day on; the newest that applies wins. Without any, they are kept for good."""

    __tablename__ = "photo_retention"
    id: Mapped[Id] = mapped_column(primary_key=True)
    branch_id: Mapped[int | None]  # None: every branch, every class
    customer_class: Mapped[str | None] = mapped_column(String(30))
    valid_from: Mapped[dt.date]
    version: Mapped[int]
    months: Mapped[int]  # after the end of the period a photo is of
    set_by: Mapped[Id | None]
    set_at: Mapped[Instant]
    __table_args__ = ({"info": {"immutable": True}},)

    @property
    def counts_from(self) -> dt.date:
        """When it can remove the first photo: not before the day after it was set, in the utility's calendar."""
        set_on = clock.business_date(self.set_at, Settings.time_zone)
        return max(self.valid_from, set_on + dt.timedelta(days=1))


class PhotoReport(Base):
    """What a photo says of the meter that should stand at one visit: the verdict, and which code it rests on."""

    __tablename__ = "photo_report"
    home: Mapped[Home] = mapped_column(primary_key=True)
    visit_id: Mapped[Id] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    verdict: Mapped[str] = mapped_column(String(12))  # matches | other | none | unreadable
    # {text, symbology, readings} of the code that decided; None where none did
    code: Mapped[Json | None]
    identifier: Mapped[str | None] = mapped_column(String(60))  # the meter's identifier that the code names
    other_meter_id: Mapped[Id | None]
    other_point_id: Mapped[Id | None]
    made_at: Mapped[Instant]
    version: Mapped[int]
    __table_args__ = (CheckConstraint("verdict IN ('matches','other','none','unreadable')", name="known_verdict"),)


class PhotoDial(Base):
    """What the second reader read on a visit's photo, without knowing the typed value, and what comparing said afterwards."""

    __tablename__ = "photo_dial"
    home: Mapped[Home] = mapped_column(primary_key=True)
    visit_id: Mapped[Id] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    lines: Mapped[
        Json
    ]  # [{places, texts: [[digits, per mille]], whole: per mille, box, framed}], as `rules.dial_errand` stores them
    trouble: Mapped[str | None] = mapped_column(String(40))
    agreement: Mapped[str | None] = mapped_column(String(12))  # agrees | differs | unconfirmed; None until compared
    register_id: Mapped[Id | None]  # the register the photo speaks of
    read: Mapped[str | None] = mapped_column(String(20))  # the digits of the photo that were compared
    made_at: Mapped[Instant]
    version: Mapped[int]
    __table_args__ = (CheckConstraint("agreement IN ('agrees','differs','unconfirmed')", name="known_agreement"),)


class PhotoPrint(Base):
    """A perceptual print of a photo, for finding the same picture again: 64 bits, and their four bands for the index.

    Among a million prints a band's value belongs to some fifteen. A search asks for 17 values of each band (`rules.likeness`)
    and looks at a few thousand prints, not at all of them; each band's index holds the print too, so that the rows themselves
    are only read of those that are near.
    """

    __tablename__ = "photo_print"
    home: Mapped[Home] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    cut: Mapped[int] = mapped_column(primary_key=True)  # of the whole picture, or with its edges cut off
    print: Mapped[int] = mapped_column(BigInteger)
    band0: Mapped[int]
    band1: Mapped[int]
    band2: Mapped[int]
    band3: Mapped[int]
    __table_args__ = tuple(Index(f"ix_photo_print_band{place}", f"band{place}", "print") for place in range(4))


class Dispute(Base):
    """争议: a metering point's readings of some periods are disputed, by a customer or before a court. Its photos are kept."""

    __tablename__ = "dispute"
    id: Mapped[Id] = mapped_column(primary_key=True)
    home: Mapped[Home]
    branch_id: Mapped[int]
    metering_point_id: Mapped[Id]
    from_period: Mapped[int]
    to_period: Mapped[int | None]  # None: whatever is read until it ends
    reason: Mapped[str] = mapped_column(String(300))
    opened_by: Mapped[Id | None]
    opened_at: Mapped[Instant]
    ended_by: Mapped[Id | None]
    ended_at: Mapped[Instant | None]
    end_reason: Mapped[str | None] = mapped_column(String(300))
    __table_args__ = (Index("ix_dispute_point", "metering_point_id", "opened_at"),)
