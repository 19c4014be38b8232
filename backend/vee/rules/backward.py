"""VEE-02: the dial went backward, and not past its end."""

from backend.kernel.money import format_e4
from backend.vee.rules.facts import Numbers
from backend.vee.rules.rule import Found, Rule, Seen


def check(seen: Seen, _: Numbers) -> Found | None:
    """Below the previous value; what looks like a rollover is VEE-03's."""
    if seen.advance is None or seen.advance.e4 >= 0 or seen.register.previous_e4 is None:
        return None
    return Found("case", {"previous": format_e4(seen.register.previous_e4), "back": format_e4(-seen.advance.e4)})


RULE = Rule("VEE-02", 1, of_register=check)
