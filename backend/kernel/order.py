"""The order in which people expect codes: BIG-2 before BIG-10."""

import re

_NUMBERS = re.compile(r"([0-9]+)")


def natural(code: str) -> tuple[tuple[int, int, str], ...]:
    """A key to sort codes by: runs of digits count as numbers, and stand before letters. Equal numbers: as they are spelt."""
    parts = [part for part in _NUMBERS.split(code) if part]
    return tuple((0, int(part), part) if part.isascii() and part.isdigit() else (1, 0, part) for part in parts)
