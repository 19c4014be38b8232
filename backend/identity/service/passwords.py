"""Argon2id, at the parameters OWASP names as its first choice; the library's own defaults cost eight times as much."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# So that an unknown account takes as long to refuse as a wrong password.
_NOBODY = _hasher.hash(secrets.token_urlsafe(16))

SHORTEST = 10


def hash_password(password: str) -> str:
    return _hasher.hash(password)


def is_right(password: str, stored: str | None) -> bool:
    """Whether a password matches; None is an account that doesn't exist."""
    try:
        _hasher.verify(stored or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None
