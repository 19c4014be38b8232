"""Rules that only the office can ask: they need what no pack carries.

To add one: copy a small file, number it, and put it into the book.
They never ask the reader anything, so the phone's book and its answers (P7) don't depend on them.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from backend.vee.rules.facts import Key, Numbers, Obtained, TaskFacts
from backend.vee.rules.money_floor import price_of
from backend.vee.rules.rule import Found, Seen


@dataclass(frozen=True, slots=True)
class Archive:
    """What the office knows of a visit and its meter besides what the phone is told.

    `rated_current` and `rated_voltage` are the meter's own (A, V), `capacity` the contract's (kVA), all in 1/10,000; None: not
    known. `before`: how the values of the periods before were come by, newest first, a word for each period that has one.
    `remote`: the remote value of the same period, and its day, that this visit checks on site. `earlier`: what
    the visit brought whose place this one takes.
    """

    obtained: Obtained
    rated_current_e4: int | None = None
    rated_voltage_e4: int | None = None
    phases: int = 1
    capacity_e4: int | None = None
    received_on: dt.date | None = None
    frozen_at: dt.datetime | None = None
    value_at: Mapping[Key, dt.datetime] = field(default_factory=dict)
    frozen: frozenset[Key] = frozenset()
    occurred_on: Mapping[Key, dt.date] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    remote: Mapping[Key, tuple[int, dt.date]] = field(default_factory=dict)
    earlier: Mapping[Key, tuple[int, dt.date]] = field(default_factory=dict)


Ask = Callable[[TaskFacts, Sequence[Seen], Archive, Numbers], Sequence[Found]]


@dataclass(frozen=True, slots=True)
class OfficeRule:
    """A numbered, pure rule of the office's book."""

    code: str
    version: int
    defaults: Numbers
    ask: Ask

    def numbers(self, task: TaskFacts) -> Numbers:
        """The thresholds in force for a task; a floor in money comes with the price to reckon it by."""
        own = task.limits.get(self.code)
        numbers = self.defaults if own is None else {**self.defaults, **own}
        return {**numbers, "price_e4": price_of(task.limits)} if "floor_yuan" in numbers else numbers


def main_total(seen: Sequence[Seen]) -> Seen | None:
    """The forward active total, where it was read and went forward."""
    for one in seen:
        register = one.register
        if (register.kind, register.band, register.direction, register.unit) == ("cumulative", "total", "forward", "kWh"):
            return one if one.advance is not None and one.advance.e4 >= 0 else None
    return None


def days_since(seen: Seen) -> int | None:
    """Days between the previous value and the visit, at least one; None where either isn't known."""
    before, on = seen.register.previous_on, seen.observation.on
    return None if before is None or on is None else max((on - before).days, 1)
