"""Which meters are walked to, and what they show: chosen from a reader's pack, the same for the same demo."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


def e4(text: str) -> int:
    """A decimal string in 1/10 000."""
    whole, _, fraction = text.partition(".")
    sign = -1 if whole.startswith("-") else 1
    return sign * (abs(int(whole or 0)) * 10_000 + int(fraction.ljust(4, "0")[:4]))


def shown(register: Json, value_e4: int) -> str:
    """What the dial shows of a value: cut off behind its decimals, beginning anew at its end."""
    steps = value_e4 * 10 ** register["decimals"] // 10_000 % 10 ** (register["digits"] + register["decimals"])
    text = str(steps).rjust(register["decimals"] + 1, "0")
    return (
        f"{text[: len(text) - register['decimals']]}.{text[len(text) - register['decimals'] :]}" if register["decimals"] else text
    )


def judged(task: Json) -> bool:
    """Whether all its registers have a past to be judged by, and something is usually used."""
    return all(one["previous"] and one["expect"] and e4(one["expect"]["mid"]) > 0 for one in task["registers"])


def single(task: Json) -> bool:
    return len(task["registers"]) == 1


def usual(task: Json) -> list[str]:
    """What its meter shows after a usual month, registers in the order of the display; bands add up to the total."""
    registers = sorted(task["registers"], key=lambda one: one["position"])
    advance = {one["id"]: e4(one["expect"]["mid"]) // 10_000 * 10_000 + 10_000 for one in registers}
    bands = [one for one in registers if one["band"] != "total"]
    for one in registers:
        if one["band"] == "total" and bands and one["direction"] == "forward" and one["kind"] == "cumulative":
            advance[one["id"]] = sum(advance[band["id"]] for band in bands)
    return [shown(one, e4(one["previous"]["value"]) + advance[one["id"]]) for one in registers]


def rolls_over(task: Json) -> bool:
    """Whether a usual month takes its dial past its end."""
    register = task["registers"][0]
    return single(task) and judged(task) and e4(usual(task)[0]) < e4(register["previous"]["value"])


def swapped(task: Json) -> str | None:
    """The usual value with two neighbouring figures exchanged, so that it falls below the last one; None where that can't be."""
    register = task["registers"][0]
    right = usual(task)[0]
    for at in range(len(right) - 1):
        one, other = right[at], right[at + 1]
        if "." in {one, other} or one == other:
            continue
        wrong = right[:at] + other + one + right[at + 2 :]
        if e4(wrong) < e4(register["previous"]["value"]) and not wrong.startswith("0"):
            return wrong
    return None


def far_too_high(task: Json) -> str:
    """A value nobody believes at once: as much as in many months."""
    register = task["registers"][0]
    return shown(register, e4(register["previous"]["value"]) + 12 * e4(register["expect"]["case_hi"]) + 3_000_000)


@dataclass
class Walk:
    """The stops of a story, by what happens at them."""

    by_camera: list[Json] = field(default_factory=list)
    by_digits: list[Json] = field(default_factory=list)
    in_order: list[Json] = field(default_factory=list)
    wrong_barcode: Json = field(default_factory=dict)
    digit_swap: Json = field(default_factory=dict)
    rollover: Json = field(default_factory=dict)
    too_high: Json = field(default_factory=dict)
    trouble: Json = field(default_factory=dict)
    boxed: Json = field(default_factory=dict)
    interrupted: Json = field(default_factory=dict)
    skipped: list[Json] = field(default_factory=list)
    left: list[Json] = field(default_factory=list)

    @property
    def read(self) -> list[Json]:
        singles = [
            self.wrong_barcode, self.digit_swap, self.rollover, self.too_high, self.trouble, self.boxed, self.interrupted,
        ]  # fmt: skip
        return [*self.by_camera, *self.by_digits, *self.in_order, *singles]


def plan(tasks: list[Json]) -> Walk:
    """Twenty stops to read, two to skip; the rest is left for others."""
    left = sorted((task for task in tasks if judged(task)), key=lambda task: (task["run_id"], task["sequence"]))

    def take(fits: Any) -> Json:
        found: Json = next(task for task in left if fits(task))
        left.remove(found)
        return found

    walk = Walk()
    walk.rollover = take(rolls_over)
    walk.digit_swap = take(lambda task: single(task) and swapped(task) is not None)
    walk.too_high = take(lambda task: single(task) and task["registers"][0]["decimals"] == 2)
    walk.boxed = take(lambda task: single(task) and task["box"] is not None)
    walk.by_camera = [take(lambda task: not single(task)), *(take(single) for _ in range(4))]
    walk.by_digits = [take(single) for _ in range(4)]
    walk.in_order = [take(single) for _ in range(4)]
    walk.wrong_barcode, walk.trouble, walk.interrupted = take(single), take(single), take(single)
    walk.skipped = [take(single), take(single)]
    walk.left = left
    return walk
