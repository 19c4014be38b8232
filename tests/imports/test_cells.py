"""Cells as people and spreadsheets write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.imports.rules import cells
from backend.imports.rules.cells import Bad

asset = cells.identifier(22)


def code(value: object) -> str:
    assert isinstance(value, Bad), value
    return value.code


@pytest.mark.parametrize("text", ["1.23E+21", "1.23456789012346E+17", "3.14e+15", "1,5E+20", "1E+21", "１.23Ｅ+21"])
def test_a_number_that_a_spreadsheet_destroyed_is_refused_by_name(text: str) -> None:
    assert code(asset(text)) == "number_destroyed"
    assert code(cells.e4(text)) == "number_destroyed"
    assert code(cells.whole(0, 9)(text)) == "number_destroyed"


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "#VALUE!", "########"])
def test_a_spreadsheets_error_is_no_value(text: str) -> None:
    assert code(asset(text)) == "spreadsheet_error"
    assert code(cells.e4(text)) == "spreadsheet_error"
    assert code(cells.date(text)) == "spreadsheet_error"


def test_identifiers_keep_every_digit() -> None:
    assert asset("0013400000123456789012") == "0013400000123456789012"
    assert asset("000") == "000"
    assert asset("１２３４ 5678") == "12345678"
    assert asset("A-12/3_b") == "A-12/3_b"
    # A serial number may look much like an exponent.
    assert asset("12E345") == "12E345"
    assert asset("E12") == "E12"
    assert asset("3E") == "3E"
    assert code(asset("12345.0")) == "identifier_is_decimal"
    assert code(asset("0" * 23)) == "too_long"


@pytest.mark.parametrize(
    ("raw", "text"),
    [('="00123"', "00123"), ("'00123", "00123"), ("\t00123\u3000", "00123"), ("\ufeff00123", "00123"), ("a b", "a b")],
)
def test_tricks_that_keep_text_text_are_undone(raw: str, text: str) -> None:
    assert cells.tidy(raw) == text


@pytest.mark.parametrize("text", ["", "-", "——", "/", "无", "NULL", "n/a"])
def test_a_cell_that_says_nothing_is_blank(text: str) -> None:
    assert cells.is_blank(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4821.6", 48_216_000), ("004821.60", 48_216_000), ("4,821.60", 48_216_000), ("1,234,567", 12_345_670_000), ("0", 0),
        ("４８２１．６", 48_216_000), ("12 kWh", 120_000), ("12度", 120_000), ("+5", 50_000), (".5", 5_000), ("7.", 70_000),
    ],
)  # fmt: skip
def test_numbers_are_whole_ten_thousandths(text: str, value: int) -> None:
    assert cells.e4(text) == value
    assert cells.quick_e4(text) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-1", "negative"),
        ("1.23456", "too_precise"),
        ("12,34", "not_a_number"),
        ("9" * 17, "not_a_number"),
        ("9" * 16, "too_large_number"),
    ],
)
def test_what_is_no_register_value_is_refused(text: str, expected: str) -> None:
    assert code(cells.e4(text)) == expected
    assert code(cells.quick_e4(text)) == expected


def test_ratios() -> None:
    assert cells.ratio_e4("150/5") == 300_000
    assert cells.ratio_e4("10000：100") == 1_000_000
    assert cells.ratio_e4("30") == 300_000
    assert code(cells.ratio_e4("0/5")) == "not_positive"
    assert code(cells.ratio_e4("100/3")) == "too_precise"


@pytest.mark.parametrize(
    "text", ["2026-11-01", "2026/11/1", "2026.11.01", "20261101", "2026年11月1日", "2026-11-01 00:00:00", "46327", "46327.0"]
)
def test_days_are_written_year_first(text: str) -> None:
    assert cells.date(text) == "2026-11-01"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01/11/2026", "date_order"), ("11-1-26", "date_order"), ("2026-02-30", "no_such_day"), ("yesterday", "not_a_date"),
        ("1899-01-01", "date_far_off"), ("2026-11-01 noonish", "not_a_date"), ("123", "not_a_date"),
    ],
)  # fmt: skip
def test_a_day_that_could_mean_two_is_refused(text: str, expected: str) -> None:
    assert code(cells.date(text)) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-11-01", "2026-11-01"), ("2026-11-01 08:30", "2026-11-01T08:30:00"), ("2026/11/1 8:30:05", "2026-11-01T08:30:05"),
        ("20261101T083005", Bad("not_a_time")), ("2026-11-01T08:30:05+08:00", "2026-11-01T08:30:05+08:00"),
        ("2026-11-01T00:30:05.250Z", "2026-11-01T00:30:05.250000+00:00"), ("2026-11-01 25:00", Bad("not_a_time")),
        ("2026年11月1日 8时30分", "2026-11-01T08:30:00"),
    ],
)  # fmt: skip
def test_moments(text: str, value: object) -> None:
    assert cells.moment(text) == value


def test_periods() -> None:
    assert [cells.period(text) for text in ("2026-11", "202611", "2026年11月", "2026/1", "2026-11-05")] == [202611] * 3 + [
        202601,
        202611,
    ]
    assert code(cells.period("2026-13")) == "not_a_period"


def test_choices_and_classes() -> None:
    role = cells.choice({"结算": "settlement", "settlement": "settlement", "考核": "check"})
    assert role("结算") == role(" Settlement ") == "settlement"
    assert role("别的") == Bad("unknown_choice", {"allowed": "settlement, check"})
    classes = {
        "乡村居民生活用电": "residential", "非居民照明": "small_business", "大工业用电": "industrial", "农业排灌": "agriculture",
        "光伏发电": "generation", "一般工商业": "small_business",
    }  # fmt: skip
    assert {text: cells.customer_class(text) for text in classes} == classes
    assert code(cells.customer_class("外星")) == "unknown_choice"
    assert (cells.yes_no("是"), cells.yes_no("No")) == (1, 0)


def test_degrees() -> None:
    latitude = cells.degrees(90)
    assert latitude("36.123456789") == "36.123456789"
    assert latitude("36.1°") == "36.1"
    assert code(latitude("113.2")) == "out_of_bounds"
    assert code(latitude("36°07′")) == "not_degrees"


@given(st.one_of(st.text("0123456789.,+-e １²٣kwh度", max_size=18), st.decimals(0, 10**10, places=4).map(str)))
def test_the_quick_way_gives_what_the_careful_one_gives(text: str) -> None:
    tidy = cells.tidy(text)
    assert cells.quick_e4(text) == (None if cells.is_blank(tidy) else cells.e4(tidy))
