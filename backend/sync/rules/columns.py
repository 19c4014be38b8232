"""Many rows of one shape as columns: what a phone pulls, without saying the same thing again and again (docs/SYNC.md).

A column is a scalar (every row has it), a list (row by row), or an object that says how its rows were shortened. Nothing is lost:
the phone makes the same rows of it (`pwa/src/sync/columns.ts`), and `tests/contract/columns.json` holds both sides to it.
"""

import math
import re
from collections.abc import Sequence
from typing import Any

from backend.kernel.money import SCALE

Column = Any

# The newest form that is made. Another way to shorten a column takes another number, since older phones don't know it.
FORM = 1


class Scaled(int):
    """Whole 1/10,000 that mean the decimal string `kernel.money.format_e4` makes of them; only columns can hold it."""


_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# Without leading zeros, and without trailing ones after the point: what one can make anew from units and their scale.
_DECIMAL = re.compile(r"0|-?(?:[1-9][0-9]{0,14}(?:\.[0-9]{0,8}[1-9])?|0\.[0-9]{0,8}[1-9])")
# Beyond it the difference of two isn't exact as a JavaScript number.
_LARGEST = 2**52
_SCALARS = (str, int, bool, type(None))
_DIGITS = 32


def column(rows: Sequence[Any]) -> Column:
    """Rows (JSON values of any kinds, or `Scaled`) as one column. Mixtures and objects of several shapes stay as they are."""
    kinds = set(map(type, rows))
    if len(kinds) == 1:
        (kind,) = kinds
        if kind is Scaled:
            return _scaled(rows)
        if kind in _SCALARS and rows.count(rows[0]) == len(rows):
            return rows[0]
        if kind is str:
            return _texts(rows)
        if kind is int:
            return _integers(rows)
        if kind is dict:
            return _objects(rows)
        if kind is list:
            return {"lists": column(list(map(len, rows))), "of": column([one for row in rows for one in row])}
    elif len(kinds) == 2 and type(None) in kinds:
        there = [row for row in rows if row is not None]
        return {"some": "".join("0" if row is None else "1" for row in rows), "of": column(there)}
    return list(rows)


def _objects(rows: Sequence[dict[str, Any]]) -> Column:
    names = rows[0].keys()
    if any(row.keys() != names for row in rows):
        return list(rows)
    return {"members": {name: column([row[name] for row in rows]) for name in names}}


def _scaled(rows: Sequence[int]) -> Column:
    left = math.gcd(SCALE, *rows)
    scale = next(scale for scale in range(5) if left % 10 ** (4 - scale) == 0)
    return _decimals(scale, [row // 10 ** (4 - scale) for row in rows])


def _decimals(scale: int, units: list[int]) -> Column:
    return {"scale": scale, "units": column(units)}


def _integers(rows: Sequence[int]) -> Column:
    """As steps from one to the next (the first from 0) where these are fewer different ones."""
    steps = [row - before for row, before in zip(rows, [0, *rows], strict=False)]
    if 2 * len(set(steps)) <= len(set(rows)) and max(map(abs, rows)) < _LARGEST:
        return {"steps": column(steps)}
    return list(rows)


def _texts(rows: Sequence[str]) -> Column:
    if all(map(_ID.fullmatch, rows)):
        return _ids(rows)
    if all(map(_DECIMAL.fullmatch, rows)):
        scale = max(len(row.partition(".")[2]) for row in rows)
        units = [_units(row, scale) for row in rows]
        if max(map(abs, units)) < _LARGEST:
            return _decimals(scale, units)
    # JavaScript counts a character beyond these as two.
    together = "".join(rows)
    if together.isascii() or max(together) <= "\uffff":
        shared, rest = _beginnings(rows)
        if sum(shared) > len(rows):
            return {"shared": shared, "rest": rest}
    return list(rows)


def _units(text: str, scale: int) -> int:
    whole, _, fraction = text.partition(".")
    return int(whole + fraction.ljust(scale, "0"))


def _ids(rows: Sequence[str]) -> Column:
    """Without hyphens: of each, how many digits it begins with as the one before does; and the digits after these, in a row."""
    shared, rest = [], []
    before = 1 << 4 * _DIGITS
    for row in rows:
        digits = row.replace("-", "")
        value = int(digits, 16)
        count = _DIGITS - ((value ^ before).bit_length() + 3) // 4
        count = max(count, 0)
        shared.append(count)
        rest.append(digits[count:])
        before = value
    return {"ids": shared, "hex": "".join(rest)}


def _beginnings(rows: Sequence[str]) -> tuple[list[int], list[str]]:
    """Of each text, how many characters it begins with as the one before does; and what follows these."""
    shared, rest = [], []
    before, count = "", 0
    for row in rows:
        # Usually as many as last time, or nearly.
        while not row.startswith(before[:count]):
            count //= 2
        most = min(len(row), len(before))
        while count < most and row[count] == before[count]:
            count += 1
        shared.append(count)
        rest.append(row[count:])
        before = row
    return shared, rest
