"""The Spring Festival, which moves between January and February: how many of a month's days lie around it.

Works stand still and people go home to their villages, from a week before the lunar year's first day to the Lantern Festival on
its 15th. What the class did over the same days a year ago says nothing of that: a month with the festival must be set beside one
with it.
"""

import datetime as dt

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

# The first day of the lunar year, by the Hong Kong Observatory's conversion tables (as in GB/T 33661-2017).
_FIRST_DAYS = (
    "2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03 "
    "2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08 2036-01-28 2037-02-15 2038-02-04 2039-01-24 2040-02-12"
)
SPRING_FESTIVAL: dict[int, dt.date] = {int(text[:4]): dt.date.fromisoformat(text) for text in _FIRST_DAYS.split()}
DAYS_BEFORE, DAYS_AFTER = 7, 14

MONTH = 365.25 / 12
_BEGINS = np.array([day.toordinal() - DAYS_BEFORE for day in SPRING_FESTIVAL.values()], dtype=float)
_ENDS = np.array([day.toordinal() + DAYS_AFTER + 1 for day in SPRING_FESTIVAL.values()], dtype=float)


def festival_share(middays: FloatArray) -> FloatArray:
    """What share of the month around each day (an ordinal; any shape) lies around the festival; 0 in years beyond the table."""
    begins, ends = middays[..., None] - MONTH / 2, middays[..., None] + MONTH / 2
    days = np.maximum(np.minimum(ends, _ENDS) - np.maximum(begins, _BEGINS), 0.0)
    share: FloatArray = days.sum(axis=-1) / MONTH
    return share


# Months whose share lies so far (or so little) off that of their neighbours tell of the festival (or of quiet months).
_TELLING, _QUIET = 0.2, 0.05
# A class is moved by the festival if a whole month of it would move it so much (log), and so many times what quiet months bend.
_LEAST = 0.2
_STANDS_OUT = 3.0


def festival_effect(middays: FloatArray, logs: FloatArray) -> float:
    """By how much (log) a whole month of festival days would move a class that stood at `logs` on these days, oldest first.

    Each month is set beside the middle between its neighbours, so that neither winter nor growth is taken for the festival.
    0 where it doesn't stand out among the class's other months, or none is known.
    """
    if len(middays) < 3:
        return 0.0
    share = festival_share(middays)
    bent = logs[1:-1] - (logs[:-2] + logs[2:]) / 2
    more = share[1:-1] - (share[:-2] + share[2:]) / 2
    telling, quiet = np.abs(more) >= _TELLING, np.abs(bent[np.abs(more) <= _QUIET])
    if not telling.any() or not len(quiet):
        return 0.0
    effect = float((more * bent).sum() / (more**2).sum())
    return effect if abs(effect) >= max(_LEAST, _STANDS_OUT * float(np.median(quiet))) else 0.0
