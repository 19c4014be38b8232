"""Which points that stood still for long are looked at: all at 10 kV and above, a seeded sample of the others (VEE-06).

The answer travels to the phone as the point's own threshold, so that both judge alike.
"""

import hashlib
import re
from typing import Any

from backend.vee.rules.facts import Limits, Numbers

# As a point's own `case_run`: never.
NEVER = 9_999
_HIGH_KV = 10
_VOLTAGE = re.compile(r"(\d+(?:\.\d+)?)\s*(k|千)?\s*(?:v|伏)", re.IGNORECASE)


def is_high_voltage(voltage: str) -> bool:
    """Whether an archive's words (交流10kV, 35 kV, 10000V) mean 10 kV or more."""
    match = _VOLTAGE.search(voltage)
    if match is None:
        return False
    return float(match[1]) * (1 if match[2] else 0.001) >= _HIGH_KV


def is_drawn(point_id: Any, period: int, percent: int) -> bool:
    """Whether a point is in the sample of a period. Whoever knows point and period can draw it again."""
    digest = hashlib.sha256(f"zero:{point_id}:{period}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % 100 < percent


def own_limits(
    limits: Limits, numbers: Numbers, *, zero_run: int, voltage: str, point_id: Any, period: int
) -> Limits:  # fmt: skip
    """A point's limits, with the zero that would be too many let pass where the point wasn't drawn."""
    if zero_run + 1 < numbers["case_run"] or is_high_voltage(voltage) or is_drawn(point_id, period, numbers["sample_percent"]):
        return limits
    return {**limits, "VEE-06": {**limits.get("VEE-06", {}), "case_run": NEVER}}
