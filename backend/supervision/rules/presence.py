"""Who was there: what a visit shows of it, in parts with points, and one score; and which visits are drawn to be looked at.

Each part is an observation and has innocent explanations: cellars have no position, glass reflects, bicycles are fast. No part
proves anything by itself, and neither the score nor a first value feeds anyone's pay. From where on something is said are
thresholds like any rule's (VEE-31).
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backend.vee.rules.facts import Numbers
from backend.vee.rules.presence_limits import DEFAULTS

MOST = 100


@dataclass(frozen=True, slots=True)
class Sight:
    """What is known of a visit and the one before it on the same day by the same person.

    Distances in metres, already on one datum; None: not known. `from_m`: how far the visit's position lies from the box or the
    building (the metering point where the box has no position). `walked_m`, `seconds`: since the visit before, where that one was
    in another building; `accuracy_m` of a walk is the sum of both. `turns`: how many stops of the route it lies behind the visit
    before (0 or less: in order).
    """

    how: str
    from_m: int | None = None
    accuracy_m: int | None = None
    has_position: bool = False
    walked_m: int | None = None
    walk_accuracy_m: int = 0
    seconds: int | None = None
    turns: int = 0
    photos: int = 0
    photo_asked: bool = False
    barcode_in_photo: bool = False
    sharpest: int | None = None
    used_before: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One observation: a code the screens have a sentence for, its points, and its numbers."""

    code: str
    points: int
    params: Mapping[str, Any]


def parts(sight: Sight, numbers: Numbers = DEFAULTS) -> tuple[Part, ...]:
    """Everything observed that is worth points, in a fixed order."""
    found = [_place(sight, numbers), _pace(sight, numbers), _order(sight, numbers), _meter(sight), *_photo(sight, numbers)]
    return tuple(part for part in found if part is not None)


def score(found: Sequence[Part]) -> int:
    """0: nothing was observed; never above 100."""
    return min(sum(part.points for part in found), MOST)


def _place(sight: Sight, numbers: Numbers) -> Part | None:
    if not sight.has_position:
        return Part("no_position", 5, {})
    if sight.from_m is None or sight.accuracy_m is None or sight.accuracy_m > numbers["coarse_m"]:
        return None
    beyond = sight.from_m - sight.accuracy_m - numbers["building_m"]
    if beyond <= 0:
        return None
    return Part("far", min(10 + beyond // 20, 40), {"m": sight.from_m, "accuracy_m": sight.accuracy_m})


def _pace(sight: Sight, numbers: Numbers) -> Part | None:
    if sight.walked_m is None or sight.seconds is None:
        return None
    least = sight.walked_m - sight.walk_accuracy_m
    if least < numbers["fast_from_m"] or least * 18 <= numbers["fast_kmh"] * 5 * max(sight.seconds, 1):  # m/s = 18/5 km/h
        return None
    return Part("fast", 25, {"m": sight.walked_m, "seconds": sight.seconds})


def _order(sight: Sight, numbers: Numbers) -> Part | None:
    return Part("out_of_turn", 3, {"stops": sight.turns}) if sight.turns > numbers["out_of_turn"] else None


def _meter(sight: Sight) -> Part | None:
    if sight.how == "scanned" or sight.barcode_in_photo:
        return None
    return Part(f"how_{sight.how}", {"listed": 15, "typed": 10, "box": 5}.get(sight.how, 10), {})


def _photo(sight: Sight, numbers: Numbers) -> list[Part]:
    if sight.used_before:
        return [Part("photo_used_before", 40, {})]
    if sight.photos == 0:
        return [Part("photo_missing", 20, {})] if sight.photo_asked else [Part("no_photo", 3, {})]
    if sight.sharpest is not None and sight.sharpest < numbers["blurred"]:
        return [Part("photo_blurred", 8, {})]
    return []


def why_drawn(visit_id: Any, period: int, points: int, numbers: Numbers = DEFAULTS) -> str | None:
    """`score` for every visit from a score on, `random` for a share of the rest by a seed anybody can use again; else None."""
    if points >= numbers["drawn_from"]:
        return "score"
    digest = hashlib.sha256(f"sample:{period}:{visit_id}".encode()).digest()
    return "random" if int.from_bytes(digest[:4], "big") % 1000 < numbers["random_per_mille"] else None
