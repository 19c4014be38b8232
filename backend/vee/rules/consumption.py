"""VEE-04 and VEE-05: the advance is above or below what is expected of this register."""

from typing import Any

from backend.kernel.money import format_e4, multiply_e4
from backend.vee.rules.facts import Action, Expect, Numbers
from backend.vee.rules.money_floor import FLOOR_YUAN, PRICE_E4
from backend.vee.rules.rule import Found, Rule, Seen


def _params(seen: Seen, expect: Expect, advance_e4: int) -> dict[str, Any]:
    return {
        "advance": format_e4(advance_e4),
        "kwh": format_e4(multiply_e4(advance_e4, seen.task.multiplier_e4)),
        "expected": format_e4(expect.mid_e4),
        "low": format_e4(expect.low_e4),
        "high": format_e4(expect.high_e4),
        # In whole per cent of what was expected, rounded down; None when nothing was.
        "percent": advance_e4 * 100 // expect.mid_e4 if expect.mid_e4 > 0 else None,
    }


def high(seen: Seen, _: Numbers) -> Found | None:
    """Above the usual range: look again. Above the wider one: a case. Never for a difference up to the floor."""
    expect = seen.register.expect
    if seen.advance is None or expect is None:
        return None
    advance = seen.advance.e4
    if advance <= expect.high_e4 or advance - expect.mid_e4 <= expect.floor_e4:
        return None
    action: Action = "case" if advance > expect.case_high_e4 else "confirm"
    return Found(action, _params(seen, expect, advance))


def low(seen: Seen, _: Numbers) -> Found | None:
    """Below the usual range, but forward: a dial that stood still is VEE-06's and VEE-11's, one that went back VEE-02's."""
    expect = seen.register.expect
    if seen.advance is None or expect is None:
        return None
    advance = seen.advance.e4
    if advance <= 0 or advance >= expect.low_e4 or expect.mid_e4 - advance <= expect.floor_e4:
        return None
    action: Action = "case" if advance < expect.case_low_e4 else "confirm"
    return Found(action, _params(seen, expect, advance))


# The bands are made with these (vee/rules/bands.py): how many hundredths of a spread the usual range and the one that opens a
# case reach to each side, and the floor, in kWh or for demand in kW.
HIGH = Rule(
    "VEE-04",
    1,
    {"usual_z_e2": 330, "case_z_e2": 400, "floor_kwh": 10, "floor_kw": 2, "floor_yuan": FLOOR_YUAN, "price_e4": PRICE_E4},
    of_register=high,
)
LOW = Rule("VEE-05", 1, {"usual_z_e2": 400, "case_z_e2": 525}, of_register=low)
