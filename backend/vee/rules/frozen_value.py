"""VEE-20: a point billed at a moment needs the values that the meter froze then."""

from collections.abc import Sequence

from backend.vee.rules.facts import Numbers, TaskFacts
from backend.vee.rules.office_rule import Archive, OfficeRule
from backend.vee.rules.rule import Found, Seen


def check(_: TaskFacts, seen: Sequence[Seen], archive: Archive, __: Numbers) -> list[Found]:
    """Energy or demand that wasn't frozen at the task's moment. What the dial shows today doesn't stand for it."""
    if archive.frozen_at is None:
        return []
    return [
        Found("hold", {"needed_at": archive.frozen_at.isoformat()}, one.register.key)
        for one in seen
        if one.register.kind in {"cumulative", "demand"}
        and not (one.register.key in archive.frozen and archive.value_at.get(one.register.key) == archive.frozen_at)
    ]


RULE = OfficeRule("VEE-20", 1, {}, check)
