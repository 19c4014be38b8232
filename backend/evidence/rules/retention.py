"""How long photos are kept.

- RT1 A photo is kept for so many months after the month it is of: its visit's period, or, when that is later or no visit came,
  the month the photo came in.
- RT2 Of the settings that hold on a day the more specific wins: branch, then class; of equals the newest.
- RT3 Without a setting photos are kept for good.
- RT4 A photo of several visits is kept until the last of them lets it go.
- RT5 An open case holds all photos of its metering point, whatever their month, and the pictures it shows.
- RT6 A shorter time counts from the day after it was set: for a day anybody can see what would go. A longer one counts at once.
- RT7 A dispute about a metering point holds its photos of the disputed periods until it ends.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# A hundred years are "for good".
LEAST_MONTHS, MOST_MONTHS = 1, 1_200


@dataclass(frozen=True, slots=True)
class Setting:
    """How many months from a day on; None means every branch, every class. `set_on`: the day it was set. `id`: a UUID."""

    id: object
    branch_id: int | None
    customer_class: str | None
    valid_from: dt.date
    version: int
    months: int
    set_on: dt.date


@dataclass(frozen=True, slots=True)
class Kept:
    """A visit's photo as retention sees it. `period`: YYYYMM, None while the visit isn't known; then `received_on` counts."""

    branch_id: int
    customer_class: str | None
    period: int | None
    received_on: dt.date


def _newest(settings: Iterable[Setting], kept: Kept, day: dt.date) -> Setting | None:
    """RT2."""
    fitting = [
        one
        for one in settings
        if one.valid_from <= day and one.branch_id in {None, kept.branch_id} and one.customer_class in {None, kept.customer_class}
    ]
    return max(fitting, key=_rank, default=None)


def _rank(one: Setting) -> tuple[bool, bool, dt.date, int]:
    return (one.branch_id is not None, one.customer_class is not None, one.valid_from, one.version)


def applying(settings: Sequence[Setting], kept: Kept, day: dt.date) -> Setting | None:
    """RT2, RT3 and RT6: the setting by which a photo may go; None when it is kept for good."""
    yesterday = _newest([one for one in settings if one.set_on < day], kept, day)
    now = _newest(settings, kept, day)
    if yesterday is None or now is None:
        return None
    return max(yesterday, now, key=lambda one: one.months)


def _later(period: int, months: int) -> int:
    """A period so many months later."""
    index = period // 100 * 12 + period % 100 - 1 + months
    return index // 12 * 100 + index % 12 + 1


def _first(period: int) -> dt.date:
    return dt.date(max(dt.MINYEAR, min(period // 100, dt.MAXYEAR)), period % 100, 1)


def kept_through(kept: Kept, months: int) -> dt.date:
    """RT1: the last day on which a photo is kept."""
    came = kept.received_on.year * 100 + kept.received_on.month
    return _first(_later(max(came, kept.period or came), months + 1)) - dt.timedelta(days=1)


def released_by(settings: Sequence[Setting], uses: Sequence[Kept], day: dt.date) -> Setting | None:
    """RT1 to RT4, RT6: the setting by which a photo of these visits goes on a day; None when it is kept."""
    found: list[Setting] = []
    for use in uses:
        setting = applying(settings, use, day)
        if setting is None or kept_through(use, setting.months) >= day:
            return None
        found.append(setting)
    return max(found, key=lambda one: one.months, default=None)


def came_before(settings: Iterable[Setting], day: dt.date) -> dt.date | None:
    """RT1: only photos that came in before this day can be due, by the shortest time there is; None without any setting."""
    months = min((one.months for one in settings if one.valid_from <= day), default=None)
    return None if months is None else _first(_later(day.year * 100 + day.month, -months))


def is_disputed(disputes: Iterable[tuple[int, int | None]], period: int | None) -> bool:
    """RT7: whether a photo's period lies in one of some disputes (from, to; None: without an end)."""
    return period is not None and any(start <= period and (end is None or period <= end) for start, end in disputes)
