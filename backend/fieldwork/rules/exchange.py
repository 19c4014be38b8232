"""A meter exchanged while its task is open: the task follows to the meter that hangs there now."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

# A task in one of these has no reading yet; one that was read belongs to the meter it was read from.
UNREAD = ("open", "skipped", "returned")


@dataclass(frozen=True, slots=True)
class Hung:
    """An installation at a metering point; `until` is exclusive."""

    id: Any
    since: dt.date
    until: dt.date | None


def successor(task_state: str, of: Hung, others: Sequence[Hung], day: dt.date) -> Hung | None:
    """The installation that an unread task must move to on a day; None where it stays.

    The meter is gone by that day, and another one of the point is there: the one put up on the day the old one went, else the
    newest. A point left without a meter keeps its task: somebody must still say so.
    """
    if task_state not in UNREAD or of.until is None or of.until > day:
        return None
    there = [one for one in others if one.id != of.id and one.since <= day and (one.until is None or one.until > day)]
    later = [one for one in there if one.since >= of.since]
    return min(later, key=lambda one: (one.since != of.until, -one.since.toordinal(), str(one.id)), default=None)
