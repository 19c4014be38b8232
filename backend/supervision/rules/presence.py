"""Who was there: what a visit shows of it, in parts with points, and one score; and which visits are drawn to be looked at.

Each part is an observation and has innocent explanations: cellars have no position, glass reflects, bicycles are fast. No part
proves anything by itself, and neither the score nor a first value feeds anyone's pay.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# Metres around a box that are its building: nobody stands in a box.
BUILDING_M = 60
# Positions this coarse say nothing.
COARSE_M = 500
# Metres a second between two buildings above which walking and cycling don't reach (15 km/h), over at least so many metres.
FAST_CMS = 417
FAST_FROM_M = 200
# Stops of the route that a visit may be out of turn.
OUT_OF_TURN = 30
# Below this a photo is blurred (variance of the Laplacian, as evidence measures it).
BLURRED = 40
MOST = 100
# Visits from this score on are all drawn; of the rest so many in a thousand.
DRAWN_FROM = 40
RANDOM_PER_MILLE = 20


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


def parts(sight: Sight) -> tuple[Part, ...]:
    """Everything observed that is worth points, in a fixed order."""
    found = [_place(sight), _pace(sight), _order(sight), _meter(sight), *_photo(sight)]
    return tuple(part for part in found if part is not None)


def score(found: Sequence[Part]) -> int:
    """0: nothing was observed; never above 100."""
    return min(sum(part.points for part in found), MOST)


def _place(sight: Sight) -> Part | None:
    if not sight.has_position:
        return Part("no_position", 5, {})
    if sight.from_m is None or sight.accuracy_m is None or sight.accuracy_m > COARSE_M:
        return None
    beyond = sight.from_m - sight.accuracy_m - BUILDING_M
    if beyond <= 0:
        return None
    return Part("far", min(10 + beyond // 20, 40), {"m": sight.from_m, "accuracy_m": sight.accuracy_m})


def _pace(sight: Sight) -> Part | None:
    if sight.walked_m is None or sight.seconds is None:
        return None
    least = sight.walked_m - sight.walk_accuracy_m
    if least < FAST_FROM_M or least * 100 <= FAST_CMS * max(sight.seconds, 1):
        return None
    return Part("fast", 25, {"m": sight.walked_m, "seconds": sight.seconds})


def _order(sight: Sight) -> Part | None:
    return Part("out_of_turn", 3, {"stops": sight.turns}) if sight.turns > OUT_OF_TURN else None


def _meter(sight: Sight) -> Part | None:
    if sight.how == "scanned" or sight.barcode_in_photo:
        return None
    return Part(f"how_{sight.how}", {"listed": 15, "typed": 10, "box": 5}.get(sight.how, 10), {})


def _photo(sight: Sight) -> list[Part]:
    if sight.used_before:
        return [Part("photo_used_before", 40, {})]
    if sight.photos == 0:
        return [Part("photo_missing", 20, {})] if sight.photo_asked else [Part("no_photo", 3, {})]
    if sight.sharpest is not None and sight.sharpest < BLURRED:
        return [Part("photo_blurred", 8, {})]
    return []


def why_drawn(visit_id: Any, period: int, points: int) -> str | None:
    """`score` for every visit from a score on, `random` for a share of the rest by a seed anybody can use again; else None."""
    if points >= DRAWN_FROM:
        return "score"
    digest = hashlib.sha256(f"sample:{period}:{visit_id}".encode()).digest()
    return "random" if int.from_bytes(digest[:4], "big") % 1000 < RANDOM_PER_MILLE else None
