"""VEE-15: the largest demand is smaller than the mean one, which can't be."""

from collections.abc import Sequence

from backend.kernel.money import SCALE, format_e4, multiply_e4
from backend.vee.rules.facts import Numbers, TaskFacts
from backend.vee.rules.office_rule import Archive, OfficeRule, days_since, main_total
from backend.vee.rules.rule import Found, Seen


def check(task: TaskFacts, seen: Sequence[Seen], _: Archive, numbers: Numbers) -> list[Found]:
    """Max kW below kWh an hour by more than `percent` of it and `floor_kw`."""
    total = main_total(seen)
    days = days_since(total) if total is not None else None
    if total is None or total.advance is None or days is None:
        return []
    mean = multiply_e4(total.advance.e4, task.multiplier_e4) // (24 * days)
    found = []
    for one in seen:
        register = one.register
        if (register.kind, register.band, register.direction) != ("demand", "total", "forward"):
            continue
        kw = multiply_e4(one.value_e4, task.multiplier_e4)
        if mean - kw > max(mean * numbers["percent"] // 100, numbers["floor_kw"] * SCALE):
            found.append(Found("case", {"kw": format_e4(kw), "mean": format_e4(mean)}, register.key))
    return found


RULE = OfficeRule("VEE-15", 1, {"percent": 5, "floor_kw": 1}, check)
