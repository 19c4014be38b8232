"""Photos whose bytes are gone though they should be here: written down where it is found out, and taken back when they return."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from backend.evidence.models import Photo, PhotoUse
from backend.evidence.service.uses import VERIFY
from backend.kernel import audit, jobs
from backend.kernel.audit import SYSTEM
from backend.kernel.ids import new_id
from backend.kernel.sets import among


def note(session: Session, hashes: Collection[str], *, now: datetime) -> None:
    """The bytes of some photos aren't where they should be. Said again it changes nothing: the first time counts."""
    gone = (
        update(Photo)
        .where(among(session, Photo.sha256, hashes), Photo.missing_since.is_(None), Photo.removed_at.is_(None))
        .values(missing_since=now)
        .returning(Photo.home, Photo.sha256)
    )
    _say(session, "photo_missing", session.execute(gone).all())


def found_again(session: Session, hashes: Collection[str]) -> None:
    """Their bytes are back, from a backup most likely: those nobody could look at meanwhile are looked at now."""
    back = (
        update(Photo)
        .where(among(session, Photo.sha256, hashes), Photo.missing_since.is_not(None))
        .values(missing_since=None)
        .returning(Photo.home, Photo.sha256)
    )
    rows = session.execute(back).all()
    _say(session, "photo_found_again", rows)
    proved = select(PhotoUse.home, PhotoUse.visit_id, PhotoUse.sha256).where(
        among(session, PhotoUse.sha256, {row.sha256 for row in rows}), PhotoUse.state == "whole", PhotoUse.branch_id.is_not(None)
    )
    # Under keys of their own: the jobs of the first time are done, with nothing to look at.
    for row in session.execute(proved):
        payload = {"home": row.home, "visit_id": str(row.visit_id), "sha256": row.sha256}
        jobs.enqueue(session, VERIFY, payload, key=f"{VERIFY}:{new_id()}")


def known(session: Session) -> set[str]:
    """The photos that are written down as missing."""
    return set(session.scalars(select(Photo.sha256).where(Photo.missing_since.is_not(None))))


def _say(session: Session, action: str, rows: Iterable[Row[int, str]]) -> None:
    homes = {row.sha256: row.home for row in rows}
    for sha256, home in sorted(homes.items()):
        audit.record(session, home=home, actor=SYSTEM, action=action, subject=("photo", sha256), detail={})
