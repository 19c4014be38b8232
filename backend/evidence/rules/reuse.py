"""When a photo that was used before is suspect.

- R1 For the same metering point in the same period it is one photo sent twice, or a correction: nothing.
- R2 For another meter of the same box, taken within the hour, it is a photo of the box: nothing.
- R3 For another meter, or for another period, it is suspect.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

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
    # The task the visit was made for; None for a photo of a note.
    task_id: Any = None


def is_suspect(one: Shown, other: Shown) -> bool:
    """R1 to R3."""
    if one.period != other.period:
        return True
    if one.metering_point_id == other.metering_point_id:
        return False
    if one.box_id is None or one.box_id != other.box_id:
        return True
    return one.taken_at is None or other.taken_at is None or abs(one.taken_at - other.taken_at) > TOGETHER
