"""Canonical JSON (RFC 8785) for what is signed, hashed or compared: the same content gives the same bytes on every machine.

Only strings, safe integers, booleans, null, arrays and objects: floats are where two implementations would disagree.
"""

import json
from hashlib import sha256
from typing import Any

_SAFE = 2**53 - 1
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=False, check_circular=False).encode


def _ordered(value: Any) -> Any:
    """A copy with the keys of every object in order of their UTF-16 units, as RFC 8785 wants it; ValueError as in `dumps`."""
    if isinstance(value, str) or value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if not -_SAFE <= value <= _SAFE:
            raise ValueError("an integer that JavaScript can't hold")
        return value
    if isinstance(value, dict):
        keys = list(value)
        if not all(isinstance(key, str) for key in keys):
            raise ValueError("an object's keys are strings")
        # Code points and UTF-16 units only sort apart beyond the basic plane.
        keys.sort(key=None if all(map(str.isascii, keys)) else lambda key: key.encode("utf-16-be", "surrogatepass"))
        return {key: _ordered(value[key]) for key in keys}
    if isinstance(value, (list, tuple)):
        return [_ordered(item) for item in value]
    raise ValueError(f"{type(value).__name__} has no canonical form here")


def dumps(value: Any) -> bytes:
    """The canonical bytes of a JSON value. ValueError for floats, unsafe integers, lone surrogates and foreign types."""
    return _encode(_ordered(value)).encode()


def digest(value: Any) -> str:
    """Lower-case hex SHA-256 of the canonical bytes."""
    return sha256(dumps(value)).hexdigest()
