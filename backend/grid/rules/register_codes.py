"""The code list of registers (示数类型): what a dial counts, under the names that meters, sheets and people use.

OBIS codes by IEC 62056-61; tariff numbers as Chinese meters use them (DL/T 645-2007, 总 0, 尖 1, 峰 2, 平 3, 谷 4, and 深谷 5).
"""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["cumulative", "demand", "balance", "count"]
Direction = Literal["forward", "reverse"]
Energy = Literal["active", "reactive"]
Band = Literal["total", "sharp", "peak", "flat", "valley", "deep"]

BANDS: tuple[Band, ...] = ("total", "sharp", "peak", "flat", "valley", "deep")
BAND_ZH: dict[Band, str] = {"total": "总", "sharp": "尖", "peak": "峰", "flat": "平", "valley": "谷", "deep": "深谷"}


@dataclass(frozen=True)
class RegisterCode:
    """What one code means. `code` is how files and templates name it."""

    code: str
    obis: str
    kind: Kind
    direction: Direction
    energy: Energy
    band: Band
    unit: str
    zh: str


def _codes() -> dict[str, RegisterCode]:
    codes = []
    # IEC 62056-61, group C: 1 active import, 2 active export, 3 reactive import, 4 reactive export.
    channels: tuple[tuple[str, str, int, Direction, Energy, str], ...] = (
        ("", "正向有功", 1, "forward", "active", "kWh"),
        ("reverse_", "反向有功", 2, "reverse", "active", "kWh"),
        ("reactive_", "正向无功", 3, "forward", "reactive", "kvarh"),
        ("reverse_reactive_", "反向无功", 4, "reverse", "reactive", "kvarh"),
    )
    for prefix, zh, channel, direction, energy, unit in channels:
        codes += [
            RegisterCode(
                f"{prefix}{band}",
                f"1-0:{channel}.8.{tariff}",
                "cumulative",
                direction,
                energy,
                band,
                unit,
                f"{zh}{BAND_ZH[band]}",
            )
            for tariff, band in enumerate(BANDS)
        ]
    codes.append(RegisterCode("demand", "1-0:1.6.0", "demand", "forward", "active", "total", "kW", "正向有功最大需量"))
    codes.append(RegisterCode("reverse_demand", "1-0:2.6.0", "demand", "reverse", "active", "total", "kW", "反向有功最大需量"))
    codes.append(RegisterCode("balance", "1-0:150.7.0", "balance", "forward", "active", "total", "元", "剩余金额"))
    codes.append(RegisterCode("count", "0-0:96.15.0", "count", "forward", "active", "total", "1", "次数"))
    return {code.code: code for code in codes}


CODES: dict[str, RegisterCode] = _codes()
BY_OBIS: dict[str, RegisterCode] = {code.obis: code for code in CODES.values()}

_OBIS = re.compile(r"(?:[0-9]{1,3}-[0-9]{1,3}:)?([0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3})(?:[*.&]255)?", re.ASCII)
_NOISE = re.compile(
    r"[\s_\-—/\\()（）\[\]【】:：、.]|示数类型|示数|读数|电量|电能|止码|起码|组合|表码|kwh|kvarh|kw", re.IGNORECASE
)

_BAND_WORDS: dict[str, Band] = {
    "总": "total", "total": "total", "sum": "total", "全部": "total", "合计": "total", "": "total", "t": "total",
    "尖": "sharp", "尖峰": "sharp", "尖段": "sharp", "sharp": "sharp", "critical": "sharp", "criticalpeak": "sharp",
    "峰": "peak", "高峰": "peak", "峰段": "peak", "peak": "peak", "onpeak": "peak", "high": "peak",
    "平": "flat", "平段": "flat", "flat": "flat", "shoulder": "flat", "normal": "flat", "standard": "flat",
    "谷": "valley", "低谷": "valley", "谷段": "valley", "valley": "valley", "offpeak": "valley", "low": "valley",
    "深谷": "deep", "深": "deep", "deep": "deep", "deepvalley": "deep",
}  # fmt: skip
_REVERSE = ("反向", "反", "上网", "export", "reverse", "exp")
_FORWARD = ("正向", "正", "用电", "import", "forward", "imp")
_REACTIVE = ("无功", "reactive")
_ACTIVE = ("有功", "active")
_DEMAND = ("最大需量", "需量", "maximumdemand", "maxdemand", "demand", "md")
_BALANCE = ("剩余金额", "余额", "balance", "credit")


def _without(text: str, words: tuple[str, ...]) -> tuple[str, bool]:
    for word in words:
        if word in text:
            return text.replace(word, "", 1), True
    return text, False


def find(text: str) -> RegisterCode | None:
    """The register a name, code or OBIS code means, or None.

    "峰", "正向有功（峰）", "peak" and "1.8.2" are all the peak register.
    """
    if text in CODES:
        return CODES[text]
    obis = _OBIS.fullmatch(text.strip())
    if obis is not None:
        return next((code for code in CODES.values() if code.obis.split(":")[1] == obis[1]), None)
    rest = _NOISE.sub("", text).lower()
    if not rest:
        return None
    rest, demand = _without(rest, _DEMAND)
    rest, balance = _without(rest, _BALANCE)
    # Longer words first: "reactive" holds "active", "反向" holds "反".
    rest, reactive = _without(rest, _REACTIVE)
    if not reactive:
        rest, _ = _without(rest, _ACTIVE)
    rest, reverse = _without(rest, _REVERSE)
    if not reverse:
        rest, _ = _without(rest, _FORWARD)
    band = _BAND_WORDS.get(rest)
    if band is None:
        return None
    direction = "reverse_" if reverse else ""
    if balance:
        return CODES["balance"] if band == "total" else None
    if demand:
        return CODES[f"{direction}demand"] if band == "total" else None
    return CODES[f"{direction}{'reactive_' if reactive else ''}{band}"]


# What a kind of meter shows, in the order of its display.
SETS: dict[str, tuple[str, ...]] = {
    "single": ("total",),
    "tou": ("total", "sharp", "peak", "flat", "valley"),
    "tou_deep": ("total", "sharp", "peak", "flat", "valley", "deep"),
    "two_way": ("total", "reverse_total"),
    "tou_demand": ("total", "sharp", "peak", "flat", "valley", "demand"),
}
_SET_WORDS: dict[str, str] = {
    "单费率": "single", "非分时": "single", "不分时": "single", "普通": "single", "flatrate": "single",
    "复费率": "tou", "多费率": "tou", "分时": "tou", "尖峰平谷": "tou", "timeofuse": "tou",
    "双向": "two_way", "光伏": "two_way", "bidirectional": "two_way", "net": "two_way",
    "需量": "tou_demand", "分时需量": "tou_demand",
}  # fmt: skip


def find_set(text: str) -> tuple[str, ...] | None:
    """The registers that a word for a kind of meter, or a list ("总,峰,谷" or "总峰平谷"), means; None if unknown."""
    word = re.sub(r"[\s_\-]", "", text).lower()
    named = _SET_WORDS.get(word) or (text if text in SETS else None)
    if named is not None:
        return SETS[named]
    parts = [part for part in re.split(r"[,，、;；+|/\s]+", text) if part]
    if len(parts) == 1 and re.fullmatch(r"(总|尖|峰|平|谷|深谷)+", text):
        parts = re.findall(r"总|尖|峰|平|深谷|谷", text)
    found = [find(part) for part in parts]
    codes = tuple(dict.fromkeys(each.code for each in found if each is not None))
    return codes if codes and all(found) else None
