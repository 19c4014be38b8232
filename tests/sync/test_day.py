"""A day's end: gapless and whole, signed, numbered, and compared (P8)."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner
from PIL import Image
from sqlalchemy import select

from backend.cases.models import Case
from backend.identity.service import server
from backend.kernel import canonical
from backend.kernel.audit import SYSTEM
from backend.kernel.commands import Tools
from backend.kernel.db import Database
from backend.kernel.settings import Settings
from backend.sync.commands import receipt as receipt_command
from backend.sync.models import DayReceipt
from backend.sync.queries.receipt_legend import legend
from backend.sync.rules.day_receipt import faults
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


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


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


def test_a_supplement_names_only_photos_that_came_since(walk: Round, phone: Phone) -> None:
    early, late = a_photo(1), a_photo(200)
    first, second = phone.open_tasks()[:2]
    visit = phone.read(first, ["12.5"], photos=[early])
    phone.close_day(DAY, photos=[early])
    phone.push_all()
    phone.upload(early, visit)
    phone.pull()
    # The app names all photos of its day again, those of the visits before the first receipt, too.
    visit = phone.read(second, ["13.5"], photos=[late])
    phone.close_day(DAY, photos=[early, late])
    phone.push_all()
    phone.upload(late, visit)
    phone.pull()
    phone.close_day(DAY, photos=[early, late])
    phone.close_day("2026-11-25", photos=[early])
    phone.push_all()
    phone.pull()
    receipts = sorted(phone.receipts_of_days, key=lambda one: (one["day"], one["number"]))
    assert [(one["day"], one["number"], one["content"]["photos"]) for one in receipts] == [
        (DAY, 1, [sha(early)]), (DAY, 2, [sha(late)]), (DAY, 3, []), ("2026-11-25", 1, [sha(early)]),
    ]  # fmt: skip
    assert [holds(walk, one) for one in receipts] == [True] * 4
    keys = walk.app.database.read(server.public_keys)
    assert [faults(one, keys) for one in receipts] == [[]] * 4


def test_the_office_is_told_what_a_receipts_ids_stand_for(walk: Round, phone: Phone) -> None:
    photo = a_photo(1)
    first, second = phone.open_tasks()[:2]
    visit = phone.read(first, ["12.5"], attempts=True, photos=[photo])
    phone.skip(second)
    phone.close_day(DAY, photos=[photo])
    phone.push_all()
    phone.upload(photo, visit)
    phone.pull()
    legend, file = told(walk, walk.office.supervisor)
    assert [(one["seq"], one["kind"]) for one in legend["entries"]] == [(1, "attempt"), (2, "visit"), (3, "skip")]
    (reading,) = legend["readings"]
    assert (reading["visit"], reading["register"], reading["seq"]) == (visit, first["registers"][0]["id"], 2)
    assert (reading["point"], reading["meter"]) == (first["point"]["number"], first["meter"]["asset_number"])
    assert (reading["dial"]["band"], reading["dial"]["unit"]) == ("total", "kWh")
    assert legend["photos"] == [{"sha256": sha(photo), "seq": 2}]
    assert "legend" not in file["content"]


def test_points_of_another_branch_are_not_named(walk: Round, phone: Phone) -> None:
    phone.read(phone.open_tasks()[0], ["12.5"])
    phone.close_day(DAY)
    phone.push_all()

    def legend_for(branches: set[int] | None) -> Any:
        (row,) = walk.app.database.read(lambda session: session.scalars(select(DayReceipt)).all())
        return walk.app.database.read(lambda session: legend(session, row, branches))

    assert [one.point is None for one in legend_for(None).readings] == [False]
    (hidden,) = legend_for({walk.office.branch_id + 1}).readings
    assert (hidden.seq, hidden.point, hidden.meter, hidden.dial) == (1, None, None, None)


def told(walk: Round, person_id: UUID) -> tuple[dict[str, Any], dict[str, Any]]:
    """The only receipt as somebody in the office sees it: its legend and its file."""
    client = walk.app.person(person_id)
    (item,) = client.get(f"/api/v1/days/receipts?branch_id={walk.office.branch_id}").get_json()["items"]
    detail = client.get(f"/api/v1/days/receipts/{item['id']}").get_json()
    assert detail["faults"] == []
    return detail["legend"], detail["file"]


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
    """Cases about the ledger; what the rules think of the values is another matter."""
    about = select(Case).where(Case.kind == "ledger_difference")
    return walk.app.database.read(lambda session: [(case.kind, case.params) for case in session.scalars(about)])


def file_of(walk: Round, phone: Phone) -> dict[str, Any]:
    """A day's receipt as the office hands it out."""
    phone.read(phone.open_tasks()[0], ["12.5"])
    phone.skip(phone.open_tasks()[0])
    phone.close_day(DAY)
    phone.push_all()
    client = walk.app.person(walk.office.supervisor)
    (item,) = client.get(f"/api/v1/days/receipts?branch_id={walk.office.branch_id}&day={DAY}").get_json()["items"]
    assert (item["number"], item["entries"], item["readings"], item["person"]["id"]) == (1, 2, 1, phone.person_id)
    detail = client.get(f"/api/v1/days/receipts/{item['id']}").get_json()
    assert (detail["faults"], detail["qr_svg"][:4]) == ([], "<svg")
    return dict(detail["file"])


def verified(tmp_path: Path, receipt: Any, keys: dict[str, str]) -> tuple[int, str]:
    """What the command says of a file, without any database."""
    (tmp_path / "receipt.json").write_text(json.dumps(receipt))
    (tmp_path / "keys.json").write_text(json.dumps(keys))
    tools = Tools(Settings(), lambda: pytest.fail("no database is asked"), lambda: pytest.fail("nor any photo"))
    files = ["verify", "--keys", str(tmp_path / "keys.json"), str(tmp_path / "receipt.json")]
    result = CliRunner().invoke(receipt_command, files, obj=tools)
    return result.exit_code, result.output


def test_a_receipt_is_verified_without_the_server_and_what_fails_is_named(walk: Round, phone: Phone, tmp_path: Path) -> None:
    receipt, keys = file_of(walk, phone), walk.app.database.read(server.public_keys)
    code, said = verified(tmp_path, receipt, keys)
    assert (code, f"is for reader {phone.person_id}, phone {phone.device_id}, day {DAY}, receipt no. 1" in said) == (0, True)
    for beside in ({"day": "2026-11-20"}, {"number": 2}, {"through_seq": 999}, {"kind": "x"}, {"id": phone.person_id}, {"x": 1}):
        code, said = verified(tmp_path, receipt | beside, keys)
        assert (code, f"it was altered ({next(iter(beside))})" in said, "says it is for reader" in said) == (1, True, True), said
    content = receipt["content"]
    reading = content["readings"][0] | {"value": "13.5"}
    altered = receipt | {"content": content | {"readings": [reading]}}
    code, said = verified(tmp_path, altered, keys)
    assert (code, "digest" in said, "signature doesn't hold" in said) == (1, True, True)
    other = dict.fromkeys(keys, "00" * 32)
    assert "signature doesn't hold" in verified(tmp_path, receipt, other)[1]
    assert "isn't among the public keys" in verified(tmp_path, receipt, {})[1]
    assert "isn't a day's receipt" in verified(tmp_path, ["something else"], keys)[1]
    short = receipt | {"content": content | {"entries": content["entries"][1:]}}
    said = verified(tmp_path, short, keys)[1]
    assert "is missing (1)" in said
    assert "a visit that isn't among the entries" in said


def test_old_keys_go_on_holding_after_a_restore(walk: Round, phone: Phone, tmp_path: Path) -> None:
    receipt = file_of(walk, phone)
    walk.app.database.run(lambda session: server.rotate_incarnation(session, reason="restored", actor=SYSTEM))
    assert verified(tmp_path, receipt, walk.app.database.read(server.public_keys))[0] == 0
