"""Rows of a workbook (XLSX, XLS, XLSB, ODS) as text, with merged cells filled downward."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from backend.imports.rules.tables import Row, Sheet, UnreadableError

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

# A spreadsheet's number keeps 15 digits. From here on what it shows is no longer what was typed.
_EXACT = 1e15


def text_of(cell: Cell) -> str:
    """A cell's text. A number too long for a spreadsheet becomes what the spreadsheet shows, 1.23E+21, to be refused by name."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, (int, float)):
        if abs(cell) >= _EXACT:
            return f"{cell:.14E}"
        # 15 digits: 4821.6 is kept as 4821.6000000000004.
        return str(int(cell)) if cell == int(cell) else f"{cell:.15g}"
    if isinstance(cell, dt.timedelta):
        return str(cell)
    return cell.isoformat()


def sheets_of(stream: BinaryIO) -> Iterator[Sheet]:
    """The visible sheets of a workbook, one after another. UnreadableError when it is broken or has a password."""
    stream.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(stream)
    except PasswordError as error:
        raise UnreadableError("workbook_locked") from error
    except (CalamineError, OSError) as error:
        raise UnreadableError("broken_workbook") from error
    with book:
        for index, about in enumerate(book.sheets_metadata):
            if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
                continue
            try:
                sheet = book.get_sheet_by_index(index)
            except CalamineError as error:
                raise UnreadableError("broken_workbook", sheet=about.name) from error
            if sheet.start is not None:
                yield Sheet(about.name, _rows(sheet))


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    left = sheet.start[1] if sheet.start is not None else 0
    starting = _downward_merges(sheet, left)
    # Column → (value, last row) of the merges that reach into the row at hand.
    open_merges: dict[int, tuple[str, int]] = {}
    for index, cells in enumerate(sheet.iter_rows()):
        texts = [text_of(cell) for cell in cells]
        for column, (value, last) in list(open_merges.items()):
            texts[column] = value
            if index >= last:
                del open_merges[column]
        for column, last in starting.pop(index, ()):
            open_merges[column] = (texts[column], last)
        yield index + 1, texts


def _downward_merges(sheet: CalamineSheet, left: int) -> defaultdict[int, list[tuple[int, int]]]:
    """First row → (column, last row) of every merge of several rows. One of several columns is left to the header's reader."""
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for (top, first_column), (bottom, _) in sheet.merged_cell_ranges or ():
        if bottom > top and left <= first_column < left + sheet.width:
            found[top].append((first_column - left, bottom))
    return found
