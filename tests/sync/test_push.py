"""Push: receipts, replays, conflicts, and nothing that can block what comes after (P1, P3, P4)."""

import json
import threading
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from backend.cases.models import Case
from backend.fieldwork.models import Attempt, FieldNote, Task, Visit
from backend.fieldwork.service import periods
from backend.fieldwork.service.exchanges import follow
from backend.grid.models import Installation, Meter
from backend.identity.models import Device
from backend.identity.service import server
from backend.kernel import audit, clock
from backend.kernel.db import Database
from backend.kernel.ids import new_id as make_id
from backend.readings.models import Reading
from backend.sync.models import Entry, EntryId, PhoneState
from backend.sync.rules import receipts
from tests.factories.sync import PERIOD, Round, a_round
from tests.support.outbox import Outbox, Saved
from tests.support.phone import Phone, RefusedError, uuid7
from tests.support.wire import ClientWire


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


def count(walk: Round, model: Any) -> int:
    return walk.app.database.read(lambda session: session.execute(select(func.count()).select_from(model)).scalar_one())


def cases(walk: Round) -> list[tuple[str, str]]:
    return walk.app.database.read(lambda session: [(case.kind, case.headline) for case in session.scalars(select(Case))])


def states(walk: Round) -> list[str]:
    return walk.app.database.read(lambda session: list(session.scalars(select(Task.state).order_by(Task.sequence))))


def outcomes(found: list[dict[str, Any]]) -> list[tuple[str, str | None]]:
    return [(receipt["outcome"], receipt.get("reason")) for receipt in found]


def test_a_visit_is_journaled_applied_and_answered(walk: Round, phone: Phone) -> None:
    task = phone.open_tasks()[0]
    phone.read(task, ["12.5"], attempts=True)
    found = phone.push_all()
    assert outcomes(found) == [("applied", None)] * 2
    assert (count(walk, Entry), count(walk, EntryId), count(walk, Visit), count(walk, Attempt), count(walk, Reading)) == (
        2, 2, 1, 1, 1,
    )  # fmt: skip
    assert states(walk) == ["read", "open", "open", "open"]
    key = walk.app.database.read(server.mac_key)
    for saved, receipt in zip(phone.outbox.all(), found, strict=True):
        assert receipt["id"] == saved.id
        assert receipt["digest"] == phone.digest(saved)
        assert receipt["mark"]["home"] == walk.office.branch_id
        assert receipts.is_ours(receipt, key)
        assert not receipts.is_ours(receipt | {"outcome": "conflict"}, key)
    assert walk.app.database.read(lambda session: audit.verify(session, walk.office.branch_id)) == []


def test_the_same_again_gets_the_stored_receipt_and_changes_nothing(walk: Round, phone: Phone) -> None:
    for task in phone.open_tasks():
        phone.read(task, ["12.5"], attempts=True)
    first = phone.push_all()
    before = [count(walk, model) for model in (Entry, EntryId, Visit, Attempt, Reading, Case)]
    saved = phone.outbox.all()
    assert phone.push(saved) == first
    assert phone.push(list(reversed(saved))) == list(reversed(first))
    assert phone.push([saved[0], saved[0]]) == [first[0], first[0]]
    phone.app_version = "sim-2"
    assert phone.push(saved) == first
    assert [count(walk, model) for model in (Entry, EntryId, Visit, Attempt, Reading, Case)] == before


def test_white_space_and_order_are_not_content(walk: Round, phone: Phone) -> None:
    phone.read(phone.open_tasks()[0], ["12.5"])
    first = phone.push_all()
    entry = json.loads(phone.outbox.all()[0].raw)
    shuffled = json.dumps(dict(reversed(entry.items())), indent=1).encode()
    assert phone.push([Saved(1, entry["id"], "visit", shuffled, None)]) == first


def test_same_id_other_content_is_a_conflict_and_both_are_kept(walk: Round, phone: Phone) -> None:
    phone.read(phone.open_tasks()[0], ["12.5"])
    first = phone.push_all()
    entry = json.loads(phone.outbox.all()[0].raw)
    entry["body"]["readings"][0]["value"] = "99"
    other = Saved(1, entry["id"], "visit", json.dumps(entry).encode(), None)
    for _ in range(2):
        assert outcomes(phone.push([other])) == [("conflict", "same_id_other_content")]
    assert count(walk, Entry) == 2
    assert cases(walk) == [("quarantined", "quarantined.same_id_other_content")]
    raws = walk.app.database.read(lambda session: list(session.scalars(select(Entry.raw))))
    assert any('"99"' in raw for raw in raws)
    assert walk.app.database.read(lambda session: session.scalars(select(Reading.value_e4)).all()) == [125_000]
    del first


def test_both_in_one_push(phone: Phone) -> None:
    phone.read(phone.open_tasks()[0], ["12.5"])
    saved = phone.outbox.all()[0]
    entry = json.loads(saved.raw)
    entry["body"]["confirmed"] = True
    other = Saved(1, saved.id, "visit", json.dumps(entry).encode(), None)
    found = phone.push([saved, other, saved])
    assert [receipt["outcome"] for receipt in found] == ["applied", "conflict", "applied"]
    assert found[0] == found[2]


BAD: list[tuple[str, dict[str, Any] | bytes, str]] = [
    ("an unknown kind", {"kind": "selfie"}, "unknown_kind"),
    ("a newer version", {"v": 2}, "newer_version"),
    ("an impossible body", {"body": {"task_id": "x"}}, "bad_body"),
    ("a body that is no object", {"body": []}, "bad_envelope"),
    ("a float", {"recorded_at": 1.5}, "not_canonical"),
    ("an integer no phone holds", {"clock": {"boot": "b", "mono_ms": 2**60}}, "not_canonical"),
    ("no seq", {"seq": None}, "bad_envelope"),
    ("a seq of nought", {"seq": 0}, "bad_envelope"),
    ("a seq beyond the column", {"seq": 2**40}, "bad_envelope"),
    ("a time without a zone", {"recorded_at": "2026-11-24T04:00:00"}, "bad_envelope"),
    ("a time before all phones", {"recorded_at": "0001-01-01T00:00:00+08:00"}, "bad_envelope"),
    ("a person who is none", {"person": "me"}, "bad_person"),
    ("somebody who never signed in here", {"person": uuid7(1)}, "not_signed_in_here"),
    ("a null character", {"kind": "note", "body": {"text": "\x00"}}, "unstorable_text"),
]


@pytest.mark.parametrize(("changes", "reason"), [pytest.param(change, reason, id=title) for title, change, reason in BAD])
def test_what_cannot_be_understood_is_kept_and_blocks_nothing(
    walk: Round, phone: Phone, changes: dict[str, Any], reason: str
) -> None:
    first, second, third = phone.open_tasks()[:3]
    for task in (first, second, third):
        phone.read(task, ["12.5"])
    saved = phone.outbox.all()
    spoilt = json.loads(saved[1].raw) | changes
    batch = [saved[0], Saved(2, saved[1].id, "visit", json.dumps(spoilt).encode(), None), saved[2]]
    found = phone.push(batch)
    assert outcomes(found) == [("applied", None), ("quarantined", reason), ("applied", None)]
    assert found[1]["id"] == saved[1].id
    assert cases(walk) == [("quarantined", f"quarantined.{reason}")]
    assert states(walk) == ["read", "open", "read", "open"]
    assert count(walk, Entry) == 3
    assert phone.push(batch) == found


UNREADABLE = [
    ("half an emoji", b'{"id":"%s","seq":2,"kind":"note","body":{"text":"\\ud83d"}}', True),
    ("a number", b"7", False),
    ("nothing", b"null", False),
    ("no id", b'{"seq":2,"kind":"note","body":{"text":"x"}}', False),
    ("deep", b"[" * 900 + b"]" * 900, False),
]


@pytest.mark.parametrize(("raw", "has_id"), [pytest.param(raw, has_id, id=title) for title, raw, has_id in UNREADABLE])
def test_what_cannot_even_be_read(walk: Round, phone: Phone, raw: bytes, has_id: bool) -> None:
    first, second = phone.open_tasks()[:2]
    phone.read(first, ["1"])
    phone.read(second, ["2"])
    saved = phone.outbox.all()
    made = uuid7(5)
    batch = [saved[0], Saved(3, made, "note", raw.replace(b"%s", made.encode()), None), saved[1]]
    for _ in range(2):
        found = phone.push(batch)
        assert [receipt["outcome"] for receipt in found] == ["applied", "quarantined", "applied"]
        assert (found[1]["id"], found[1].get("index")) == ((made, None) if has_id else (None, 1))
    assert count(walk, Entry) == 3
    assert len(cases(walk)) == 1


MALFORMED = [
    b"",
    b"{",
    b"[]",
    b"{}",
    b'{"entries":[]}',
    b'{"device":{"id":"x"},"entries":{}}',
    b'{"device":{"id":"x"},"entries":[]}',
]


@pytest.mark.parametrize("body", MALFORMED)
def test_a_push_that_is_none_changes_nothing(walk: Round, phone: Phone, body: bytes) -> None:
    reply = phone.wire.send("POST", "/api/v1/sync/push", body, phone.headers | {"Content-Type": "application/json"})
    assert (reply.status, reply.json["code"]) == (400, "malformed_push")
    assert (count(walk, Entry), count(walk, PhoneState)) == (0, 0)


def test_limits_of_the_wire(walk: Round, phone: Phone) -> None:
    phone.save(*[("note", {"text": "x"})] * 501)
    with pytest.raises(RefusedError, match="413"):
        phone.push(phone.outbox.all())
    assert count(walk, Entry) == 0
    assert len(phone.push_all(batch=501)) == 501
    assert count(walk, FieldNote) == 501
    large = json.dumps({"id": uuid7(1), "text": "x" * 70_000}).encode()
    with pytest.raises(RefusedError, match="entry_too_large"):
        phone.push([Saved(600, "", "note", large, None)])
    with pytest.raises(RefusedError, match="413"):
        phone.push([Saved(600 + n, "", "note", b'"' + b"x" * 60_000 + b'"', None) for n in range(20)])


def test_a_suspended_phone_is_still_journaled(walk: Round, phone: Phone) -> None:
    phone.read(phone.open_tasks()[0], ["12.5"])
    walk.app.database.run(
        lambda session: session.execute(update(Device).where(Device.id == UUID(phone.device_id)).values(suspended_at=clock.now()))
    )
    assert outcomes(phone.push_all()) == [("quarantined", "device_suspended")]
    assert (count(walk, Entry), count(walk, Visit), states(walk)) == (1, 0, ["open"] * 4)


def test_an_unknown_task_and_an_exchanged_meter(walk: Round, phone: Phone) -> None:
    task = phone.open_tasks()[0]
    phone.read(task | {"id": uuid7(9)}, ["1"])
    phone.read(task | {"installation_id": uuid7(9)}, ["1"])
    phone.save(("attempt", phone.reading(task | {"id": uuid7(9)}, ["1"], attempts=True)[0][1]))
    assert outcomes(phone.push_all()) == [
        ("quarantined", "unknown_task"), ("quarantined", "other_installation"), ("quarantined", "unknown_task"),
    ]  # fmt: skip
    assert states(walk)[0] == "open"


def test_a_closed_period_stores_late_entries_and_asks(walk: Round, phone: Phone) -> None:
    walk.app.database.run(
        lambda session: periods.close_period(session, branch_id=walk.office.branch_id, period=PERIOD, actor=walk.office.actor)
    )
    phone.read(phone.open_tasks()[0], ["12.5"])
    assert outcomes(phone.push_all()) == [("contested", "period_closed")]
    assert (count(walk, Visit), states(walk)[0]) == (1, "open")
    assert ("contested", "contested.period_closed") in cases(walk)


def test_eight_at_once_get_the_same_receipt(walk: Round, phone: Phone) -> None:
    """The same ids from eight phones' threads: one is stored, all are answered alike (P4)."""
    for task in phone.open_tasks():
        phone.read(task, ["12.5"], attempts=True)
    saved = phone.outbox.all()
    answers: list[list[dict[str, Any]]] = []
    start = threading.Barrier(8)

    def send() -> None:
        twin = Phone(
            ClientWire(walk.app.anybody()),
            device_id=phone.device_id,
            token=phone.token,
            person_id=phone.person_id,
            outbox=Outbox(),
        )
        start.wait()
        answers.append(twin.push(saved))

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert all(answer == answers[0] for answer in answers)
    assert outcomes(answers[0]) == [("applied", None)] * 8
    assert (count(walk, Entry), count(walk, Visit), count(walk, Reading)) == (8, 4, 4)


def test_eight_phones_at_once_with_the_same_id(walk: Round, phone: Phone) -> None:
    """Other phones claim the same ids with the same content: the arbiter alone decides who was first."""
    for task in phone.open_tasks():
        phone.read(task, ["12.5"])
    saved = phone.outbox.all()
    others = [walk.phone(walk.office.readers[0]) for _ in range(7)]
    answers: list[list[dict[str, Any]]] = []
    start = threading.Barrier(8)

    def send(one: Phone) -> None:
        start.wait()
        answers.append(one.push(saved))

    threads = [threading.Thread(target=send, args=(one,)) for one in (phone, *others)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert all(answer == answers[0] for answer in answers)
    assert (count(walk, Entry), count(walk, Visit), count(walk, Reading)) == (4, 4, 4)


def test_what_was_read_from_a_meter_before_its_exchange_was_heard_of_counts(walk: Round, phone: Phone) -> None:
    stop = walk.office.stops[0]
    task = next(task for task in phone.open_tasks() if task["point"]["id"] == str(stop.point_id))
    phone.read(task, ["12.5"])
    new_id = make_id()

    def exchange(session: Session) -> None:
        gone = clock.business_date(clock.now(), ZoneInfo("Asia/Shanghai"))
        session.execute(update(Installation).where(Installation.id == stop.installation_id).values(valid_to=gone))
        home = walk.office.branch_id
        session.add(Meter(id=new_id, home=home, asset_number="9" * 22))
        session.flush()
        session.add(Installation(id=new_id, home=home, metering_point_id=stop.point_id, meter_id=new_id, valid_from=gone))
        session.flush()
        assert follow(session, point_ids=[stop.point_id], day=gone, actor=walk.office.actor) == [UUID(task["id"])]

    walk.app.database.run(exchange)
    assert outcomes(phone.push_all()) == [("applied", None)]
    of = walk.app.database.read(lambda session: session.execute(select(Visit.installation_id, Visit.standing)).one())
    assert tuple(of) == (stop.installation_id, "stands")
    assert walk.app.database.read(lambda session: session.scalars(select(Reading.installation_id)).one()) == stop.installation_id
