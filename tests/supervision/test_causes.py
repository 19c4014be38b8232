"""What the office is told where another meter, or nobody's use, explains a value: over the wire, into the case."""

from pathlib import Path
from typing import Any

import pytest

from backend.kernel.db import Database
from tests.supervision.desk import Desk, a_desk

STRANGE = {"how": "scanned", "text": "9999999", "symbology": "code_128", "verdict": "unknown"}


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> Desk:
    return a_desk(sqlite_database, tmp_path)


def hypotheses(desk: Desk) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk.get(f"/cases/{desk.the_case()}")["hypotheses"]
    return found


def test_a_new_meter_with_a_barcode_that_nobody_knows_is_an_exchange_not_recorded(desk: Desk) -> None:
    desk.read(0, "12", meter_found=STRANGE)
    best = hypotheses(desk)[0]
    assert (best["code"], best["value"]) == ("exchange", None)


def test_a_usual_value_of_a_meter_that_nobody_knows_is_explained_too(desk: Desk) -> None:
    desk.read(0, "4750", meter_found=STRANGE)
    # The stops near by stand at the same figures here, but theirs would have been known by the barcode.
    assert {one["code"] for one in hypotheses(desk)} == {"real_change", "exchange"}


def test_the_first_zero_of_a_meter_that_was_scanned_is_an_empty_house_before_it_is_a_copy(desk: Desk) -> None:
    own = {"how": "scanned", "text": desk.stop(0).asset_number, "symbology": "code_128", "verdict": "expected"}
    desk.read(0, "4600", meter_found=own)
    assert [(one["code"], one["value"]) for one in hypotheses(desk)[:2]] == [("vacant", "4600"), ("copied", None)]
