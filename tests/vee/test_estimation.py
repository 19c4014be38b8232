"""Estimates a person can recompute: by method, marked, limited in a row."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.db import Database
from backend.vee.rules.estimation import last_year, linear, used
from backend.vee.rules.forecast import Span
from tests.factories.readings import PERIOD, month_before, remember
from tests.supervision.desk import HIGH, Desk, a_desk
from tests.support.either import both

DAY = 740_000


def months(*kwh: float, to: int = DAY) -> list[Span]:
    """Spans of thirty days, the last one ending on a day."""
    first = to - 30 * len(kwh)
    return [Span(first + 30 * i, first + 30 * (i + 1), round(one * 10_000)) for i, one in enumerate(kwh)]


def test_use_between_two_days_is_even_within_each_span() -> None:
    spans = months(300, 600)
    assert used(spans, DAY - 60, DAY) == 900_0000
    assert used(spans, DAY - 45, DAY - 15) == 450_0000
    # Four fifths must be known; the rest is taken to be like it.
    assert used(spans, DAY - 72, DAY) == 1080_0000
    assert used(spans, DAY - 80, DAY) is None
    assert used(spans, DAY, DAY) is None


def test_linear_is_the_mean_of_three_months() -> None:
    assert linear(months(90, 300, 300, 600), DAY, DAY + 30) == 400_0000
    assert linear(months(300), DAY, DAY + 10) == 100_0000
    assert linear([], DAY, DAY + 30) is None


def kwh(spans: list[Span]) -> int | None:
    found = last_year(spans, DAY, DAY + 30)
    return None if found is None else round(found / 10_000)


def test_last_year_follows_the_season_and_the_trend() -> None:
    flat = [100.0] * 30
    assert kwh(months(*flat)) == 100
    # The same winter a year ago, and half as much again these three months.
    grown = [*[100.0] * 26, 150.0, 150.0, 150.0, 150.0]
    assert kwh(months(*grown)) == 150
    # A trend is never taken to be more than twice, or less than half.
    wild = [*[100.0] * 26, 900.0, 900.0, 900.0, 900.0]
    assert kwh(months(*wild)) == 200
    assert last_year(months(100, 100), DAY, DAY + 30) is None


@given(
    kwh=st.lists(st.integers(0, 10**6), max_size=30), days=st.integers(1, 400), ahead=st.integers(0, 400)
)  # fmt: skip
def test_no_history_breaks_an_estimate_or_makes_it_negative(kwh: list[int], days: int, ahead: int) -> None:
    spans = months(*kwh)
    for method in (last_year, linear):
        found = method(spans, DAY + ahead, DAY + ahead + days)
        assert found is None or found >= 0


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return a_desk(database, tmp_path)


def choices(desk: Desk, case_id: str) -> dict[str, str]:
    found = desk.get(f"/cases/{case_id}/estimates")["items"]
    return {one["method"]: one["values"][0]["value"] for one in found}


@both
def test_every_method_s_value_is_shown_before_one_is_taken(desk: Desk) -> None:
    desk.read(0, HIGH)
    case_id = desk.the_case()
    found = choices(desk, case_id)
    assert list(found) == ["last_year", "profile", "linear"]
    # 150 a month for two years: 31 days are about 150, by whatever method.
    assert all(4740 < float(value) < 4765 for value in found.values()), found
    desk.decide(case_id, "estimate", values=desk.values(0, found["linear"]))
    assert desk.standing(0) == [found["linear"]]
    assert desk.readings(0)[0][1] == "estimate"


def test_a_third_estimate_in_a_row_is_refused(desk: Desk) -> None:
    stop = desk.stop(1)
    last = month_before(PERIOD, 1)
    # What the office put in place of nothing, in the two months before.
    remember(desk.round.app.database, desk.people, stop, [4610, 4640], obtained="estimate")
    assert last == 202610
    desk.read(1, "9256")
    case_id = desk.the_case()
    answer: Any = desk.decide(case_id, "estimate", status=409)
    assert answer["code"] == "too_many_estimates"
    desk.decide(case_id, "re_read")
