"""Whether files and records agree. It only tells: a photo without a record may be one whose record a restore has lost."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from backend.evidence.models import Photo, Upload
from backend.evidence.service.arrivals import original_key, quarantine_key
from backend.kernel.blobs import BlobStore
from backend.kernel.db import Database

PAGE = 5_000


def orphans(database: Database, blobs: BlobStore) -> Iterator[tuple[str, str]]:
    """What doesn't agree: ("missing", key) for each record whose bytes are gone though they should be kept, ("unrecorded", key)
    for each photo, copy or quarantined file without a record, ("leftover", key) for what should have gone with its photo.

    A photo that was removed, its time being over, and has no bytes any more agrees. Memory: one hash a photo.
    """
    there = {key.rpartition("/")[2] for key in blobs.keys("photos/")}
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
            yield "missing", original_key(sha256)
    for sha256 in sorted(there - kept - removed - going):
        yield "unrecorded", original_key(sha256)
    for key in blobs.keys("copies/"):
        sha256 = key.rpartition("/")[2].removesuffix(".jpg")
        if sha256 not in kept and sha256 not in going:
            yield ("leftover" if sha256 in removed else "unrecorded"), key
    yield from _quarantine(database, blobs)


def _quarantine(database: Database, blobs: BlobStore) -> Iterator[tuple[str, str]]:
    aside = {quarantine_key(upload_id) for (upload_id,) in _pages(database, _uploads)}
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
