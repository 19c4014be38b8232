"""When a route is due."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.fieldwork.rules import calendar

periods = st.builds(lambda year, month: year * 100 + month, st.integers(2000, 2099), st.integers(1, 12))


@given(periods)
def test_wire_form_round_trips(period: int) -> None:
    assert calendar.parse_period(calendar.format_period(period)) == period


@pytest.mark.parametrize("text", ["", "2026-13", "2026-00", "26-11", "202611", "2026-1", "２０２６-11", "2026-11-01"])
def test_other_texts_are_no_period(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        calendar.parse_period(text)


@given(periods, st.integers(-600, 600))
def test_steps_forth_and_back(period: int, months: int) -> None:
    assert calendar.step(calendar.step(period, months), -months) == period


def test_step_over_the_year() -> None:
    assert calendar.step(202612, 1) == 202701
    assert calendar.step(202601, -1) == 202512


@given(st.sampled_from(["monthly", "odd", "even", "several"]), st.integers(1, 31), st.integers(1, 6), periods)
def test_walks_lie_in_their_period_in_order(frequency: calendar.Frequency, day: int, count: int, period: int) -> None:
    found = calendar.walks(frequency, day, count, period)
    assert bool(found) is calendar.is_due(frequency, period)
    assert [walk.number for walk in found] == list(range(1, len(found) + 1))
    days = [walk.day for walk in found]
    assert days == sorted(set(days))
    assert all(calendar.period_of(walk.day) == period and walk.window_from <= walk.day <= walk.window_to for walk in found)
    if found:
        assert found[-1].day.day == min(day, calendar.last_day(period).day)


def test_odd_and_even_months() -> None:
    assert calendar.walks("odd", 8, 1, 202611)
    assert not calendar.walks("odd", 8, 1, 202612)
    assert calendar.walks("even", 8, 1, 202612)
    assert not calendar.walks("even", 8, 1, 202611)


def test_the_31st_is_the_last_day() -> None:
    assert calendar.walks("monthly", 31, 1, 202602)[0].day == dt.date(2026, 2, 28)


def test_three_walks_spread_over_the_month() -> None:
    assert [walk.day.day for walk in calendar.walks("several", 25, 3, 202611)] == [5, 15, 25]


@pytest.mark.parametrize(
    ("installed", "frequency", "expected"),
    [
        (dt.date(2026, 10, 9), "monthly", True),
        (dt.date(2026, 10, 8), "monthly", False),
        (dt.date(2026, 9, 9), "odd", True),
        (dt.date(2026, 9, 8), "odd", False),
        (dt.date(2020, 1, 1), "monthly", False),
    ],
)
def test_first_reading(installed: dt.date, frequency: calendar.Frequency, expected: bool) -> None:
    assert calendar.is_first(installed, frequency, 8, 202611) is expected


@pytest.mark.parametrize(
    ("period", "near"), [(202607, False), (202608, True), (202611, True), (202701, True), (202702, False), (202401, False)]
)
def test_which_months_may_be_opened(period: int, near: bool) -> None:
    assert calendar.near(period, dt.date(2026, 11, 24)) is near
