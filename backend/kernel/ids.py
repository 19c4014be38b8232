"""Ids: UUIDv7, so that keys made one after another lie side by side in an index."""

import os
import secrets
import threading
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from backend.kernel import clock

_lock = threading.Lock()
_last_ms = 0
_counter = 0


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, a 12-bit counter within the millisecond, 62 random bits.

    Ids of one process never go backward, even when the clock does: the last millisecond is then used on.
    """
    global _last_ms, _counter  # noqa: PLW0603  the order within a process is the process's
    ms = clock.to_ms(clock.now())
    with _lock:
        if ms > _last_ms:
            _last_ms = ms
            # Starts in the lower half, so that a busy millisecond has room to count.
            _counter = secrets.randbits(11)
        else:
            _counter += 1
            if _counter > 0xFFF:
                _last_ms += 1
                _counter = 0
        head = _last_ms << 16 | 0x7000 | _counter
    tail = int.from_bytes(os.urandom(8)) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    return UUID(int=head << 64 | tail)


def is_usable(text: str) -> bool:
    """Whether a text is an id as the wire writes it: lower-case, hyphenated, a UUID of version 7 (or 4)."""
    try:
        value = UUID(text)
    except ValueError:
        return False
    return str(value) == text and value.version in {4, 7}


@lru_cache(maxsize=16_384)
def parse(text: str) -> UUID:
    """The id a text stands for; ValueError for none. A phone names the same few ids over and over: making one costs 4 µs."""
    return UUID(text)


def made_at(value: UUID) -> datetime:
    """The instant inside a UUIDv7, as its maker's clock had it."""
    return clock.from_ms(value.int >> 80)


def new_token() -> str:
    """An opaque secret of 256 bits, for sessions, devices and invitations. Only its digest is ever stored."""
    return secrets.token_urlsafe(32)


def token_digest(token: str) -> str:
    """What is stored and looked up instead of a token: its SHA-256 in hex. A 256-bit random token needs no slow hash."""
    return sha256(token.encode()).hexdigest()
