"""The columns an export of readings may have, and the two profiles that are always there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

# text: written as text, whatever it looks like, so that no spreadsheet rounds or shortens an identifier. number: a plain number.
Kind = Literal["text", "number"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column that can be exported."""

    name: str
    en: str
    zh: str
    kind: Kind = "text"


COLUMNS: tuple[Column, ...] = (
    Column("period", "Period", "电费年月"),
    Column("account_number", "Account number", "户号"),
    Column("account_name", "Customer", "户名"),
    Column("point_number", "Metering point", "计量点编号"),
    Column("address", "Address", "用电地址"),
    Column("customer_class", "Class", "用电类别"),
    Column("asset_number", "Asset number", "资产编号"),
    Column("serial_number", "Serial number", "出厂编号"),
    Column("obis", "OBIS", "OBIS 码"),
    Column("kind", "Kind", "示数类别"),
    Column("direction", "Direction", "方向"),
    Column("band", "Band", "时段"),
    Column("previous_value", "Previous value", "上次示数", "number"),
    Column("previous_at", "Previous reading at", "上次抄表时间"),
    Column("value", "Value", "本次示数", "number"),
    Column("value_at", "Reading at", "本次抄表时间"),
    Column("advance", "Advance", "示数差", "number"),
    Column("multiplier", "Multiplier", "综合倍率", "number"),
    Column("energy", "Energy", "电量", "number"),
    Column("unit", "Unit", "单位"),
    Column("obtained", "Obtained", "抄表方式"),
    Column("replaced_estimate", "Instead of the estimate", "取代的估算示数", "number"),
    Column("estimate_difference", "Difference from the estimate", "与估算的差额", "number"),
    Column("quality", "Quality codes", "质量代码"),
    Column("reader", "Read by", "抄表员"),
    Column("open_cases", "Open cases (not for billing while any)", "未结异常数（有则暂不结算）", "number"),
    Column("released_at", "Handed over at", "发送核算时间"),
    Column("release_number", "Hand-over number", "发送次数", "number"),
)
BY_NAME: Mapping[str, Column] = {column.name: column for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A column under a heading."""

    column: Column
    heading: str


# Names of the profiles that nobody has to make.
STANDARD_EN = "Standard (English)"
STANDARD_ZH = "标准列（中文）"
STANDARD: Mapping[str, Sequence[Chosen]] = {
    STANDARD_EN: tuple(Chosen(column, column.en) for column in COLUMNS),
    STANDARD_ZH: tuple(Chosen(column, column.zh) for column in COLUMNS),
}


def chosen(columns: Sequence[Mapping[str, str]]) -> tuple[Chosen, ...]:
    """A stored profile's columns. KeyError for one that doesn't exist."""
    return tuple(Chosen(BY_NAME[one["column"]], one["heading"] or BY_NAME[one["column"]].en) for one in columns)


# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_text(text: str) -> str:
    """A text that no spreadsheet runs as a formula: names and notes come from outside."""
    return f"'{text}" if text.startswith(_FORMULA) else text
