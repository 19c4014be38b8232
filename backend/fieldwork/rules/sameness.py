"""When two visits say the same: equal values of the same registers, or the same reason for having none."""

from collections.abc import Iterable
from hashlib import sha256


def of_values(values: Iterable[tuple[str, int]]) -> str:
    """For a reading: (register id as text, value in 1/10 000) pairs, in any order."""
    text = ";".join(f"{register}={value}" for register, value in sorted(values))
    return "read:" + sha256(text.encode()).hexdigest()[:32]


def of_skip(code: str) -> str:
    """For a skip: its code."""
    return f"skip:{code}"


def of_inspection(outcome: str) -> str:
    """For an inspection: its outcome."""
    return f"inspected:{outcome}"
