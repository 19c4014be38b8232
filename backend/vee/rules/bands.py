"""The expected band of a register: where middle and spread put the usual range, and the wider one that opens a case.

Computed on the server only, many registers of a class at once; the phone gets whole numbers on the dial.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from backend.vee.rules.cohort import Cycle, Path
from backend.vee.rules.facts import Expect, Numbers
from backend.vee.rules.forecast import MONTH, SOME, Fit, FloatArray, Known, Sheet, Span, Wanted, applied, known, sheet_of
from backend.vee.rules.money_floor import floor_kwh
from backend.vee.rules.weights import BUSINESSES, HOMES

# Use below this many kWh a month (or below one count of the dial) is as good as none.
TRIFLE_KWH = 1.0
# The same for demand, in kW.
TRIFLE_KW = 1.0
# A register that hardly moves with its class still says a little of it.
LEAST_TAKEN = 0.3
# Readings farther from their band's middle than these many spreads say nothing of the class: they are cases by default.
BELIEVED_UP, BELIEVED_DOWN = 4.0, 5.25
# A class's step ahead beyond this (log) is believed by half only.
GREAT_STEP = 0.5
OF_GREAT_STEP = 0.5


@dataclass(frozen=True, slots=True)
class ClassPrior:
    """What is known of a customer class: before anything is known of the customer, kWh a day and its spread (log); the weights of
    its forecast, which were fitted on homes and businesses; how small a spread is ever believed; and how much wider than with the
    weights a band is while less than three months are known. `seasonal`: the same days a year ago say as much as last month.
    """

    kwh_a_day: float
    spread_between: float
    fit: Fit
    least: float = 0.03
    early: float = 1.0
    seasonal: bool = False


PRIORS: Mapping[str, ClassPrior] = {
    "residential": ClassPrior(6.0, 0.9, HOMES),
    "small_business": ClassPrior(30.0, 1.3, BUSINESSES),
    "industrial": ClassPrior(600.0, 1.5, BUSINESSES),
    # Pumps stand still for months, and the sun has its seasons.
    "agriculture": ClassPrior(15.0, 1.5, HOMES, least=0.40, early=3.0, seasonal=True),
    "generation": ClassPrior(15.0, 1.0, HOMES, least=0.12, early=1.5, seasonal=True),
}
UNKNOWN_CLASS = ClassPrior(15.0, 1.6, HOMES, least=0.08, early=1.5)


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

    @property
    def trifle(self) -> float:
        """Use that is as good as none, in kWh a day; for demand in kW."""
        count = self.step_e4 / 10_000 * self.multiplier_e4 / 10_000
        return max(TRIFLE_KW, count) if self.is_demand else max(TRIFLE_KWH, count) / MONTH


@dataclass(frozen=True, slots=True)
class Ask:
    """A band to be made: its months (oldest first), the days from the previous value to the visit, the thresholds in force.

    `carried` is what an exchanged meter used since it was last read, up to `from_day`. `high` and `low` are the thresholds of
    VEE-04 and VEE-05.
    """

    dial: Dial
    spans: Sequence[Span]
    from_day: int
    to_day: int
    high: Numbers
    low: Numbers
    version: int
    carried: Span | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """How a band came about. Rates are logs of kWh a day plus a trifle, so that a house without use has one.

    `step` is what the class is expected to do from last month to this one (log), `shift` what of it this cycle's readings say;
    `takes` how much of a further step the middle would take.
    """

    months: int
    last: float | None
    last_year: float | None
    middle: float
    spread: float
    trifle: float
    step: float = 0.0
    shift: float = 0.0
    takes: float = 1.0


NO_PATH, NO_CYCLE = Path(), Cycle()


def forecasts(asks: Sequence[Ask], *, path: Path = NO_PATH, cycle: Cycle = NO_CYCLE, fit: Fit | None = None) -> list[Forecast]:
    """Forecast registers of one class (`Dial.prior`); by other weights than its own if told."""
    if not asks:
        return []
    prior = asks[0].dial.prior
    sheet = sheet_of(
        [
            Wanted(ask.spans, ask.carried.from_day if ask.carried else ask.from_day, ask.to_day, ask.dial.trifle) for ask in asks
        ]
    )  # fmt: skip
    seen = known(sheet, path, cycle.shift)
    middle, spread, takes = applied(seen, fit or prior.fit, path)
    spread = np.maximum(np.where(seen.months < SOME, spread * prior.early, spread), prior.least)
    great = np.maximum(np.abs(seen.step) - GREAT_STEP, 0.0)
    spread = np.hypot(spread, OF_GREAT_STEP * great)
    if prior.seasonal:
        middle, spread = _with_year(seen, middle, spread)
    nothing = seen.months == 0
    middle = np.where(nothing, np.log(prior.kwh_a_day + sheet.trifle), middle)
    spread = np.where(nothing, prior.spread_between, np.hypot(spread, cycle.spread if path.days else 0.0))
    reckoned = (middle, spread, np.where(nothing, 0.0, takes))
    return _rows(seen, sheet, reckoned, cycle.shift)


def _with_year(seen: Known, middle: FloatArray, spread: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Half of the same days a year ago where they are known; how far they lie apart from the middle is no surer than that."""
    apart = np.where(np.isfinite(seen.year), np.nan_to_num(seen.year) - middle, 0.0)
    return middle + apart / 2, np.hypot(spread, apart / 2)


def _rows(seen: Known, sheet: Sheet, reckoned: tuple[FloatArray, FloatArray, FloatArray], shift: float) -> list[Forecast]:
    middle, spread, takes = reckoned
    return [
        Forecast(
            months, last if months else None, None if math.isnan(year) else year, mid, wide, trifle, step if months else 0.0,
            shift if months else 0.0, take,
        )
        for months, last, year, mid, wide, trifle, step, take in zip(
            seen.months.tolist(), seen.last.tolist(), seen.year.tolist(), middle.tolist(), spread.tolist(),
            sheet.trifle.tolist(), seen.step.tolist(), takes.tolist(), strict=True,
        )
    ]  # fmt: skip


def bands(
    asks: Sequence[Ask], *, path: Path = NO_PATH, cycle: Cycle = NO_CYCLE, fit: Fit | None = None
) -> list[tuple[Expect, Forecast]]:
    """The bands of registers of one class, in whole steps of their dials."""
    seen = forecasts(asks, path=path, cycle=cycle, fit=fit)
    return [(_expect(ask, one), one) for ask, one in zip(asks, seen, strict=True)]


def band(ask: Ask, *, path: Path = NO_PATH, cycle: Cycle = NO_CYCLE) -> tuple[Expect, Forecast]:
    """The band of a single register."""
    return bands([ask], path=path, cycle=cycle)[0]


# More than 60 GWh a day goes through no meter; a wide spread times a wide threshold would reach beyond what a column holds.
_LARGEST_LOG = 18.0


def _expect(ask: Ask, seen: Forecast) -> Expect:
    dial = ask.dial
    days = max(ask.to_day - ask.from_day, 1)
    kwh_of_dial = dial.multiplier_e4 / 10_000 / 10_000
    floor = float(ask.high["floor_kw"] if dial.is_demand else floor_kwh(ask.high))
    carried = ask.carried

    def at(spreads_e2: int) -> tuple[int, int]:
        """The advance on the dial so many hundredths of a spread away from the middle: for its own days, for the whole month."""
        rate = max(math.exp(min(seen.middle + spreads_e2 / 100 * seen.spread, _LARGEST_LOG)) - seen.trifle, 0.0)
        own = rate if dial.is_demand else rate * days
        whole = own if carried is None else max(rate * (ask.to_day - carried.from_day) - carried.kwh_e4 / 10_000, 0.0)
        return tuple(int(kwh / kwh_of_dial) // dial.step_e4 * dial.step_e4 for kwh in (own, whole))  # type: ignore[return-value]

    # Of a house nothing is known of, it isn't known that anybody lives in it.
    low, case_low = (0, 0) if not seen.months else (min(at(-ask.low[name])) for name in ("usual_z_e2", "case_z_e2"))
    # Read a part of a month after an exchange, an advance is odd only if it is odd for these days and for the whole month.
    return Expect(
        ask.version, low, max(at(ask.high["usual_z_e2"])), at(0)[1], case_low, max(at(ask.high["case_z_e2"])),
        max(int(floor / kwh_of_dial), 2 * dial.step_e4), days,
    )  # fmt: skip


def basis(seen: Forecast) -> dict[str, object]:
    """A forecast in numbers a person can recompute: kWh a day (of demand: kW) as text; a spread of 0.22 is a fifth up or down.

    `class_percent` is what the class is expected to do from last month to this one, `cycle_percent` what of it this cycle's
    readings say. `log` is the same on the scale it was reckoned on.
    """

    def rate(log: float | None) -> str | None:
        return None if log is None else f"{max(math.exp(log) - seen.trifle, 0.0):.3f}"

    def percent(log: float) -> int:
        return round(100 * (math.exp(log) - 1))

    return {
        "months": seen.months, "last_month": rate(seen.last), "last_year": rate(seen.last_year), "expected": rate(seen.middle),
        "spread": f"{seen.spread:.3f}", "class_percent": percent(seen.step), "cycle_percent": percent(seen.shift),
        "log": {name: round(getattr(seen, name), 6) for name in _KEPT},
    }  # fmt: skip


# What `forecast_of` needs beside the months, as it was reckoned with.
_KEPT = ("middle", "spread", "trifle", "step", "shift", "takes")


def forecast_of(basis_kept: Mapping[str, Any]) -> Forecast | None:
    """The forecast that a band's basis keeps, without last month and last year; None where there is none."""
    log = basis_kept.get("log")
    return None if log is None else Forecast(int(basis_kept["months"]), None, None, **{name: float(log[name]) for name in _KEPT})


def residual(seen: Forecast, rate: float) -> float:
    """How far (log) a rate (kWh a day, of demand kW) lies off what was expected, in terms of the class's step, a shift undone."""
    return (math.log(max(rate, 0.0) + seen.trifle) - seen.middle) / max(seen.takes, LEAST_TAKEN) + seen.shift


def is_believed(seen: Forecast, rate: float) -> bool:
    """Whether a reading says something of its class: not if it is odd itself."""
    off = (math.log(max(rate, 0.0) + seen.trifle) - seen.middle) / seen.spread
    return seen.months > 0 and -BELIEVED_DOWN <= off <= BELIEVED_UP
