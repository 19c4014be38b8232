"""Looking at a photo for a visit: what to look for, and what follows from what was seen."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.evidence.models import Photo, PhotoReport, PhotoUse
from backend.evidence.rules.errand import Answer
from backend.evidence.rules.look import VERSION
from backend.evidence.rules.verdict import Judged, Known, expected_in, judge
from backend.evidence.service.arrivals import facts_of
from backend.evidence.service.doubts import UNREADABLE, open_arrival_cases, open_other_meter_case
from backend.evidence.service.reuse import keep_prints
from backend.grid.queries.identifiers import find_identifier
from backend.grid.queries.installations import InstallationView, installations
from backend.kernel import jobs
from backend.kernel.db import insert_rows

RISE = "vee.photo_verdict"
# How many codes of one photo are looked up: a box has a dozen meters, a hostile picture may hold hundreds.
MOST_CODES = 40
_OF_A_METER = frozenset({"asset_number", "serial_number", "comm_address"})


@dataclass(frozen=True)
class Commission:
    """A photo to look at for one visit. `identifiers`: of the meter that should be on it; `seen`: what an earlier look read."""

    home: int
    visit_id: UUID
    sha256: str
    identifiers: frozenset[str]
    seen: tuple[dict[str, Any], ...] | None
    readable: bool | None

    @property
    def needs_look(self) -> bool:
        """Whether an earlier look, made for another visit of the same photo, leaves something to be searched."""
        if self.seen is None:
            return True
        return bool(self.readable) and expected_in(self.seen, self.identifiers) is None


def commission(session: Session, *, home: int, visit_id: UUID, sha256: str) -> Commission | None:
    """What is to be done for a photo of a visit; None when it isn't whole, its visit isn't known, or it has been done."""
    use = session.get(PhotoUse, (home, visit_id, sha256))
    photo = session.get(Photo, (home, sha256))
    if use is None or photo is None or photo.removed_at is not None or use.state != "whole" or use.branch_id is None:
        return None
    report = session.get(PhotoReport, (home, visit_id, sha256))
    if report is not None and report.version >= VERSION:
        return None
    there = _installation(session, use)
    looked = photo.look_version == VERSION
    return Commission(
        home=home,
        visit_id=visit_id,
        sha256=sha256,
        identifiers=_identifiers(there),
        seen=tuple(photo.codes or ()) if looked else None,
        readable=photo.readable,
    )


def _installation(session: Session, use: PhotoUse) -> InstallationView | None:
    if use.installation_id is None:
        return None
    return installations(session, [use.installation_id]).get(use.installation_id)


def _identifiers(there: InstallationView | None) -> frozenset[str]:
    if there is None:
        return frozenset()
    meter = there.meter
    return frozenset(number for number in (meter.asset_number, meter.serial_number, meter.comm_address) if number)


def record(session: Session, what: Commission, answer: Answer | None, *, now: datetime) -> None:
    """Write down what was seen, judge it, and have the office and the plausibility rules hear of another meter.

    Without an answer what an earlier look saw is judged.
    """
    use = session.get(PhotoUse, (what.home, what.visit_id, what.sha256))
    if use is None or use.branch_id is None:
        return
    if answer is not None:
        _keep(session, what, answer, now=now)
    unreadable = answer.trouble is not None if answer is not None else what.readable is False
    codes = _codes(what, answer)
    judged = Judged("unreadable") if unreadable else _judge(session, use, what, codes)
    row = {
        "home": what.home, "visit_id": what.visit_id, "sha256": what.sha256, "verdict": judged.verdict, "code": judged.code,
        "identifier": judged.identifier, "other_meter_id": judged.other.meter_id if judged.other else None,
        "other_point_id": judged.other.point_id if judged.other else None, "made_at": now, "version": VERSION,
    }  # fmt: skip
    before = session.get(PhotoReport, (what.home, what.visit_id, what.sha256))
    if before is not None:
        session.delete(before)
        session.flush()
    insert_rows(session, PhotoReport, [row])
    if unreadable:
        # What was stored hashes to what the phone took, but it is no picture: sending it again can't help.
        use.state = "quarantined"
        open_arrival_cases(session, [facts_of(use)], headline=UNREADABLE)
    if judged.other is not None:
        _tell(session, use, what, judged.other)


def _keep(session: Session, what: Commission, answer: Answer, *, now: datetime) -> None:
    keep_prints(session, what.home, what.sha256, answer.prints)
    values: dict[str, Any] = {
        "looked_at": now,
        "look_version": VERSION,
        "readable": answer.trouble is None,
        "trouble": answer.trouble,
    }
    if answer.trouble is None:
        values |= {
            "width": answer.width, "height": answer.height, "sharpness": answer.sharpness, "brightness": answer.brightness,
            "dark": answer.dark, "glare": answer.glare, "codes": list(_codes(what, answer)),
        }  # fmt: skip
    session.execute(update(Photo).where(Photo.home == what.home, Photo.sha256 == what.sha256).values(**values))


def _codes(what: Commission, answer: Answer | None) -> list[dict[str, Any]]:
    """All that any look read, the code that holds the expected identifier first."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    fresh = () if answer is None else (*([answer.hit] if answer.hit else []), *answer.codes)
    for code in (*fresh, *(what.seen or ())):
        before = found.setdefault((code["symbology"], code["text"]), code)
        if len(before["readings"]) < len(code["readings"]):
            found[code["symbology"], code["text"]] = code
    return list(found.values())


def _judge(session: Session, use: PhotoUse, what: Commission, codes: list[dict[str, Any]]) -> Judged:
    if expected_in(codes, what.identifiers) is not None or use.branch_id is None:
        return judge(codes, identifiers=what.identifiers, known=(), shown_by_others=())
    known = _known(session, use, codes)
    return judge(codes, identifiers=what.identifiers, known=known, shown_by_others=_shown_by_others(session, use))


def _known(session: Session, use: PhotoUse, codes: list[dict[str, Any]]) -> list[Known]:
    """The meters in force in the branch that codes name by a whole identifier."""
    if use.branch_id is None:
        return []
    named: dict[UUID, dict[str, Any]] = {}
    for code in codes[:MOST_CODES]:
        for hit in find_identifier(session, [use.branch_id], code["text"], limit=3):
            if hit.whole and hit.means in _OF_A_METER and hit.installation_id != use.installation_id:
                named.setdefault(hit.installation_id, code)
    views = installations(session, list(named))
    return [
        Known(view.meter.id, view.point.id, view.meter.asset_number, named[installation_id])
        for installation_id, view in views.items()
    ]


def _shown_by_others(session: Session, use: PhotoUse) -> Collection[UUID]:
    together = select(PhotoUse.installation_id).where(
        PhotoUse.home == use.home, PhotoUse.sha256 == use.sha256, PhotoUse.visit_id != use.visit_id
    )
    ids = [installation_id for installation_id in session.scalars(together) if installation_id is not None]
    return {view.meter.id for view in installations(session, ids).values()}


def _tell(session: Session, use: PhotoUse, what: Commission, other: Known) -> None:
    expected = _installation(session, use)
    open_other_meter_case(
        session,
        facts_of(use),
        params={
            "found": other.asset_number,
            "expected": expected.meter.asset_number if expected else None,
            "other_point_id": str(other.point_id),
        },
    )
    jobs.enqueue(
        session,
        RISE,
        {
            "home": what.home, "period": use.period, "visit_id": str(what.visit_id), "sha256": what.sha256, "verdict": "other",
            "other_meter_id": str(other.meter_id), "other_point_id": str(other.point_id),
        },
        key=f"{RISE}:{what.visit_id}:{what.sha256}",
    )  # fmt: skip
