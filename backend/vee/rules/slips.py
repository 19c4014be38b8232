"""Slips of eye and thumb: which value may have been meant, and where to look again. Phone and server do the same.

A slip is believed when the value it started from could stand without a case; the rarer the slip and the farther from the middle,
the more it costs. Costs are whole hundredths of −ln(probability), so that phone and server rank alike (P7).

The cost of a slip is what share of all slips is of its kind, divided by in how many ways it can happen at this value: any of the
dial's places, either neighbour, any look-alike. Sources for the order: studies of copying and keying numbers by hand (a digit
read as one like it or beside it, neighbouring digits exchanged, a digit left out or keyed twice); the shares are ours.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from backend.readings.rules.dial import figures, modulus_e4, step_e4, value_of
from backend.vee.rules.facts import Expect, RegisterFacts
from backend.vee.rules.rule import went

Slip = Literal["digit", "swapped_digits", "missing_digit", "extra_digit", "point"]

# Hundredths of −ln(probability of this reading, given the true value); the commonest is 0.
COST_SHORT = 0  # 4 % of slips: the last digit wasn't read, or the point was misplaced to the left; one way
COST_SWAPPED = 0  # 18 %, at 4 or 5 pairs of places
COST_NEXT_DIGIT = 80  # 20 %, at 5 or 6 places, up or down
COST_LOOK_ALIKE = 90  # 25 %, at 5 or 6 places, three look-alikes
COST_MISSING = 80  # 10 %, at 5 or 6 places
COST_DOUBLED = 80  # 10 %, at 5 or 6 places
COST_POINT = 230  # 4 %: a decimal read as if it were whole; ten last digits
COST_OTHER_DIGIT = 420  # 2 %, at 5 or 6 places, five others
COST_EXTRA = 480  # 2 %, at 6 or 7 places, nine digits

# How many hundredths of a spread the range without a case reaches up and down, as VEE-04 and VEE-05 have it by default.
EDGE_UP_E2 = 400
EDGE_DOWN_E2 = 525

# What comes off the cheaper of two costs where a value may have become the one read in two ways (of 11, either may have been left
# out): 100 ln(1 + e^(−difference ÷ 100)), for differences of 0, 25, 50, …
TWO_WAYS = (69, 58, 47, 39, 31, 25, 20, 16, 13, 10, 8, 6, 5)

DIGITS = "0123456789"
# Digits that look alike on a dirty dial or in seven segments.
_PAIRS = ("08", "38", "68", "69", "89", "35", "56", "17", "06", "09", "49", "27", "14", "58", "39")
LOOK_ALIKE = frozenset([*_PAIRS, *(pair[::-1] for pair in _PAIRS)])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that would have been right, if a slip happened. `position` counts the dial's digits from the left, from 1."""

    slip: Slip
    position: int
    read: str
    was: str
    value_e4: int
    advance_e4: int
    cost: int


@dataclass(frozen=True, slots=True)
class Look:
    """Where to look again: at one digit, at how many digits there are, or at the decimal point."""

    what: Literal["digit", "length", "point"]
    position: int = 0


def _digit_cost(was: str, read: str) -> int:
    apart = abs(int(was) - int(read))
    if apart in {1, 9}:
        return COST_NEXT_DIGIT
    return COST_LOOK_ALIKE if was + read in LOOK_ALIKE else COST_OTHER_DIGIT


Way = tuple[Slip, int, str, str, str, int]


def _either(one: int, other: int) -> int:
    """The cost of what may have happened in either of two ways: their probabilities add up."""
    apart = abs(one - other) // 25
    return min(one, other) - (TWO_WAYS[apart] if apart < len(TWO_WAYS) else 0)


def _one_digit(shown: str) -> Iterator[Way]:
    for i, read in enumerate(shown):
        for was in DIGITS:
            if was != read:
                yield "digit", i + 1, read, was, shown[:i] + was + shown[i + 1 :], _digit_cost(was, read)
    for i in range(len(shown) - 1):
        if shown[i] != shown[i + 1]:
            pair = shown[i + 1] + shown[i]
            yield "swapped_digits", i + 1, shown[i : i + 2], pair, shown[:i] + pair + shown[i + 2 :], COST_SWAPPED


def _one_missing(shown: str, first: int) -> Iterator[Way]:
    """A digit was left out and the others slid to the right: the dial has a zero in front that it may not have shown."""
    typed = shown[first:]
    for i in range(len(typed)):
        for was in DIGITS:
            if i > 0 or was != "0":
                yield "missing_digit", first + i, "", was, shown[1:first] + typed[:i] + was + typed[i:], COST_MISSING
    for was in DIGITS:
        yield "point", 0, typed, typed + was, shown[1:] + was, COST_SHORT


def _one_extra(shown: str, first: int, width: int) -> Iterator[Way]:
    """One digit too many, or the decimals read as whole: what is left over slides back to the right."""
    typed = shown[first:]
    yield "point", 0, typed, typed[:-1], shown[:-1].rjust(width, "0"), COST_POINT
    if len(shown) == width:
        # The foremost digit found no place on the dial's boxes.
        for was in DIGITS[1:]:
            yield "point", 0, typed, was + typed[:-1], was + shown[:-1], COST_POINT
    for i in range(len(typed)):
        if i > 0 and typed[i] == typed[i - 1]:
            continue  # leaving out either of two equal digits is the same
        doubled = i + 1 < len(typed) and typed[i + 1] == typed[i]
        left = shown[: first + i] + typed[i + 1 :]
        yield "extra_digit", first + i + 1, typed[i], "", left.rjust(width, "0"), COST_DOUBLED if doubled else COST_EXTRA


def _ways(shown: str, width: int) -> Iterator[Way]:
    """(slip, position, read, was, what the dial of `width` figures really showed, cost), in a fixed order."""
    first = min(len(shown) - len(shown.lstrip("0")), len(shown) - 1)
    if len(shown) == width:
        yield from _one_digit(shown)
        if first > 0:
            yield from _one_missing(shown, first)
    if len(shown) <= width + 1:
        yield from _one_extra(shown, first, width)


def distance_cost(register: RegisterFacts, advance_e4: int) -> int | None:
    """How unlikely an advance is in its band (hundredths); None where it would itself be a case, so that a slip explains nothing.

    Most readings lie nearer to the middle than a normal distribution has it, and some much farther.
    """
    expect = register.expect
    if expect is None or not expect.case_low_e4 <= advance_e4 <= expect.case_high_e4:
        return None
    if advance_e4 > expect.mid_e4:
        width, edge = expect.case_high_e4 - expect.mid_e4, EDGE_UP_E2
    else:
        width, edge = expect.mid_e4 - expect.case_low_e4, EDGE_DOWN_E2
    spreads_e2 = abs(advance_e4 - expect.mid_e4) * edge // max(width, expect.floor_e4, 1)
    return spreads_e2 * spreads_e2 // 100 if spreads_e2 < 150 else 225 + (spreads_e2 - 150) * 3 // 2


def _is_usual(register: RegisterFacts, expect: Expect, value_e4: int) -> bool:
    """A value that is itself as expected needs no slip to explain it."""
    advance = went(register, value_e4)
    if advance is None or advance.e4 < 0:
        return False
    return expect.low_e4 <= advance.e4 <= expect.high_e4 or abs(advance.e4 - expect.mid_e4) <= expect.floor_e4


def candidates(register: RegisterFacts, value_e4: int) -> list[Candidate]:
    """Every slip that leads from a value that could stand to the one read, cheapest first; of equal cost, the one named first."""
    if register.kind != "cumulative" or register.previous_e4 is None or register.expect is None:
        return []
    if value_e4 < 0 or value_e4 % step_e4(register.decimals):
        return []
    if _is_usual(register, register.expect, value_e4):
        return []
    shown = figures(value_e4, register.digits, register.decimals)
    found: dict[int, Candidate] = {}
    for slip, position, read, was, real, slip_cost in _ways(shown, register.digits + register.decimals):
        value = value_of(real, register.decimals)
        advance = went(register, value)
        distance = None if advance is None else distance_cost(register, advance.e4)
        if advance is None or distance is None or value == value_e4:
            continue
        cost = slip_cost + distance
        known = found.get(value)
        here = Candidate(slip, position, read, was, value, advance.e4, cost)
        # Named by its likelier way.
        found[value] = here if known is None else replace(known if known.cost <= cost else here, cost=_either(known.cost, cost))
    return sorted(found.values(), key=lambda candidate: candidate.cost)


def look(register: RegisterFacts, value_e4: int) -> Look | None:
    """Where the reader should look again; None when nothing in particular explains the value.

    Never the value itself: it is retyped blind (P6).
    """
    fits = 0 <= value_e4 < modulus_e4(register.digits) and value_e4 % step_e4(register.decimals) == 0
    if not fits:
        return Look("length")
    best = next(iter(candidates(register, value_e4)), None)
    if best is None:
        return None
    if best.slip in {"missing_digit", "extra_digit"}:
        return Look("length")
    return Look("point") if best.slip == "point" else Look("digit", best.position)
