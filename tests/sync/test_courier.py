"""An outbox that somebody else brings (docs/SYNC.md, "A file to carry"): taken once, read by nobody, refused in words."""

import base64
import hashlib
import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from PIL import Image
from sqlalchemy import func, select

from backend.cases.models import Case
from backend.evidence.models import Photo, PhotoUse
from backend.fieldwork.models import Visit
from backend.kernel.audit import AuditLine
from backend.kernel.db import Database
from backend.readings.models import Reading
from backend.sync.models import CourierFile, Entry, PhoneState
from tests.factories.identity import person
from tests.factories.sync import Round, a_round
from tests.support.application import Client
from tests.support.either import both
from tests.support.phone import Phone
from tests.support.sealed import Sealer, a_key, frames_of, point

PART = "application/offset+octet-stream"


@dataclass
class Walk:
    """A reader's phone that has registered its key, and a colleague who may carry for it."""

    round: Round
    phone: Phone
    key: ec.EllipticCurvePrivateKey
    carrier: Client

    def sealer(self) -> Sealer:
        settings = self.phone.wire.send("GET", "/api/v1/sync/pull?", None, self.phone.headers).json["settings"]["courier"]
        return Sealer(settings["key_id"], settings["key"], self.key, a_key())

    def a_file(self, photos: dict[str, list[bytes]] | None = None) -> bytes:
        return self.sealer().seal(frames_of(self.phone, photos))

    def count(self, what: Any) -> int:
        asked = select(func.count()).select_from(what)
        return self.round.app.database.read(lambda session: session.execute(asked).scalar_one())


def begin(client: Client, data: bytes) -> Any:
    digest = base64.b64encode(hashlib.sha256(data).hexdigest().encode()).decode()
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(len(data)), "Upload-Metadata": f"sha256 {digest}"}
    return client.post("/api/v1/courier/files", headers=headers)


def send(client: Client, location: str, offset: int, data: bytes) -> Any:
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset), "Content-Type": PART}
    return client.open(location, method="PATCH", data=data, headers=headers)


def bring(client: Client, data: bytes) -> Any:
    """Bring a whole file; answers the last answer."""
    begun = begin(client, data)
    assert begun.status_code == 201, begun.text
    offset = int(begun.headers["Upload-Offset"])
    return begun if offset == len(data) else send(client, begun.headers["Location"], offset, data[offset:])


def state(client: Client, data: bytes) -> Any:
    location = begin(client, data).headers["Location"]
    return client.get(location.removesuffix("/content")).get_json()


def a_photo(shade: int) -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (320, 240), (shade, 90, 40)).save(picture, "JPEG")
    return picture.getvalue()


def a_walk(database: Database, folder: Path) -> Walk:
    made = a_round(database, folder)
    made.assign(made.office.readers[0])
    phone = made.phone(made.office.readers[0])
    phone.pull()
    key = a_key()
    client = made.app.bearer("Device", phone.token)
    assert client.put("/api/v1/sync/key", json={"key": point(key.public_key()).hex()}).status_code == 204
    return Walk(made, phone, key, made.app.person(made.office.readers[1]))


@pytest.fixture
def walk(database: Database, tmp_path: Path) -> Walk:
    return a_walk(database, tmp_path)


@pytest.fixture
def one_walk(sqlite_database: Database, tmp_path: Path) -> Walk:
    return a_walk(sqlite_database, tmp_path)


def read_two(walk: Walk) -> tuple[str, bytes]:
    photo = a_photo(1)
    first, second = walk.phone.open_tasks()[:2]
    visit = walk.phone.read(first, ["12.5"], attempts=True, photos=[photo])
    walk.phone.skip(second)
    return visit, photo


def test_what_a_colleague_brings_is_as_if_the_phone_had_come_itself(walk: Walk) -> None:
    visit, photo = read_two(walk)
    data = walk.a_file({visit: [photo]})
    assert bring(walk.carrier, data).status_code == 204
    assert state(walk.carrier, data)["state"] == "waiting"
    walk.round.app.run_jobs()
    told = state(walk.carrier, data)
    assert (told["state"], told["counts"]["outcomes"], told["counts"]["photos"]) == ("done", {"applied": 3}, 1)
    carrier = f"person:{walk.round.office.readers[1]}"
    rows = walk.round.app.database.read(lambda session: session.scalars(select(Entry)).all())
    assert {(str(row.device_id), row.carried_by) for row in rows} == {(walk.phone.device_id, carrier)}
    assert walk.count(Reading) >= 1
    assert walk.round.app.database.read(lambda session: session.scalars(select(PhotoUse.state)).all()) == ["whole"]
    assert list(walk.round.app.blobs.keys("courier/")) == []
    # The owner learns of it at its next contact, and has nothing left to send.
    receipts = walk.phone.push_all()
    assert [one["outcome"] for one in receipts] == ["applied"] * 3


def test_the_audit_trail_says_who_carried_it(one_walk: Walk) -> None:
    read_two(one_walk)
    bring(one_walk.carrier, one_walk.a_file())
    one_walk.round.app.run_jobs()
    lines = one_walk.round.app.database.read(lambda session: {line.action: line for line in session.scalars(select(AuditLine))})
    carrier = str(one_walk.round.office.readers[1])
    assert lines["carry"].actor_id == carrier
    assert lines["push"].detail["carried_by"] == f"person:{carrier}"


@both
def test_bringing_it_twice_changes_nothing(database: Database, tmp_path: Path) -> None:
    walk = a_walk(database, tmp_path)
    visit, photo = read_two(walk)
    data = walk.a_file({visit: [photo]})
    supervisor = walk.round.app.person(walk.round.office.supervisor)
    counted: list[int] = []
    for carrier in (walk.carrier, walk.carrier, supervisor):
        assert bring(carrier, data).status_code in {201, 204}
        walk.round.app.run_jobs()
        if carrier is walk.carrier:
            counted = [walk.count(table) for table in (Entry, Visit, Reading, Photo, PhotoUse, Case)]
    assert [walk.count(table) for table in (Entry, Visit, Reading, Photo, PhotoUse, Case)] == counted
    assert walk.count(CourierFile) == 2
    assert state(supervisor, data)["counts"] == {
        "outcomes": {"applied": 3}, "photos": 0, "photos_known": 1, "photos_faulty": 0, "unread": 0,
    }  # fmt: skip


def test_bringing_it_after_the_phone_came_itself_changes_nothing(walk: Walk) -> None:
    visit, photo = read_two(walk)
    data = walk.a_file({visit: [photo]})
    receipts = walk.phone.push_all()
    assert walk.phone.upload(photo, visit).status == 201
    counted = [walk.count(table) for table in (Entry, Visit, Reading, Photo, PhotoUse, Case)]
    bring(walk.carrier, data)
    walk.round.app.run_jobs()
    assert [walk.count(table) for table in (Entry, Visit, Reading, Photo, PhotoUse, Case)] == counted
    ids = ",".join(one["id"] for one in receipts)
    answer = walk.phone.wire.send("GET", f"/api/v1/sync/receipts?ids={ids}", None, walk.phone.headers).json
    assert {one["id"]: one for one in answer["receipts"]} == {one["id"]: one for one in receipts}
    assert answer["incarnation"] == walk.phone.outbox.get("incarnation")


def test_receipts_can_be_asked_for_without_sending_the_entries_again(one_walk: Walk) -> None:
    read_two(one_walk)
    bring(one_walk.carrier, one_walk.a_file())
    one_walk.round.app.run_jobs()
    ids = ",".join(one.id for one in one_walk.phone.outbox.all())
    answer = one_walk.phone.wire.send("GET", f"/api/v1/sync/receipts?ids={ids}", None, one_walk.phone.headers).json
    assert (len(answer["receipts"]), answer["unknown"]) == (3, [])


def test_a_carried_file_ties_no_clock_to_the_present(one_walk: Walk) -> None:
    read_two(one_walk)
    bring(one_walk.carrier, one_walk.a_file())
    one_walk.round.app.run_jobs()
    phone = one_walk.round.app.database.read(lambda session: session.scalars(select(PhoneState)).one())
    assert (phone.anchors, phone.pushed_at, phone.through_seq) == ({}, None, 3)


def test_a_cut_upload_goes_on_where_it_ended(one_walk: Walk) -> None:
    read_two(one_walk)
    data = one_walk.a_file()
    location = begin(one_walk.carrier, data).headers["Location"]
    assert send(one_walk.carrier, location, 0, data[:100]).headers["Upload-Offset"] == "100"
    assert send(one_walk.carrier, location, 50, data[50:]).status_code == 409
    again = begin(one_walk.carrier, data)
    assert (again.headers["Location"], again.headers["Upload-Offset"]) == (location, "100")
    assert send(one_walk.carrier, location, 100, data[100:]).status_code == 204
    head = one_walk.carrier.open(location, method="HEAD", headers={"Tus-Resumable": "1.0.0"})
    assert head.headers["Upload-Offset"] == str(len(data))


def test_nobody_else_learns_of_a_file_on_its_way(one_walk: Walk) -> None:
    read_two(one_walk)
    data = one_walk.a_file()
    location = begin(one_walk.carrier, data).headers["Location"]
    admin = one_walk.round.app.database.run(lambda session: person(session, "admin"))
    for other in (one_walk.round.app.person(one_walk.round.office.supervisor), one_walk.round.app.person(admin)):
        assert send(other, location, 0, data).status_code == 404
        assert other.get(location.removesuffix("/content")).status_code == 404
    assert begin(one_walk.round.app.anybody(), data).status_code == 401


def refused(walk: Walk, data: bytes) -> str:
    answer = bring(walk.carrier, data)
    assert answer.status_code == 422, answer.text
    code = str(answer.get_json()["code"])
    walk.round.app.run_jobs()
    assert walk.count(Entry) == 0
    assert list(walk.round.app.blobs.keys("courier/")) == []
    assert list((walk.round.app.folder / "uploads").glob("*.part")) == []
    return code


def test_files_that_are_none_of_ours_are_refused_in_words(one_walk: Walk) -> None:
    read_two(one_walk)
    walk, sealer, frames = one_walk, one_walk.sealer(), frames_of(one_walk.phone)
    good = sealer.seal(frames)
    assert refused(walk, b"%PDF-1.7 a bill") == "courier_unknown"
    assert refused(walk, b"M") == "courier_unknown"
    empty = begin(walk.carrier, b"")
    assert (empty.status_code, empty.get_json()["code"]) == (422, "courier_empty")
    assert refused(walk, b"MRCARRY\x02" + good[8:]) == "courier_newer"
    assert refused(walk, replace(sealer, key_id="0123456789abcdef").seal(frames)) == "courier_foreign"
    other = point(a_key().public_key()).hex()
    assert refused(walk, replace(sealer, server_key=other).seal(frames)) == "courier_damaged"
    assert refused(walk, replace(sealer, device=a_key()).seal(frames)) == "courier_not_signed"
    assert refused(walk, sealer.seal(frames, signature=bytes(64))) == "courier_not_signed"
    assert refused(walk, sealer.seal(frames_of(walk.phone, device="0199aaaa-0000-7000-8000-000000000000"))) == (
        "courier_device_unknown"
    )  # fmt: skip
    assert refused(walk, sealer.seal(frames_of(walk.phone, v=2))) == "courier_newer"
    assert refused(walk, sealer.seal([])) == "courier_damaged"
    assert bring(walk.carrier, good).status_code == 204


def test_a_damaged_file_is_refused_wherever_the_damage_is(one_walk: Walk) -> None:
    visit, photo = read_two(one_walk)
    data = one_walk.a_file({visit: [photo]})
    # Many more places are tried in tests/contract; here it is the whole way in.
    step = max(1, len(data) // 10)
    for place in [*range(8, len(data), step), len(data) - 1]:
        altered = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        assert refused(one_walk, altered) in {"courier_damaged", "courier_foreign"}, place
    for end in range(9, len(data), step):
        assert refused(one_walk, data[:end]) == "courier_damaged", end
    assert refused(one_walk, data + b"\x00") == "courier_damaged"


def test_frames_of_one_file_cannot_change_places(one_walk: Walk) -> None:
    read_two(one_walk)
    data = one_walk.a_file()
    at = 12 + int.from_bytes(data[8:12])
    frames = []
    while at < len(data):
        size = 4 + int.from_bytes(data[at : at + 4])
        frames.append(data[at : at + size])
        at += size
    start = data[: len(data) - sum(map(len, frames))]
    first, second, last = frames
    for order in ([second, first, last], [first, last], [first, first, second, last], [first, second]):
        assert refused(one_walk, start + b"".join(order)) == "courier_damaged"


def test_what_a_suspended_phone_had_carried_is_kept_for_the_office(one_walk: Walk) -> None:
    read_two(one_walk)
    data = one_walk.a_file()
    office = one_walk.round.app.person(one_walk.round.office.supervisor)
    assert office.post(f"/api/v1/devices/{one_walk.phone.device_id}/suspend").status_code == 200
    assert bring(one_walk.carrier, data).status_code == 204
    one_walk.round.app.run_jobs()
    assert state(one_walk.carrier, data)["counts"]["outcomes"] == {"quarantined": 3}


def test_a_photo_that_is_not_what_was_declared_stays_on_the_phone(one_walk: Walk) -> None:
    visit, photo = read_two(one_walk)
    frames = frames_of(one_walk.phone, {visit: [photo]})
    frames[-1] = frames[-1][:-1] + b"\x00"
    data = one_walk.sealer().seal(frames)
    bring(one_walk.carrier, data)
    one_walk.round.app.run_jobs()
    assert state(one_walk.carrier, data)["counts"]["photos_faulty"] == 1
    assert one_walk.phone.upload(photo, visit).status == 201


def test_the_office_sees_who_brought_what(one_walk: Walk) -> None:
    read_two(one_walk)
    data = one_walk.a_file()
    bring(one_walk.carrier, data)
    one_walk.round.app.run_jobs()
    office = one_walk.round.app.person(one_walk.round.office.supervisor)
    (item,) = office.get(f"/api/v1/courier/files?branch_id={one_walk.round.office.branch_id}").get_json()["items"]
    owner, carrier = (str(one) for one in one_walk.round.office.readers[:2])
    assert [[one["id"] for one in item[name]] for name in ("owners", "carriers")] == [[owner], [carrier]]
    assert (item["state"], item["made_at"]) == ("done", "2026-11-24T18:00:00.000Z")


def test_a_key_is_a_point_of_the_curve(one_walk: Walk) -> None:
    client = one_walk.round.app.bearer("Device", one_walk.phone.token)
    answer = client.put("/api/v1/sync/key", json={"key": "04" + "ab" * 64})
    assert (answer.status_code, answer.get_json()["field"]) == (422, "key")
