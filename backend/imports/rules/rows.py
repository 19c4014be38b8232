"""From a sheet's rows to values, a block at a time: noise left out, merged cells filled, cells read column by column."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from backend.imports.rules import cells, headers
from backend.imports.rules.cells import Bad, Parser, Value
from backend.imports.rules.faults import Fault
from backend.imports.rules.headers import Header, Mapped
from backend.imports.rules.kind import Kind, Slot
from backend.imports.rules.tables import Row, Sheet

BLOCK = 2000
# A column of which so many cells were different, and most of all, isn't worth remembering.
_ALL_DIFFERENT = 5_000
_REMEMBERED = 50_000
# Of these the wide file needs one: a point that isn't named is named like its account.
_EITHER = ("point", "account")
# A column with more blanks than these isn't full, whatever the rest is.
_MOST_BLANK = 10_000
# So many long numbers ending in zeros are no accident.
_ENOUGH_TO_TELL = 3

_TOTAL = re.compile(
    r"(?:本页|本册|本段|全部)?\s*(?:合\s*计|小\s*计|总\s*计|共\s*计|累\s*计|total|subtotal|sub-total|grand\s*total|sum)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_FOOTER = re.compile(
    r"(?:制表|审核|复核|填表|打印|导出|备注|说明|注|第\s*\d+\s*页|共\s*\d+\s*页|page\s*\d+|printed|prepared|note)\s*[人日时员]?.*",
    re.IGNORECASE | re.DOTALL,
)
_MAY_BE_NOISE = frozenset("合小总共累本全制审复填打导备说注第tTsSgGpPnN")


@dataclass
class Block:
    """Some rows' values by slot, and what is wrong with them. A row with a fault still has its place, with None for the cell."""

    numbers: list[int]
    columns: dict[Slot, list[Any]]
    faults: list[Fault]

    def rows(self) -> Iterator[tuple[int, dict[Slot, Any]]]:
        """Row by row: its number and its values."""
        slots = list(self.columns)
        for number, values in zip(self.numbers, zip(*self.columns.values(), strict=True), strict=True):
            yield number, dict(zip(slots, values, strict=True))


def _one(text: str, parse: Parser) -> Value | Bad:
    tidy = cells.tidy(text)
    return None if cells.is_blank(tidy) else parse(tidy)


class _Memory(dict[str, Value | Bad]):
    """A column's cells, read once each: dates, routes and classes come again and again."""

    def __init__(self, parse: Parser) -> None:
        super().__init__()
        self._parse = parse
        self._seen = 0
        self._worth_it = True

    def read(self, texts: list[str]) -> list[Any]:
        """The values of cells."""
        if not self._worth_it:
            return [_one(text, self._parse) for text in texts]
        values = [self[text] for text in texts]
        self._seen += len(texts)
        if len(self) > max(_ALL_DIFFERENT, self._seen // 2):
            self._worth_it = False
            self.clear()
        return values

    def __missing__(self, text: str) -> Value | Bad:
        value = _one(text, self._parse)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[text] = value
        return value


@dataclass
class Table:
    """A sheet whose header was found. Count of the rows left out as noise grows while blocks are read."""

    kind: Kind
    header: Header
    sheet: str
    _rows: Iterator[Row]
    _first: Sequence[Row]
    totals: int = 0
    _memories: dict[Slot, _Memory] = field(default_factory=dict)
    _above: dict[int, str] = field(default_factory=dict)
    _long: Counter[Slot] = field(default_factory=Counter)
    _rounded: Counter[Slot] = field(default_factory=Counter)
    _points_named: int = 0
    _points_blank: list[int] = field(default_factory=list)
    # Leading fields → whether their columns look merged, by the first block.
    _merged: dict[tuple[str, ...], bool] = field(default_factory=dict)

    def blocks(self, size: int = BLOCK) -> Iterator[Block]:
        """The rows below the header. UnreadableError when the file breaks off in a way that can't be read."""
        width = max(self.header.columns) + 1
        heading = [text.strip() for text in self._first[self.header.ends - 1][1]]
        numbers: list[int] = []
        rows: list[list[str]] = []
        for number, row in self._below():
            if not any(row) or self._is_noise(row, heading):
                continue
            numbers.append(number)
            rows.append(row if len(row) >= width else row + [""] * (width - len(row)))
            if len(rows) == size:
                yield self._block(numbers, rows)
                numbers, rows = [], []
        if rows:
            yield self._block(numbers, rows)

    def title(self, name: str) -> str:
        """How the file heads a field, or the field's own name when it has no column."""
        for slot, title in self.header.titles.items():
            if slot == name or (isinstance(slot, tuple) and slot[0] == name):
                return title
        return self.kind.field(name).zh

    def _below(self) -> Iterator[Row]:
        yield from self._first[self.header.ends :]
        yield from self._rows

    def _is_noise(self, row: list[str], heading: list[str]) -> bool:
        first = next((text for text in row if text), "").strip()
        if not first:
            return not any(text.strip() for text in row)
        if first[0] in _MAY_BE_NOISE and (_TOTAL.fullmatch(first) or self._is_footer(first, row)):
            self.totals += 1
            return True
        return first == heading[0] and [text.strip() for text in row] == heading

    def _is_footer(self, first: str, row: list[str]) -> bool:
        """A footer's word with nothing in the columns that a row of data can't do without, but for the first cell itself."""
        if _FOOTER.fullmatch(first) is None:
            return False
        needed = {name for group in self.kind.needs for name in group}
        filled = sum(
            1
            for column, slot in self.header.columns.items()
            if (slot if isinstance(slot, str) else slot[0]) in needed and column < len(row) and row[column].strip()
        )
        return filled <= 1 and sum(1 for text in row if text.strip()) <= 4

    def _block(self, numbers: list[int], rows: list[list[str]]) -> Block:
        self._fill(rows)
        faults: list[Fault] = []
        columns: dict[Slot, list[Any]] = {}
        for column, slot in self.header.columns.items():
            values = self._read(slot, [row[column] for row in rows])
            if Bad in set(map(type, values)):
                for at, value in enumerate(values):
                    if isinstance(value, Bad):
                        text = rows[at][column].strip()[:200]
                        faults.append(Fault(numbers[at], self.header.titles[slot], value.code, text, value.params, self.sheet))
                        values[at] = None
            if self.kind.field(slot if isinstance(slot, str) else slot[0]).parse in cells.IDENTIFIERS:
                self._look_at_long_numbers(slot, values)
            columns[slot] = values
        self._look_at_blank_points(numbers, columns)
        faults += self._blanks(numbers, columns, {fault.row for fault in faults})
        return Block(numbers, columns, faults)

    def _look_at_long_numbers(self, slot: Slot, values: list[Any]) -> None:
        """Count the numbers that are longer than a spreadsheet can keep, and those that end in zeros from there on."""
        long = [value for value in values if value is not None and len(value) > cells.KEPT_DIGITS and value.isdigit()]
        if long:
            self._long[slot] += len(long)
            self._rounded[slot] += sum(map(cells.is_rounded, long))

    def _look_at_blank_points(self, numbers: list[int], columns: dict[Slot, list[Any]]) -> None:
        """Where the account may name the point, a file names its points all, or none: count what is blank and what isn't."""
        if _EITHER not in self.kind.needs or not columns.keys() >= set(_EITHER):
            return
        rows = zip(numbers, columns["point"], columns["account"], strict=True)
        blank = [line for line, point, account in rows if point is None and account is not None]
        self._points_named += len(numbers) - len(blank)
        self._points_blank += blank[: max(0, _MOST_BLANK - len(self._points_blank))]

    def column_faults(self) -> Iterator[Fault]:
        """What is wrong with whole columns, once all rows were read.

        Numbers that a spreadsheet has rounded without a trace, and a metering point left blank in a column that is full.
        """
        if self._points_blank and len(self._points_blank) * 10 <= self._points_named:
            title = self.title("point")
            for line in self._points_blank:
                yield Fault(line, title, "required_blank", "", {"fields": title}, self.sheet)
        for slot, long in self._long.items():
            if long >= _ENOUGH_TO_TELL and self._rounded[slot] * 2 > long:
                yield Fault(0, self.header.titles[slot], "numbers_rounded", "", {}, self.sheet)

    def _read(self, slot: Slot, texts: list[str]) -> list[Any]:
        """A column's cells. Those that come again and again are read once; a register's values never do."""
        name = slot if isinstance(slot, str) else slot[0]
        if name == "value":
            return [cells.quick_e4(text) for text in texts]
        if slot not in self._memories:
            self._memories[slot] = _Memory(self.kind.field(name).parse)
        return self._memories[slot].read(texts)

    def _blanks(self, numbers: list[int], columns: dict[Slot, list[Any]], wrong: set[int]) -> Iterator[Fault]:
        """Rows without a value in any column of a needed group, but for those whose cells were already found wrong."""
        for group in self.kind.needs:
            present = [values for slot, values in columns.items() if (slot if isinstance(slot, str) else slot[0]) in group]
            if any(None not in values for values in present):
                continue
            for at, values in enumerate(zip(*present, strict=True)):
                if numbers[at] not in wrong and all(value is None for value in values):
                    names = " / ".join(self.title(name) for name in group if self._has(name)) or group[0]
                    yield Fault(numbers[at], names, "required_blank", "", {"fields": names}, self.sheet)

    def _has(self, name: str) -> bool:
        return any(slot == name or (isinstance(slot, tuple) and slot[0] == name) for slot in self.header.columns.values())

    def _fill(self, rows: list[list[str]]) -> None:
        """Where a row's leading cells are all blank it continues the one above: its blank cells of the group are as there.

        Only in columns that look merged. Where the same value stands in rows below one another, a blank cell is blank.
        """
        by_name = {slot: column for column, slot in self.header.columns.items() if isinstance(slot, str)}
        for leading, following in self.kind.fill:
            leads = [by_name[name] for name in leading if name in by_name]
            others = [by_name[name] for name in following if name in by_name]
            if not leads:
                continue
            if leading not in self._merged:
                self._merged[leading] = not any(
                    all(above[column] == below[column] for column in leads) and any(above[column] for column in leads)
                    for above, below in pairwise(rows)
                )
            if not self._merged[leading]:
                continue
            group = [*leads, *others]
            for row in rows:
                if any(row[column] for column in leads):
                    for column in group:
                        self._above[column] = row[column]
                    continue
                for column in group:
                    if row[column]:
                        self._above[column] = row[column]
                    else:
                        row[column] = self._above.get(column, "")


def open_table(kind: Kind, sheet: Sheet, taught: Mapped | None = None) -> Table | list[tuple[str, ...]]:
    """A sheet's table, or the groups of needed fields that no header names."""
    first: list[Row] = []
    for row in sheet.rows:
        first.append(row)
        if len(first) > headers.LOOK_DOWN:
            break
    looked_at = [texts for _, texts in first]
    header = headers.find(kind, looked_at, taught)
    if header is None:
        return headers.nearest(kind, looked_at, taught).missing(kind)
    return Table(kind, header, sheet.name, sheet.rows, first)
