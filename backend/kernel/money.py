"""Scaled integers: register values, advances, multipliers and money as whole 1/10,000, never floats.

The phone does the same with the same results (DESIGN, P7); on the wire they are decimal strings.
"""

import re

SCALE = 10_000
# What a JavaScript number holds exactly, so that both sides refuse the same values.
LARGEST = 2**53 - 1

_DECIMAL = re.compile(r"(-?)([0-9]{1,16})(?:\.([0-9]{1,16}))?", re.ASCII)


def parse_e4(text: str) -> int:
    """A decimal string as whole 1/10,000: "4821.6" → 48216000.

    Leading zeros and trailing zeros after the point are forgiven, since a dial shows them. ValueError for anything else:
    signs other than one minus, exponents, more than four decimals that matter, or a size a phone can't hold.
    """
    match = _DECIMAL.fullmatch(text)
    if match is None:
        raise ValueError("not a decimal number")
    sign, whole, fraction = match[1], match[2], (match[3] or "").rstrip("0")
    if len(fraction) > 4:
        raise ValueError("more than four decimals")
    value = int(whole) * SCALE + int(fraction.ljust(4, "0"))
    if value > LARGEST:
        raise ValueError("too large")
    return -value if sign else value


def format_e4(value: int) -> str:
    """The canonical decimal string: no exponent, no trailing zeros, no "-0"."""
    whole, fraction = divmod(abs(value), SCALE)
    text = f"{whole}.{fraction:04d}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 else text


def multiply_e4(left: int, right: int) -> int:
    """The product of two scaled numbers, rounded half away from zero (how a bill is rounded by hand)."""
    product = left * right
    quotient = (2 * abs(product) + SCALE) // (2 * SCALE)
    return -quotient if product < 0 else quotient
