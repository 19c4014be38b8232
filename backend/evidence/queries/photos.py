"""Reading photos, the visits they prove, and what was seen in them."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import Session

from backend.evidence.models import Photo, PhotoReport, PhotoUse
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
    return (
        select(
            PhotoUse.visit_id, PhotoUse.sha256, PhotoUse.state, PhotoUse.ordinal, PhotoUse.taken_at, PhotoUse.place,
            PhotoUse.guide, PhotoReport.verdict, PhotoReport.code, PhotoReport.other_meter_id, Photo.sharpness, Photo.brightness,
        )
        .outerjoin(Photo, same_photo)
        .outerjoin(PhotoReport, same_use)
    )  # fmt: skip


def _view(row: Row[Any]) -> PhotoView:
    code = row.code or {}
    return PhotoView(
        sha256=row.sha256, state=row.state, ordinal=row.ordinal, taken_at=row.taken_at, place=row.place, guide=row.guide,
        verdict=row.verdict, code_text=code.get("text"), symbology=code.get("symbology"), other_meter_id=row.other_meter_id,
        sharpness=row.sharpness, brightness=row.brightness,
    )  # fmt: skip


def use(session: Session, sha256: str, visit_id: UUID) -> PhotoUse | None:
    """One photo as the proof of one visit."""
    return session.scalars(select(PhotoUse).where(PhotoUse.visit_id == visit_id, PhotoUse.sha256 == sha256)).first()


def photo(session: Session, home: int, sha256: str) -> Photo | None:
    return session.get(Photo, (home, sha256))


def brought(session: Session, owner: str, hashes: Collection[str]) -> set[str]:
    """Which of these photos this owner has brought whole. What ottheirs brought doesn't count: knowing a hash proves nothing."""
    theirs = select(PhotoUse.sha256).where(PhotoUse.owner == owner, PhotoUse.state == "whole")
    return set(session.scalars(theirs.where(among(session, PhotoUse.sha256, hashes)).distinct()))
