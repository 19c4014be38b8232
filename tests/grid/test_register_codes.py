"""What sheets call the registers of a meter."""

import pytest

from backend.grid.rules.register_codes import BY_OBIS, CODES, find, find_set

NAMES = """
总|total 峰|peak 示数(峰)|peak 正向有功（谷）|valley 正向有功总|total 有功总|total 正向有功|total 深谷|deep
反向有功总|reverse_total 反向|reverse_total 反总|reverse_total 无功总|reactive_total 反向无功|reverse_reactive_total
最大需量|demand 正向有功最大需量|demand 反向最大需量|reverse_demand 尖峰|sharp Off-Peak|valley TOTAL|total
import|total Export|reverse_total 1-0:1.8.2*255|peak 2.8.0|reverse_total 1.6.0|demand reverse_total|reverse_total
剩余金额|balance
"""
SETS = """
单费率|total 分时|total,sharp,peak,flat,valley tou|total,sharp,peak,flat,valley 总,峰,谷|total,peak,valley
总峰平谷|total,peak,flat,valley 总深谷谷|total,deep,valley 双向|total,reverse_total 1.8.0;1.6.0|total,demand
正向有功总、反向有功总|total,reverse_total
"""


@pytest.mark.parametrize(("text", "code"), [pair.split("|") for pair in NAMES.split()])
def test_a_register_is_found_under_its_names(text: str, code: str) -> None:
    found = find(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", ["", " ", "kWh", "示数", "峰谷", "张三", "9.9.9", "需量峰", "column 7"])
def test_a_name_that_means_none_or_two_is_not_guessed(text: str) -> None:
    assert find(text) is None


def test_no_two_registers_share_an_obis_code() -> None:
    assert len(BY_OBIS) == len(CODES)
    assert all(
        find(code.obis) == code and find(code.zh) == code and find(code.code) == code
        for code in CODES.values()
        if code.kind != "count"
    )


@pytest.mark.parametrize(("text", "codes"), [pair.split("|") for pair in SETS.split()])
def test_a_set_of_registers_is_found(text: str, codes: str) -> None:
    assert find_set(text) == tuple(codes.split(","))


def test_a_set_with_an_unknown_member_is_not_guessed() -> None:
    assert find_set("总,什么") is None
    assert find_set("") is None
