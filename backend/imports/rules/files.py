"""The one way into a file: what kind it is, and its sheets."""

from collections.abc import Iterator
from typing import BinaryIO

from backend.imports.rules import text_files, workbooks
from backend.imports.rules.tables import Sheet, is_workbook


def sheets_of(stream: BinaryIO) -> Iterator[Sheet]:
    """The sheets of a CSV file (one) or a workbook. UnreadableError says why not, also while rows are read."""
    if is_workbook(stream):
        yield from workbooks.sheets_of(stream)
    else:
        yield Sheet("", text_files.rows_of(stream))
