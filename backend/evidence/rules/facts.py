"""Values that pass between the rooms and evidence."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

UseState = Literal["owed", "whole", "quarantined"]
Verdict = Literal["matches", "other", "none", "unreadable"]


@dataclass(frozen=True)
class UseFacts:
    """A photo that a visit names: all that decides who may see it and what should be on it. Ids are UUIDs.

    `owner` is who brings the bytes: "device:<id>", "invitation:<id>" or "person:<id>". `guide` is the frame of the camera view
    that held the dial, in per mille of the picture: {x, y, w, h}.
    """

    home: int
    visit_id: Any
    sha256: str
    ordinal: int
    branch_id: int
    period: int
    holder_id: Any
    metering_point_id: Any
    installation_id: Any
    task_id: Any
    owner: str
    taken_at: datetime | None = None
    place: dict[str, Any] | None = None
    guide: dict[str, int] | None = None


@dataclass(frozen=True)
class PhotoView:
    """A visit's photo, for those who show visits."""

    sha256: str
    state: UseState
    ordinal: int
    taken_at: datetime | None
    place: dict[str, Any] | None
    guide: dict[str, int] | None
    verdict: Verdict | None
    code_text: str | None
    symbology: str | None
    other_meter_id: Any
    sharpness: int | None
    brightness: int | None
    # What the second reader made of the dial: agrees | differs | unconfirmed, of which register, the digits without the point.
    dial: str | None = None
    dial_register_id: Any = None
    dial_read: str | None = None
    # When its bytes were removed, its time to be kept being over; None while they are here.
    removed_at: datetime | None = None
    # Since when its bytes are gone though they should be here; None while they are.
    missing_since: datetime | None = None
    # All codes read in it: [{text, symbology, …}].
    codes: tuple[dict[str, Any], ...] = ()
