"""What a link shows, a receipt's number, and when a customer's values are complete."""

import datetime as dt

import pytest

from backend.kernel.problems import Problem
from backend.selfreport.rules import receipt
from backend.selfreport.rules.masking import masked, tail
from backend.selfreport.rules.values import complete


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        pytest.param("城关镇北街12号3单元502", "城关镇北街**号*单元***", id="figures"),
        pytest.param("三里屯南路八号院四单元", "三里屯南路*号院*单元", id="a village's name keeps its numeral"),
        pytest.param("河东村张家院", "河东村张**", id="no figure"),
        pytest.param("Lane 7, flat 12B", "Lane *, **** ***", id="Latin"),
        pytest.param("  ", "", id="empty"),
    ],
)
def test_c1_an_address_is_known_by_its_customer_and_no_use_to_a_finder(address: str, shown: str) -> None:
    assert masked(address) == shown


def test_c2_a_meter_shows_its_last_six_figures() -> None:
    assert tail("0000000000000000204417") == "204417"
    assert tail("17") == "17"


def test_c3_a_receipts_number_has_no_letters_to_mistake() -> None:
    number = receipt.number(dt.date(2026, 11, 24), 29**8 - 1)
    assert len(number) == 17
    assert not set(number[9:]) & set("01ILOU")
    assert receipt.number(dt.date(2026, 11, 24), 0) == "MR261124-22222222"


def test_c4_every_dial_once_and_no_other() -> None:
    assert complete([("a", 1), ("b", 0)], {"a", "b"}) == {"a": 1, "b": 0}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        pytest.param([("a", 1)], "values", id="one is missing"),
        pytest.param([("a", 1), ("a", 1)], "values.1.register_id", id="one twice"),
        pytest.param([("a", 1), ("c", 1)], "values.1.register_id", id="another meter's"),
        pytest.param([("a", 1), ("b", -1)], "values.1.value", id="below zero"),
    ],
)
def test_c4_anything_else_is_named(given: list[tuple[str, int]], field: str) -> None:
    with pytest.raises(Problem) as caught:
        complete(given, {"a", "b"})
    assert caught.value.field == field
