"""A file as sheets of rows of text, whatever it is."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, TypeAlias

# The row's number as a spreadsheet shows it, and its cells.
Row: TypeAlias = tuple[int, list[str]]


class UnreadableError(Exception):
    """A file, or the rest of it, that can't be read: a code of the fault catalogue, where, and what its sentence needs."""

    def __init__(self, code: str, *, row: int = 0, sheet: str = "", **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.row = row
        self.sheet = sheet
        self.params = params


@dataclass(frozen=True)
class Sheet:
    """One table of a file. A text file has one without a name."""

    name: str
    rows: Iterator[Row]


_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What a workbook may unpack to. A hundred thousand rows of twenty columns take about 200 MB.
MOST_UNPACKED = 2 * 1024**3


def is_workbook(stream: BinaryIO) -> bool:
    """Whether a file is a workbook by its first bytes; its name may say anything. UnreadableError for a zip bomb."""
    stream.seek(0)
    start = stream.read(8)
    if start == _OLE:
        return True
    if not start.startswith(_ZIP):
        return False
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableError("broken_workbook") from error
    if unpacked > MOST_UNPACKED:
        raise UnreadableError("workbook_too_large")
    return True
