"""VEE-10: energy was used on an account that is stopped."""

from backend.kernel.money import format_e4, multiply_e4
from backend.vee.rules.facts import Numbers
from backend.vee.rules.rule import Found, Rule, Seen

STOPPED = ("paused", "cut_off", "vacant", "closed")


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
