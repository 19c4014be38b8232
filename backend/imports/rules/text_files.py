"""Rows of a text file: its encoding found out, not guessed; its delimiter; its records."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from backend.imports.rules.tables import Row, UnreadableError

_PIECE = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DELIMITERS = ",\t;|，"


def _decodes(stream: BinaryIO, encoding: str) -> bool:
    """Whether all of a stream is text in an encoding."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    try:
        while piece := stream.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def encoding_of(stream: BinaryIO) -> str:
    """The encoding that the whole stream is text in: by its mark, else UTF-8, else GB18030 (which holds GBK and GB2312).

    All of it is read, since the first Chinese letter may stand anywhere. UnreadableError when neither fits.
    """
    stream.seek(0)
    start = stream.read(4)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding
    for encoding in ("utf-8", "gb18030"):
        if _decodes(stream, encoding):
            return encoding
    raise UnreadableError("encoding_unknown")


def delimiter_of(sample: str) -> str:
    """What divides the cells: the character that gives the most lines of a sample the same, largest number of cells."""
    lines = [line for line in sample.splitlines() if line.strip()][:50]

    def evidence(delimiter: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        usual = max(set(counts), key=lambda count: (counts.count(count), count), default=1)
        widest = max(counts, default=1)
        return (0, widest) if usual == 1 else (counts.count(usual), usual)

    return max(_DELIMITERS, key=lambda delimiter: (evidence(delimiter), -_DELIMITERS.index(delimiter)))


def rows_of(stream: BinaryIO, encoding: str | None = None) -> Iterator[Row]:
    """The records of a text file, numbered from 1 as a spreadsheet shows them. The stream is read as it goes.

    UnreadableError when it is no text, or its quotes don't close.
    """
    encoding = encoding or encoding_of(stream)
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding, newline="", write_through=False)
    try:
        sample = text.read(64 * 1024)
        text.seek(0)
        reader = csv.reader(text, delimiter=delimiter_of(sample))
        number = 0
        try:
            for number, cells in enumerate(reader, 1):
                yield number, cells
        except csv.Error as error:
            raise UnreadableError("broken_quotes", row=number + 1) from error
        except UnicodeError as error:
            raise UnreadableError("encoding_unknown", row=number + 1) from error
    finally:
        # The stream is the caller's to close.
        text.detach()
