"""What stands in a cell, as a value: identifiers, numbers, dates, choices. What a spreadsheet destroyed is refused by name.

Every parser takes the text of a cell that isn't blank and gives a value or a Bad. Values are what a database takes: text, whole
numbers (register values in 1/10,000), ISO dates.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from backend.kernel import money


@dataclass(frozen=True)
class Bad:
    """Why a cell has no value: a code of the fault catalogue and what its sentence needs."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)


Value: TypeAlias = str | int | None
Parser: TypeAlias = Callable[[str], Value | Bad]

# What spreadsheets write for a long number: 1.23E+21. The digits are gone.
# They always write the sign or a point, so that a serial number such as 12E345 is left alone.
_SCIENTIFIC = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+[eE]\+?|[eE]\+)[0-9]+", re.ASCII)
_SPREADSHEET_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)", re.IGNORECASE | re.ASCII)
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
# What people write into a cell that has nothing to say.
_NOTHING = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "空", "n/a", "na", "null", "none", "nil", "(null)"})


def tidy(text: str) -> str:
    """A cell's text without what can't be seen, and without the tricks (="…", a leading ') that keep spreadsheets' hands off."""
    if text.isascii() and text.isalnum():
        return text
    text = text.translate(_INVISIBLE).strip()
    wrapped = _AS_TEXT.fullmatch(text)
    if wrapped is not None:
        text = wrapped[1].replace('""', '"').strip()
    return text.removeprefix("'").strip()


def is_blank(text: str) -> bool:
    """Whether a tidied cell says nothing."""
    return not text or text.lower() in _NOTHING


def destroyed(text: str) -> Bad | None:
    """Why a spreadsheet can no longer give the cell's value, or None."""
    if text.isalnum() and "e" not in text and "E" not in text:
        return None
    if _SCIENTIFIC.fullmatch(text):
        return Bad("number_destroyed")
    if text[:1] == "#" and (_SPREADSHEET_ERROR.fullmatch(text) or set(text) == {"#"}):
        return Bad("spreadsheet_error")
    return None


_DECIMAL_TAIL = re.compile(r"[0-9]+\.0+", re.ASCII)


def identifier(longest: int) -> Parser:
    """An identifier: text, whatever it looks like. Full-width characters become plain ones, inner spaces go."""

    def parse(text: str) -> Value | Bad:
        if not (text.isascii() and text.isalnum()):
            text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
        bad = destroyed(text)
        if bad is not None:
            return bad
        if _DECIMAL_TAIL.fullmatch(text):
            return Bad("identifier_is_decimal")
        if len(text) > longest:
            return Bad("too_long", {"longest": longest})
        if not text.isprintable():
            return Bad("unreadable_characters")
        return text

    IDENTIFIERS.add(parse)
    return parse


# The parsers of identifiers: their columns are looked at as a whole, too.
IDENTIFIERS: set[Parser] = set()
# A spreadsheet keeps so many digits of a number and makes the rest zeros.
KEPT_DIGITS = 15


def is_rounded(number: str) -> bool:
    """Whether a long number looks as if a spreadsheet had rounded it."""
    return not number[KEPT_DIGITS:].strip("0")


def free_text(longest: int) -> Parser:
    """Names, addresses, notes: as given, with white space made plain."""

    def parse(text: str) -> Value | Bad:
        text = " ".join(text.split())
        bad = destroyed(text)
        if bad is not None:
            return bad
        if "\ufffd" in text or not text.isprintable():
            return Bad("unreadable_characters")
        return Bad("too_long", {"longest": longest}) if len(text) > longest else text

    return parse


_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", re.ASCII)
_UNITS = re.compile(r"\s*(?:kwh|kw|kva|kvarh|度|千瓦时|千瓦|千伏安|安|伏|a|v|元)$", re.IGNORECASE)


def e4(text: str) -> Value | Bad:
    """A number as whole 1/10,000, not negative. Thousands' commas and a unit behind it are forgiven."""
    try:
        value = money.parse_e4(text)
    except ValueError:
        return _doubtful_e4(text)
    return Bad("negative") if value < 0 else value


def quick_e4(text: str) -> Value | Bad:
    """As `e4` for a cell as it stands in a file, blank or not: plain digits with up to four decimals are read at once."""
    whole, point, fraction = text.partition(".")
    if text.isascii() and whole.isdigit() and len(whole) < 12 and (not point or (fraction.isdigit() and len(fraction) <= 4)):
        return int(whole + fraction) * _TENS[len(fraction)]
    text = tidy(text)
    return None if is_blank(text) else e4(text)


# 10,000 divided by ten for each decimal that is given.
_TENS = (10_000, 1_000, 100, 10, 1)


def _doubtful_e4(text: str) -> Value | Bad:
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    bad = destroyed(plain)
    if bad is not None:
        return bad
    plain = _UNITS.sub("", plain).removeprefix("+")
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if plain.startswith("."):
        plain = f"0{plain}"
    try:
        value = money.parse_e4(plain.removesuffix("."))
    except ValueError as error:
        return Bad({"more than four decimals": "too_precise", "too large": "too_large_number"}.get(str(error), "not_a_number"))
    return Bad("negative") if value < 0 else value


def positive_e4(text: str) -> Value | Bad:
    """As `e4`, above zero: a multiplier."""
    value = e4(text)
    if isinstance(value, Bad) and value.code == "negative":
        return Bad("not_positive")
    return Bad("not_positive") if value == 0 else value


_RATIO = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*[/:：]\s*([0-9]+(?:\.[0-9]+)?)", re.ASCII)


def ratio_e4(text: str) -> Value | Bad:
    """A transformer's ratio: "30" or "150/5", as whole 1/10,000."""
    pair = _RATIO.fullmatch(unicodedata.normalize("NFKC", text))
    if pair is None:
        return positive_e4(text)
    try:
        above, below = money.parse_e4(pair[1]), money.parse_e4(pair[2])
    except ValueError:
        return Bad("not_a_number")
    if above == 0 or below == 0:
        return Bad("not_positive")
    scaled, rest = divmod(above * money.SCALE, below)
    return Bad("too_precise") if rest else scaled


def whole(least: int, most: int) -> Parser:
    """A whole number within bounds."""

    def parse(text: str) -> Value | Bad:
        plain = unicodedata.normalize("NFKC", text).strip()
        if re.fullmatch(r"[0-9]+\.0+", plain, re.ASCII):
            plain = plain.split(".")[0]
        if not re.fullmatch(r"[0-9]{1,9}", plain, re.ASCII):
            return destroyed(plain) or Bad("not_a_whole_number")
        value = int(plain)
        return value if least <= value <= most else Bad("out_of_bounds", {"least": least, "most": most})

    return parse


_DATE = re.compile(r"([0-9]{4})(?:[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))(.*)", re.ASCII | re.DOTALL)
_TIME = re.compile(
    r"[T\s]*([0-9]{1,2})[:：时]([0-9]{2})(?:[:：分]([0-9]{2})(?:\.([0-9]{1,6}))?)?秒?分?\s*(Z|[+-][0-9]{2}:?[0-9]{2})?", re.ASCII
)
_SERIAL_DAY = re.compile(r"[2-7][0-9]{4}(?:\.0+)?", re.ASCII)
# Day 0 of spreadsheets' 1900 date system, whose February 1900 had 29 days.
_SERIAL_EPOCH = dt.date(1899, 12, 30)
_EARLIEST, _LATEST = dt.date(1950, 1, 1), dt.date(2100, 1, 1)
_OTHER_ORDER = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}.*", re.ASCII)


def _day_and_rest(text: str) -> tuple[dt.date, str] | Bad:
    text = unicodedata.normalize("NFKC", text).strip()
    match = _DATE.fullmatch(text)
    if match is None:
        if _SERIAL_DAY.fullmatch(text):
            return _SERIAL_EPOCH + dt.timedelta(days=int(text.split(".")[0])), ""
        return destroyed(text) or Bad("date_order" if _OTHER_ORDER.fullmatch(text) else "not_a_date")
    try:
        day = dt.date(int(match[1]), int(match[2] or match[4]), int(match[3] or match[5]))
    except ValueError:
        return Bad("no_such_day")
    return (day, match[6].strip()) if _EARLIEST <= day < _LATEST else Bad("date_far_off")


def date(text: str) -> Value | Bad:
    """A day as ISO text. Year first: 2026-11-01, 2026/11/1, 20261101, 2026年11月1日, or a spreadsheet's day number."""
    found = _day_and_rest(text)
    if isinstance(found, Bad):
        return found
    day, rest = found
    return Bad("not_a_date") if rest and _TIME.fullmatch(rest) is None else day.isoformat()


def moment(text: str) -> Value | Bad:
    """A day, with or without a time and a zone, as ISO text: "2026-11-01" or "2026-11-01T08:30:00+08:00"."""
    found = _day_and_rest(text)
    if isinstance(found, Bad):
        return found
    day, rest = found
    if not rest:
        return day.isoformat()
    match = _TIME.fullmatch(rest)
    if match is None:
        return Bad("not_a_time")
    try:
        at = dt.time(int(match[1]), int(match[2]), int(match[3] or 0), int((match[4] or "0").ljust(6, "0")))
    except ValueError:
        return Bad("not_a_time")
    # A whole day is written with midnight by many programs; it still is a day's beginning.
    return f"{day.isoformat()}T{at.isoformat()}{_zone(match[5])}"


def _zone(text: str | None) -> str:
    if text is None:
        return ""
    return "+00:00" if text == "Z" else f"{text[:3]}:{text[-2:]}"


_PERIOD = re.compile(r"([0-9]{4})[-/.年]?([0-9]{1,2})月?份?", re.ASCII)


def period(text: str) -> Value | Bad:
    """电费年月 as YYYYMM: "2026-11", "202611", "2026年11月"."""
    match = _PERIOD.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        day = date(text)
        return int(day[:4]) * 100 + int(day[5:7]) if isinstance(day, str) else (destroyed(text) or Bad("not_a_period"))
    year, month = int(match[1]), int(match[2])
    if not (1 <= month <= 12 and _EARLIEST.year <= year < _LATEST.year):
        return Bad("not_a_period")
    return year * 100 + month


def choice(words: dict[str, str]) -> Parser:
    """One of several codes, each under its names (lower case, without spaces)."""
    allowed = ", ".join(dict.fromkeys(words.values()))

    def parse(text: str) -> Value | Bad:
        word = re.sub(r"[\s_\-]", "", unicodedata.normalize("NFKC", text)).lower()
        found = words.get(word) or words.get(text)
        return Bad("unknown_choice", {"allowed": allowed}) if found is None else found

    return parse


_YES = {"是", "有", "y", "yes", "true", "1", "t", "√", "真"}
_NO = {"否", "无", "n", "no", "false", "0", "f", "×", "假"}


def yes_no(text: str) -> Value | Bad:
    """1 or 0."""
    word = text.strip().lower()
    if word in _YES:
        return 1
    return 0 if word in _NO else Bad("unknown_choice", {"allowed": "是/否, yes/no"})


def degrees(most: int) -> Parser:
    """Latitude or longitude as decimal text, within ±most."""

    def parse(text: str) -> Value | Bad:
        plain = unicodedata.normalize("NFKC", text).strip().rstrip("°")
        if not re.fullmatch(r"-?[0-9]{1,3}(?:\.[0-9]{1,16})?", plain, re.ASCII):
            return destroyed(plain) or Bad("not_degrees")
        return Bad("out_of_bounds", {"least": -most, "most": most}) if abs(float(plain)) > most else plain

    return parse


# In order: 非居民 holds 居民, 农业排灌 holds 农业.
_CLASS_WORDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("光伏", "发电", "上网", "generation", "solar"), "generation"),
    (("大工业", "industrial", "industry"), "industrial"),
    (("非居民", "商业", "工商", "非工业", "普通工业", "办公", "business", "commercial"), "small_business"),
    (("农业", "排灌", "灌溉", "养殖", "agricult", "irrigation", "farm"), "agriculture"),
    (("居民", "住宅", "生活", "residential", "domestic", "household"), "residential"),
)


def customer_class(text: str) -> Value | Bad:
    """用电类别 as one of the five classes that plausibility rules distinguish."""
    word = text.lower().replace(" ", "")
    for words, code in _CLASS_WORDS:
        if word == code or any(each in word for each in words):
            return code
    return Bad("unknown_choice", {"allowed": ", ".join(code for _, code in _CLASS_WORDS)})


def spreadsheet_safe(cell: Any) -> Any:
    """A cell for a file that a spreadsheet will open: long numbers keep their digits, and nothing becomes a formula."""
    if isinstance(cell, str) and cell and (cell[0] in "=+-@\t\r" or (cell.isdigit() and len(cell) > 11)):
        return f"'{cell}"
    return cell
