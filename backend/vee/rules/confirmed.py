"""What somebody went and saw again: an odd value that a second visit finds as well isn't asked in the office once more."""

import datetime as dt
from collections.abc import Mapping, Sequence

from backend.kernel.money import SCALE
from backend.vee.rules.facts import SEVERITY, FindingView, Key, Observation, RegisterFacts, TaskFacts

# What can be true of a value. Anything else (the dial can't show it, another meter, a value frozen at another moment …) stays a
# question, however often it is seen.
CAN_BE_TRUE = frozenset({"VEE-04", "VEE-05", "VEE-06", "VEE-09", "VEE-10", "VEE-11", "VEE-12"})
_FLOOR_KWH = 10


def agrees(task: TaskFacts, observation: Observation, earlier: Mapping[Key, tuple[int, dt.date]]) -> bool:
    """Whether every value lies where the earlier one and the days since put it.

    Not below it, and above it by no more than was used a day till then, twice over, or the floor. Demand isn't compared.
    """
    compared = [
        (register, observation.values[register.key], earlier.get(register.key))
        for register in task.registers
        if register.kind == "cumulative" and register.key in observation.values
    ]
    if observation.on is None or not compared:
        return False
    for register, value, before in compared:
        if before is None:
            return False
        value_before, on = before
        floor = _FLOOR_KWH * SCALE * SCALE // max(task.multiplier_e4, 1)
        room = max(2 * _a_day(register, value_before, on) * ((observation.on - on).days + 1), floor)
        if not 0 <= value - value_before <= room:
            return False
    return True


def _a_day(register: RegisterFacts, value_e4: int, on: dt.date) -> int:
    """What was used a day between the previous value and another one, on the dial; 0 where that isn't known."""
    if register.previous_e4 is None or register.previous_on is None:
        return 0
    return max(value_e4 - register.previous_e4, 0) // max((on - register.previous_on).days, 1)


def needs_nobody(findings: Sequence[FindingView], *, repeats: bool, photos: int, agreed: bool) -> bool:
    """Whether a case would only ask what was answered at the meter.

    A second visit was sent there, agrees with the first, shows it in a photo, and nothing grave is found of it but what can be
    true.
    """
    grave = {finding.rule for finding in findings if SEVERITY[finding.action] >= SEVERITY["case"]}
    return repeats and photos > 0 and agreed and grave <= CAN_BE_TRUE
