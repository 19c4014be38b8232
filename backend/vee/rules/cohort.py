"""How a customer class moved: the middle of what its registers used, month by month, and what the running cycle adds to it.

A cold month moves all homes of a town, the Spring Festival its shops. What moved everybody is no news about one of them, so it is
taken out of each register's past before it is looked at, and put in again ahead. Ahead there are two sources: what the class did
a year ago over the same days, and, better with every reading of this cycle that was accepted, what it does now.

All on a logarithmic scale (0.1 is a tenth up).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.vee.rules.festival import festival_effect, festival_share

FloatArray = npt.NDArray[np.float64]

YEAR = 365.25
# A class's step from one month to the next is the middle of at least so many registers; less is chance.
LEAST = 5
# A register says something of a month whose middle lies at most so many days outside of what it knows.
REACH = 10.0
# Before the cycle's own readings count as much as what was expected of it: with last year's step to go by, and without.
PRIOR_READINGS_WITH_YEAR = 8.0
PRIOR_READINGS = 3.0
# How far (log) a cycle is off what was expected of it, before any reading of it is known; or this share of the largest step the
# class made in a year, if that is more: where works stand still for a festival, they may do so a month earlier this time.
CYCLE_SPREAD = 0.10
OF_LARGEST_STEP = 0.3


@dataclass(frozen=True, slots=True)
class Path:
    """Where a class stood (log, from anywhere) on some days, oldest first. Between them it is even, outside it stands still."""

    days: tuple[float, ...] = ()
    logs: tuple[float, ...] = ()

    def at(self, days: FloatArray) -> FloatArray:
        """Where the class stood on these days (any shape)."""
        if not self.days:
            return np.zeros_like(days)
        return np.interp(days, self.days, self.logs)

    def knows(self, days: FloatArray) -> npt.NDArray[np.bool_]:
        """Which of these days lie within what is known."""
        if not self.days:
            return np.zeros(days.shape, dtype=bool)
        return (days >= self.days[0] - REACH) & (days <= self.days[-1] + REACH)

    def upto(self, day: float) -> "Path":
        """What was known of it on a day: nothing of months whose middle lies after it."""
        known = sum(1 for one in self.days if one <= day)
        return Path(self.days[:known], self.logs[:known])

    def step(self, before: FloatArray, ahead: FloatArray) -> FloatArray:
        """The step from one day to another: what is known of both; else that of a year before; else none.

        Of a year before: with the festival where it lies this time.
        """
        known = self.at(ahead) - self.at(before)
        last_year = self.at(ahead - YEAR) - self.at(before - YEAR)
        effect = festival_effect(np.array(self.days), np.array(self.logs))
        if effect:
            moved = festival_share(ahead) - festival_share(before)
            last_year = last_year + effect * (moved - festival_share(ahead - YEAR) + festival_share(before - YEAR))
        last_year = np.where(self.knows(ahead - YEAR) & self.knows(before - YEAR), last_year, 0.0)
        return np.where(self.knows(ahead), known, last_year)

    @property
    def unsure(self) -> float:
        """How far (log) a cycle is off before any reading of it is known."""
        steps = np.abs(np.diff(self.logs[-13:])) if len(self.logs) > 1 else np.zeros(1)
        return max(CYCLE_SPREAD, OF_LARGEST_STEP * float(steps.max()))

    def has_year(self, ahead: float) -> bool:
        """Whether it reaches back to the same days a year before."""
        return bool(self.days) and self.days[0] <= ahead - YEAR + REACH


def path_of(days: FloatArray, logs: FloatArray) -> Path:
    """The path of a class from its registers, one a row: middays and log rates of their months, newest first, NaN where unknown.

    Its days are where most of their months have their middle.
    """
    if not len(days):
        return Path()
    counts = np.isfinite(logs).sum(axis=0)
    width = int((counts >= LEAST).sum())
    if width < 2:
        return Path()
    nodes = np.unique(np.round([_middle(days[:, k]) for k in range(width)], 1))
    rows = [_at_nodes(nodes, days[i], logs[i]) for i in range(len(days))]
    steps = np.diff(np.stack(rows), axis=1)
    known = np.isfinite(steps).sum(axis=0)
    middles = [_middle(steps[:, k]) if known[k] >= LEAST else 0.0 for k in range(len(nodes) - 1)]
    return Path(tuple(nodes.tolist()), (0.0, *np.cumsum(middles).tolist()))


def _middle(values: FloatArray) -> float:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else 0.0


def _at_nodes(nodes: FloatArray, days: FloatArray, logs: FloatArray) -> FloatArray:
    known = np.isfinite(logs)
    if not known.any():
        return np.full(len(nodes), np.nan)
    own_days, own_logs = days[known][::-1], logs[known][::-1]
    found = np.interp(nodes, own_days, own_logs)
    outside = (nodes < own_days[0] - REACH) | (nodes > own_days[-1] + REACH)
    return np.where(outside, np.nan, found)


@dataclass(frozen=True, slots=True)
class Cycle:
    """What the readings of a cycle accepted so far say of the class: how far it is off what was expected, from how many."""

    shift: float = 0.0
    readings: int = 0
    has_year: bool = False
    unsure: float = CYCLE_SPREAD  # before any reading

    @property
    def spread(self) -> float:
        """How unsure the shift is."""
        return self.unsure / math.sqrt(1.0 + self.readings)


def cycle_of(residuals: Sequence[float], *, has_year: bool, unsure: float = CYCLE_SPREAD) -> Cycle:
    """The shift, from how far (log) accepted readings lay off what was expected of them without one.

    The middle of them, drawn to 0 as if a few readings had been just as expected.
    """
    count = len(residuals)
    if not count:
        return Cycle(has_year=has_year, unsure=unsure)
    prior = PRIOR_READINGS_WITH_YEAR if has_year else PRIOR_READINGS
    return Cycle(float(np.median(residuals)) * count / (count + prior), count, has_year, unsure)


def is_due(readings: int, since: int) -> bool:
    """Whether a cycle that was last looked at with `since` readings is worth another look with `readings`."""
    return readings > since + since // 4
