"""The shapes of version 1 of every kind of entry. Files in tests/contract/entries describe the same shapes as JSON Schema.

Ids stay text here and become ids where they are used. Unknown members are news from a newer app and are ignored; they stay in
the journal. Limits are those of the columns, so that what decodes can be stored.
"""

import datetime as dt
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from backend.kernel.money import parse_e4

IdText = Annotated[str, Meta(min_length=36, max_length=36)]
CodeText = Annotated[str, Meta(min_length=1, max_length=20, pattern="^[a-z0-9_]+$")]
RuleText = Annotated[str, Meta(min_length=1, max_length=10)]
Decimal = Annotated[str, Meta(min_length=1, max_length=34)]
Coordinate = Annotated[str, Meta(max_length=24, pattern=r"^-?[0-9]{1,3}(\.[0-9]+)?$")]
At = Annotated[dt.datetime, Meta(tz=True)]
Small = Annotated[int, Meta(ge=0, le=2_147_483_647)]
Note = Annotated[str, Meta(max_length=4_000)]
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Day = Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]


def in_the_calendar(*instants: dt.datetime | None) -> None:
    """ValueError for a moment before 1970 or after 2199: no phone's clock says that, and no column would give it back."""
    if any(at is not None and not 1970 <= at.year < 2200 for at in instants):
        raise ValueError("not a time a phone can have")


class Place(msgspec.Struct, frozen=True):
    """Where the phone was: degrees as text, accuracy in metres, the datum named."""

    lat: Coordinate
    lon: Coordinate
    accuracy_m: Small | None = None
    datum: Literal["WGS-84", "GCJ-02", "BD-09"] = "WGS-84"
    at: At | None = None

    def __post_init__(self) -> None:
        in_the_calendar(self.at)


class Guide(msgspec.Struct, frozen=True):
    """The frame the reader aimed the dial into, in per mille of the picture."""

    x: Small
    y: Small
    w: Small
    h: Small


class Photo(msgspec.Struct, frozen=True):
    """A photo that proves the visit and travels apart."""

    sha256: Sha256
    size: Small
    mime: Annotated[str, Meta(max_length=40)]
    taken_at: At
    place: Place | None = None
    guide: Guide | None = None

    def __post_init__(self) -> None:
        in_the_calendar(self.taken_at)


class MeterFound(msgspec.Struct, frozen=True):
    """Which meter stood there, and how that is known. Kept whole: what a verdict is by default is a verdict, too."""

    how: Literal["scanned", "typed", "box", "listed"]
    text: Annotated[str, Meta(max_length=200)] = ""
    symbology: Annotated[str, Meta(max_length=30)] | None = None
    verdict: Literal["expected", "other", "unknown"] = "unknown"
    other_task_id: IdText | None = None
    reason: Annotated[str, Meta(max_length=200)] | None = None


class Value(msgspec.Struct, frozen=True):
    """One register's value, as it stood on the display."""

    register_id: IdText
    value: Decimal
    value_at: At
    obtained: Literal["typed", "optical"] = "typed"
    frozen: bool = False
    occurred_at: At | None = None
    attempts: Small = 1

    def __post_init__(self) -> None:
        not_negative(self.value)
        in_the_calendar(self.value_at, self.occurred_at)


class Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """One finding of the phone's own checks."""

    rule: RuleText
    action: Literal["info", "confirm", "case", "hold"] = "info"
    register_id: IdText | None = None


class Judged(msgspec.Struct, frozen=True):
    """What the phone found, and the versions it found it by."""

    rules_version: Small = 0
    band_version: Small = 0
    findings: tuple[Said, ...] = ()


class Attempt(msgspec.Struct, frozen=True):
    """A value committed blind, before its hint was shown (P6). n counts from 1."""

    task_id: IdText
    installation_id: IdText
    register_id: IdText
    value: Decimal
    n: Small
    hint: tuple[RuleText, ...] = ()
    rules_version: Small = 0
    band_version: Small = 0

    def __post_init__(self) -> None:
        not_negative(self.value)


class Visit(msgspec.Struct, frozen=True):
    """A meter was read."""

    task_id: IdText
    task_version: Small
    run_id: IdText
    point_id: IdText
    installation_id: IdText
    taken_at: At
    readings: Annotated[tuple[Value, ...], Meta(min_length=1, max_length=60)]
    meter_found: MeterFound | None = None
    troubles: tuple[CodeText, ...] = ()
    note: Note | None = None
    place: Place | None = None
    photos: tuple[Photo, ...] = ()
    judged: Judged | None = None
    confirmed: bool = False
    supersedes: IdText | None = None

    def __post_init__(self) -> None:
        in_the_calendar(self.taken_at)
        registers = [value.register_id for value in self.readings]
        if len(set(registers)) != len(registers):
            raise ValueError("a register is read once in a visit")


class Skip(msgspec.Struct, frozen=True):
    """A meter could not be read."""

    task_id: IdText
    task_version: Small
    run_id: IdText
    point_id: IdText
    code: CodeText
    taken_at: At
    troubles: tuple[CodeText, ...] = ()
    note: Note | None = None
    place: Place | None = None
    photos: tuple[Photo, ...] = ()
    meter_found: MeterFound | None = None

    def __post_init__(self) -> None:
        in_the_calendar(self.taken_at)


class Return(msgspec.Struct, frozen=True):
    """A task is handed back to the office."""

    task_id: IdText
    task_version: Small
    code: CodeText
    note: Note | None = None


class FieldNote(msgspec.Struct, frozen=True):
    """Something worth telling that is no reading."""

    text: Note
    task_id: IdText | None = None
    point_id: IdText | None = None
    place: Place | None = None
    photos: tuple[Photo, ...] = ()


class Inspection(msgspec.Struct, frozen=True):
    """A field check 现场核抄: what was found at the meter."""

    task_id: IdText
    task_version: Small
    outcome: CodeText
    taken_at: At
    troubles: tuple[CodeText, ...] = ()
    note: Note | None = None
    place: Place | None = None
    photos: tuple[Photo, ...] = ()

    def __post_init__(self) -> None:
        in_the_calendar(self.taken_at)


class Handover(msgspec.Struct, frozen=True):
    """The phone's data is handed to somebody else: to whom, and through which seq."""

    through_seq: Small
    to_person: IdText | None = None
    reason: Annotated[str, Meta(max_length=200)] | None = None


class Counts(msgspec.Struct, frozen=True):
    """The phone's own ledger of a day."""

    read: Small = 0
    skipped: Small = 0
    returned: Small = 0
    moved: Small = 0
    contested: Small = 0
    closed_elsewhere: Small = 0
    cancelled: Small = 0
    open: Small = 0


class DayClose(msgspec.Struct, frozen=True):
    """A day's end: everything up to a seq, the ledger, and the photos taken."""

    day: Day
    through_seq: Small
    counts: Counts = Counts()
    photos: tuple[Sha256, ...] = ()
    cursor: Annotated[str, Meta(max_length=4_000)] | None = None

    def __post_init__(self) -> None:
        dt.date.fromisoformat(self.day)


Body = Attempt | Visit | Skip | Return | FieldNote | Inspection | Handover | DayClose

KINDS: dict[str, type[Any]] = {
    "attempt": Attempt,
    "visit": Visit,
    "skip": Skip,
    "return": Return,
    "note": FieldNote,
    "inspection": Inspection,
    "handover": Handover,
    "day_close": DayClose,
}

VERSION = 1


def not_negative(text: str) -> int:
    """A dial's value in 1/10 000; ValueError for what no dial shows."""
    value = parse_e4(text)
    if value < 0:
        raise ValueError("a dial shows no minus")
    return value
