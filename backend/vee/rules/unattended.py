"""VEE-13: for too long nobody of the utility has read this meter."""

import itertools
from collections.abc import Sequence

from backend.vee.rules.facts import Numbers, TaskFacts
from backend.vee.rules.office_rule import Archive, OfficeRule
from backend.vee.rules.rule import Found, Seen


def in_a_row(obtained: str, before: Sequence[str]) -> int:
    """How many periods in a row, this one included, the value was come by in the same way."""
    return 1 + sum(1 for _ in itertools.takewhile(lambda word: word == obtained, before))


def check(_: TaskFacts, __: Sequence[Seen], archive: Archive, numbers: Numbers) -> list[Found]:
    """A customer's reading, or an estimate, above so many in a row: somebody must go."""
    if archive.obtained not in {"customer", "estimate"}:
        return []
    run = in_a_row(archive.obtained, archive.before)
    most = numbers["customer" if archive.obtained == "customer" else "estimates"]
    return [Found("case", {"obtained": archive.obtained, "run": run, "most": most})] if run > most else []


RULE = OfficeRule("VEE-13", 1, {"estimates": 2, "customer": 5}, check)
