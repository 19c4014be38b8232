"""VEE-07: the advances of the time-of-use bands don't add up to that of the total."""

from collections.abc import Iterator, Sequence

from backend.kernel.money import format_e4
from backend.readings.rules.dial import step_e4
from backend.vee.rules.facts import Numbers, Observation, TaskFacts
from backend.vee.rules.rule import Found, Rule, Seen


def _groups(seen: Sequence[Seen]) -> Iterator[tuple[Seen, list[Seen]]]:
    """Each total that was read, with the bands of its direction and unit that were read."""
    for total in seen:
        if total.register.kind != "cumulative" or total.register.band != "total":
            continue
        same = (total.register.direction, total.register.unit)
        bands = [
            other
            for other in seen
            if other.register.kind == "cumulative"
            and other.register.band != "total"
            and (other.register.direction, other.register.unit) == same
        ]
        if len(bands) >= 2:
            yield total, bands


def check(task: TaskFacts, _: Observation, seen: Sequence[Seen], numbers: Numbers) -> list[Found]:
    """|total − Σ bands| above (bands + 1) ÷ 2 of the last digit, rounded up.

    Asked only where the meter's scheme was read as a whole and every dial went forward from a previous value of this
    installation: a dial that went back is VEE-02's.
    """
    found = []
    for total, bands in _groups(seen):
        scheme = [
            register
            for register in task.registers
            if register.kind == "cumulative"
            and register.direction == total.register.direction
            and register.unit == total.register.unit
        ]
        advances = [one.advance.e4 for one in (total, *bands) if one.advance is not None and one.advance.e4 >= 0]
        if len(scheme) != len(bands) + 1 or len(advances) != len(bands) + 1:
            continue
        last_digit = max(step_e4(one.register.decimals) for one in (total, *bands))
        allowed = ((len(bands) + 2) // 2 + numbers["more_digits"]) * last_digit
        difference = advances[0] - sum(advances[1:])
        if abs(difference) > allowed:
            params = {"difference": format_e4(difference), "allowed": format_e4(allowed), "bands": len(bands)}
            found.append(Found("case", params, total.register.key))
    return found


RULE = Rule("VEE-07", 1, {"more_digits": 0}, of_visit=check)
