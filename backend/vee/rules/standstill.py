"""VEE-06 and VEE-11: the dial shows the same value as last time. Nobody used anything, or the value was copied."""

from backend.kernel.money import format_e4
from backend.vee.rules.facts import Action, Numbers
from backend.vee.rules.rule import Found, Rule, Seen

# An account in one of these uses energy, so a zero says something.
IN_USE = ("active", "temporary")


def zero(seen: Seen, numbers: Numbers) -> Found | None:
    """A zero on an account in use. The first ones open no case: villages are full of empty houses."""
    register = seen.register
    counts = register.kind == "cumulative" and register.band == "total" and register.direction == "forward"
    if not counts or seen.advance is None or seen.advance.e4 != 0 or seen.task.account_status not in IN_USE:
        return None
    run = register.zero_run + 1
    return Found("case" if run >= numbers["case_run"] else "info", {"run": run})


def copied(seen: Seen, _: Numbers) -> Found | None:
    """The previous value again, where this register was expected to move."""
    expect = seen.register.expect
    if seen.register.kind != "cumulative" or seen.advance is None or seen.advance.e4 != 0 or expect is None:
        return None
    if expect.low_e4 <= 0 or expect.mid_e4 <= expect.floor_e4:
        return None
    action: Action = "case" if expect.case_low_e4 > 0 else "confirm"
    return Found(action, {"value": format_e4(seen.value_e4), "expected": format_e4(expect.mid_e4)})


ZERO = Rule("VEE-06", 1, {"case_run": 3, "sample_percent": 20}, of_register=zero)
COPIED = Rule("VEE-11", 1, of_register=copied)
