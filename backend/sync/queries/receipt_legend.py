"""What the ids in a day's receipt stand for: looked up for whoever reads it, no part of what was signed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from backend.evidence.queries.photos import photos_of
from backend.grid.queries.installations import InstallationView, RegisterView, installations
from backend.kernel.ids import parse
from backend.sync.models import DayReceipt
from backend.sync.queries import days


@dataclass(frozen=True, slots=True)
class NamedEntry:
    """What kind of entry a seq is; None where the journal doesn't know it (any more)."""

    seq: int | None
    kind: str | None


@dataclass(frozen=True, slots=True)
class NamedReading:
    """A reading's entry, point, meter and register; None what isn't known here, or is another branch's business."""

    visit: str
    register: str
    seq: int | None
    point: str | None
    meter: str | None
    dial: RegisterView | None


@dataclass(frozen=True, slots=True)
class NamedPhoto:
    """By which entry of the receipt a photo was brought; None where an earlier one did."""

    sha256: str
    seq: int | None


@dataclass(frozen=True, slots=True)
class Legend:
    """In the order of the receipt's own lists, one for each."""

    entries: list[NamedEntry]
    readings: list[NamedReading]
    photos: list[NamedPhoto]


def legend(session: Session, receipt: DayReceipt, branches: Collection[int] | None) -> Legend:
    """What a receipt's ids stand for. Points and meters are named of these branches only (None: of all)."""
    content: dict[str, Any] = receipt.content
    seqs = {entry["id"]: entry["seq"] for entry in content["entries"] if entry["id"] is not None}
    journal = _journal(session, receipt.device_id, content)
    visits = [(row.home, row.entry_id) for row in journal.values() if row.entry_id is not None]
    brought = {(str(row.visit_id), str(row.register_id)): row for row in days.readings(session, visits)}
    stand = installations(session, {row.installation_id for row in brought.values()})
    uses = photos_of(session, {parse(one) for one in seqs})
    by_photo = {photo.sha256: seqs[str(visit_id)] for visit_id, photos in uses.items() for photo in photos}
    return Legend(
        entries=[NamedEntry(one["seq"], _kind(journal, one)) for one in content["entries"]],
        readings=[
            _reading(one, seqs.get(one["visit"]), brought.get((one["visit"], one["register"])), stand, branches)
            for one in content["readings"]
        ],
        photos=[NamedPhoto(sha256, by_photo.get(sha256)) for sha256 in content["photos"]],
    )


def _journal(session: Session, device_id: UUID, content: Mapping[str, Any]) -> dict[tuple[int, str], Row[Any]]:
    """The journal's rows of the entries named, by seq and digest: after a restore a seq may have come anew."""
    seqs = [entry["seq"] for entry in content["entries"] if entry["seq"] is not None]
    if not seqs:
        return {}
    return {(row.seq, row.digest): row for row in days.entries(session, device_id, min(seqs), max(seqs))}


def _kind(journal: Mapping[tuple[int, str], Row[Any]], entry: Mapping[str, Any]) -> str | None:
    row = journal.get((entry["seq"], entry["digest"]))
    return None if row is None else row.kind


def _reading(
    named: Mapping[str, str], seq: int | None, row: Row[Any] | None, stand: Mapping[UUID, InstallationView],
    branches: Collection[int] | None,
) -> NamedReading:  # fmt: skip
    view = None if row is None else stand.get(row.installation_id)
    if row is None or view is None or (branches is not None and row.branch_id not in branches):
        return NamedReading(named["visit"], named["register"], seq, None, None, None)
    dial = next((one for one in view.registers if one.id == row.register_id), None)
    return NamedReading(named["visit"], named["register"], seq, view.point.number, view.meter.asset_number, dial)
