"""A table of a folder to be judged, read cell by cell: what is wrong in it is said with file, line and column."""

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path as FilePath


class FolderError(ValueError):
    """Something in a folder that can't be read; the text is for whoever made the folder."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table. `at` says where it stands: file and line."""

    at: str
    cells: Mapping[str, str]

    def text(self, column: str, default: str | None = None) -> str:
        """What a cell holds; the default where the column is missing or the cell is empty."""
        text = self.cells.get(column, "")
        if text:
            return text
        if default is None:
            raise FolderError(f"{self.at}: {column} is empty")
        return default

    def whole(self, column: str, default: int | None = None, least: int = 0) -> int:
        """A whole number, at least `least`."""
        text = self.text(column, None if default is None else str(default))
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite() or value != value.to_integral_value() or abs(value) > 10**15:
            raise FolderError(f"{self.at}: {column} is {text!r}, not a whole number")
        if value < least:
            raise FolderError(f"{self.at}: {column} is {text}, below {least}")
        return int(value)

    def date(self, column: str) -> dt.date:
        """A day, written as 2025-01-31, with or without a time behind it."""
        text = self.text(column)
        try:
            return dt.date.fromisoformat(text[:10])
        except ValueError:
            raise FolderError(f"{self.at}: {column} is {text!r}, not a date like 2025-01-31") from None


def table(folder: FilePath, name: str, needed: Sequence[str]) -> list[Row]:
    """The lines of one of the folder's files, which must have these columns; empty lines are passed over."""
    try:
        with (folder / name).open(newline="", encoding="utf-8-sig") as file:
            reader = csv.reader(file)
            heading = [column.strip() for column in next(reader, [])]
            missing = [column for column in needed if column not in heading]
            if missing:
                raise FolderError(f"{name} has no column {', '.join(missing)}; its first line is {','.join(heading) or 'empty'}")
            return [
                Row(
                    f"{name}, line {reader.line_num}",
                    {column: cell.strip() for column, cell in zip(heading, cells, strict=False)},
                )
                for cells in reader
                if any(cell.strip() for cell in cells)
            ]
    except OSError as error:
        raise FolderError(f"{name} can't be read: {error.strerror}") from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise FolderError(f"{name} isn't a CSV file in UTF-8: {error}") from error
