"""VEE-19: the reading reached the office on another day than planned."""

from collections.abc import Sequence

from backend.vee.rules.date_window import outside
from backend.vee.rules.facts import Numbers, TaskFacts
from backend.vee.rules.office_rule import Archive, OfficeRule
from backend.vee.rules.rule import Found, Seen


def check(task: TaskFacts, _: Sequence[Seen], archive: Archive, numbers: Numbers) -> list[Found]:
    """The business day it was received lies `late_days` or more after the task's window. VEE-09 is about the day of the visit."""
    if archive.received_on is None or task.due_from is None or task.due_to is None:
        return []
    days = outside(archive.received_on, task.due_from, task.due_to)
    if days < numbers["late_days"]:
        return []
    return [Found("info", {"days": days, "from": task.due_from.isoformat(), "to": task.due_to.isoformat()})]


RULE = OfficeRule("VEE-19", 1, {"late_days": 2}, check)
