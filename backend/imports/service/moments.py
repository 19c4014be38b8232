"""The moments that files write: days and times of the utility's place as milliseconds, each read once."""

import datetime as dt
from zoneinfo import ZoneInfo

from backend.kernel import clock


class Moments(dict[str, tuple[int, int]]):
    """ISO text → (milliseconds since 1970, the month YYYYMM it lies in). A day alone is its zero hour, in the utility's zone."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone

    def __missing__(self, text: str) -> tuple[int, int]:
        at = dt.datetime.fromisoformat(text)
        if at.tzinfo is None:
            at = at.replace(tzinfo=self._zone)
        local = at.astimezone(self._zone)
        self[text] = found = (clock.to_ms(at), local.year * 100 + local.month)
        return found

    def of_day(self, day: dt.date) -> int:
        """The zero hour of a day."""
        return self[day.isoformat()][0]
