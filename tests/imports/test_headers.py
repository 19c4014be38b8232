"""Finding the header, whatever stands above it and however it is merged."""

import pytest

from backend.imports.rules.headers import Header, find, nearest, wrong_mapping
from backend.imports.rules.kinds.all import KINDS


def found(kind: str, *rows: str, taught: dict[str, str] | None = None) -> Header:
    header = find(KINDS[kind], [row.split(",") for row in rows], taught)
    assert header is not None
    return header


def test_title_rows_are_passed_over() -> None:
    header = found(
        "routes", "××县供电公司抄表册,,", "单位：东河供电所,,打印日期：2026-11-01", ",,", "抄表册,抄表序号,户号", "R1,1,001"
    )
    assert header.ends == 4
    assert header.columns == {0: "route", 1: "sequence", 2: "account"}


@pytest.mark.parametrize(
    "name", ["抄表册", "抄表本", "抄表段编号", "MRU", "Portion", "walk", "Book No.", "册号*", "抄表段（必填）"]
)
def test_a_route_under_all_its_names(name: str) -> None:
    assert found("routes", f"{name},point", "R1,P1").columns[0] == "route"


@pytest.mark.parametrize("name", ["计量点", "服务点编号", "Service Point", "service_point_id", "Usage Point", "用电点", "ＳＰ"])
def test_a_metering_point_under_all_its_names(name: str) -> None:
    assert found("routes", f"{name},book", "P1,R1").columns[0] == "point"


def test_two_merged_rows() -> None:
    header = found("history", "抄表明细,,,,,,", "户号,抄表日期,本月示数,,,,", ",,总,尖,峰,平,谷", "001,2026-10-01,1,2,3,4,5")
    assert header.ends == 3
    assert header.columns == {
        0: "account", 1: "read_at",
        2: ("value", "total"), 3: ("value", "sharp"), 4: ("value", "peak"), 5: ("value", "flat"), 6: ("value", "valley"),
    }  # fmt: skip
    assert header.titles["value", "peak"] == "本月示数/峰"


def test_a_register_under_another_groups_name_is_not_taken_for_the_value() -> None:
    rows = [row.split(",") for row in ("户号,抄表日期,上月示数,", "户号,抄表日期,总,峰", "001,2026-10-01,1,2")]
    assert find(KINDS["history"], rows) is None
    both = found("history", "户号,抄表日期,上月示数,,本月示数,", ",,总,峰,总,峰", "001,2026-10-01,1,2,3,4")
    assert (both.columns[4], both.columns[5]) == (("value", "total"), ("value", "peak"))
    assert 2 not in both.columns
    assert "上月示数/总" in both.ignored
    titled = found("history", "历史示数,,,", "户号,抄表日期,总,峰", "001,2026-10-01,1,2")
    assert titled.columns[3] == ("value", "peak")


def test_a_header_merged_downward_is_read_with_its_groups() -> None:
    header = found("wide", "户号,资产编号,起码,", "户号,资产编号,总,峰", "001,A1,1,2")
    assert header.titles["initial", "peak"] == "起码/峰"


def test_initial_and_final_values_each_over_registers() -> None:
    header = found("installations", "计量点编号,资产编号,装表日期,起码,,止码,", ",,,总,峰,总,峰", "P,A,2026-01-01,1,2,3,4")
    assert [header.columns[column] for column in range(3, 7)] == [
        ("initial", "total"), ("initial", "peak"), ("final", "total"), ("final", "peak"),
    ]  # fmt: skip


def test_a_row_of_data_is_never_the_second_header_row() -> None:
    header = found("history", "户号,抄表日期,示数", "总,2026-10-01,1")
    assert header.ends == 1


@pytest.mark.parametrize(
    ("title", "slot"),
    [
        ("示数(峰)", ("value", "peak")), ("峰示数", ("value", "peak")), ("反向有功总示数", ("value", "reverse_total")),
        ("谷", ("value", "valley")), ("示数（kWh）", "value"), ("本月止码", "value"), ("正向有功总", ("value", "total")),
    ],
)  # fmt: skip
def test_registers_in_headings(title: str, slot: object) -> None:
    assert found("history", f"户号,抄表日期,{title}", "1,2,3").columns[2] == slot


def test_the_better_named_of_two_columns_is_taken_and_the_rest_listed() -> None:
    header = found("accounts", "序号,户号,用户名称,户名,通讯地址,用电地址,邮箱", "1,2,3,4,5,6,7")
    assert header.columns == {1: "account", 3: "account_name", 5: "account_address"}
    assert header.ignored == ("序号", "用户名称", "通讯地址", "邮箱")


def test_what_a_sender_taught_comes_first() -> None:
    taught = {"编 码": "account", "说明": "", "电表示数": "value/total"}
    header = found("history", "编码,说明,日期,电表示数", "1,2,3,4", taught=taught)
    assert header.columns == {0: "account", 2: "read_at", 3: ("value", "total")}
    assert header.mapping() == {"编码": "account", "日期": "read_at", "电表示数": "value/total"}


def test_a_mapping_is_checked() -> None:
    assert wrong_mapping(KINDS["history"], {"a": "value/peak", "b": "", "c": "point"}) is None
    assert wrong_mapping(KINDS["history"], {"a": "value/nonsense"}) == "value/nonsense"
    assert wrong_mapping(KINDS["history"], {"a": "route"}) == "route"


def test_no_header_says_what_is_missing() -> None:
    rows = [["户名", "抄表日期"], ["a", "b"]]
    assert find(KINDS["history"], rows) is None
    assert nearest(KINDS["history"], rows).missing(KINDS["history"]) == [("point", "asset", "account"), ("value",)]


def test_every_field_is_found_under_its_own_names_in_every_kind() -> None:
    for kind in KINDS.values():
        for each in kind.fields:
            assert kind.by_alias[each.aliases[0]] is each, (kind.code, each.name)
            assert each.example == "" or each.parse(each.example) is not None
