"""VEE-03: the dial has probably passed its end and started again."""

from backend.kernel.money import format_e4
from backend.vee.rules.facts import Numbers
from backend.vee.rules.rule import Found, Rule, Seen


def check(seen: Seen, _: Numbers) -> Found | None:
    """Below the previous value, and the way round the end is an advance that may be."""
    if seen.advance is None or not seen.advance.rolled or seen.register.previous_e4 is None:
        return None
    return Found("info", {"previous": format_e4(seen.register.previous_e4), "advance": format_e4(seen.advance.e4)})


RULE = Rule("VEE-03", 1, of_register=check)
