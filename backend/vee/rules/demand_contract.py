"""VEE-17: a demand far above what the contract allows."""

from collections.abc import Sequence

from backend.kernel.money import SCALE, format_e4, multiply_e4
from backend.vee.rules.facts import Numbers, TaskFacts
from backend.vee.rules.office_rule import Archive, OfficeRule
from backend.vee.rules.rule import Found, Seen


def check(task: TaskFacts, seen: Sequence[Seen], archive: Archive, numbers: Numbers) -> list[Found]:
    """Above `percent` of the contract's capacity (kW against kVA), and by more than `floor_kw`."""
    if not archive.capacity_e4:
        return []
    most = archive.capacity_e4 * numbers["percent"] // 100
    found = []
    for one in seen:
        kw = multiply_e4(one.value_e4, task.multiplier_e4)
        if one.register.kind == "demand" and one.register.unit == "kW" and kw - most > numbers["floor_kw"] * SCALE:
            found.append(Found("case", {"kw": format_e4(kw), "most": format_e4(most)}, one.register.key))
    return found


RULE = OfficeRule("VEE-17", 1, {"percent": 130, "floor_kw": 2}, check)
