"""Within what a threshold may be set: beyond it a rule would say nothing at all, or ask about everything, or not be reckoned.

Both ends may be set. What is written in the table already is cut to them when it is read.
"""

from collections.abc import Mapping

from backend.vee.rules.facts import Numbers

Bounds = tuple[int, int]

_SPREAD: Bounds = (50, 5_000)
_FLOOR: Bounds = (0, 100_000)
_YUAN: Bounds = (0, 100_000)
_PERCENT: Bounds = (1, 1_000)

BOUNDS: Mapping[str, Mapping[str, Bounds]] = {
    "VEE-04": {
        "usual_z_e2": _SPREAD, "case_z_e2": _SPREAD, "floor_kwh": _FLOOR, "floor_kw": _FLOOR, "floor_yuan": _YUAN,
        "price_e4": (0, 1_000_000),
    },
    "VEE-05": {"usual_z_e2": _SPREAD, "case_z_e2": _SPREAD},
    "VEE-06": {"case_run": (1, 120), "sample_percent": (0, 100)},
    "VEE-07": {"more_digits": (0, 100)},
    "VEE-09": {"late_days": (0, 31), "case_days": (1, 62)},
    "VEE-10": {"kwh": _FLOOR},
    "VEE-12": {"percent": (50, 1_000), "floor_kwh": _FLOOR, "floor_yuan": _YUAN},
    "VEE-13": {"estimates": (1, 24), "customer": (1, 60)},
    "VEE-14": {"periods": (0, 60), "floor_kwh": _FLOOR, "floor_yuan": _YUAN},
    "VEE-15": {"percent": _PERCENT, "floor_kw": _FLOOR},
    "VEE-17": {"percent": (50, 1_000), "floor_kw": _FLOOR},
    "VEE-18": {"percent": (10, 10_000), "floor_kvarh": _FLOOR},
    "VEE-19": {"late_days": (0, 31)},
    "VEE-21": {"least": (3, 1_000), "round_percent": (1, 100), "repeated_percent": (1, 100)},
    "VEE-22": {"percent": _PERCENT, "floor_kwh": _FLOOR, "floor_yuan": _YUAN},
    "VEE-31": {
        "building_m": (1, 50_000), "coarse_m": (1, 50_000), "fast_kmh": (1, 300), "fast_from_m": (1, 50_000),
        "out_of_turn": (1, 1_000), "blurred": (0, 10_000), "drawn_from": (1, 100), "random_per_mille": (0, 1_000),
    },
}  # fmt: skip

# The first of each pair is never larger than the second: what opens a case lies beyond what is usual, or is only remarked on.
IN_ORDER: tuple[tuple[str, str], ...] = (("usual_z_e2", "case_z_e2"), ("late_days", "case_days"))


def outside(rule: str, numbers: Numbers) -> tuple[str, Bounds] | None:
    """The first number that lies outside its bounds, and these."""
    for name, bounds in BOUNDS.get(rule, {}).items():
        if name in numbers and not bounds[0] <= numbers[name] <= bounds[1]:
            return name, bounds
    return None


def out_of_order(numbers: Numbers) -> tuple[str, int] | None:
    """Of a rule's whole numbers: the one that is smaller than it may be beside another, and that other."""
    for first, second in IN_ORDER:
        if first in numbers and second in numbers and numbers[second] < numbers[first]:
            return second, numbers[first]
    return None


def within(rule: str, numbers: Numbers) -> Numbers:
    """The numbers, each cut to its bounds."""
    bounds = BOUNDS.get(rule, {})
    return {
        name: min(max(number, bounds[name][0]), bounds[name][1]) if name in bounds else number for name, number in numbers.items()
    }
