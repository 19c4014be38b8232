"""What probably happened, for the office: the slips that would explain a doubtful value, and what no slip explains."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from backend.kernel.money import format_e4
from backend.vee.rules.facts import RegisterFacts
from backend.vee.rules.rule import went
from backend.vee.rules.slips import EDGE_E2, candidates

# Hundredths of −ln(probability), as in slips.py.
# A barcode that names another meter is the strongest evidence there is.
COST_NEIGHBOUR = 0
COST_COPIED = 130
COST_ROLLOVER = 130
COST_REAL = 250
COST_BACKWARD = 500
COST_AGREEING = 1000
# How fast a real change becomes rarer with the distance: its tail is heavy, since houses are let and shops close.
TAIL = 300
KEPT = 4


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What happened (a code), the value it would mean, and the odds in per cent among those named."""

    code: str
    params: Mapping[str, Any]
    value_e4: int | None
    odds: int


def _real_cost(register: RegisterFacts, advance_e4: int) -> int:
    """A real change: rare, and rarer the farther out."""
    expect = register.expect
    if expect is None:
        return COST_REAL
    # On the scale of ratios, as bands are made: to double is as odd as to halve. The floor keeps small figures apart from ratios.
    room = max(expect.floor_e4, 1)
    middle = math.log(expect.mid_e4 + room)
    edge = expect.high_e4 if advance_e4 > expect.mid_e4 else expect.low_e4
    width = max(abs(math.log(edge + room) - middle), 0.1)
    spreads = abs(math.log(max(advance_e4, 0) + room) - middle) / width * EDGE_E2 / 100
    return COST_REAL + (COST_BACKWARD if advance_e4 < 0 else 0) + round(TAIL * math.log1p(spreads))


def explain(
    register: RegisterFacts, value_e4: int, *, others_agree: bool = False, neighbour: Mapping[str, Any] | None = None
) -> tuple[Hypothesis, ...]:
    """The likeliest explanations of a doubtful value, best first, with odds that add up to about 100.

    `others_agree`: other registers of the meter are as far off and still add up, which no slip at a single one explains.
    `neighbour`: whose meter a barcode says it was.
    """
    advance = went(register, value_e4)
    ranked: list[tuple[int, str, dict[str, Any], int | None]] = []
    if neighbour is not None:
        ranked.append((COST_NEIGHBOUR, "neighbour", dict(neighbour), None))
    for candidate in candidates(register, value_e4)[: KEPT * 2]:
        params = {
            "position": candidate.position,
            "read": candidate.read,
            "was": candidate.was,
            "advance": format_e4(candidate.advance_e4),
        }
        ranked.append((candidate.cost + (COST_AGREEING if others_agree else 0), candidate.slip, params, candidate.value_e4))
    if advance is not None:
        moved = {"advance": format_e4(advance.e4)}
        if advance.rolled:
            ranked.append((COST_ROLLOVER, "rollover", moved, value_e4))
        elif advance.e4 == 0:
            ranked.append((COST_COPIED, "copied", moved, None))
            ranked.append((_real_cost(register, 0), "nothing_used", moved, value_e4))
        else:
            ranked.append((_real_cost(register, advance.e4), "real_change", moved, value_e4))
    return with_odds(ranked)


def with_odds(ranked: list[tuple[int, str, dict[str, Any], int | None]]) -> tuple[Hypothesis, ...]:
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
