"""Finding photos that look like one, and the visits that show a photo."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select, union
from sqlalchemy.orm import Session

from backend.evidence.models import PhotoPrint, PhotoReport, PhotoUse
from backend.evidence.rules import likeness
from backend.evidence.rules.reuse import Shown
from backend.grid.models import Installation
from backend.kernel.sets import among

_BANDS = (PhotoPrint.band0, PhotoPrint.band1, PhotoPrint.band2, PhotoPrint.band3)


def near(session: Session, prints: Sequence[int], *, limit: int) -> list[str]:
    """The photos with a print near one of these, the nearest first. By the index of each band: no scan."""
    asked = []
    for place, column in enumerate(_BANDS):
        values = {probe for one in prints for probe in likeness.probes(likeness.bands(one)[place])}
        asked.append(select(PhotoPrint.sha256, PhotoPrint.print).where(among(session, column, sorted(values))))
    found: dict[str, int] = {}
    for row in session.execute(union(*asked)):
        kept = likeness.unsigned(row.print)
        away = min(likeness.distance(kept, one) for one in prints)
        if away <= likeness.NEAR:
            found[row.sha256] = min(away, found.get(row.sha256, away))
    return sorted(found, key=lambda sha256: (found[sha256], sha256))[:limit]


def shown(session: Session, hashes: Collection[str]) -> list[Shown]:
    """The visits that show some photos, of those whose visit is known."""
    columns: tuple[Any, ...] = (
        PhotoUse.visit_id, PhotoUse.sha256, PhotoUse.home, PhotoUse.branch_id, PhotoUse.period, PhotoUse.metering_point_id,
        Installation.box_id, PhotoUse.taken_at, PhotoReport.verdict, PhotoUse.task_id,
    )  # fmt: skip
    same_use = and_(
        PhotoReport.home == PhotoUse.home, PhotoReport.visit_id == PhotoUse.visit_id, PhotoReport.sha256 == PhotoUse.sha256
    )
    asked = (
        select(*columns)
        .outerjoin(Installation, Installation.id == PhotoUse.installation_id)
        .outerjoin(PhotoReport, same_use)
        .where(among(session, PhotoUse.sha256, hashes), PhotoUse.branch_id.is_not(None), PhotoUse.state == "whole")
        .order_by(PhotoUse.visit_id)
    )
    return [Shown(**row) for row in session.execute(asked).mappings()]


def prints_of(session: Session, home: int, sha256: str) -> list[int]:
    """The prints of a photo; none before it was looked at."""
    kept = select(PhotoPrint.print).where(PhotoPrint.home == home, PhotoPrint.sha256 == sha256).order_by(PhotoPrint.cut)
    return [likeness.unsigned(one) for one in session.scalars(kept)]


def visit_of(found: Sequence[Shown], visit_id: UUID) -> Shown | None:
    return next((one for one in found if one.visit_id == visit_id), None)
