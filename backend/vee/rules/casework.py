"""Which case a visit's findings open: its kind, its headline and what is at stake."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from backend.kernel.money import multiply_e4
from backend.vee.rules.facts import SEVERITY, FindingView, Key, Observation, RegisterFacts, TaskFacts
from backend.vee.rules.rule import fitted, went

Kind = Literal["implausible", "barcode_mismatch", "customer_reading"]

# What says most about a visit, of findings that are equally severe.
_FIRST = (
    "VEE-01", "VEE-20", "VEE-08", "VEE-02", "VEE-10", "VEE-14", "VEE-12", "VEE-04", "VEE-11", "VEE-05", "VEE-07", "VEE-15",
    "VEE-16", "VEE-17", "VEE-18", "VEE-06", "VEE-13", "VEE-09", "VEE-19", "VEE-03",
)  # fmt: skip

# Headlines no single reason explains for many cases: a value that can't be so, another meter, an account that uses nothing.
_ONE_BY_ONE = frozenset({"VEE-01", "VEE-02", "VEE-07", "VEE-08", "VEE-10", "VEE-12", "VEE-14", "VEE-16", "VEE-20"})


def may_be_accepted_with_others(kind: str, headline: str) -> bool:
    """Whether a case may be accepted unseen, among many and for one reason: use that was only unusual."""
    return kind in {"implausible", "customer_reading"} and headline not in _ONE_BY_ONE


@dataclass(frozen=True, slots=True)
class Question:
    """A case to be opened."""

    kind: Kind
    headline: str
    params: Mapping[str, Any]
    weight_e4: int


def needs_decision(findings: Sequence[FindingView]) -> bool:
    """Whether somebody in the office must decide before the point is released."""
    return any(SEVERITY[finding.action] >= SEVERITY["case"] for finding in findings)


def headline_of(findings: Sequence[FindingView]) -> FindingView:
    """The finding that stands above a case: the most severe, then the most telling. ValueError without any."""
    return min(findings, key=lambda finding: (-SEVERITY[finding.action], _FIRST.index(finding.rule)))


def question(
    task: TaskFacts, observation: Observation, findings: Sequence[FindingView], *, from_customer: bool
) -> Question | None:
    """The case these findings open, if any. A customer's own doubtful reading is a kind of its own: it is answered to him."""
    if not needs_decision(findings):
        return None
    head = headline_of(findings)
    kind: Kind = "barcode_mismatch" if head.rule == "VEE-08" else "customer_reading" if from_customer else "implausible"
    doubtful = {finding.register for finding in findings if SEVERITY[finding.action] >= SEVERITY["case"]}
    return Question(kind, head.rule, dict(head.params), _at_stake(task, observation, doubtful))


def _at_stake(task: TaskFacts, observation: Observation, registers: set[Key | None]) -> int:
    """kWh that might be billed wrongly: the largest difference from what was expected of a doubtful register.

    A finding of the visit as a whole puts all that was expected at stake.
    """
    largest = 0
    for plain in task.registers:
        register = fitted(plain, observation.on)
        if register.kind == "demand" or (plain.key not in registers and None not in registers):
            continue
        largest = max(largest, _difference(register, observation.values.get(plain.key)))
        if None in registers and register.expect is not None:
            largest = max(largest, register.expect.mid_e4)
    return multiply_e4(largest, task.multiplier_e4)


def _difference(register: RegisterFacts, value_e4: int | None) -> int:
    if value_e4 is None:
        return 0
    advance = went(register, value_e4)
    if advance is None:
        return 0
    return abs(advance.e4 - (register.expect.mid_e4 if register.expect is not None else 0))
