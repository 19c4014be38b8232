"""What a register is expected to use: from its own months, its class's, and the same days a year ago; and how unsure that is.

Many registers at once, one a row. Everything is done per day and on a logarithmic scale, since a household that doubles and one
that halves are equally odd. First what moved the whole class is taken out of each month (cohort.py). Then

    middle = last month + Σ weight × (something known − last month) + the class's step ahead
    spread = exp(Σ weight × how unsteady the register was)

The weights were fitted on months of real homes and businesses by `scripts/fit_bands.py` and stand in weights.py: a set for one,
two, three or more months, and more than a year; each with a class to compare with, and without.

Sources: the practice of comparing with last month (环比) and the same month last year (同比); exponential smoothing; robust
regression (Huber).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.vee.rules.cohort import YEAR, Path

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

MONTH = 365.25 / 12
# How many months back are looked at.
MONTHS = 28
# A year, for what a register usually does.
USUAL = 12
# A longer span says little of a single month; it is looked at only where there is nothing better. A shorter one goes to the next.
LONGEST = 125
SHORTEST = 20
# How much of the days a year ago must be known.
YEAR_COVER = 0.67
# How far the class must have moved before a register's own share in it is believed.
RIDGE = 0.15
# Differences (log) below this are all alike.
TRIFLE_LOG = 0.02
# What is left of a month in the means after another one.
FORGETS_RECENT = 0.7
FORGETS_LONG = 0.9

# What a middle is made of beside last month, each a difference from last month: the month before, the mean that forgets three
# tenths a month, the one that forgets a tenth, how much more than others this register moves with its class, last year's step.
MEANS = ("month_before", "recent", "long", "own_step", "year_step")
# What a spread is made of: logs of the usual, the last and the largest step of the last twelve and of last month's use, one over
# the number of months, how far last month lies below the usual.
SIGNS = ("one", "usual_step", "last_step", "largest_step", "use", "few_months", "below_usual")
# What is known of a register, and so which weights: nothing, one month, two, more, and the same days a year ago.
NOTHING, ONE, TWO, SOME, YEAR_AGO = range(5)


@dataclass(frozen=True, slots=True)
class Span:
    """What was used between two readings, in kWh (× 1/10,000); days as ordinals, `to_day` not before `from_day`.

    For demand: kW times the days, so that the rate is the demand itself.
    """

    from_day: int
    to_day: int
    kwh_e4: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """One register to be forecast: its months oldest first, and the days that are asked about. `trifle` is in kWh a day."""

    spans: Sequence[Span]
    from_day: int
    to_day: int
    trifle: float


def months(spans: Sequence[Span]) -> list[Span]:
    """Spans as months, oldest first: parts of a month (an exchange, several readings a month) put together, years left out."""
    usable = [span for span in spans if 0 < span.to_day - span.from_day <= LONGEST]
    if not usable:
        usable = [span for span in spans if span.to_day > span.from_day]
    found: list[Span] = []
    part: Span | None = None
    for span in usable:
        whole = span if part is None else Span(part.from_day, span.to_day, part.kwh_e4 + span.kwh_e4)
        part = None
        if whole.to_day - whole.from_day >= SHORTEST:
            found.append(whole)
        else:
            part = whole
    if part is not None:
        last = found.pop() if found else None
        found.append(part if last is None else Span(last.from_day, part.to_day, last.kwh_e4 + part.kwh_e4))
    return found[-MONTHS:]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Registers' months as arrays, (registers, MONTHS), newest first, NaN where there is none; what is asked as (registers,)."""

    begins: FloatArray
    ends: FloatArray
    rates: FloatArray
    from_day: FloatArray
    to_day: FloatArray
    trifle: FloatArray

    @property
    def middays(self) -> FloatArray:
        return (self.begins + self.ends) / 2

    @property
    def logs(self) -> FloatArray:
        return np.log(np.maximum(self.rates, 0.0) + self.trifle[:, None])


def sheet_of(wanted: Sequence[Wanted]) -> Sheet:
    """Registers as arrays."""
    begins, ends, rates = (np.full((len(wanted), MONTHS), np.nan) for _ in range(3))
    for i, one in enumerate(wanted):
        for k, span in enumerate(reversed(months(one.spans))):
            begins[i, k], ends[i, k] = span.from_day, span.to_day
            rates[i, k] = span.kwh_e4 / 10_000 / (span.to_day - span.from_day)
    asked = np.array([(one.from_day, one.to_day, one.trifle) for one in wanted], dtype=float).reshape(-1, 3)
    return Sheet(begins, ends, rates, asked[:, 0], np.maximum(asked[:, 1], asked[:, 0] + 1), asked[:, 2])


def _over(sheet: Sheet, from_day: FloatArray, to_day: FloatArray) -> FloatArray:
    """The log rate between two days of the past; NaN where too little of it is known."""
    overlap = np.minimum(sheet.ends, to_day[:, None]) - np.maximum(sheet.begins, from_day[:, None])
    overlap = np.where(np.isfinite(overlap), np.maximum(overlap, 0.0), 0.0)
    days = overlap.sum(axis=1)
    used = (overlap * np.nan_to_num(np.maximum(sheet.rates, 0.0))).sum(axis=1)
    enough = days >= YEAR_COVER * np.maximum(to_day - from_day, 1.0)
    return np.where(enough, np.log(used / np.maximum(days, 1.0) + sheet.trifle), np.nan)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of registers (rows): how many months and at what stage, log rates, the class's step ahead, the parts."""

    months: npt.NDArray[np.int64]
    stage: npt.NDArray[np.int64]
    last: FloatArray  # last month; 0 where nothing is known
    year: FloatArray  # the same days a year ago; NaN where unknown
    step: FloatArray
    own_share: FloatArray
    means: FloatArray  # (registers, MEANS)
    signs: FloatArray  # (registers, SIGNS)


def known(sheet: Sheet, path: Path, shift: float = 0.0) -> Known:
    """Look at registers' months. `shift` is what the cycle adds to the class's step ahead (log)."""
    logs, middays = sheet.logs, sheet.middays
    there = np.isfinite(logs)
    count = there.sum(axis=1)
    last_day = np.where(count > 0, middays[:, 0], sheet.from_day - MONTH / 2)
    ahead_day = (sheet.from_day + sheet.to_day) / 2
    step = path.step(last_day, ahead_day) + shift
    # How far the class was from where it stood last month; what is left is the register's own.
    moved = np.where(there, path.at(middays) - path.at(last_day)[:, None], 0.0)
    last = np.where(count > 0, np.nan_to_num(logs[:, 0]), 0.0)
    off = np.where(there, logs - moved - last[:, None], 0.0)
    share = _share(moved, off, there)
    year, year_step = _year(sheet, path, last_day, ahead_day, count)
    has_year = np.isfinite(year_step) & (count > USUAL)
    means = np.stack(
        [
            off[:, 1], _smooth(off, there, FORGETS_RECENT), _smooth(off, there, FORGETS_LONG), share * step,
            np.where(has_year, np.nan_to_num(year_step), 0.0),
        ], axis=1,
    )  # fmt: skip
    stage = np.where(has_year, YEAR_AGO, np.minimum(count, SOME))
    use = np.where(count > 0, last - np.log(sheet.trifle), 0.0)
    return Known(count, stage, last, year, step, share, means, _signs(off, there, use))


def _share(moved: FloatArray, off: FloatArray, there: BoolArray) -> FloatArray:
    """How much more than its class a register moves: the slope of its own on the class's, drawn to 0 where that hardly moved."""
    n = np.maximum(there.sum(axis=1), 1)
    around = np.where(there, moved - (moved.sum(axis=1) / n)[:, None], 0.0)
    own = np.where(there, off - (off.sum(axis=1) / n)[:, None], 0.0)
    share: FloatArray = (around * own).sum(axis=1) / ((around**2).sum(axis=1) + RIDGE)
    return share


def _year(
    sheet: Sheet, path: Path, last_day: FloatArray, ahead_day: FloatArray, count: npt.NDArray[np.int64]
) -> tuple[FloatArray, FloatArray]:
    """The log rate of the same days a year ago, and the register's own step there from those of last month; NaN where unknown."""
    year = _over(sheet, sheet.from_day - YEAR, sheet.to_day - YEAR)
    begin = np.where(count > 0, sheet.begins[:, 0], sheet.from_day - MONTH)
    end = np.where(count > 0, sheet.ends[:, 0], sheet.from_day)
    before = _over(sheet, begin - YEAR, end - YEAR)
    return year, year - before - (path.at(ahead_day - YEAR) - path.at(last_day - YEAR))


def _median(values: FloatArray) -> FloatArray:
    """Row medians of what is known; 0 for rows without anything."""
    ordered = np.sort(values, axis=1)  # NaN last
    count = np.isfinite(values).sum(axis=1)
    low, high = np.maximum((count - 1) // 2, 0), np.minimum(count // 2, values.shape[1] - 1)
    rows = np.arange(len(values))
    return np.where(count > 0, (ordered[rows, low] + ordered[rows, high]) / 2, 0.0)


def _smooth(off: FloatArray, there: BoolArray, forgets: float) -> FloatArray:
    weighed = there * np.power(forgets, np.arange(MONTHS, dtype=np.float64))
    mean: FloatArray = (weighed * off).sum(axis=1) / np.maximum(weighed.sum(axis=1), 1e-9)
    return mean


def _signs(off: FloatArray, there: BoolArray, use: FloatArray) -> FloatArray:
    both = there[:, 1 : USUAL + 1]
    steps = np.where(both, np.abs(off[:, :USUAL] - off[:, 1 : USUAL + 1]), np.nan)
    there_steps = np.nan_to_num(steps)
    usual = _median(np.where(there, off, np.nan)[:, :USUAL])
    return np.stack(
        [
            np.ones(len(off)), np.log(_median(steps) + TRIFLE_LOG), np.log(there_steps[:, 0] + TRIFLE_LOG),
            np.log(there_steps.max(axis=1) + TRIFLE_LOG), use, 1.0 / np.maximum(there.sum(axis=1), 1), np.minimum(-usual, 0.0),
        ], axis=1,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of a stage; what isn't named weighs nothing."""

    means: Mapping[str, float]
    signs: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights by stage (ONE … YEAR_AGO): with a class to compare with, and without."""

    among: tuple[Weights, Weights, Weights, Weights]
    alone: tuple[Weights, Weights, Weights, Weights]


def applied(seen: Known, fit: Fit, path: Path) -> tuple[FloatArray, FloatArray, FloatArray]:
    """(middle, spread, how much of a further step of the class the middle takes) of registers of which something is known."""
    stages = fit.among if path.days else fit.alone
    at = np.maximum(seen.stage, ONE) - ONE
    means = np.array([[stage.means.get(name, 0.0) for name in MEANS] for stage in stages])[at]
    signs = np.array([[stage.signs.get(name, 0.0) for name in SIGNS] for stage in stages])[at]
    middle = seen.last + seen.step + (seen.means * means).sum(axis=1)
    takes = 1.0 + seen.own_share * means[:, MEANS.index("own_step")]
    return middle, np.exp((seen.signs * signs).sum(axis=1)), takes
