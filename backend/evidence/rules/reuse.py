"""When a photo that was used before is suspect.

- R1 For the same metering point in the same period it is one photo sent twice, or a correction: nothing.
- R2 For another meter of the same box, taken within the hour, it is a photo of the box: nothing.
- R3 The same bytes for another meter, or for another period, are suspect.
- R4 Pictures that only look alike are judged once both have been looked at for their barcodes. For two meters they are suspect
  unless each shows the code of its own: meters of one model side by side are alike, but one of their labels can't be on the
  other. The one that is accused is the one that doesn't show its own; where neither does, the later.
- R5 For the same meter in another period, the later is accused.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from backend.evidence.rules.facts import Verdict

TOGETHER = timedelta(hours=1)


@dataclass(frozen=True)
class Shown:
    """A visit that shows a photo. Ids are UUIDs; `box_id` is None for a meter that hangs alone."""

    visit_id: Any
    sha256: str
    home: int
    branch_id: int
    period: int
    metering_point_id: Any
    box_id: Any
    taken_at: datetime | None
    verdict: Verdict | None
    # The task the visit was made for; None for a photo of a note.
    task_id: Any = None


def is_suspect(one: Shown, other: Shown) -> bool:
    """R1 to R4, for two visits with the same bytes or pictures that may be alike."""
    if one.sha256 != other.sha256 and (one.verdict is None or other.verdict is None):
        return False
    if one.metering_point_id == other.metering_point_id:
        return one.period != other.period
    if one.sha256 != other.sha256 and one.verdict == other.verdict == "matches":
        return False
    if one.period != other.period or one.box_id is None or one.box_id != other.box_id:
        return True
    return one.taken_at is None or other.taken_at is None or abs(one.taken_at - other.taken_at) > TOGETHER


def accused(one: Shown, other: Shown) -> tuple[Shown, Shown]:
    """R3 to R5: the visit that used the photo of the other, and that other. Ids of visits are in the order of their making."""
    earlier, later = sorted((one, other), key=lambda shown: shown.visit_id)
    if later.verdict == "matches" and earlier.verdict != "matches" and one.sha256 != other.sha256:
        return earlier, later
    return later, earlier
