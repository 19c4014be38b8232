"""When a route is due: periods, frequencies, scheduled reading days 抄表例日 and the windows around them.

A period is an int YYYYMM. Dates are calendar days at the utility's place.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

Frequency = Literal["monthly", "odd", "even", "several"]

# A reading less than two days off the scheduled day is on time (营销业务规范: 抄表例日 ±1).
_SLACK = dt.timedelta(days=1)
_WIRE = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])", re.ASCII)


def parse_period(text: str) -> int:
    """ "2026-11" → 202611; ValueError for anything else."""
    match = _WIRE.fullmatch(text)
    if match is None:
        raise ValueError("a period is a month: 2026-11")
    return int(match[1]) * 100 + int(match[2])


def format_period(period: int) -> str:
    """202611 → "2026-11"."""
    return f"{period // 100:04d}-{period % 100:02d}"


def period_of(day: dt.date) -> int:
    """The period a day lies in."""
    return day.year * 100 + day.month


def step(period: int, months: int) -> int:
    """The period some months later (or earlier, when negative)."""
    index = period // 100 * 12 + period % 100 - 1 + months
    return index // 12 * 100 + index % 12 + 1


def near(period: int, today: dt.date) -> bool:
    """Whether a person may open a period: three months back for what was forgotten, two ahead for planning. A typo is neither."""
    this = period_of(today)
    return step(this, -3) <= period <= step(this, 2)


def first_day(period: int) -> dt.date:
    """The first day of a period."""
    return dt.date(period // 100, period % 100, 1)


def last_day(period: int) -> dt.date:
    """The last day of a period."""
    year, month = divmod(period, 100)
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def is_due(frequency: Frequency, period: int) -> bool:
    """Whether a route of this frequency is walked in a period: odd and even are the month's number."""
    if frequency == "odd":
        return period % 2 == 1
    if frequency == "even":
        return period % 2 == 0
    return True


@dataclass(frozen=True)
class Walk:
    """One due walk of a route: its number within the period, its scheduled day, and the window that counts as on time."""

    number: int
    day: dt.date
    window_from: dt.date
    window_to: dt.date


def walks(frequency: Frequency, reading_day: int, count: int, period: int) -> list[Walk]:
    """The walks of a route due in a period; none when its month is not due.

    A reading day beyond the month's end is its last day. Several walks are spread evenly over the month, the last one on the
    reading day, since that is the one the bill stands on.
    """
    if not is_due(frequency, period):
        return []
    end = last_day(period).day
    last = min(reading_day, end)
    number_of_walks = max(1, count) if frequency == "several" else 1
    gap = end // number_of_walks
    days = sorted({max(1, last - gap * back) for back in range(number_of_walks)})
    found = []
    for number, day in enumerate(days, start=1):
        on = first_day(period).replace(day=day)
        found.append(Walk(number, on, on - _SLACK, on + _SLACK))
    return found


def months_between(frequency: Frequency) -> int:
    """How many months lie between two due periods of a frequency."""
    return 2 if frequency in {"odd", "even"} else 1


def is_first(installed: dt.date, frequency: Frequency, reading_day: int, period: int) -> bool:
    """Whether this is the first reading 首抄 of an installation: it was put up after the route's previous scheduled day."""
    before = step(period, -months_between(frequency))
    scheduled = first_day(before).replace(day=min(reading_day, last_day(before).day))
    return installed > scheduled


def frozen_moment(billed_at: str, installed: dt.date, period: int, zone: dt.tzinfo) -> dt.datetime | None:
    """The moment a period's values must stand for, where that isn't the visit: 上1月冻结, the zero hour of the period's month.

    Nothing was frozen then by a meter that was put up later.
    """
    first = first_day(period)
    if billed_at != "month_start" or installed > first:
        return None
    return dt.datetime.combine(first, dt.time(), zone)
