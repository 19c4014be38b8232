"""VEE-10: energy was used on an account that is stopped.

What was used before the stop is no finding. Where the previous value lies before it, nobody knows how much that was, and the
account's own threshold lets it pass: it travels in the pack, so that phone and server judge alike.
"""

import datetime as dt
from collections.abc import Sequence

from backend.kernel.money import format_e4, multiply_e4
from backend.vee.rules.facts import Limits, Numbers
from backend.vee.rules.rule import Found, Rule, Seen

STOPPED = ("paused", "cut_off", "vacant", "closed")
# As an account's own `kwh`: never.
NEVER = 1_000_000_000


def since(statuses: Sequence[tuple[dt.date, str]]) -> dt.date | None:
    """The day an account was stopped, of its statuses by the day they began (oldest first); None: it isn't."""
    stopped: dt.date | None = None
    for day, status in statuses:
        stopped = None if status not in STOPPED else day if stopped is None else stopped
    return stopped


def own_limits(limits: Limits, *, stopped_on: dt.date | None, previous_on: dt.date | None) -> Limits:
    """A point's limits, with use let pass that is counted from a day before the account was stopped."""
    if stopped_on is None or previous_on is None or previous_on >= stopped_on:
        return limits
    return {**limits, RULE.code: {**limits.get(RULE.code, {}), "kwh": NEVER}}


def check(seen: Seen, numbers: Numbers) -> Found | None:
    """More than a trifle on the total of a stopped account."""
    register = seen.register
    counts = register.kind == "cumulative" and register.band == "total" and register.direction == "forward"
    if not counts or seen.task.account_status not in STOPPED or seen.advance is None:
        return None
    kwh = multiply_e4(seen.advance.e4, seen.task.multiplier_e4)
    if kwh <= numbers["kwh"] * 10_000:
        return None
    return Found("case", {"status": seen.task.account_status, "kwh": format_e4(kwh)})


RULE = Rule("VEE-10", 1, {"kwh": 1}, of_register=check)
