"""How much electricity whom when: seasons, and the Spring Festival, which moves."""

import datetime as dt
from typing import Literal

from backend.vee.rules.festival import SPRING_FESTIVAL

Habit = Literal["flat", "village", "shop", "works", "pump", "public", "roof", "empty"]

# Each month's consumption beside the year's mean, January first.
_MONTHS: dict[Habit, tuple[float, ...]] = {
    "flat": (1.25, 1.10, 0.85, 0.72, 0.75, 1.00, 1.45, 1.55, 1.05, 0.72, 0.80, 1.10),
    "village": (1.20, 1.25, 0.85, 0.78, 0.80, 0.95, 1.30, 1.40, 1.00, 0.80, 0.82, 1.05),
    "shop": (1.05, 0.95, 0.88, 0.85, 0.92, 1.10, 1.30, 1.35, 1.08, 0.88, 0.84, 0.95),
    "works": (0.95, 0.80, 1.02, 1.04, 1.03, 1.02, 1.04, 1.05, 1.02, 1.00, 1.02, 1.03),
    "pump": (0.05, 0.10, 0.90, 2.20, 2.60, 1.90, 1.10, 1.70, 0.80, 0.30, 0.15, 0.05),
    "public": (1.15, 1.05, 0.95, 0.85, 0.85, 1.00, 1.15, 1.20, 0.95, 0.90, 0.95, 1.05),
    "roof": (0.62, 0.72, 0.98, 1.18, 1.30, 1.28, 1.25, 1.22, 1.05, 0.92, 0.72, 0.60),
    "empty": (1.0,) * 12,
}
# What the days around the festival are, beside usual ones: people go home to their villages, works and shops stand still.
_FESTIVAL: dict[Habit, float] = {"flat": 0.85, "village": 1.75, "shop": 0.55, "works": 0.25, "pump": 0.2, "public": 0.9}
_DAYS_BEFORE, _DAYS_AFTER = 7, 10


def _festival_days(begins: dt.date, ends: dt.date) -> int:
    """How many days of a span are festival days."""
    days = 0
    for year in range(begins.year, ends.year + 1):
        first = SPRING_FESTIVAL.get(year)
        if first is not None:
            start, stop = first - dt.timedelta(days=_DAYS_BEFORE), first + dt.timedelta(days=_DAYS_AFTER)
            days += max(0, (min(ends, stop) - max(begins, start)).days)
    return days


def usual_days(habit: Habit, begins: dt.date, ends: dt.date) -> float:
    """How many average days of the year the consumption of a span comes to (ends is exclusive)."""
    months = _MONTHS[habit]
    total, day = 0.0, begins
    while day < ends:
        following = min(ends, (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1))
        total += (following - day).days * months[day.month - 1]
        day = following
    festival = _festival_days(begins, ends)
    return max(0.0, total + festival * (_FESTIVAL.get(habit, 1.0) - 1.0))
