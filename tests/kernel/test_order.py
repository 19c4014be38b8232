"""Codes in the order people expect."""

from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.order import natural


def test_numbers_count_as_numbers() -> None:
    assert sorted(["BIG-10", "BIG-2", "DH01", "BIG-1", "BIG"], key=natural) == ["BIG", "BIG-1", "BIG-2", "BIG-10", "DH01"]


@given(st.lists(st.text(max_size=12)))
def test_any_codes_can_be_sorted_and_only_equal_ones_tie(codes: list[str]) -> None:
    assert [natural(code) for code in sorted(set(codes), key=natural)] == sorted({natural(code) for code in codes})
    assert len({natural(code) for code in codes}) == len(set(codes))
