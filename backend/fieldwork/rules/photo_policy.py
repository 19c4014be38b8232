"""Which visits need a photo, how large, and over which networks it goes.

- PP1 Of the settings that hold on the last day of a task's window the more specific wins: route, then branch, then class; of
  equals the newest.
- PP2 What is ordered because of a doubt (a re-read, a field check) always needs a photo, unless photos are wanted of nothing.
- PP3 A sample is drawn by the seed, the metering point and the period: who knows the seed can draw it again, who doesn't can't
  know whom it will hit. What isn't drawn needs a photo only when its value is doubtful.
- PP4 One photo a box: any photo of the box in the same round will do; a meter without a box counts as a box of its own.
- PP5 Without a setting every visit needs a photo.
"""

import datetime as dt
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

Need = Literal["all", "doubtful", "sample", "box", "none"]
Network = Literal["any", "unmetered"]
# What a task says: always; only when the value is doubtful; unless its box has one; never.
TaskPhoto = Literal["always", "doubtful", "box", "none"]

NEEDS: tuple[Need, ...] = ("all", "doubtful", "sample", "box", "none")
NETWORKS: tuple[Network, ...] = ("any", "unmetered")
PHOTOS: tuple[TaskPhoto, ...] = ("always", "doubtful", "box", "none")

# What a photo may have at the least, so that a barcode of a finger's breadth can still be read.
LEAST_KB, MOST_KB = 40, 2_000
LEAST_PX, MOST_PX = 640, 4_000
# The longer side where nobody set anything; how many kilobytes is a setting of the server.
USUAL_PX = 1_600

_FOR_A_DOUBT = frozenset({"re_read", "field_check"})


@dataclass(frozen=True, slots=True)
class Setting:
    """A policy from a day on; None means every branch, class, route. `share` of a sample is in per mille."""

    id: Hashable
    branch_id: int | None
    customer_class: str | None
    route_id: Hashable | None
    valid_from: dt.date
    version: int
    need: Need
    share: int
    seed: int
    max_kb: int
    max_px: int
    network: Network


def applying(
    settings: Iterable[Setting], *, branch_id: int, customer_class: str, route_id: Hashable, day: dt.date
) -> Setting | None:
    """PP1: the setting for a stop on a day, if there is one."""
    fitting = [
        one
        for one in settings
        if one.valid_from <= day
        and one.branch_id in {None, branch_id}
        and one.customer_class in {None, customer_class}
        and one.route_id in {None, route_id}
    ]
    return max(fitting, key=_rank, default=None)


def _rank(one: Setting) -> tuple[bool, bool, bool, dt.date, int]:
    return (one.route_id is not None, one.branch_id is not None, one.customer_class is not None, one.valid_from, one.version)


def of_task(setting: Setting | None, *, kind: str, point: str, period: int, has_box: bool) -> TaskPhoto:
    """PP2 to PP5: what a task says. `point`: the metering point's id as text."""
    if setting is None:
        return "always"
    if setting.need == "none":
        return "none"
    if setting.need == "all" or kind in _FOR_A_DOUBT:
        return "always"
    if setting.need == "sample":
        return "always" if is_drawn(seed=setting.seed, share=setting.share, point=point, period=period) else "doubtful"
    if setting.need == "box":
        return "box" if has_box else "always"
    return "doubtful"


def is_drawn(*, seed: int, share: int, point: str, period: int) -> bool:
    """PP3: whether a sample of `share` per mille hits a point in a period."""
    found = sha256(f"{seed}:{point}:{period}".encode()).digest()
    return int.from_bytes(found[:8]) * 1_000 < share << 64
