"""VEE-30: the digits that a second reader read in the photo aren't the typed ones.

Asked by the server alone, once the photo is there. Never a gate: no value is changed by it, and it holds no release. What agrees
makes a slip of the reader less likely (hypotheses).
"""

from typing import Any

from backend.evidence.rules.dial import Typed
from backend.kernel.money import SCALE
from backend.vee.rules.facts import Numbers

CODE = "VEE-30"
VERSION = 1
DEFAULTS: Numbers = {}


def typed(register_id: Any, value_e4: int, *, digits: int, decimals: int) -> Typed | None:
    """A value as its dial shows it: all places, without the point. None for a value that such a dial can't show."""
    shown, rest = divmod(value_e4 * 10**decimals, SCALE)
    places = digits + decimals
    if rest or shown < 0 or shown >= 10**places:
        return None
    return Typed(register_id, places, f"{shown:0{places}d}")


def value_e4(read: str, *, decimals: int) -> int:
    """The digits of a dial as a value in 1/10,000."""
    scale: int = 10**decimals
    return int(read) * SCALE // scale
