"""What a person in the office must look at: photos that never arrive whole, and photos of another meter."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.cases.service import handling
from backend.cases.service.opening import NewCase, open_cases
from backend.evidence.rules.facts import UseFacts

# Their days can be closed without the photo, but somebody should ask what happened to the phone.
ARRIVAL = "photo_mismatch"
# It came as it was taken, and no program can show it.
UNREADABLE = "photo_unreadable"
OTHER_METER = "barcode_mismatch"


def open_arrival_cases(session: Session, uses: Sequence[UseFacts], *, headline: str = ARRIVAL) -> None:
    """One case a photo that failed to arrive whole for the last time, or (UNREADABLE) came whole and is no picture."""
    open_cases(
        session,
        [
            NewCase(
                kind=ARRIVAL,
                subject=("photo", use.sha256),
                home=use.home,
                branch_id=use.branch_id,
                period=use.period,
                headline=headline,
                params={"visit_id": str(use.visit_id)},
                metering_point_id=use.metering_point_id,
                task_id=use.task_id,
            )
            for use in uses
        ],
    )


def open_other_meter_case(session: Session, use: UseFacts, *, params: dict[str, Any]) -> None:
    """The photo shows another meter than the one that should stand there; `params` names both."""
    open_cases(
        session,
        [
            NewCase(
                kind=OTHER_METER,
                subject=("visit", str(use.visit_id)),
                home=use.home,
                branch_id=use.branch_id,
                period=use.period,
                headline=OTHER_METER,
                params={"sha256": use.sha256, **params},
                metering_point_id=use.metering_point_id,
                task_id=use.task_id,
            )
        ],
    )


def photo_arrived(session: Session, *, sha256: str, visit_id: UUID) -> None:
    """A photo that had failed to arrive for the last time is here."""
    detail = {"sha256": sha256, "visit_id": str(visit_id)}
    handling.arrived(session, subject=("photo", sha256), headline=ARRIVAL, detail=detail)
