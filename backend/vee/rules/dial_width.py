"""VEE-01: the dial can't show this value."""

from backend.readings.rules.dial import fits
from backend.vee.rules.facts import Numbers
from backend.vee.rules.rule import Found, Rule, Seen


def check(seen: Seen, _: Numbers) -> Found | None:
    """More digits before the point, or more decimals, than the dial has."""
    register = seen.register
    if fits(seen.value_e4, register.digits, register.decimals):
        return None
    return Found("hold", {"digits": register.digits, "decimals": register.decimals})


RULE = Rule("VEE-01", 1, of_register=check)
