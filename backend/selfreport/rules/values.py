"""Whether a customer's values are complete: every dial of the meter once, none of another."""

from collections.abc import Collection, Sequence
from typing import Any

from backend.kernel.problems import Problem


def complete(given: Sequence[tuple[Any, int]], registers: Collection[Any]) -> dict[Any, int]:
    """Register → value. What the dial can't show is for the plausibility rules to say; here: Problem `invalid` for a register
    that is missing, foreign or named twice, and for a negative value."""
    values: dict[Any, int] = {}
    for place, (register, value_e4) in enumerate(given):
        if register not in registers or register in values:
            raise Problem("invalid", field=f"values.{place}.register_id")
        if value_e4 < 0:
            raise Problem("invalid", field=f"values.{place}.value")
        values[register] = value_e4
    if len(values) < len(registers):
        raise Problem("invalid", field="values")
    return values
