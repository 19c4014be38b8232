"""Whether files and records agree. It only tells: a photo without a record may be one whose record a restore has lost."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.evidence.models import Photo
from backend.evidence.service.arrivals import original_key
from backend.kernel.blobs import BlobStore
from backend.kernel.db import Database

PAGE = 5_000


def orphans(database: Database, blobs: BlobStore) -> Iterator[tuple[str, str]]:
    """("missing", key) for each record whose photo is gone, ("unrecorded", key) for each photo without a record.

    Memory: one hash a photo.
    """
    there = {key.rpartition("/")[2] for key in blobs.keys("photos/")}
    recorded: set[str] = set()
    last = ""
    while page := database.read(lambda session, last=last: _hashes(session, last)):  # type: ignore[misc]
        last = page[-1]
        for sha256 in page:
            if sha256 not in there:
                yield "missing", original_key(sha256)
        recorded.update(page)
    for sha256 in sorted(there - recorded):
        yield "unrecorded", original_key(sha256)


def _hashes(session: Session, after: str) -> list[str]:
    return list(session.scalars(select(Photo.sha256).where(Photo.sha256 > after).distinct().order_by(Photo.sha256).limit(PAGE)))
