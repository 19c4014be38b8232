"""Whether files and records agree. No file is touched: a photo without a record may be one whose record a restore has lost."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from backend.evidence.models import Photo, Upload
from backend.evidence.service import lost
from backend.evidence.service.arrivals import original_key, quarantine_key
from backend.kernel.blobs import BlobStore
from backend.kernel.db import Database

PAGE = 5_000


@dataclass
class Looked:
    """What an audit has looked at. `missing`: hashes of photos whose bytes are gone; `there`: of those whose are here."""

    photos: int = 0
    copies: int = 0
    quarantined: int = 0
    missing: set[str] = field(default_factory=set)
    there: set[str] = field(default_factory=set)


class EmptyStoreError(Exception):
    """There are records of photos, and nothing at all in the store: it isn't the one they lie in, or isn't mounted."""


def orphans(database: Database, blobs: BlobStore, looked: Looked) -> Iterator[tuple[str, str]]:
    """What doesn't agree: ("missing", key) for each record whose bytes are gone though they should be kept, ("unrecorded", key)
    for each photo, copy or quarantined file without a record, ("leftover", key) for what should have gone with its photo.

    A photo that was removed, its time being over, and has no bytes any more agrees. Memory: one hash a photo. EmptyStoreError
    before anything is said; the store's own errors pass through.
    """
    keys = {key: key.rpartition("/")[2] for key in blobs.keys("photos/")}
    there = {sha256 for key, sha256 in keys.items() if key == original_key(sha256)}
    strays = sorted(key for key, sha256 in keys.items() if key != original_key(sha256))
    if not there and next(iter(blobs.keys()), None) is None and next(_kept(database), None) is not None:
        raise EmptyStoreError
    kept: set[str] = set()
    removed: set[str] = set()
    going: set[str] = set()
    for sha256, is_removed, is_erased in _pages(database, _photos):
        if is_removed:
            # Removed but not erased yet: the daily work is about to.
            (removed if is_erased else going).add(sha256)
            if is_erased and sha256 in there:
                yield "leftover", original_key(sha256)
            continue
        kept.add(sha256)
        if sha256 not in there:
            looked.missing.add(sha256)
            yield "missing", original_key(sha256)
    looked.photos, looked.there = len(kept), there
    for key in sorted([*strays, *map(original_key, there - kept - removed - going)]):
        yield "unrecorded", key
    for key in blobs.keys("copies/"):
        looked.copies += 1
        sha256 = key.rpartition("/")[2].removesuffix(".jpg")
        if sha256 not in kept and sha256 not in going:
            yield ("leftover" if sha256 in removed else "unrecorded"), key
    yield from _quarantine(database, blobs, looked)


def settle(session: Session, looked: Looked, *, now: datetime) -> None:
    """Write down which photos are missing, so that whoever asks for one is told; and which of those are back."""
    lost.note(session, looked.missing, now=now)
    lost.found_again(session, lost.known(session) & looked.there)


def _kept(database: Database) -> Iterator[str]:
    return (sha256 for sha256, is_removed, _ in _pages(database, _photos) if not is_removed)


def _quarantine(database: Database, blobs: BlobStore, looked: Looked) -> Iterator[tuple[str, str]]:
    aside = {quarantine_key(upload_id) for (upload_id,) in _pages(database, _uploads)}
    looked.quarantined = len(aside)
    there = set(blobs.keys("quarantine/"))
    yield from (("missing", key) for key in sorted(aside - there))
    yield from (("unrecorded", key) for key in sorted(there - aside))


def _pages(database: Database, ask: Callable[[Session, Any], Sequence[Any]]) -> Iterator[Any]:
    last: Any = None
    while page := database.read(lambda session, last=last: ask(session, last)):  # type: ignore[misc]
        last = page[-1][0]
        yield from page


def _photos(session: Session, after: str | None) -> Sequence[Row[str, bool, bool]]:
    """(sha256, removed, erased) of the next photos; one of several homes comes once."""
    query = select(Photo.sha256, Photo.removed_at.is_not(None), Photo.erased_at.is_not(None)).where(Photo.sha256 > (after or ""))
    return session.execute(query.distinct().order_by(Photo.sha256).limit(PAGE)).all()


def _uploads(session: Session, after: UUID | None) -> Sequence[Row[UUID]]:
    query = select(Upload.id).where(Upload.state == "quarantined").order_by(Upload.id).limit(PAGE)
    return session.execute(query if after is None else query.where(Upload.id > after)).all()
