"""The status of an account on a day."""

import datetime as dt
from collections.abc import Iterable


def status_on(spans: Iterable[tuple[dt.date, dt.date | None, str]], day: dt.date) -> str:
    """The status that holds on a day, of spans (from, to, status; to is exclusive); an account without any is active."""
    return next((status for begins, ends, status in spans if begins <= day and (ends is None or day < ends)), "active")
