"""The expected band of a register: from its own history, by season and recent use, wider where little is known.

Everything is done per day and on a logarithmic scale, since a household that doubles and one that halves are equally odd.
History is first spread over months counted back from the last reading, so that a missed month or an early walk doesn't matter:
a long span's use is taken as even. Then

    expected = half (same month last year × most of the trend since then) + half last month     with a year of history
    expected = last month                                                                       with less

and the spread is how far that same formula would have been off in each past month, mixed with what is usual for the customer
class as if it had been seen `PRIOR_MONTHS` times. So the band is wide after a month, and one's own after two years.

Sources: the practice of comparing with last month (环比) and the same month last year (同比); robust seasonal forecasting with an
empirical-Bayes scale. Computed on the server only; the phone gets whole numbers.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backend.vee.rules.facts import Expect, Numbers

MONTH = 365.25 / 12
# How many months back are looked at: two years, and what the trend of the second needs.
MONTHS = 28
# A longer span says little of a single month; it is looked at only where there is nothing better.
LONGEST = 125
# How much of the trend of the last three months against a year before is believed.
TREND_SHARE = 0.8
PRIOR_MONTHS = 3
# A single odd month counts no more than this many of the class's spreads.
CAP = 6.0


@dataclass(frozen=True, slots=True)
class ClassPrior:
    """What is known of a customer class before anything is known of the customer: log spread, kWh a day, and its spread."""

    spread: float
    kwh_a_day: float
    spread_between: float


PRIORS: Mapping[str, ClassPrior] = {
    "residential": ClassPrior(0.22, 6.0, 0.9),
    "small_business": ClassPrior(0.16, 30.0, 1.3),
    "industrial": ClassPrior(0.16, 600.0, 1.5),
    "agriculture": ClassPrior(0.80, 15.0, 1.5),
    "generation": ClassPrior(0.35, 15.0, 1.0),
}
UNKNOWN_CLASS = ClassPrior(0.30, 15.0, 1.6)


@dataclass(frozen=True, slots=True)
class Span:
    """What was used between two readings, in kWh (× 1/10,000); days as ordinals, `to_day` not before `from_day`.

    For demand: kW times the days, so that the rate is the demand itself.
    """

    from_day: int
    to_day: int
    kwh_e4: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """How a band came about. Rates are logs of kWh a day plus a trifle, so that a house without use has one."""

    months: int
    last: float | None
    last_year: float | None
    middle: float
    spread: float
    trifle: float


def monthly_rates(spans: Sequence[Span], upto: int) -> list[float | None]:
    """kWh a day by month, counted back from the day `upto`: [0] is the month before it. None where nothing is known.

    Spans are given oldest first and don't overlap.
    """
    use = [0.0] * MONTHS
    days = [0.0] * MONTHS
    for span in reversed(spans):
        length = span.to_day - span.from_day
        back_to, back_from = upto - span.to_day, upto - span.from_day
        if length <= 0 or back_from <= 0:
            continue
        rate = span.kwh_e4 / 10_000 / length
        index = max(int(back_to / MONTH), 0)
        while index < MONTHS and index * MONTH < back_from:
            overlap = min(back_from, (index + 1) * MONTH) - max(back_to, index * MONTH)
            if overlap > 0:
                use[index] += rate * overlap
                days[index] += overlap
            index += 1
        if index >= MONTHS:
            break
    # Less than a third of a month says too little of it.
    return [u / d if d > MONTH / 3 else None for u, d in zip(use, days, strict=True)]


def _trend(logs: Sequence[float | None], at: int) -> float:
    """The middle of how the three months after `at` differ from a year before; 0 where that isn't known."""
    steps = sorted(
        logs[at + i] - logs[at + 12 + i]  # type: ignore[operator]
        for i in range(3)
        if at + 12 + i < MONTHS and logs[at + i] is not None and logs[at + 12 + i] is not None
    )
    if not steps:
        return 0.0
    return (steps[(len(steps) - 1) // 2] + steps[len(steps) // 2]) / 2


def _middle(logs: Sequence[float | None], at: int, ahead: int) -> tuple[float | None, float | None]:
    """(last known before, the same months last year with the trend) for the `ahead` months that end before index `at`."""
    last = logs[at] if at < MONTHS else None
    if last is None:
        last = next((value for value in logs[at : at + 3] if value is not None), None)
    year = [logs[i] for i in range(at + 12 - ahead, at + 12) if i < MONTHS]
    known = [value for value in year if value is not None]
    if not known:
        return last, None
    return last, sum(known) / len(known) + TREND_SHARE * _trend(logs, at)


def _mixed(last: float | None, last_year: float | None) -> float | None:
    if last is None or last_year is None:
        return last if last_year is None else last_year
    return (last + last_year) / 2


def forecast(
    spans: Sequence[Span], *, from_day: int, to_day: int, trifle: float, prior: ClassPrior, shift: float = 0.0
) -> Forecast:
    """Expect the days between the previous reading and the visit. `shift` is what is known of this cycle from others (log)."""
    short = [span for span in spans if span.to_day - span.from_day <= LONGEST]
    rates = monthly_rates(short or spans, from_day)
    logs = [None if rate is None else math.log(max(rate, 0.0) + trifle) for rate in rates]
    ahead = min(max(round((to_day - from_day) / MONTH), 1), 6)
    last, last_year = _middle(logs, 0, ahead)
    middle = _mixed(last, last_year)
    if middle is None:
        return Forecast(0, None, None, math.log(prior.kwh_a_day + trifle) + shift, prior.spread_between, trifle)
    squares, count = 0.0, 0
    cap = (CAP * prior.spread) ** 2
    for index in range(MONTHS - 1):
        actual = logs[index]
        before = _mixed(*_middle(logs, index + 1, 1)) if actual is not None else None
        if actual is None or before is None:
            continue
        squares += min((actual - before) ** 2, cap)
        count += 1
    spread = math.sqrt((PRIOR_MONTHS * prior.spread**2 + squares) / (PRIOR_MONTHS + count))
    return Forecast(sum(value is not None for value in logs), last, last_year, middle + shift, spread, trifle)


@dataclass(frozen=True, slots=True)
class Dial:
    """What a band is for: the dial's scale, its customer, and whether it sums up or shows a demand."""

    multiplier_e4: int
    step_e4: int
    customer_class: str
    is_demand: bool = False

    @property
    def prior(self) -> ClassPrior:
        return PRIORS.get(self.customer_class, UNKNOWN_CLASS)


def band(
    dial: Dial,
    spans: Sequence[Span],
    *,
    from_day: int,
    to_day: int,
    high: Numbers,
    low: Numbers,
    version: int,
    shift: float = 0.0,
) -> tuple[Expect, Forecast]:
    """The band of a register whose previous reading was on `from_day`, for a visit on `to_day`; in whole steps of the dial.

    `high` and `low` are the thresholds of VEE-04 and VEE-05.
    """
    days = max(to_day - from_day, 1)
    floor_kwh = float(high["floor_kw"] if dial.is_demand else high["floor_kwh"])
    trifle = floor_kwh if dial.is_demand else floor_kwh / MONTH
    kwh_of_dial = dial.multiplier_e4 / 10_000 / 10_000
    seen = forecast(spans, from_day=from_day, to_day=to_day, trifle=trifle, prior=dial.prior, shift=shift)

    def at(spreads_e2: int) -> int:
        """The advance on the dial so many hundredths of a spread away from the middle."""
        rate = max(math.exp(min(seen.middle + spreads_e2 / 100 * seen.spread, 40.0)) - trifle, 0.0)
        return int(rate * (1 if dial.is_demand else days) / kwh_of_dial) // dial.step_e4 * dial.step_e4

    expect = Expect(
        version, at(-low["usual_z_e2"]), at(high["usual_z_e2"]), at(0), at(-low["case_z_e2"]), at(high["case_z_e2"]),
        max(int(floor_kwh / kwh_of_dial), 2 * dial.step_e4), days,
    )  # fmt: skip
    return expect, seen


def basis(seen: Forecast) -> dict[str, object]:
    """A forecast in numbers a person can recompute: kWh a day (of demand: kW) as text; a spread of 0.22 is a fifth up or down."""

    def rate(log: float | None) -> str | None:
        return None if log is None else f"{max(math.exp(log) - seen.trifle, 0.0):.3f}"

    return {
        "months": seen.months, "last_month": rate(seen.last), "last_year": rate(seen.last_year), "expected": rate(seen.middle),
        "spread": f"{seen.spread:.3f}",
    }  # fmt: skip
