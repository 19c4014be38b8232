"""VEE-21: more round or repeated digits over a reader's day than dials show by themselves.

It says something of a day's numbers, never of a single value and never why.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from backend.vee.rules.facts import Numbers
from backend.vee.rules.rule import Found

CODE = "VEE-21"
VERSION = 1
DEFAULTS: Numbers = {"least": 30, "round_percent": 50, "repeated_percent": 40}
_WHOLE_E4 = 10_000


def _is_round(value_e4: int) -> bool:
    """The last whole digit is 0 or 5: one in five by itself."""
    return value_e4 // _WHOLE_E4 % 5 == 0


def _is_repeated(value_e4: int) -> bool:
    """The last two whole digits are the same: one in ten by itself."""
    last = value_e4 // _WHOLE_E4 % 100
    return last // 10 == last % 10


def check(values_e4: Sequence[int], numbers: Numbers) -> Found | None:
    """The values of a person's visits of a day, one a visit. From `least` values on; nothing below 100 is looked at."""
    told = [value for value in values_e4 if value >= 100 * _WHOLE_E4]
    if len(told) < numbers["least"]:
        return None
    params: Mapping[str, Any]
    for what, is_one, most in (
        ("round", _is_round, numbers["round_percent"]),
        ("repeated", _is_repeated, numbers["repeated_percent"]),
    ):
        count = sum(map(is_one, told))
        if count * 100 > most * len(told):
            params = {"what": what, "count": count, "of": len(told), "percent": count * 100 // len(told)}
            return Found("case", params)
    return None
