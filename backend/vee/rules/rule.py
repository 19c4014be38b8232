"""What a rule is. To add one: copy a small file beside this one, number it, and put it into the book."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from backend.readings.rules.dial import Advance, advance, modulus_e4
from backend.vee.rules.facts import Action, Expect, FindingView, Key, Numbers, Observation, RegisterFacts, TaskFacts

# Without a band, a dial may have gone round its end by so many per cent of its length.
UNKNOWN_ROLLOVER_PERCENT = 20


@dataclass(frozen=True, slots=True)
class Seen:
    """One register's value, with how far its dial went. `advance` is None where nothing can be said about it.

    A demand register's advance is its value: it is set back every month.
    """

    register: RegisterFacts
    value_e4: int
    advance: Advance | None
    task: TaskFacts
    observation: Observation


@dataclass(frozen=True, slots=True)
class Found:
    """A rule's answer, before it is addressed to a register."""

    action: Action
    params: Mapping[str, Any]
    register: Key | None = None


OfRegister = Callable[[Seen, Numbers], Found | None]
OfVisit = Callable[[TaskFacts, Observation, Sequence[Seen], Numbers], Sequence[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A numbered, pure rule: its code and version, its default thresholds, and one of two ways to ask it."""

    code: str
    version: int
    defaults: Numbers = field(default_factory=dict)
    of_register: OfRegister | None = None
    of_visit: OfVisit | None = None

    def numbers(self, task: TaskFacts) -> Numbers:
        """The thresholds in force for a task."""
        own = task.limits.get(self.code)
        return self.defaults if own is None else {**self.defaults, **own}


def fitted(register: RegisterFacts, on: dt.date | None) -> RegisterFacts:
    """The register with its band cut to the days that really lie between the previous value and the visit.

    A band is made for the day planned; read a week late, a quarter more is usual. Demand isn't summed up, so it stays.
    """
    expect, previous_on = register.expect, register.previous_on
    if expect is None or expect.days <= 0 or on is None or previous_on is None or register.kind == "demand":
        return register
    days = max((on - previous_on).days, 1)
    if days == expect.days:
        return register
    low, high, mid, case_low, case_high = (
        value * days // expect.days
        for value in (expect.low_e4, expect.high_e4, expect.mid_e4, expect.case_low_e4, expect.case_high_e4)
    )
    return replace(register, expect=Expect(expect.version, low, high, mid, case_low, case_high, expect.floor_e4, days))


def most_round_the_end(register: RegisterFacts) -> int:
    """The largest advance past the end of the dial that may be taken for a rollover."""
    if register.expect is None:
        return modulus_e4(register.digits) * UNKNOWN_ROLLOVER_PERCENT // 100
    return max(register.expect.case_high_e4, register.expect.floor_e4)


def went(register: RegisterFacts, value_e4: int) -> Advance | None:
    """How far a register went since its previous value; None where that says nothing (a balance, or no previous value)."""
    if register.kind == "demand":
        return Advance(value_e4, rolled=False)
    if register.kind == "balance" or register.previous_e4 is None:
        return None
    return advance(register.previous_e4, value_e4, modulus=modulus_e4(register.digits), most=most_round_the_end(register))


def addressed(rule: Rule, found: Found) -> FindingView:
    return FindingView(rule.code, rule.version, found.action, found.register, found.params)
