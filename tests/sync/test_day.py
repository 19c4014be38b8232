"""A day's end: gapless and whole, signed, numbered, and compared (P8)."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from backend.cases.models import Case
from backend.identity.service import server
from backend.kernel import canonical
from backend.kernel.db import Database
from tests.factories.sync import Round, a_round
from tests.support.phone import Phone

DAY = "2026-11-24"


@pytest.fixture
def walk(database: Database, tmp_path: Path) -> Round:
    made = a_round(database, tmp_path)
    made.assign(made.office.readers[0])
    return made


@pytest.fixture
def phone(walk: Round) -> Phone:
    made = walk.phone(walk.office.readers[0])
    made.pull()
    return made


def a_photo(shade: int) -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (320, 240), (shade, 90, 40)).save(picture, "JPEG")
    return picture.getvalue()


def holds(walk: Round, receipt: dict[str, Any]) -> bool:
    keys = walk.app.database.read(server.public_keys)
    return server.signature_holds(keys[receipt["key_id"]], canonical.dumps(receipt["content"]), receipt["signature"])


def test_a_signed_receipt_names_every_entry_reading_and_photo(walk: Round, phone: Phone) -> None:
    photo = a_photo(1)
    first, second = phone.open_tasks()[:2]
    visit = phone.read(first, ["12.5"], attempts=True, photos=[photo])
    phone.skip(second)
    phone.close_day(DAY, photos=[photo])
    receipts = phone.push_all()
    phone.pull()
    assert phone.receipts_of_days == []  # the photo is still owed
    assert phone.upload(photo, visit).status in {201, 204}
    phone.pull()
    (receipt,) = phone.receipts_of_days
    content = receipt["content"]
    assert (receipt["number"], content["day"], content["person"], content["device"]) == (1, DAY, phone.person_id, phone.device_id)
    named = [(entry["id"], entry["digest"], entry["outcome"]) for entry in content["entries"]]
    assert named == [(one["id"], one["digest"], one["outcome"]) for one in receipts[:-1]]
    assert [(one["visit"], one["value"]) for one in content["readings"]] == [(visit, "12.5")]
    assert len(content["photos"]) == 1
    assert holds(walk, receipt)
    assert not holds(walk, receipt | {"content": content | {"photos": []}})


def test_a_gap_keeps_the_day_open(phone: Phone) -> None:
    for task in phone.open_tasks()[:2]:
        phone.read(task, ["12.5"])
    phone.close_day(DAY)
    first, second, close = phone.outbox.all()
    phone.push([first, close])
    phone.pull()
    assert phone.receipts_of_days == []
    phone.push([second])
    phone.pull()
    assert [receipt["number"] for receipt in phone.receipts_of_days] == [1]


def test_what_comes_later_gets_a_numbered_supplement(phone: Phone) -> None:
    first, second = phone.open_tasks()[:2]
    phone.read(first, ["12.5"])
    phone.close_day(DAY)
    phone.push_all()
    phone.pull()
    phone.read(second, ["13.5"])
    phone.close_day(DAY)
    phone.push_all()
    phone.pull()
    assert [(one["number"], one["content"]["from_seq"], one["through_seq"]) for one in phone.receipts_of_days] == [
        (1, 1, 1), (2, 2, 3),
    ]  # fmt: skip
    fresh = Phone(phone.wire, device_id=phone.device_id, token=phone.token, person_id=phone.person_id)
    fresh.pull()
    assert [one["number"] for one in fresh.receipts_of_days] == [1, 2]


def test_ledgers_that_differ_at_equal_cursor_are_a_case(walk: Round, phone: Phone) -> None:
    phone.read(phone.open_tasks()[0], ["12.5"])
    phone.push_all()
    phone.pull()
    phone.close_day(DAY)
    phone.push_all()
    assert cases(walk) == []
    body = json.loads(phone.outbox.all()[-1].raw)["body"]
    wrong = body | {"through_seq": body["through_seq"] + 1, "counts": body["counts"] | {"open": 1}}
    phone.save(("day_close", wrong))
    phone.push_all()
    assert cases(walk) == [("ledger_difference", {"open": {"server": 3, "phone": 1}})]


def cases(walk: Round) -> list[tuple[str, Any]]:
    return walk.app.database.read(lambda session: [(case.kind, case.params) for case in session.scalars(select(Case))])
