"""From sheets to values: noise, merged cells, faults with their row and column."""

from typing import Any

import pytest

from backend.grid.rules.register_codes import CODES
from backend.imports.rules import cells
from backend.imports.rules.faults import CATALOGUE, Fault, sentences
from backend.imports.rules.kinds.all import KINDS
from backend.imports.rules.rows import Block, Table, open_table
from backend.imports.rules.statements import product
from backend.imports.rules.tables import Sheet


def table(kind: str, *lines: str) -> Table:
    rows = ((number, line.split(",") if line else []) for number, line in enumerate(lines, 1))
    found = open_table(KINDS[kind], Sheet("", rows))
    assert isinstance(found, Table), found
    return found


def read(kind: str, *lines: str) -> list[tuple[int, dict[Any, Any]]]:
    return [row for block in table(kind, *lines).blocks() for row in block.rows()]


def faults(kind: str, *lines: str) -> list[Fault]:
    return [fault for block in table(kind, *lines).blocks() for fault in block.faults]


def test_rows_keep_the_numbers_a_spreadsheet_shows() -> None:
    rows = read("accounts", "用户清册,", "", "户号,户名", "001,a", "", "002,b")
    assert [number for number, _ in rows] == [4, 6]
    assert [values["account"] for _, values in rows] == ["001", "002"]


@pytest.mark.parametrize(
    "noise",
    [
        "合计,,3",
        "小 计：,,12",
        "本页小计,,",
        "Total,,3",
        "Grand total,,",
        "制表人：,审核：,",
        "第1页,,",
        "户号,户名,用电地址",
        ",,",
        " ,　,",
    ],
)
def test_totals_footers_and_repeated_headers_are_no_rows(noise: str) -> None:
    rows = read("accounts", "户号,户名,用电地址", "001,a,x", noise, "002,b,y", noise)
    assert [values["account"] for _, values in rows] == ["001", "002"]


def test_a_customer_may_be_called_anything() -> None:
    rows = read("accounts", "户号,户名,用电地址", "001,合计,x", "002,小计商行,y", "T003,Total Energy,z")
    assert [values["account_name"] for _, values in rows] == ["合计", "小计商行", "Total Energy"]


def test_a_blank_cell_continues_the_row_above() -> None:
    rows = read("routes", "抄表册,册名,例日,序号,户号", "R1,一册,15,1,001", ",,,2,002", "合计,,,2,", "R2,,20,1,003", ",,,2,004")
    assert [(values["route"], values["route_name"], values["reading_day"], values["account"]) for _, values in rows] == [
        ("R1", "一册", 15, "001"),
        ("R1", "一册", 15, "002"),
        ("R2", None, 20, "003"),
        ("R2", None, 20, "004"),
    ]


def test_a_blank_cell_is_blank_where_others_repeat_the_value() -> None:
    rows = read("routes", "抄表册,序号,户号", "R1,1,001", "R1,2,002", "R1,3,003", "R2,1,004")
    assert [values["route"] for _, values in rows] == ["R1", "R1", "R1", "R2"]
    rows = read("wide", "抄表册,户号,资产编号", "R1,001,A1", "R1,002,A2", ",003,A3", "R1,004,A4")
    assert [values["route"] for _, values in rows] == ["R1", "R1", None, "R1"]


def test_a_row_that_names_another_meter_doesnt_continue_the_point_above() -> None:
    rows = read("history", "计量点,资产编号,抄表日期,示数类型,示数", "P1,,2026-10-01,总,5", ",,,峰,2", ",A2,2026-10-02,总,7")
    assert [(values["point"], values["asset"], values["read_at"], values["register"]) for _, values in rows] == [
        ("P1", None, "2026-10-01", "total"),
        ("P1", None, "2026-10-01", "peak"),
        (None, "A2", "2026-10-02", "total"),
    ]


def test_a_fault_names_row_column_and_cell() -> None:
    found = faults("history", "表册", "户号,抄表日期,示数(峰)", "1.23E+21,2026-10-01,5", "001,1.10.2026,x", "002,2026-10-01,")
    assert [(fault.row, fault.column, fault.code, fault.value) for fault in found] == [
        (3, "户号", "number_destroyed", "1.23E+21"),
        (4, "抄表日期", "date_order", "1.10.2026"),
        (4, "示数(峰)", "not_a_number", "x"),
        (5, "示数(峰)", "required_blank", ""),
    ]
    assert sentences(found[0], "zh")[0] == "1.23E+21 是表格软件显示的科学计数，原数字已丢失"
    assert "as text" in sentences(found[0], "en")[1]


def test_a_column_of_numbers_that_a_spreadsheet_rounded_is_refused_as_a_whole() -> None:
    def whole(*numbers: str) -> list[tuple[int, str, str]]:
        found = table("meters", "资产编号", *numbers)
        list(found.blocks())
        return [(fault.row, fault.column, fault.code) for fault in found.column_faults()]

    rounded = [f"13400000000{number:04}0000000" for number in range(3)]
    good = [f"13400000000{number:04}1234567" for number in range(3)]
    assert whole(*rounded) == [(0, "资产编号", "numbers_rounded")]
    assert whole(*rounded, *good) == []
    assert whole(*good, "134000000000001000000") == []
    assert whole("100000", "200000", "300000") == []


def test_short_rows_are_blank_at_the_end() -> None:
    assert read("accounts", "户号,户名,用电地址", "001")[0][1] == {
        "account": "001",
        "account_name": None,
        "account_address": None,
    }


def test_a_long_table_comes_in_blocks() -> None:
    blocks: list[Block] = list(table("accounts", "户号", *(f"{number:05}" for number in range(5))).blocks(size=2))
    assert [block.numbers for block in blocks] == [[2, 3], [4, 5], [6]]


def test_filling_goes_on_over_the_end_of_a_block() -> None:
    lines = ["抄表册,序号,户号", "R1,1,001", ",2,002", ",3,003"]
    rows = [row for block in table("routes", *lines).blocks(size=1) for row in block.rows()]
    assert [values["route"] for _, values in rows] == ["R1", "R1", "R1"]


def test_a_table_without_a_header_says_what_is_missing() -> None:
    assert open_table(KINDS["routes"], Sheet("", iter([(1, ["户名"]), (2, ["a"])]))) == [("route",)]


def states(kind: str, *lines: str) -> list[tuple[str, tuple[str, ...], dict[str, Any]]]:
    make = KINDS[kind].states
    assert make is not None
    return [(each.entity, each.key, each.attributes) for _, values in read(kind, *lines) for each in make(values)]


def test_one_wide_row_speaks_of_everything() -> None:
    found = states(
        "wide",
        "抄表册,抄表序号,户号,户名,用电类别,台区编号,资产编号,相别,费率类型,示数位数,CT变比,表箱条码,箱内行,箱内列,起码",
        "R1,7,001,a,居民,T1,0012,三相,单费率,5,150/5,X1,1,2,12.5",
    )
    assert found == [
        ("area", ("T1",), {}),
        ("account", ("001",), {"name": "a", "customer_class": "residential"}),
        ("box", ("X1",), {}),
        ("meter", ("0012",), {"phases": "3"}),
        ("register", ("0012", "total"), {"position": 1, "digits": 5, "decimals": 0}),
        ("point", ("001",), {"account": "001", "customer_class": "residential", "area": "T1"}),
        (
            "installation",
            ("001", "0012", ""),
            {"box": "X1", "row": 1, "column": 2, "multiplier": 300_000, "initial": {"total": 125_000}},
        ),
        ("route", ("", "R1"), {}),
        ("stop", ("point", "001"), {"sequence": 7, "branch": "", "route": "R1"}),
    ]


def test_an_exchange_ends_the_old_meter() -> None:
    found = states(
        "installations", "计量点,换表日期,旧表资产编号,旧表止码,新表资产编号,新表起码", "P1,2026-05-02,A1,8852.4,A2,0.3"
    )
    assert found == [
        ("installation", ("P1", "A2", "2026-05-02"), {"since": "2026-05-02", "initial": {"total": 3_000}}),
        ("installation", ("P1", "A1", ""), {"until": "2026-05-02", "final": {"total": 88_524_000}, "replaced_by": "A2"}),
    ]


def test_registers_are_read_off_the_values_when_nothing_else_says() -> None:
    found = states("wide", "户号,资产编号,起码,,", ",,总,峰,谷", "001,A,10,6,4")
    assert [key for entity, key, _ in found if entity == "register"] == [("A", "total"), ("A", "peak"), ("A", "valley")]


def test_ratios_multiply() -> None:
    assert product(300_000, 1_000_000) == 30_000_000
    assert product(None, 1_000_000) == 1_000_000
    assert product(None, None) is None


def test_every_code_that_a_cell_can_give_has_its_sentences() -> None:
    parsers = [each.parse for kind in KINDS.values() for each in kind.fields]
    tries = [
        "",
        "1.23E+21",
        "#N/A",
        "x" * 500,
        "-1",
        "1.23456",
        "0",
        "9" * 16,
        "99999",
        "1/2/2026",
        "2026-02-30",
        "0001-01-01",
        "?",
    ]
    tries += ["\ufffd\x01", "12.0", "2026-13", "2026-01-01 99:00", "1/0"]
    codes = {value.code for parse in parsers for text in tries if isinstance(value := parse(text), cells.Bad)}
    assert codes <= CATALOGUE.keys()
    assert len(codes) > 15


def test_every_example_is_a_good_cell() -> None:
    for kind in KINDS.values():
        for each in kind.fields:
            assert not each.example or not isinstance(each.parse(each.example), cells.Bad), (kind.code, each.name)
    assert len(CODES) > 20
