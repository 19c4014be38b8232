"""VEE-12: more than the meter or the contract can pass in the time."""

from collections.abc import Sequence

from backend.kernel.money import SCALE, format_e4, multiply_e4
from backend.vee.rules.facts import Numbers, TaskFacts
from backend.vee.rules.money_floor import FLOOR_YUAN, floor_kwh
from backend.vee.rules.office_rule import Archive, OfficeRule, days_since
from backend.vee.rules.rule import Found, Seen

# Volts of a phase, where the archive doesn't say.
_USUAL_VOLTAGE_E4 = 220 * SCALE


def _limits(task: TaskFacts, archive: Archive) -> dict[str, int]:
    """What each of them passes in an hour, in kWh × 10,000."""
    found = {}
    if archive.rated_current_e4:
        voltage = archive.rated_voltage_e4 or _USUAL_VOLTAGE_E4
        watts = multiply_e4(archive.rated_current_e4, voltage) * max(archive.phases, 1)
        found["meter"] = multiply_e4(watts, task.multiplier_e4) // 1000
    if archive.capacity_e4:
        found["contract"] = archive.capacity_e4
    return found


def check(task: TaskFacts, seen: Sequence[Seen], archive: Archive, numbers: Numbers) -> list[Found]:
    """More kWh on an active dial than the smaller of the two in all hours since the previous value, and `percent` of it."""
    limits = _limits(task, archive)
    if not limits:
        return []
    which = min(limits, key=lambda name: limits[name])
    found = []
    for one in seen:
        days = days_since(one)
        if one.register.kind != "cumulative" or one.register.unit != "kWh" or one.advance is None or days is None:
            continue
        kwh = multiply_e4(one.advance.e4, task.multiplier_e4)
        most = limits[which] * 24 * days * numbers["percent"] // 100
        if kwh > most and kwh - most > floor_kwh(numbers) * SCALE:
            params = {"kwh": format_e4(kwh), "most": format_e4(most), "limit": which, "days": days}
            found.append(Found("case", params, one.register.key))
    return found


RULE = OfficeRule("VEE-12", 1, {"percent": 120, "floor_kwh": 10, "floor_yuan": FLOOR_YUAN}, check)
