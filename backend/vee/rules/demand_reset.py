"""VEE-16: the demand wasn't set back since the reading before, so it may be an older month's."""

from collections.abc import Sequence

from backend.kernel.money import format_e4
from backend.vee.rules.facts import Numbers, TaskFacts
from backend.vee.rules.office_rule import Archive, OfficeRule
from backend.vee.rules.rule import Found, Seen


def check(_: TaskFacts, seen: Sequence[Seen], archive: Archive, __: Numbers) -> list[Found]:
    """The maximum occurred before the day of the previous value; where no moment is known: the very same value as then."""
    found = []
    for one in seen:
        register = one.register
        if register.kind != "demand" or register.previous_e4 is None or one.value_e4 == 0:
            continue
        occurred = archive.occurred_on.get(register.key)
        same = occurred is None and one.value_e4 == register.previous_e4
        before = occurred is not None and register.previous_on is not None and occurred < register.previous_on
        if same or before:
            params = {"kw": format_e4(one.value_e4), "occurred": occurred.isoformat() if occurred is not None else None}
            found.append(Found("case", params, register.key))
    return found


RULE = OfficeRule("VEE-16", 1, {}, check)
