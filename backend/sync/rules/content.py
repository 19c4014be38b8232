"""What an entry is, byte for byte: its canonical content (RFC 8785) and the digest by which it is recognised (decision 3).

Content is {kind, v, recorded_at, clock, person, body}: strings, safe integers, booleans, null, arrays and objects. Floats are
where two implementations would disagree, so an entry that holds one has no canonical content.
"""

import re
from hashlib import sha256
from typing import Any

import msgspec

from backend.kernel import canonical

MEMBERS = ("kind", "v", "recorded_at", "clock", "person", "body")


class NotCanonicalError(ValueError):
    """The bytes hold something that has no canonical form: a float, an unsafe integer, a lone surrogate, no object at all."""


def _refuse_float(_text: Any) -> Any:
    raise NotCanonicalError("a float")


_decode = msgspec.json.Decoder(float_hook=_refuse_float).decode
# Sorts keys by code point and escapes as RFC 8785 wants; the two only part ways for keys beyond the basic plane.
_encode = msgspec.json.Encoder(order="deterministic").encode
# A number of 16 digits or more outside of a string may be unsafe; inside one this only costs the slow way.
_MAY_BE_UNSAFE = re.compile(rb"[:\[,]\s*-?[0-9]{16}")


def read(raw: bytes) -> dict[str, Any]:
    """The entry as an object; NotCanonicalError when it can't be read or holds a float."""
    try:
        value = _decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise NotCanonicalError(str(error)) from error
    if not isinstance(value, dict):
        raise NotCanonicalError("no object")
    return value


def canonical_bytes(entry: dict[str, Any], raw: bytes) -> bytes:
    """The canonical content of an entry read from `raw`; NotCanonicalError where there is none."""
    content = {name: entry[name] for name in MEMBERS if name in entry}
    if raw.isascii() and b"\\u" not in raw and _MAY_BE_UNSAFE.search(raw) is None:
        return _encode(content)
    try:
        return canonical.dumps(content)
    except (ValueError, RecursionError) as error:
        raise NotCanonicalError(str(error)) from error


def digest(content: bytes) -> str:
    """Lower-case hex SHA-256."""
    return sha256(content).hexdigest()
