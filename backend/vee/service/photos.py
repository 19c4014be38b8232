"""What photos say about visits: it rises from evidence as a job, and becomes a finding like any other."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Visit
from backend.kernel import clock
from backend.kernel.db import insert_rows
from backend.kernel.ids import new_id
from backend.vee.models import Finding
from backend.vee.rules import meter_found


@dataclass(frozen=True, slots=True)
class PhotoVerdict:
    """A photo of a visit shows another meter's barcode; `other_point_id` is where that one hangs, if it is known."""

    home: int
    period: int
    visit_id: UUID
    sha256: str
    other_point_id: UUID | None


def note_other_meter(session: Session, verdict: PhotoVerdict) -> bool:
    """Append VEE-08 with the photo as its source; answers whether it is new. Doing it twice adds nothing.

    The case that holds the point was opened with the photo's verdict.
    """
    visit = session.get(Visit, (verdict.home, verdict.visit_id))
    known = session.scalars(
        select(Finding).where(
            Finding.home == verdict.home, Finding.period == verdict.period, Finding.visit_id == verdict.visit_id,
            Finding.rule == meter_found.RULE.code,
        )
    ).all()  # fmt: skip
    if visit is None or any(finding.params.get("sha256") == verdict.sha256 for finding in known):
        return False
    params = {
        "verdict": "other", "how": "photo", "sha256": verdict.sha256,
        "other_point_id": str(verdict.other_point_id) if verdict.other_point_id is not None else None,
    }  # fmt: skip
    insert_rows(
        session, Finding,
        [
            {
                "home": verdict.home, "period": verdict.period, "id": new_id(), "visit_id": verdict.visit_id,
                "reading_id": None, "register_id": None, "metering_point_id": visit.metering_point_id,
                "rule": meter_found.RULE.code, "rule_version": meter_found.RULE.version, "action": "case", "params": params,
                "at": clock.now(),
            }
        ],
    )  # fmt: skip
    return True
