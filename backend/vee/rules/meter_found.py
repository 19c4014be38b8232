"""VEE-08: the meter found isn't the one expected there."""

from collections.abc import Sequence

from backend.vee.rules.facts import Numbers, Observation, TaskFacts
from backend.vee.rules.rule import Found, Rule, Seen


def check(_: TaskFacts, observation: Observation, __: Sequence[Seen], ___: Numbers) -> list[Found]:
    """Another meter of the round, or one nobody knows there: news for the office, not an error of the reader."""
    if observation.meter not in {"other", "unknown"}:
        return []
    return [Found("case", {"verdict": observation.meter, "how": observation.how})]


RULE = Rule("VEE-08", 1, of_visit=check)
