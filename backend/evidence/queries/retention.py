"""Photos as retention looks at them: the oldest first, with all their visits, and what holds them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import exists, or_, select, tuple_
from sqlalchemy.orm import Session

from backend.cases.models import Case
from backend.evidence.models import Dispute, Photo, PhotoRetention, PhotoUse, Upload
from backend.evidence.rules.retention import Kept, Setting, is_disputed
from backend.grid.models import MeteringPoint
from backend.kernel import clock, paging
from backend.kernel.paging import Page
from backend.kernel.sets import among
from backend.kernel.settings import Settings


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended."""

    received_at: dt.datetime
    home: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A photo that may be due. `visits`: their ids as text."""

    home: int
    sha256: str
    size: int
    received_at: dt.datetime
    uses: tuple[Kept, ...]
    visits: tuple[str, ...]
    branches: frozenset[int]
    held: bool


def settings(session: Session, zone: Any = Settings.time_zone) -> list[Setting]:
    """Every setting ever made: there are few, and a day picks among them."""
    query = select(PhotoRetention).order_by(PhotoRetention.version)
    return [
        Setting(row.id, row.branch_id, row.customer_class, row.valid_from, row.version, row.months,
                clock.business_date(row.set_at, zone))
        for row in session.scalars(query)
    ]  # fmt: skip


def page(session: Session, branch_ids: frozenset[int] | None, *, cursor: str | None, limit: int) -> Page[PhotoRetention]:
    """Settings for some branches (None: all) and for every branch, the newest first."""
    query = select(PhotoRetention)
    if branch_ids is not None:
        query = query.where(or_(PhotoRetention.branch_id.is_(None), PhotoRetention.branch_id.in_(sorted(branch_ids))))
    return paging.page(session, query, by=[(PhotoRetention.id, UUID)], cursor=cursor, limit=limit, descending=True)


def candidates(
    session: Session, before: dt.datetime, *, after: Place | None, limit: int, branch_ids: frozenset[int] | None = None
) -> list[Candidate]:
    """The next photos that came in before an instant and are still here, the oldest first; of some branches, if named."""
    query = select(Photo.home, Photo.sha256, Photo.size, Photo.received_at).where(
        Photo.removed_at.is_(None), Photo.received_at < before
    )
    if branch_ids is not None:
        there = exists().where(
            PhotoUse.home == Photo.home, PhotoUse.sha256 == Photo.sha256, PhotoUse.branch_id.in_(sorted(branch_ids))
        )
        query = query.where(there)
    if after is not None:
        query = query.where(tuple_(Photo.received_at, Photo.home, Photo.sha256) > (after.received_at, after.home, after.sha256))
    rows = session.execute(query.order_by(Photo.received_at, Photo.home, Photo.sha256).limit(limit)).all()
    hashes = {row.sha256 for row in rows}
    uses = _uses(session, hashes)
    held = _held(session, {sha256: uses[sha256] for sha256 in hashes})
    return [_candidate(row, uses[row.sha256], held=row.sha256 in held) for row in rows]


def _uses(session: Session, hashes: Collection[str]) -> dict[str, list[Any]]:
    """Photo → its uses, in every home."""
    query = (
        select(
            PhotoUse.sha256, PhotoUse.visit_id, PhotoUse.home, PhotoUse.branch_id, PhotoUse.period, PhotoUse.metering_point_id,
            MeteringPoint.customer_class,
        )
        .outerjoin(MeteringPoint, MeteringPoint.id == PhotoUse.metering_point_id)
        .where(among(session, PhotoUse.sha256, hashes))
        .order_by(PhotoUse.visit_id)
    )  # fmt: skip
    found: dict[str, list[Any]] = defaultdict(list)
    if hashes:
        for row in session.execute(query):
            found[row.sha256].append(row)
    return found


def _candidate(row: Any, uses: list[Any], *, held: bool) -> Candidate:
    received_on = clock.business_date(row.received_at, Settings.time_zone)
    kept = [
        Kept(use.branch_id if use.branch_id is not None else use.home, use.customer_class, use.period, received_on)
        for use in uses
    ]
    return Candidate(
        home=row.home, sha256=row.sha256, size=row.size, received_at=row.received_at,
        uses=tuple(kept) or (Kept(row.home, None, None, received_on),), visits=tuple(str(use.visit_id) for use in uses),
        branches=frozenset(use.branch_id for use in kept) or frozenset({row.home}), held=held,
    )  # fmt: skip


def _held(session: Session, uses: dict[str, list[Any]]) -> set[str]:
    """RT5, RT7: which of some photos an open case or a dispute holds."""
    if not uses:
        return set()
    is_open = Case.state != "closed"
    points = {use.metering_point_id for found in uses.values() for use in found if use.metering_point_id is not None}
    subjects = {str(use.visit_id) for found in uses.values() for use in found} | set(uses)
    at_points = set(
        session.scalars(select(Case.metering_point_id).where(is_open, among(session, Case.metering_point_id, points)))
    )
    about = set(session.scalars(select(Case.subject_id).where(is_open, among(session, Case.subject_id, subjects))))
    # The other picture of a case about a photo used twice; such cases are few while they are open.
    shown = {
        params.get("other_sha256")
        for params in session.scalars(select(Case.params).where(is_open, Case.headline == "photo_reused"))
    }
    disputes = _disputes(session, points)
    return {
        sha256
        for sha256, found in uses.items()
        if sha256 in shown
        or sha256 in about
        or any(is_disputed(disputes.get(use.metering_point_id, ()), use.period) for use in found)
        or any(use.metering_point_id in at_points or str(use.visit_id) in about for use in found)
    }


def _disputes(session: Session, points: Collection[UUID]) -> dict[UUID, list[tuple[int, int | None]]]:
    """Point → the periods of its open disputes, from and to."""
    query = select(Dispute.metering_point_id, Dispute.from_period, Dispute.to_period)
    found: dict[UUID, list[tuple[int, int | None]]] = defaultdict(list)
    for row in session.execute(query.where(among(session, Dispute.metering_point_id, points), Dispute.ended_at.is_(None))):
        found[row.metering_point_id].append((row.from_period, row.to_period))
    return found


def to_erase(session: Session, limit: int) -> list[str]:
    """Photos that were removed and whose bytes may still be there."""
    query = select(Photo.sha256).where(Photo.removed_at.is_not(None), Photo.erased_at.is_(None))
    return list(dict.fromkeys(session.scalars(query.order_by(Photo.removed_at).limit(limit))))


def quarantined(session: Session, before: dt.datetime, limit: int) -> list[Upload]:
    """Uploads whose bytes were put aside before an instant."""
    query = select(Upload).where(Upload.state == "quarantined", Upload.created_at < before)
    return list(session.scalars(query.order_by(Upload.created_at).limit(limit)))
