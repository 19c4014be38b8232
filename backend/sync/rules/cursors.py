"""Cursors: how far a phone has come, home by home, as opaque text that only the server can write.

A cursor names the life of the server it was made in. One that is newer than a head of the same life can only mean that the
database was restored from a backup without anybody saying so (DESIGN decision 7); the seal keeps others from claiming that.
"""

import base64
import binascii
import hmac
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import msgspec


class Cursor(msgspec.Struct, frozen=True):
    """home → change_seq, in one life of the server, for one person. `codes` is the version of the code lists the phone has."""

    incarnation: str
    person: str
    homes: dict[str, int]
    codes: str = ""
    # home → a line of its audit trail and how that line's hash begins: a restored database soon has as many changes again, but
    # not the same ones.
    anchors: dict[str, tuple[int, str]] = {}

    @property
    def marks(self) -> dict[int, int]:
        """home → change_seq."""
        return {int(home): seq for home, seq in self.homes.items()}


class Page(msgspec.Struct, frozen=True):
    """Where a snapshot goes on: its fixed mark, and the last row's place (run, sequence, task)."""

    mark: Cursor
    run_id: str
    sequence: int
    task_id: str


def encode(value: Cursor | Page, key: bytes) -> str:
    """Sealed, opaque, fit for an address."""
    content = msgspec.json.encode(value)
    return base64.urlsafe_b64encode(_seal(content, type(value), key) + content).decode().rstrip("=")


def decode(text: str, kind: type[Any], keys: list[bytes]) -> Any:
    """A cursor or a page that was sealed with one of the keys; None for anything else."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    seal, content = raw[:16], raw[16:]
    if not any(hmac.compare_digest(seal, _seal(content, kind, key)) for key in keys):
        return None
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.MsgspecError:
        return None


def _seal(content: bytes, kind: type[Any], key: bytes) -> bytes:
    return hmac.new(key, kind.__name__.encode() + b":" + content, sha256).digest()[:16]


def newer_than(cursor: Cursor, heads: Mapping[int, int]) -> bool:
    """Whether a cursor has seen changes that the server never made, as far as it remembers."""
    return any(seq > heads.get(home, 0) for home, seq in cursor.marks.items())
