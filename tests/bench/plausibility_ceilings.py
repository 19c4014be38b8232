"""Area `plausibility`: how often the value meant could be named at best, where a digit was left out or the point misplaced.

Whoever knew for certain which kind of slip it was would weigh every value it may have been by how often right readings lie so far
from the middle of their band, and name the likeliest. No rule on the value alone does better.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from typing import Any

from backend.kernel.money import SCALE
from backend.vee.rules.facts import Expect
from backend.vee.rules.slips import DIGITS, EDGE_DOWN_E2, EDGE_UP_E2
from backend.vee.service.folder import read_folder
from backend.vee.service.folder_cases import Candidate, read_cases
from backend.vee.service.folder_table import table
from backend.vee.service.judging import judge_folder
from tests.bench.plausibility_cases import FOLDER

Figure = dict[str, Any]
KINDS = {"dropped": "dropped_digit", "decimal": "decimal_shift"}
# How often right readings lie somewhere: those within so many spreads to either side.
NEAR = 0.4
# Of points misplaced, these shares went to the left (the last digit lost) and to the right (any last digit more).
LEFT, RIGHT = 0.5, 0.05


def _spreads(expect: Expect, advance_e4: int) -> float:
    up = advance_e4 > expect.mid_e4
    width = expect.case_high_e4 - expect.mid_e4 if up else expect.mid_e4 - expect.case_low_e4
    return (advance_e4 - expect.mid_e4) * (EDGE_UP_E2 if up else EDGE_DOWN_E2) / 100 / max(width, expect.floor_e4, 1)


def _left_out(typed: int, digits: int) -> dict[int, float]:
    """Values of a dial of so many digits that become the one typed if a digit is left out, by in what share of their places."""
    ways: Counter[int] = Counter()
    for width in range(len(str(typed)), digits):
        shown = str(typed).rjust(width, "0")
        ways.update(
            int(shown[:at] + digit + shown[at:])
            for at in range(width + 1)
            for digit in DIGITS
            if (shown[:at] + digit + shown[at:])[0] != "0"
        )
    return {value: count / len(str(value)) for value, count in ways.items()}


def _misplaced(typed: int, digits: int) -> dict[int, float]:
    """Values that become the one typed if the point slips by one place."""
    end = 10**digits
    ways = {value: LEFT for value in range(typed * 10, typed * 10 + 10) if value < end}
    for top in range(10):
        value = typed // 10 + top * end // 10
        if value < end:
            ways[value] = ways.get(value, 0.0) + RIGHT
    return ways


WAYS: dict[str, Callable[[int, int], dict[int, float]]] = {"dropped": _left_out, "decimal": _misplaced}


def run() -> dict[str, Figure]:
    """Count, for all that are flagged, and for those with the last digit lost."""
    if not FOLDER.exists():
        return {}
    folder, candidates = read_folder(FOLDER), read_cases(FOLDER)
    labels = {row.text("case_id"): row for row in table(FOLDER, "labels.csv", ("error_type", "true_reading"))}
    before = {row.text("case_id"): row.whole("prev_reading") for row in table(FOLDER, "cases.csv", ("prev_reading",))}
    judged = list(zip(candidates, judge_folder(folder, candidates), strict=True))

    def went(one: Candidate, value: int) -> int:
        modulus: int = 10 ** folder.meters[one.meter_id].digits
        return (value - before[one.case_id]) % modulus * SCALE

    right = sorted(
        _spreads(made.expect, went(one, one.value))
        for one, made in judged
        if made.expect is not None and not labels[one.case_id].text("error_type", "")
    )

    def likeliest(one: Candidate, expect: Expect, ways: dict[int, float]) -> int | None:
        def odds(value: int) -> float:
            at = _spreads(expect, went(one, value))
            return ways[value] * (bisect_right(right, at + NEAR) - bisect_left(right, at - NEAR))

        return max(ways, key=odds, default=None)

    figures: dict[str, Figure] = {}
    for name, kind in KINDS.items():
        found: list[tuple[bool, bool]] = []
        for one, made in judged:
            label = labels[one.case_id]
            if label.text("error_type", "") == kind and made.flag and made.expect is not None:
                meant = label.whole("true_reading")
                best = likeliest(one, made.expect, WAYS[name](one.value, folder.meters[one.meter_id].digits))
                found.append((meant == best, one.value == meant // 10))
        lost, others = ([hit for hit, at_end in found if at_end is wanted] for wanted in (True, False))
        figures[f"plausibility.ceiling_{name}"] = {
            "value": round((sum(lost) + sum(others)) / len(found), 4), "unit": "share", "aim": "",
            "note": f"who knew the kind of slip; {len(lost)} with the last digit lost: {sum(lost) / len(lost):.3f}, "
            f"{len(others)} others: {sum(others) / len(others):.3f}",
        }  # fmt: skip
    return figures
