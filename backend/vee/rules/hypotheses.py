"""What probably happened, for the office: the slips that would explain a doubtful value, whose meter it was, what else may have
happened at the meter (causes.py), or that it is right.

Each explanation has its prior odds, how often such a thing happens, and its likelihood: how probable this very value is then, a
count of the dial at a time, under the band of whoever's meter it was. Only their ratios matter.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backend.kernel.money import format_e4
from backend.readings.rules.dial import modulus_e4, step_e4
from backend.vee.rules.causes import UNKNOWN_METER, MeterFacts, empty, exchanged, multiplied, off_by_multiplier
from backend.vee.rules.facts import RegisterFacts
from backend.vee.rules.rule import went
from backend.vee.rules.slips import EDGE_DOWN_E2, EDGE_UP_E2, candidates, distance_cost

# Hundredths of −ln(probability), as in slips.py, on the same scale.
# A barcode that names another meter is the strongest evidence there is.
COST_BARCODE = 0
# The next stop's meter was read; each stop farther away is so much rarer.
COST_NEXT_STOP = 0
COST_A_STOP = 110
# Beyond so many stops nobody is asked.
FARTHEST = 8
COST_COPIED = 130
# The archive's barcode was scanned: somebody stood there.
COST_WAS_THERE = 100
COST_ROLLOVER = 130
# A real change: rarer than any slip, and spread over everything that a house could use.
COST_REAL = 150
COST_BACKWARD = 500
COST_AGREEING = 1000
# The second reader saw the typed digits in the photo (evidence.rules.dial): so they were hardly misread.
COST_IN_PHOTO = 300
# How fast a real change becomes rarer with the distance: its tail is heavy, since houses are let and shops close.
TAIL = 300
KEPT = 4


# cost, code, params, the value it would mean
_Ranked = tuple[int, str, dict[str, Any], int | None]


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What happened (a code), the value it would mean, and the odds in per cent among those named."""

    code: str
    params: Mapping[str, Any]
    value_e4: int | None
    odds: int


@dataclass(frozen=True, slots=True)
class Mate:
    """A stop near by on the route: what it is called (`point_id`, and more for the screen), how many stops away, its register."""

    named: Mapping[str, Any]
    distance: int
    register: RegisterFacts


def _width(register: RegisterFacts) -> int:
    """Hundredths of ln(a spread in counts of the last digit): the wider a band, the less any single value in it is expected."""
    expect = register.expect
    if expect is None:
        return round(100 * math.log(max(modulus_e4(register.digits) // step_e4(register.decimals), 1)))
    spread = (expect.case_high_e4 - expect.case_low_e4) * 100 / (EDGE_UP_E2 + EDGE_DOWN_E2)
    return round(100 * math.log(max(spread / step_e4(register.decimals), 1.0)))


def _mate_cost(mate: Mate, value_e4: int) -> int | None:
    """That this neighbour's meter was read; None where the value doesn't fit it."""
    advance = went(mate.register, value_e4)
    if advance is None or not 1 <= mate.distance <= FARTHEST:
        return None
    distance = distance_cost(mate.register, advance.e4)
    return None if distance is None else COST_NEXT_STOP + COST_A_STOP * (mate.distance - 1) + distance + _width(mate.register)


def _real_cost(register: RegisterFacts, advance_e4: int) -> int:
    """A real change: rare, and rarer the farther out."""
    expect = register.expect
    if expect is None:
        return COST_REAL
    # On the scale of ratios, as bands are made: to double is as odd as to halve. The floor keeps small figures apart from ratios.
    room = max(expect.floor_e4, 1)
    middle = math.log(expect.mid_e4 + room)
    up = advance_e4 > expect.mid_e4
    width = max(abs(math.log((expect.case_high_e4 if up else expect.case_low_e4) + room) - middle), 0.1)
    spreads = abs(math.log(max(advance_e4, 0) + room) - middle) / width * (EDGE_UP_E2 if up else EDGE_DOWN_E2) / 100
    return COST_REAL + (COST_BACKWARD if advance_e4 < 0 else 0) + round(TAIL * math.log1p(spreads))


def explain(
    register: RegisterFacts,
    value_e4: int,
    *,
    others_agree: bool = False,
    in_photo: bool = False,
    neighbour: Mapping[str, Any] | None = None,
    mates: Sequence[Mate] = (),
    meter: MeterFacts = UNKNOWN_METER,
) -> tuple[Hypothesis, ...]:
    """The likeliest explanations of a doubtful value, best first, with odds that add up to about 100.

    `others_agree`: other registers of the meter are as far off and still add up, which no slip at a single one explains.
    `in_photo`: the photo shows the digits that were typed.
    `neighbour`: whose meter a barcode says it was. `mates`: whose it may have been by the value.
    `meter`: what is known of the meter as a whole.
    """
    advance = went(register, value_e4)
    ranked: list[_Ranked] = []
    if neighbour is not None:
        ranked.append((COST_BARCODE, "neighbour", dict(neighbour), None))
    own = _width(register)
    ranked += [
        (cost, "neighbour", dict(mate.named), None)
        for mate in mates
        # A stop near by would have been known by its barcode.
        if neighbour is None and meter.barcode != "strange" and (cost := _mate_cost(mate, value_e4)) is not None
    ]
    for candidate in candidates(register, value_e4)[: KEPT * 2]:
        params = {
            "position": candidate.position,
            "read": candidate.read,
            "was": candidate.was,
            "advance": format_e4(candidate.advance_e4),
        }
        cost = candidate.cost + own + (COST_AGREEING if others_agree else 0) + (COST_IN_PHOTO if in_photo else 0)
        ranked.append((cost, candidate.slip, params, candidate.value_e4))
    ranked += _at_the_meter(register, value_e4, meter, own, another=neighbour is not None)
    if advance is not None:
        moved = {"advance": format_e4(advance.e4)}
        vacancy = empty(register, advance.e4)
        if advance.rolled:
            ranked.append((COST_ROLLOVER + own, "rollover", moved, value_e4))
        elif advance.e4 == 0:
            ranked.append((COST_COPIED + (COST_WAS_THERE if meter.barcode == "own" else 0), "copied", moved, None))
            if vacancy is None:
                ranked.append((_real_cost(register, 0), "nothing_used", moved, value_e4))
        else:
            ranked.append((_real_cost(register, advance.e4) + own, "real_change", moved, value_e4))
        if vacancy is not None:
            ranked.append((vacancy, "vacant", moved, value_e4))
    return with_odds(ranked)


def _at_the_meter(register: RegisterFacts, value_e4: int, meter: MeterFacts, own: int, *, another: bool) -> list[_Ranked]:
    """The multiplier, and an exchange not recorded; the latter not where a barcode says whose meter it was (`another`)."""
    found: list[_Ranked] = []
    times = {"multiplier": format_e4(meter.multiplier_e4)}
    written = multiplied(register, value_e4, meter)
    if written is not None:
        found.append((written[0] + own, "multiplied", times, written[1]))
    off = off_by_multiplier(register, value_e4, meter)
    if off is not None:
        found.append((off + own, "multiplier", times, None))
    strange = None if another else exchanged(register, value_e4, meter)
    if strange is not None:
        found.append((strange, "exchange", {"value": format_e4(value_e4)}, None))
    return found


def with_odds(ranked: list[_Ranked]) -> tuple[Hypothesis, ...]:
    """(cost, code, params, value) as hypotheses with odds in whole per cent, best first, the best few."""
    ranked = sorted(ranked, key=lambda entry: entry[0])
    if not ranked:
        return ()
    weights = [math.exp((ranked[0][0] - cost) / 100) for cost, *_ in ranked]
    total = sum(weights)
    return tuple(
        Hypothesis(code, params, value, round(100 * weight / total))
        for weight, (_, code, params, value) in zip(weights[:KEPT], ranked[:KEPT], strict=True)
    )
