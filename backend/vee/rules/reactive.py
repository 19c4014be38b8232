"""VEE-18: far more reactive than active energy: one of the two is probably misread."""

from collections.abc import Sequence

from backend.kernel.money import SCALE, format_e4, multiply_e4
from backend.vee.rules.facts import Numbers, TaskFacts
from backend.vee.rules.office_rule import Archive, OfficeRule, main_total
from backend.vee.rules.rule import Found, Seen


def check(task: TaskFacts, seen: Sequence[Seen], _: Archive, numbers: Numbers) -> list[Found]:
    """More kvarh forward than `percent` of the kWh, and by more than `floor_kvarh`."""
    total = main_total(seen)
    if total is None or total.advance is None:
        return []
    kwh = multiply_e4(total.advance.e4, task.multiplier_e4)
    found = []
    for one in seen:
        register = one.register
        named = (register.kind, register.band, register.direction, register.unit)
        if named != ("cumulative", "total", "forward", "kvarh") or one.advance is None:
            continue
        kvarh = multiply_e4(one.advance.e4, task.multiplier_e4)
        if kvarh - kwh * numbers["percent"] // 100 > numbers["floor_kvarh"] * SCALE:
            found.append(Found("case", {"kvarh": format_e4(kvarh), "kwh": format_e4(kwh)}, register.key))
    return found


RULE = OfficeRule("VEE-18", 1, {"percent": 300, "floor_kvarh": 100}, check)
