"""Files as utilities send them: encodings, delimiters, workbooks made by another program."""

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest

from backend.imports.rules.files import sheets_of
from backend.imports.rules.tables import UnreadableError
from backend.imports.rules.text_files import delimiter_of, encoding_of

# Spreadsheets know no zones.
HALF_PAST_EIGHT = dt.datetime.combine(dt.date(2026, 11, 1), dt.time(8, 30))
TEXT = "户号,户名\n0001,供电用户\n"


def rows(content: bytes) -> list[list[str]]:
    return [cells for sheet in sheets_of(io.BytesIO(content)) for _, cells in sheet.rows]


def workbook(book: openpyxl.Workbook) -> bytes:
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("gb2312", "gb18030"),
        ("utf-16", "utf-16"),
    ],
)
def test_the_encoding_is_found_out(encoding: str, found: str) -> None:
    content = TEXT.encode(encoding)
    assert encoding_of(io.BytesIO(content)) == found
    assert rows(content) == [["户号", "户名"], ["0001", "供电用户"]]


def test_the_first_chinese_letter_may_come_late() -> None:
    content = ("number,name\n" + "0001,plain\n" * 200_000 + "0002,电\n").encode("gb18030")
    assert encoding_of(io.BytesIO(content)) == "gb18030"
    assert rows(content)[-1] == ["0002", "电"]


def test_a_letter_beyond_gbk_survives() -> None:
    # 𠮷 and 䶮 stand in place and personal names; only GB18030 has them.
    assert rows("户名\n𠮷䶮\n".encode("gb18030"))[1] == ["𠮷䶮"]


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(UnreadableError, match="encoding_unknown"):
        rows(b"\xff\xff\x00\x80\xff")


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found_out(delimiter: str) -> None:
    lines = ["××供电公司抄表册", delimiter.join("abcd"), delimiter.join(["1", "x,y" if delimiter != "," else "x", "3", "4"])]
    assert delimiter_of("\n".join(lines)) == delimiter


def test_a_single_column_is_a_table_too() -> None:
    assert rows("户号\n0001\n0002\n".encode()) == [["户号"], ["0001"], ["0002"]]


def test_quotes_commas_and_line_breaks_inside_cells() -> None:
    content = b'a,b\r\n"1,5","two\r\nlines"\r\n\r\n"say ""so""",x\r\n'
    assert rows(content) == [["a", "b"], ["1,5", "two\r\nlines"], [], ['say "so"', "x"]]


def test_a_cell_without_end_is_refused_with_its_row() -> None:
    with pytest.raises(UnreadableError, match="broken_quotes") as caught:
        rows(b'a,b\n1,2\n"' + b"x" * 200_000)
    assert caught.value.row == 3


def test_cells_of_a_workbook_are_text_as_typed() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["0012", 4821.6, 7, 123456789012345, 1234567890123456789012, dt.date(2026, 11, 1), HALF_PAST_EIGHT])
    sheet.append([True, 0.1 + 0.2, -1])
    found = rows(workbook(book))
    assert found[0] == ["0012", "4821.6", "7", "123456789012345", "1.23456789012346E+21", "2026-11-01", "2026-11-01T08:30:00"]
    assert found[1][:3] == ["TRUE", "0.3", "-1"]


def test_merged_cells_are_filled_downward_and_rows_keep_their_numbers() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.cell(3, 2, "R01")
    sheet.merge_cells("B3:B5")
    for row in (3, 4, 5):
        sheet.cell(row, 3, f"p{row}")
    sheet.cell(7, 2, "R02")
    sheet.cell(7, 3, "p7")
    found = [row for each in sheets_of(io.BytesIO(workbook(book))) for row in each.rows if any(row[1])]
    assert found == [(3, ["R01", "p3"]), (4, ["R01", "p4"]), (5, ["R01", "p5"]), (7, ["R02", "p7"])]


def test_hidden_and_empty_sheets_are_left_out() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("one").append(["a"])
    hidden = book.create_sheet("two")
    hidden.append(["b"])
    hidden.sheet_state = "hidden"
    assert [sheet.name for sheet in sheets_of(io.BytesIO(workbook(book)))] == ["one"]


def test_a_broken_workbook_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    content = workbook(book)
    with pytest.raises(UnreadableError, match="broken_workbook"):
        rows(content[: len(content) // 2])
    with pytest.raises(UnreadableError, match="broken_workbook"):
        rows(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
