"""What a case says of its photos: what each shows, whose the codes in it are, and where it was used before."""

from pathlib import Path
from typing import Any

import pytest

from backend.kernel.db import Database
from tests.factories.evidence import photo
from tests.supervision.desk import HIGH, USUAL, Desk, a_desk


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> Desk:
    return a_desk(sqlite_database, tmp_path)


@pytest.fixture
def each_desk(database: Database, tmp_path: Path) -> Desk:
    return a_desk(database, tmp_path)


def cases(desk: Desk) -> list[Any]:
    return [desk.get(f"/cases/{item['id']}") for item in desk.get("/cases", branch_id=desk.branch_id)["items"]]


def barcodes(case: Any) -> list[Any]:
    return [one["barcode"] for one in case["visits"][0]["photos"]]


def sent(desk: Desk, stop: int, value: str, *taken: bytes) -> str:
    """A stop read, and its photos sent; nobody has looked at them yet."""
    visit_id = desk.read(stop, value, photos=list(taken))
    for data in taken:
        assert desk.phone.upload(data, visit_id).status == 201
    return visit_id


def test_what_a_photo_shows_is_told_apart(each_desk: Desk) -> None:
    """Owed, not looked at yet, none readable, unreadable, its own meter's: five things, five words."""
    own, wall = photo(each_desk.stop(0).asset_number).data, photo(shade=90).data
    broken = photo(each_desk.stop(0).asset_number, shade=120).data[:9000]
    owed = photo(shade=30).data
    visit_id = each_desk.read(0, HIGH, photos=[own, wall, broken, owed])
    for data in (own, wall, broken):
        assert each_desk.phone.upload(data, visit_id).status == 201
    (case,) = cases(each_desk)
    assert [one and one["state"] for one in barcodes(case)] == ["pending", "pending", "pending", None]
    each_desk.round.app.run_jobs()
    case = next(one for one in cases(each_desk) if one["case"]["kind"] == "implausible")
    assert [one and one["state"] for one in barcodes(case)] == ["match", "none", "unreadable", None]
    assert barcodes(case)[0]["meter"]["point"]["number"] == each_desk.stop(0).number
    assert case["reused"] == []


def test_another_meters_code_is_named_and_an_unknown_one_is_said_to_be(each_desk: Desk) -> None:
    neighbour = each_desk.stop(2)
    sent(each_desk, 0, USUAL, photo(neighbour.asset_number, "ZZ-990-112233").data)
    each_desk.round.app.run_jobs()
    case = next(one for one in cases(each_desk) if one["case"]["kind"] == "barcode_mismatch")
    (barcode,) = barcodes(case)
    assert (barcode["state"], barcode["text"], barcode["symbology"]) == ("mismatch", neighbour.asset_number, "CODE128")
    assert barcode["meter"]["asset_number"] == neighbour.asset_number
    assert barcode["meter"]["point"] == {"id": str(neighbour.point_id), "number": neighbour.number, "address": "Lane 1"}
    assert {code["text"]: code["meter"] for code in barcode["codes"]}["ZZ-990-112233"] is None
    finding = next(one for one in case["visits"][0]["findings"] if one["rule"] == "VEE-08")
    # What was scanned says how it was scanned; what was seen in a photo says in which.
    assert (finding["params"]["how"], len(finding["params"]["sha256"])) == ("photo", 64)


def test_an_earlier_picture_says_whose_it_is(each_desk: Desk) -> None:
    taken = photo(shade=60).data
    first = sent(each_desk, 0, USUAL, taken)
    sent(each_desk, 2, USUAL, taken)
    each_desk.round.app.run_jobs()
    (case,) = cases(each_desk)
    (reuse,) = case["reused"]
    earlier = reuse["earlier"]
    assert (reuse["same_bytes"], reuse["agreement"], reuse["turn"], reuse["elsewhere"]) == (True, 1000, 0, False)
    assert (earlier["visit_id"], earlier["period"], earlier["state"]) == (first, "2026-11", "whole")
    assert earlier["point"]["number"] == each_desk.stop(0).number
    assert earlier["point"]["address"] == "Lane 1"
    assert earlier["person"]["id"] == str(each_desk.people.readers[0])
    assert earlier["taken_at"] is not None
