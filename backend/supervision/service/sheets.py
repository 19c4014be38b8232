"""Writing rows as CSV or XLSX, as a stream of bytes. Identifiers stay text, and nothing can become a formula."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import xlsxwriter

from backend.supervision.rules.columns import Chosen, safe_text

# Excel reads a CSV without this mark in the machine's own code page, and Chinese falls apart.
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_PIECE = 64 * 1024
_WIDEST = 40


def as_csv(columns: Sequence[Chosen], rows: Iterable[Mapping[str, str]]) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, lines ended as RFC 4180 wants them. Numbers are written plainly, all else as safe text."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([safe_text(one.heading) for one in columns])
    yield _BYTE_ORDER_MARK
    for row in rows:
        writer.writerow([_cell(one, row[one.column.name]) for one in columns])
        if buffer.tell() >= _PIECE:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _cell(one: Chosen, value: str) -> str:
    return value if one.column.kind == "number" else safe_text(value)


def as_xlsx(columns: Sequence[Chosen], rows: Iterable[Mapping[str, str]], *, sheet: str) -> Iterator[bytes]:
    """A workbook, written row by row to a temporary file and read from there: a workbook's table of contents comes last."""
    with tempfile.TemporaryDirectory(prefix="export-") as folder:
        path = Path(folder) / "readings.xlsx"
        options = {"constant_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(str(path), options) as book:
            page = book.add_worksheet(sheet)
            text = book.add_format({"num_format": "@"})
            bold = book.add_format({"bold": True})
            for place, one in enumerate(columns):
                is_text = one.column.kind == "text"
                page.set_column(place, place, min(max(len(one.heading) * 2, 12), _WIDEST), text if is_text else None)
            page.freeze_panes(1, 0)
            for place, one in enumerate(columns):
                page.write_string(0, place, one.heading, bold)
            for line, row in enumerate(rows, start=1):
                for place, one in enumerate(columns):
                    value = row[one.column.name]
                    if one.column.kind == "number" and value:
                        page.write_number(line, place, float(value))
                    else:
                        page.write_string(line, place, value, text)
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece
