"""Where a table's header is, and which column means what.

Utilities put titles above the header, merge cells over two rows (示数 above 总 峰 平 谷), and name columns as they like.
The header is the row, or the two rows, that name the most fields of the kind; what a sender taught us before comes first.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from backend.grid.rules import register_codes
from backend.imports.rules.fields import heading, without_remarks
from backend.imports.rules.kind import Kind, Slot

# How far down a header may stand: titles and filters above it take a few rows, never thirty.
LOOK_DOWN = 30

# A sender's own names: heading as compared → field, or field/register. "" means: leave this column out.
Mapped = Mapping[str, str]


@dataclass(frozen=True)
class Header:
    """A header that was found: how many of the looked-at rows it ends at, the columns that mean something, and the rest."""

    ends: int
    columns: dict[int, Slot]
    titles: dict[Slot, str]
    ignored: tuple[str, ...]

    def missing(self, kind: Kind) -> list[tuple[str, ...]]:
        """The groups of fields of which not one has a column."""
        present = {slot if isinstance(slot, str) else slot[0] for slot in self.columns.values()}
        return [group for group in kind.needs if not present & set(group)]

    def mapping(self) -> dict[str, str]:
        """Title as the file has it → field, to be shown, corrected and remembered."""
        return {self.titles[slot]: written(slot) for slot in self.columns.values()}


def written(slot: Slot) -> str:
    """A slot as a mapping writes it: "value" or "value/peak"."""
    return slot if isinstance(slot, str) else "/".join(slot)


def _read(kind: Kind, text: str) -> Slot | None:
    """The slot that a mapping's text names, or None when the kind has none such."""
    name, _, register = text.partition("/")
    known = next((field for field in kind.fields if field.name == name), None)
    if known is None or (register and (not known.banded or register not in register_codes.CODES)):
        return None
    return (name, register) if register else name


def wrong_mapping(kind: Kind, mapping: Mapping[str, str]) -> str | None:
    """The first text of a mapping that names no column of the kind, or None."""
    return next((text for text in mapping.values() if text and _read(kind, text) is None), None)


def _banded(kind: Kind, text: str) -> tuple[int, Slot] | None:
    """A heading that names a field and a register in one: 示数(峰), 峰示数, 起码/谷."""
    for alias in sorted(kind.by_alias, key=len, reverse=True):
        field = kind.by_alias[alias]
        if not field.banded or len(alias) >= len(text):
            continue
        if text.startswith(alias):
            rest = text[len(alias) :]
        elif text.endswith(alias):
            rest = text[: -len(alias)]
        else:
            continue
        register = register_codes.find(rest)
        if register is not None:
            return field.aliases.index(alias), (field.name, register.code)
    return None


# How good a find is; smaller is better. A sender's own name beats an alias, an alias beats a reading between the lines.
_TAUGHT, _NAMED, _BANDED, _BARE = 0, 100, 200, 300


def _meaning(kind: Kind, texts: Sequence[str], taught: Mapped, *, bare: bool) -> tuple[int, Slot | None] | None:
    """What a column's headings (the most telling first) mean: how good the find is, and the slot (None: leave it out).

    `bare`: whether a heading that only names a register may stand for the kind's usual field.
    """
    # With what stands in brackets and without it: 示数(峰) means more than 示数, 示数(kWh) doesn't.
    compared = [text for each in texts for text in (heading(each), heading(without_remarks(each))) if text]
    for text in compared:
        if text in taught:
            return _TAUGHT, (_read(kind, taught[text]) if taught[text] else None)
    for text in compared:
        field = kind.by_alias.get(text)
        if field is not None:
            return _NAMED + field.aliases.index(text), field.name
        banded = _banded(kind, text)
        if banded is not None:
            return _BANDED + banded[0], banded[1]
    if bare and kind.bare is not None:
        register = register_codes.find(texts[0]) if texts[0].strip() else None
        if register is not None:
            return _BARE, (kind.bare, register.code)
    return None


def _over(row: Sequence[str], below: Sequence[str]) -> list[str]:
    """The upper cells of a two-row header with merged cells spread to the right, as far as the row below has names."""
    spread, last = [], ""
    for column in range(max(len(row), len(below))):
        own = row[column].strip() if column < len(row) else ""
        sub = below[column].strip() if column < len(below) else ""
        last = own or (last if sub else "")
        spread.append(last)
    return spread


def _titles(rows: Sequence[Sequence[str]], at: int, height: int) -> list[list[str]]:
    """For each column its headings, the most telling first."""
    if height == 1:
        return [[text.strip()] for text in rows[at]]
    below = rows[at + 1]
    titles = []
    for column, top in enumerate(_over(rows[at], below)):
        sub = below[column].strip() if column < len(below) else ""
        if not sub or sub == top:
            titles.append([top])
        elif not top:
            titles.append([sub])
        else:
            titles.append([f"{top}/{sub}", sub])
    return titles


def _under_a_group(rows: Sequence[Sequence[str]], at: int) -> set[int]:
    """The columns of a row that stand under the cell of a group (上月示数 above 总 and 峰), not under a title of the whole."""
    if at == 0:
        return set()
    above = [column for column, text in enumerate(rows[at - 1]) if text.strip()]
    if above == [0]:
        return set()
    return {column for column, text in enumerate(_over(rows[at - 1], rows[at])) if text}


def _understand(
    kind: Kind, titles: Sequence[Sequence[str]], ends: int, taught: Mapped, grouped: AbstractSet[int] = frozenset()
) -> Header:
    best: dict[Slot, tuple[int, int]] = {}
    for column, texts in enumerate(titles):
        meaning = _meaning(kind, texts, taught, bare=column not in grouped) if texts[0] else None
        rank, slot = meaning or (0, None)
        if slot is None:
            continue
        if slot not in best or rank < best[slot][0]:
            best[slot] = (rank, column)
    columns = {column: slot for slot, (_, column) in best.items()}
    ignored = tuple(texts[0] for column, texts in enumerate(titles) if texts[0] and column not in columns)
    return Header(ends, columns, {slot: titles[column][0] for column, slot in columns.items()}, ignored)


def find(kind: Kind, rows: Sequence[Sequence[str]], taught: Mapped | None = None) -> Header | None:
    """The header among the first rows of a table, or None when no row names as much as one field of each needed group.

    Among rows that do, the one that names the most fields; of two alike a single row rather than two, and the upper one.
    """
    known = {heading(text): field for text, field in (taught or {}).items()}
    best, best_rank = None, (0, 0)
    for at in range(min(len(rows), LOOK_DOWN)):
        for height in (1, 2):
            if at + height > len(rows):
                continue
            grouped = _under_a_group(rows, at) if height == 1 else frozenset[int]()
            header = _understand(kind, _titles(rows, at, height), at + height, known, grouped)
            rank = (len(header.columns), -height)
            if not header.missing(kind) and (best is None or rank > best_rank):
                best, best_rank = header, rank
    return best


def nearest(kind: Kind, rows: Sequence[Sequence[str]], taught: Mapped | None = None) -> Header:
    """The most header-like row though needed columns are missing, so that a fault can say which."""
    known = {heading(text): field for text, field in (taught or {}).items()}
    candidates = [_understand(kind, _titles(rows, at, 1), at + 1, known) for at in range(min(len(rows), LOOK_DOWN))]
    empty = Header(0, {}, {}, ())
    return max(candidates, key=lambda header: (len(header.columns), -len(header.missing(kind))), default=empty)
