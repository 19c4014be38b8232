"""How long photos are kept, rule by rule."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from backend.evidence.rules.retention import Kept, Setting, applying, came_before, kept_through, released_by

SET = Setting("all", None, None, dt.date(2025, 1, 1), 1, 12, dt.date(2025, 1, 1))
USE = Kept(1, "residential", 202511, dt.date(2025, 11, 12))
DAY = dt.date(2026, 12, 1)


def test_rt1_months_after_the_month_it_is_of() -> None:
    assert kept_through(USE, 12) == dt.date(2026, 11, 30)
    assert kept_through(USE, 3) == dt.date(2026, 2, 28)
    assert kept_through(replace(USE, period=202512), 1) == dt.date(2026, 1, 31)


def test_rt1_a_photo_that_came_late_or_without_its_visit_counts_from_when_it_came() -> None:
    late = replace(USE, received_on=dt.date(2026, 2, 3))
    assert kept_through(late, 12) == kept_through(replace(late, period=None), 12) == dt.date(2027, 2, 28)


def test_rt1_it_goes_on_the_day_after_its_last() -> None:
    assert released_by([SET], [USE], dt.date(2026, 11, 30)) is None
    assert released_by([SET], [USE], DAY) is SET


def test_rt2_the_more_specific_wins() -> None:
    of_class = replace(SET, id="class", customer_class="residential", months=24)
    of_branch = replace(SET, id="branch", branch_id=1, months=6)
    assert applying([SET, of_class], USE, DAY) == of_class
    assert applying([SET, of_class, of_branch], USE, DAY) == of_branch
    assert applying([of_branch], replace(USE, branch_id=2), DAY) is None
    assert applying([SET, replace(SET, id="newer", version=2)], USE, DAY) == replace(SET, id="newer", version=2)


def test_rt3_without_a_setting_for_good() -> None:
    assert released_by([], [USE], dt.date(2099, 1, 1)) is None
    assert released_by([replace(SET, customer_class="industrial")], [USE], dt.date(2099, 1, 1)) is None


def test_rt4_the_last_visit_decides() -> None:
    industrial = replace(SET, id="industrial", customer_class="industrial", months=60)
    assert released_by([SET, industrial], [USE, replace(USE, customer_class="industrial")], DAY) is None
    assert released_by([SET], [USE, replace(USE, period=202512)], DAY) is None
    assert released_by([SET], [USE, USE], DAY) is SET


def test_rt6_a_shorter_time_waits_a_day_a_longer_doesn_t() -> None:
    shorter = replace(SET, id="shorter", version=2, months=2, set_on=DAY)
    assert released_by([shorter], [USE], DAY) is None
    recent = replace(USE, period=202609, received_on=dt.date(2026, 9, 9))
    assert released_by([SET, shorter], [recent], DAY) is None
    assert released_by([SET, shorter], [recent], DAY + dt.timedelta(days=1)) == shorter
    longer = replace(SET, id="longer", version=2, months=60, set_on=DAY)
    assert released_by([SET, longer], [USE], DAY) is None


@given(
    months=st.integers(1, 1200), day=st.dates(dt.date(2025, 1, 2), dt.date(2200, 1, 1)), before=st.integers(0, 3000),
    period=st.none() | st.integers(0, 60),
)  # fmt: skip
def test_rt1_what_came_in_later_than_looked_at_is_never_due(months: int, day: dt.date, before: int, period: int | None) -> None:
    setting = replace(SET, months=months)
    bound = came_before([setting], day)
    assert bound is not None
    received = bound + dt.timedelta(days=before)
    late = period if period is None else (received.year - period // 12) * 100 + 1 + period % 12
    assert released_by([setting], [replace(USE, period=late, received_on=received)], day) is None
    earlier = bound - dt.timedelta(days=1)
    of_its_month = replace(USE, period=None, received_on=earlier)
    assert released_by([setting], [of_its_month], day) is setting
