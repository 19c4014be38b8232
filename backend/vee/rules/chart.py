"""A register's past as a picture: what was used in each period, beside the band that would have been drawn then."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from backend.kernel.money import multiply_e4
from backend.readings.rules.dial import advance, modulus_e4
from backend.vee.rules.bands import NO_PATH, Ask, Dial, bands
from backend.vee.rules.cohort import Path
from backend.vee.rules.facts import Numbers
from backend.vee.rules.history import DialPast, is_from_long_ago, past_of


@dataclass(frozen=True, slots=True)
class Month:
    """One period. Advance and limits are on the dial; kWh behind the multiplier. Limits are None before there is a history."""

    period: int
    advance_e4: int
    kwh_e4: int
    estimated: bool
    low_e4: int | None
    high_e4: int | None


@dataclass(slots=True)
class _Use:
    from_day: int
    to_day: int
    kwh_e4: int
    estimated: bool


def _uses(dials: Sequence[DialPast]) -> dict[int, _Use]:
    """Period → what was used up to its last value.

    What a meter counted up to its removal has no period of its own: it goes to the one in which the next meter is read first.
    """
    found: dict[int, _Use] = {}
    carried: _Use | None = None
    for piece, period in _pieces(dials):
        use = piece if carried is None else _together(carried, piece)
        if period is None:
            carried = use
            continue
        carried = None
        found[period] = _together(found[period], use) if period in found else use
    return found


def _together(first: _Use, then: _Use) -> _Use:
    return _Use(first.from_day, then.to_day, first.kwh_e4 + then.kwh_e4, first.estimated or then.estimated)


def _pieces(dials: Sequence[DialPast]) -> Iterator[tuple[_Use, int | None]]:
    for dial in dials:
        if dial.kind == "demand":
            for mark in dial.marks:
                day = mark.on.toordinal()
                yield _Use(day - 30, day, multiply_e4(mark.value_e4, dial.multiplier_e4), mark.estimated), mark.period
            continue
        modulus = modulus_e4(dial.digits)
        for before, after in pairwise(dial.marks):
            if is_from_long_ago(before, after):
                continue
            went = advance(before.value_e4, after.value_e4, modulus=modulus, most=modulus // 2).e4
            kwh = multiply_e4(went, dial.multiplier_e4)
            yield _Use(before.on.toordinal(), after.on.toordinal(), kwh, after.estimated), after.period


def months(
    dials: Sequence[DialPast], dial: Dial, *, high: Numbers, low: Numbers, count: int, first_with_band: int = 2,
    path: Path = NO_PATH,
) -> list[Month]:  # fmt: skip
    """The last `count` periods, oldest first, as the dial that hangs there now would have shown them.

    A band is drawn from the `first_with_band`th period on: before, it would say nothing. `path` is how the class moved: what it
    did in a month is known by now.
    """
    uses = sorted(_uses(dials).items())
    spans = past_of(dials).spans
    asks: dict[int, Ask] = {}
    for i, (period, use) in list(enumerate(uses))[-count:]:
        before = [span for span in spans if span.to_day <= use.from_day]
        if before and i >= first_with_band:
            asks[period] = Ask(dial, before, use.from_day, use.to_day, high, low, version=0)
    expected = dict(zip(asks, bands(list(asks.values()), path=path), strict=True))
    found = []
    for period, use in uses[-count:]:
        expect = expected[period][0] if period in expected else None
        found.append(
            Month(
                period, use.kwh_e4 * 10_000 // dial.multiplier_e4, use.kwh_e4, use.estimated,
                expect.low_e4 if expect else None, expect.high_e4 if expect else None,
            )
        )  # fmt: skip
    return found
