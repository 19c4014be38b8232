"""How failed sign-ins slow the next one, by account and by address (OWASP: slow down rather than lock out for good)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

# How far back failures count.
MEMORY = timedelta(minutes=15)
LONGEST = timedelta(minutes=15)
# Failures that cost nothing: typing errors by account; a whole office behind one address.
FREE_BY_ACCOUNT = 4
FREE_BY_ADDRESS = 30
_FIRST_PAUSE_S = 5


def pause(failures: Sequence[datetime], *, free: int, now: datetime) -> int:
    """Seconds to wait before another try, 0 for none: after `free` failures in memory the pause doubles with each one."""
    recent = sorted(at for at in failures if now - at < MEMORY)
    over = len(recent) - free
    if over <= 0:
        return 0
    length = min(LONGEST, timedelta(seconds=_FIRST_PAUSE_S * 2 ** min(over - 1, 16)))
    left = recent[-1] + length - now
    return max(0, -int(-left.total_seconds() // 1))
