"""What a wide file leaves out or gets wrong, said in its own words."""

from pathlib import Path

from backend.kernel.db import Database
from tests.factories.identity import company
from tests.factories.imports import codes, imported


def test_a_point_left_blank_in_a_full_column_is_a_fault(sqlite_database: Database, tmp_path: Path) -> None:
    here = company(sqlite_database)
    full = "".join(f"A{n},P{n},M{n},6.2\n" for n in range(1, 13))
    head = "户号,计量点编号,资产编号,示数位数\n"
    outcome = imported(sqlite_database, tmp_path, "wide", head + full + "A13,,M13,6.2\n", branch_id=here.branch_id)
    assert codes(outcome) == [(14, "计量点编号", "required_blank")]
    # A file that names no points at all names them by their accounts.
    assert (
        imported(sqlite_database, tmp_path, "wide", "户号,资产编号,示数位数\nA13,M13,6.2\n", branch_id=here.branch_id).state
        == "done"
    )


def test_a_multiplier_below_zero_has_a_sentence_of_its_own(sqlite_database: Database, tmp_path: Path) -> None:
    here = company(sqlite_database)
    text = "户号,资产编号,示数位数,综合倍率\nA1,M1,6.2,-3\n"
    outcome = imported(sqlite_database, tmp_path, "wide", text, branch_id=here.branch_id)
    assert codes(outcome) == [(2, "综合倍率", "not_positive")]
