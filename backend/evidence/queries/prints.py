"""Finding photos that look like one, and the visits that show a photo."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from backend.evidence.models import PhotoPrint, PhotoReport, PhotoUse
from backend.evidence.rules import likeness
from backend.evidence.rules.reuse import Shown
from backend.grid.models import Installation
from backend.kernel.sets import among

_BANDS = (PhotoPrint.band0, PhotoPrint.band1, PhotoPrint.band2, PhotoPrint.band3)


@dataclass(frozen=True)
class Near:
    """A photo that may be the same picture. `way`: how the asked one is to be turned to lie as it does (`likeness.WAYS`)."""

    sha256: str
    way: int


def near(session: Session, upright: Sequence[int], turned: Sequence[int], *, limit: int) -> list[Near]:
    """The photos with a print near one of a picture's, the nearest first. By the index of each band alone: no scan, and no row is
    read but of the prints that are near. `turned`: its prints in the other ways, as `likeness.turned_prints` gives them."""
    asked = [(one, 0) for one in upright] + [(one, way) for way, one in enumerate(turned, start=1)]
    found: dict[int, tuple[int, int]] = {}  # print that is kept -> bits away, way
    for place, column in enumerate(_BANDS):
        values = {probe for one, _ in asked for probe in likeness.probes(likeness.bands(one)[place])}
        for kept in session.scalars(select(PhotoPrint.print).where(among(session, column, sorted(values)))):
            if kept not in found:
                found[kept] = min((likeness.distance(likeness.unsigned(kept), one), way) for one, way in asked)
    close = {kept: nearest for kept, nearest in found.items() if nearest[0] <= likeness.NEAR}
    best: dict[str, tuple[int, int]] = {}
    for row in session.execute(_of_prints(session, close)) if close else ():
        best[row.sha256] = min(close[row.print], best.get(row.sha256, close[row.print]))
    return [Near(sha256, best[sha256][1]) for sha256 in sorted(best, key=lambda one: (best[one], one))[:limit]]


def _of_prints(session: Session, close: Collection[int]) -> Select[str, int]:
    """The photos of some prints: by the first band's index, which holds the print."""
    first = {likeness.bands(likeness.unsigned(kept))[0] for kept in close}
    return select(PhotoPrint.sha256, PhotoPrint.print).where(
        among(session, PhotoPrint.band0, sorted(first)), among(session, PhotoPrint.print, sorted(close))
    )


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
