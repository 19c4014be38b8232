"""Reading photos, the visits they prove, and what was seen in them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, exists, or_, select
from sqlalchemy.orm import Session

from backend.evidence.models import Photo, PhotoDial, PhotoReport, PhotoUse
from backend.evidence.rules.facts import PhotoView
from backend.kernel.sets import among


def photos_of(session: Session, visit_ids: Collection[UUID]) -> dict[UUID, list[PhotoView]]:
    """The photos of visits, in the order they were taken; a visit without any has no key."""
    found: dict[UUID, list[PhotoView]] = {}
    asked = _views().where(among(session, PhotoUse.visit_id, visit_ids)).order_by(PhotoUse.visit_id, PhotoUse.ordinal)
    for row in session.execute(asked):
        found.setdefault(row.visit_id, []).append(_view(row))
    return found


def _views() -> Any:
    same_photo = and_(Photo.home == PhotoUse.home, Photo.sha256 == PhotoUse.sha256)
    same_use = and_(
        PhotoReport.home == PhotoUse.home, PhotoReport.visit_id == PhotoUse.visit_id, PhotoReport.sha256 == PhotoUse.sha256
    )
    same_dial = and_(
        PhotoDial.home == PhotoUse.home, PhotoDial.visit_id == PhotoUse.visit_id, PhotoDial.sha256 == PhotoUse.sha256
    )
    return (
        select(
            PhotoUse.visit_id, PhotoUse.sha256, PhotoUse.state, PhotoUse.ordinal, PhotoUse.taken_at, PhotoUse.place,
            PhotoUse.guide, PhotoReport.verdict, PhotoReport.code, PhotoReport.other_meter_id, Photo.sharpness, Photo.brightness,
            Photo.removed_at, Photo.missing_since, Photo.codes, PhotoDial.agreement, PhotoDial.register_id, PhotoDial.read,
        )
        .outerjoin(Photo, same_photo)
        .outerjoin(PhotoReport, same_use)
        .outerjoin(PhotoDial, same_dial)
    )  # fmt: skip


def _view(row: Row[Any]) -> PhotoView:
    code = row.code or {}
    return PhotoView(
        sha256=row.sha256, state=row.state, ordinal=row.ordinal, taken_at=row.taken_at, place=row.place, guide=row.guide,
        verdict=row.verdict, code_text=code.get("text"), symbology=code.get("symbology"), other_meter_id=row.other_meter_id,
        sharpness=row.sharpness, brightness=row.brightness, removed_at=row.removed_at,
        missing_since=row.missing_since, codes=tuple(row.codes or ()),
        dial=row.agreement, dial_register_id=row.register_id, dial_read=row.read,
    )  # fmt: skip


def brought(session: Session, owner: str, hashes: Collection[str]) -> set[str]:
    """Which of these photos this owner has brought whole, and are still here: one that is lost is taken once more. What others
    brought doesn't count: knowing a hash proves nothing."""
    no_more = or_(Photo.removed_at.is_not(None), Photo.missing_since.is_not(None))
    gone = exists().where(Photo.home == PhotoUse.home, Photo.sha256 == PhotoUse.sha256, no_more)
    theirs = select(PhotoUse.sha256).where(PhotoUse.owner == owner, PhotoUse.state == "whole", ~gone)
    return set(session.scalars(theirs.where(among(session, PhotoUse.sha256, hashes)).distinct()))


@dataclass(frozen=True)
class Shown:
    """What decides whether and how a photo of a visit is shown. mime: None while the photo isn't here."""

    state: str
    branch_id: int | None
    holder_id: UUID | None
    metering_point_id: UUID | None
    mime: str | None
    readable: bool | None
    removed_at: datetime | None
    missing_since: datetime | None


def shown(session: Session, sha256: str, visit_id: UUID) -> Shown | None:
    """A photo as the proof of a visit; None when the visit has no such photo."""
    same_photo = and_(Photo.home == PhotoUse.home, Photo.sha256 == PhotoUse.sha256)
    asked = (
        select(
            PhotoUse.state,
            PhotoUse.branch_id,
            PhotoUse.holder_id,
            PhotoUse.metering_point_id,
            Photo.mime,
            Photo.readable,
            Photo.removed_at,
            Photo.missing_since,
        )
        .outerjoin(Photo, same_photo)
        .where(PhotoUse.visit_id == visit_id, PhotoUse.sha256 == sha256)
    )
    row = session.execute(asked).first()
    return None if row is None else Shown(*row)
