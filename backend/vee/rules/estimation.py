"""Estimating what a register advanced: the ways a person can recompute. All in kWh × 10,000 over whole days (ordinals).

last_year: the same days a year ago × how the last three months compare with the same three of the year before. profile: what is
expected of it anyway, from its own past and how its class moves (the band's middle). linear: the mean of the last three months.
"""

from collections.abc import Sequence
from typing import Literal

from backend.vee.rules.forecast import Span

Method = Literal["last_year", "profile", "linear"]
METHODS: tuple[Method, ...] = ("last_year", "profile", "linear")

_YEAR = 365
_RECENT = 90
# A window counts as known when at least so much of it lies in spans.
_KNOWN_PERCENT = 80
# A trend beyond this is another customer rather than a trend.
_TREND_PERCENT = (50, 200)


def used(spans: Sequence[Span], from_day: int, to_day: int) -> int | None:
    """What was used between two days, taken as even within each span; None where too little of it is known."""
    known = 0
    found = 0
    for span in spans:
        days = min(span.to_day, to_day) - max(span.from_day, from_day)
        length = span.to_day - span.from_day
        if days > 0 and length > 0:
            known += days
            found += span.kwh_e4 * days // length
    wanted = to_day - from_day
    if wanted <= 0 or known * 100 < wanted * _KNOWN_PERCENT:
        return None
    return found * wanted // known


def linear(spans: Sequence[Span], from_day: int, to_day: int) -> int | None:
    """The mean of the last three months before, or of the last span where there is less."""
    before = [span for span in spans if span.to_day <= from_day and span.to_day > span.from_day]
    if not before:
        return None
    recent = used(before, from_day - _RECENT, from_day)
    if recent is not None:
        return recent * (to_day - from_day) // _RECENT
    last = before[-1]
    return last.kwh_e4 * (to_day - from_day) // (last.to_day - last.from_day)


def last_year(spans: Sequence[Span], from_day: int, to_day: int) -> int | None:
    """The same days a year ago × trend; without a trend that can be known, as it was then."""
    then = used(spans, from_day - _YEAR, to_day - _YEAR)
    if then is None:
        return None
    now, before = used(spans, from_day - _RECENT, from_day), used(spans, from_day - _RECENT - _YEAR, from_day - _YEAR)
    if now is None or not before:
        return then
    percent = min(max(now * 100 // before, _TREND_PERCENT[0]), _TREND_PERCENT[1])
    return then * percent // 100
