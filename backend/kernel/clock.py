"""The only clock. Everything that needs the time asks here, so that a test can set it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def _system() -> datetime:
    return datetime.now(UTC)


# One source a process, not a context variable: the writer thread and the job worker must see a frozen clock too.
_source: Callable[[], datetime] = _system


def now() -> datetime:
    """The present instant, in UTC, cut to whole milliseconds: what the database can keep and compare without surprise."""
    at = _source()
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def monotonic() -> float:
    """Seconds that never run backward; only differences mean something."""
    return time.monotonic()


def business_date(at: datetime, zone: ZoneInfo) -> date:
    """The calendar day of an instant at the utility's place."""
    return at.astimezone(zone).date()


def to_ms(at: datetime) -> int:
    """Milliseconds since 1970; ValueError for a time without a zone, which is no instant."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return (at - EPOCH) // _MILLISECOND


def from_ms(ms: int) -> datetime:
    """The instant in UTC of milliseconds since 1970."""
    return EPOCH + ms * _MILLISECOND


@contextmanager
def frozen(at: datetime) -> Iterator[Callable[[timedelta], None]]:
    """Stop the clock at an instant, for tests; yields a function that moves it on."""
    global _source  # noqa: PLW0603  one source a process is the point
    before = _source
    current = at

    def move(by: timedelta) -> None:
        nonlocal current
        current += by

    def stopped() -> datetime:
        return current

    _source = stopped
    try:
        yield move
    finally:
        _source = before
