"""VEE-14: the first periods of a meter that is read remotely are checked on site, and the site's value prevails."""

from collections.abc import Sequence

from backend.kernel.money import SCALE, format_e4, multiply_e4
from backend.vee.rules.facts import Numbers, TaskFacts
from backend.vee.rules.money_floor import FLOOR_YUAN, floor_kwh
from backend.vee.rules.office_rule import Archive, OfficeRule
from backend.vee.rules.rule import Found, Seen


def must_be_checked(periods_before: int, numbers: Numbers) -> bool:
    """Whether somebody must still go, of a meter with remote values in so many periods before this one."""
    return periods_before < numbers["periods"]


def _room(one: Seen, days: int, numbers: Numbers, multiplier_e4: int) -> int:
    """What may have been used between the two values, twice over, and the floor; in kWh × 10,000."""
    expect = one.register.expect
    a_day = 0 if expect is None else expect.mid_e4 // max(expect.days, 1)
    return 2 * multiply_e4(a_day * (days + 1), multiplier_e4) + int(floor_kwh(numbers) * SCALE)


def check(task: TaskFacts, seen: Sequence[Seen], archive: Archive, numbers: Numbers) -> list[Found]:
    """The site's value lies farther from the remote one of the same period than use between them explains."""
    found = []
    for one in seen:
        remote = archive.remote.get(one.register.key)
        if remote is None or one.register.kind != "cumulative" or one.observation.on is None:
            continue
        value_e4, on = remote
        difference = multiply_e4(one.value_e4 - value_e4, task.multiplier_e4)
        if abs(difference) > _room(one, abs((one.observation.on - on).days), numbers, task.multiplier_e4):
            params = {"remote": format_e4(value_e4), "site": format_e4(one.value_e4), "difference": format_e4(difference)}
            found.append(Found("case", params, one.register.key))
    return found


RULE = OfficeRule("VEE-14", 1, {"periods": 3, "floor_kwh": 10, "floor_yuan": FLOOR_YUAN}, check)
