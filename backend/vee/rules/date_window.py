"""VEE-09: read on another day than planned."""

import datetime as dt
from collections.abc import Sequence

from backend.vee.rules.facts import Numbers, Observation, TaskFacts
from backend.vee.rules.rule import Found, Rule, Seen


def outside(on: dt.date, first: dt.date, last: dt.date) -> int:
    """Days before the window (negative) or after it."""
    if on < first:
        return (on - first).days
    return max((on - last).days, 0)


def check(task: TaskFacts, observation: Observation, _: Sequence[Seen], numbers: Numbers) -> list[Found]:
    """Less than `late_days` outside the window is on time; from `case_days` on the period itself is in doubt."""
    if observation.on is None or task.due_from is None or task.due_to is None:
        return []
    days = outside(observation.on, task.due_from, task.due_to)
    if abs(days) < numbers["late_days"]:
        return []
    params = {"days": days, "from": task.due_from.isoformat(), "to": task.due_to.isoformat()}
    return [Found("case" if abs(days) >= numbers["case_days"] else "info", params)]


RULE = Rule("VEE-09", 1, {"late_days": 2, "case_days": 15}, of_visit=check)
