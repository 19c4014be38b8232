"""Readings' rules: the dial, what stands, what is settled."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.readings.rules.dial import advance, figures, fits, modulus_e4, value_of
from backend.readings.rules.quality import ASIDE, CODES
from backend.readings.rules.settlement import End, Line, Stretch, TaskState, in_force, line, undone
from backend.readings.rules.standing import Value, standing

AT = dt.datetime(2026, 11, 10, 4, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("value", "digits", "decimals", "shown"),
    [(4821_6000, 5, 1, "048216"), (0, 4, 0, "0000"), (99_9900, 2, 2, "9999"), (5000, 2, 1, "005")],
)
def test_a_dial_shows_a_value_and_is_read_back(value: int, digits: int, decimals: int, shown: str) -> None:
    assert figures(value, digits, decimals) == shown
    assert value_of(shown, decimals) == value
    assert fits(value, digits, decimals)


def test_a_dial_has_an_end() -> None:
    assert not fits(100_0000, 2, 0)
    assert not fits(1_0500, 2, 1)
    assert modulus_e4(2) == 100_0000


@given(st.integers(0, 10**9 - 1), st.integers(0, 10**9 - 1), st.integers(0, 10**9))
def test_an_advance_leads_from_the_one_value_to_the_other(before: int, after: int, most: int) -> None:
    went = advance(before, after, modulus=10**9, most=most)
    assert (before + went.e4) % 10**9 == after
    assert went.rolled == (before + went.e4 >= 10**9)
    if went.rolled:
        assert went.e4 <= min(most, 10**9 // 2)


def value(number: int, *, corrects: int | None = None, aside: bool = False, day: int = 10) -> Value:
    return Value(number, "r", 202611, number, AT.replace(day=day), "typed", None, None, corrects, aside)


@pytest.mark.parametrize(
    ("values", "left"),
    [
        ([value(1)], [1]),
        ([value(1), value(2, corrects=1)], [2]),
        ([value(1), value(2, corrects=1), value(3, corrects=2)], [3]),
        ([value(1), value(2, corrects=1, aside=True)], [1]),
        ([value(1, aside=True), value(2)], [2]),
        ([value(1, aside=True)], []),
        ([value(2, day=12), value(1, day=20)], [2, 1]),
    ],
    ids=[
        "one",
        "corrected",
        "corrected twice",
        "the correction is set aside",
        "contested",
        "none",
        "two walks, by their moments",
    ],
)
def test_which_readings_stand(values: list[Value], left: list[int]) -> None:
    assert [one.id for one in standing(reversed(values))] == left


def test_codes_that_set_aside_are_known() -> None:
    assert set(ASIDE) < set(CODES)


def stretch(start: int | None, end: int, *, kind: str = "cumulative", digits: int = 4, multiplier: int = 1) -> Line:
    origin = None if start is None else End("a", start, AT)
    return line(Stretch("r", kind, digits, multiplier * 10_000, origin, End("b", end, AT)))


@pytest.mark.parametrize(
    ("found", "advance_e4", "energy_e4"),
    [
        (stretch(10_0000, 30_0000), 20_0000, 20_0000),
        (stretch(10_0000, 30_0000, multiplier=40), 20_0000, 800_0000),
        (stretch(9990_0000, 10_0000), 20_0000, 20_0000),
        (stretch(30_0000, 10_0000), -20_0000, -20_0000),
        (stretch(3_0000, 2_5000, kind="demand"), 2_5000, 2_5000),
        (stretch(None, 5_0000), 5_0000, 5_0000),
    ],
    ids=["plain", "by a transformer", "round the end", "credit", "demand is its value", "from nothing"],
)
def test_what_a_stretch_means(found: Line, advance_e4: int, energy_e4: int) -> None:
    assert (found.advance_e4, found.energy_e4) == (advance_e4, energy_e4)


@pytest.mark.parametrize(
    ("tasks", "why"),
    [
        ([], "no_task"),
        ([TaskState(1, "cancelled", None)], "no_task"),
        ([TaskState(1, "read", None)], None),
        ([TaskState(1, "closed_elsewhere", None)], None),
        ([TaskState(1, "read", None), TaskState(2, "open", 1)], "not_read"),
        ([TaskState(1, "skipped", None)], "skipped"),
        ([TaskState(1, "skipped", None), TaskState(2, "read", 1)], None),
        ([TaskState(1, "skipped", None), TaskState(2, "skipped", 1)], "skipped"),
        ([TaskState(1, "returned", None)], "returned"),
        ([TaskState(1, "contested", None)], "contested"),
        ([TaskState(1, "read", None), TaskState(2, "cancelled", 1)], None),
    ],
)
def test_what_keeps_a_point_from_being_released(tasks: list[TaskState], why: str | None) -> None:
    assert undone(tasks) == why


@pytest.mark.parametrize(
    ("day", "expected"),
    [(dt.date(2025, 1, 1), 10), (dt.date(2026, 10, 31), 10), (dt.date(2026, 11, 1), 20), (dt.date(2027, 1, 1), 20)],
)
def test_the_multiplier_of_the_reading_day_counts(day: dt.date, expected: int) -> None:
    assert in_force([(dt.date(2026, 1, 1), 10), (dt.date(2026, 11, 1), 20)], day) == expected
    assert in_force([], day) is None
