"""Which moment counts when a phone's wall clock and the server disagree (DESIGN decision 6). All times are aware.

The corrected time is the phone's monotonic clock tied to the server's. Browsers let that clock rest while the phone sleeps, so
over a page start of days it lags by hours; a wall clock that is nearly right is the better witness then.
"""

import datetime as dt

# As far as a right wall clock and a corrected time may lie apart: nights and breaks that a phone slept through.
SLEPT = dt.timedelta(days=2)
# Nothing can have happened after it was received; a clock that is a little fast harms nobody.
FAST = dt.timedelta(hours=1)


def is_wrong(said: dt.datetime, corrected: dt.datetime | None, received: dt.datetime) -> bool:
    """Whether the wall clock that said this was surely wrong. One that is slow isn't known as such without a corrected time."""
    return said > received + FAST or (corrected is not None and abs(corrected - said) > SLEPT)


def that_counts(said: dt.datetime, corrected: dt.datetime | None, received: dt.datetime) -> dt.datetime:
    """What the wall clock said, unless it was surely wrong and the right time is known."""
    return corrected if corrected is not None and is_wrong(said, corrected, received) else said
