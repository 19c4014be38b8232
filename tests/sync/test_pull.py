"""Pull: a paged snapshot at a fixed mark, changes without gaps, tombstones, and nothing that isn't the reader's (P10)."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from backend.fieldwork.models import Run, Task
from backend.fieldwork.service import orders, periods
from backend.identity.service import devices, server
from backend.kernel import changes, clock
from backend.kernel.audit import SYSTEM
from backend.kernel.db import Database
from backend.sync.models import EntryId
from backend.sync.rules import cursors
from backend.sync.rules.cursors import Cursor
from backend.sync.service import pull as pulling
from tests.factories import fieldwork as factory
from tests.factories.sync import PERIOD, Round, a_round
from tests.support import columns
from tests.support.phone import Phone, RefusedError


@pytest.fixture
def walk(database: Database, tmp_path: Path) -> Round:
    made = a_round(database, tmp_path, registers=5)
    made.assign(made.office.readers[0])
    return made


@pytest.fixture
def phone(walk: Round) -> Phone:
    return walk.phone(walk.office.readers[0])


def ask(phone: Phone, **query: str) -> Any:
    return phone._get("&".join(f"{name}={value}" for name, value in query.items())).json


def test_a_fresh_start_has_everything_a_round_needs(walk: Round, phone: Phone) -> None:
    answer = ask(phone)
    assert (answer["snapshot"], answer["page"], answer["person"]) == (True, None, phone.person_id)
    assert [task["sequence"] for task in answer["tasks"]] == [10, 20, 30, 40]
    task, stop = answer["tasks"][0], walk.office.stops[0]
    assert task["meter"]["asset_number"] == stop.asset_number
    assert task["point"]["number"] == stop.number
    assert task["multiplier"] == "1"
    assert [register["id"] for register in task["registers"]] == [str(one) for one in stop.register_ids]
    assert [register["position"] for register in task["registers"]] == [1, 2, 3, 4, 5]
    assert {"no_access", "dog"} <= {code["code"] for code in answer["codes"]["skip"]}
    assert answer["runs"][0]["state"] == "planned"
    assert answer["settings"]["time_zone"] == "Asia/Shanghai"
    state = walk.app.database.read(lambda session: session.scalars(select(Run.state)).one())
    assert state == "downloaded"


def test_changes_since_a_cursor_and_then_none(walk: Round, phone: Phone) -> None:
    phone.pull()
    before = phone.outbox.get("cursor") or ""
    again = ask(phone, cursor=before)
    assert (again["snapshot"], again["tasks"], again["states"], again["gone"], again["cursor"]) == (False, [], [], [], before)
    assert "codes" not in again
    headers = phone.headers | {"If-None-Match": f'"{before}"'}
    assert phone.wire.send("GET", f"/api/v1/sync/pull?cursor={before}", None, headers).status == 304
    walk.assign(walk.office.readers[1], walk.task_ids[:1])
    answer = ask(phone, cursor=before)
    assert answer["gone"] == [
        {
            "task_id": str(walk.task_ids[0]), "run_id": answer["gone"][0]["run_id"], "why": "moved", "version": 2,
            "state": "moved",
        }
    ]  # fmt: skip
    assert answer["tasks"] == []


def test_a_reading_of_ones_own_comes_back_as_a_state_only(walk: Round, phone: Phone) -> None:
    phone.pull()
    phone.read(phone.open_tasks()[0], ["1"] * 5)
    phone.push_all()
    answer = ask(phone, cursor=phone.outbox.get("cursor") or "")
    assert answer["tasks"] == []
    assert answer["states"] == [{"task_id": str(walk.task_ids[0]), "version": 1, "state": "read", "holding": "read"}]


def test_orders_and_verdicts_reach_the_phone(walk: Round, phone: Phone) -> None:
    phone.pull()
    visit = phone.read(phone.open_tasks()[0], ["1"] * 5)
    phone.push_all()

    def decide(session: Session) -> None:
        orders.order_re_read(session, task_id=walk.task_ids[0], actor=walk.office.actor, reason="look again")
        changes.announce(
            session, home=walk.office.branch_id, audience=f"person:{phone.person_id}", kind="verdict", subject=UUID(visit),
            detail={"task_id": str(walk.task_ids[0]), "outcome": "re_read", "text_code": "re_read_ordered"},
        )  # fmt: skip

    walk.app.database.run(decide)
    phone.pull()
    assert [task["kind"] for task in phone.open_tasks()].count("re_read") == 1
    assert phone.verdicts == [
        {
            "entry_id": visit, "task_id": str(walk.task_ids[0]), "outcome": "re_read", "findings": [],
            "text_code": "re_read_ordered",
        }
    ]  # fmt: skip


def test_pages_at_a_fixed_mark(walk: Round, phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulling, "PAGE", 3)
    first = ask(phone)
    assert (len(first["tasks"]), first["more"]) == (3, True)
    # Between the pages a task of the first page moves away, and one of the second.
    walk.assign(walk.office.readers[1], [walk.task_ids[0], walk.task_ids[3]])
    second = ask(phone, page=first["page"])
    assert (second["tasks"], [gone["task_id"] for gone in second["gone"]]) == ([], [str(walk.task_ids[3])])
    assert (second["cursor"], second["page"], second["more"]) == (first["cursor"], None, False)
    # What changed after the mark comes with the first delta.
    delta = ask(phone, cursor=second["cursor"])
    assert {gone["task_id"] for gone in delta["gone"]} == {str(walk.task_ids[0]), str(walk.task_ids[3])}


def test_the_compact_form_says_what_the_plain_one_says(walk: Round, phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    def same(**query: str) -> Any:
        answer, short = ask(phone, **query), ask(phone, **query, compact="1")
        assert (short["tasks"], short["states"], short["gone"], short["compact"]["form"]) == ([], [], [], 1)
        told = columns.plain(short)
        # The moment is another one; of whole tasks the states come first.
        for one in (told, answer):
            one["now"] = None
            one["states"].sort(key=lambda state: state["task_id"])
        assert told == answer
        return answer

    phone.pull()
    cursor = phone.outbox.get("cursor") or ""
    phone.read(phone.open_tasks()[0], ["1"] * 5)
    phone.push_all()
    walk.assign(walk.office.readers[1], walk.task_ids[2:3])
    walk.app.database.run(
        lambda session: orders.order_re_read(session, task_id=walk.task_ids[0], actor=walk.office.actor, reason="look again")
    )
    delta = same(cursor=cursor)
    assert (len(delta["tasks"]), len(delta["states"]), len(delta["gone"])) == (1, 2, 1)
    monkeypatch.setattr(pulling, "PAGE", 3)
    same(page=same()["page"])
    # A phone from tomorrow gets what is known today.
    assert ask(phone, compact="7")["compact"]["form"] == 1
    with pytest.raises(RefusedError, match="invalid"):
        ask(phone, compact="0")


def test_cursors_that_are_not_ours_start_afresh(walk: Round, phone: Phone) -> None:
    phone.pull()
    own = phone.outbox.get("cursor") or ""
    colleague = walk.phone(walk.office.readers[1])
    colleague.pull()
    for cursor in ("x", own[:-2] + "AA", "=" * 9, colleague.outbox.get("cursor") or ""):
        assert ask(phone, cursor=cursor)["snapshot"] is True


def test_a_pruned_cursor_starts_afresh(walk: Round, phone: Phone) -> None:
    phone.pull()
    cursor = phone.outbox.get("cursor") or ""
    walk.assign(walk.office.readers[1], walk.task_ids[:1])
    home = walk.office.branch_id
    walk.app.database.run(lambda session: changes.prune_before(session, home=home, before=clock.now() + timedelta(seconds=1)))
    assert ask(phone, cursor=cursor)["snapshot"] is True


def test_a_cursor_newer_than_the_database_begins_a_new_life_once(walk: Round, phone: Phone) -> None:
    """A database restored behind the server's back: phones know more than it does (P11)."""
    phone.pull()
    before = phone.outbox.get("incarnation")
    key = walk.app.database.read(server.mac_key)
    ahead = cursors.encode(Cursor(before or "", phone.person_id, {str(walk.office.branch_id): 10_000}), key)
    answer = ask(phone, cursor=ahead)
    assert answer["snapshot"] is True
    assert answer["incarnation"] != before
    assert ask(phone, cursor=ahead)["incarnation"] == answer["incarnation"]


def forget(walk: Round, entry_id: str) -> None:
    """As if the database had been restored from before an entry, and had grown on since."""
    walk.app.database.run(lambda session: session.execute(delete(EntryId).where(EntryId.id == UUID(entry_id))))


def test_a_receipt_of_a_forgotten_entry_begins_a_new_life(walk: Round, phone: Phone) -> None:
    phone.pull()
    phone.read(phone.open_tasks()[0], ["1"] * 5)
    newest = phone.push_all()[-1]
    before = phone.outbox.get("incarnation")

    def push_with(receipt: dict[str, Any]) -> str:
        body: dict[str, Any] = {"device": {"id": phone.device_id}, "incarnation": before, "newest": receipt, "entries": []}
        reply = phone.wire.send("POST", "/api/v1/sync/push", json.dumps(body).encode(), phone.headers)
        return str(reply.json["incarnation"])

    assert push_with(newest) == before
    forget(walk, newest["id"])
    assert push_with(newest | {"outcome": "duplicate"}) == before  # not ours any more: proves nothing
    again = push_with(newest)
    assert again != before
    assert push_with(newest) == again  # of a life that is over: known already


def test_a_past_that_was_another_begins_a_new_life(walk: Round, phone: Phone) -> None:
    """A restored database may have grown beyond the cursor again; its audit trail then tells."""
    phone.pull()
    before = phone.outbox.get("incarnation") or ""
    head = walk.app.database.read(lambda session: session.get_one(changes.Head, walk.office.branch_id))
    key = walk.app.database.read(server.mac_key)
    homes = {str(walk.office.branch_id): head.change_seq}

    def pulled(begins: str) -> str:
        anchors = {str(walk.office.branch_id): (head.audit_seq, begins)}
        cursor = cursors.encode(Cursor(before, phone.person_id, homes, "", anchors), key)
        return str(ask(phone, cursor=cursor)["incarnation"])

    assert pulled(head.audit_hash[:12]) == before
    assert pulled("0" * 12) != before


def test_a_new_life_makes_phones_offer_again_what_no_backup_holds(walk: Round, phone: Phone) -> None:
    phone.pull()
    phone.read(phone.open_tasks()[0], ["1"] * 5)
    phone.push_all()
    walk.app.database.run(lambda session: server.rotate_incarnation(session, reason="test", actor=SYSTEM))
    phone.pull()
    assert len(phone.outbox.unsent(10)) == 1
    assert [receipt["outcome"] for receipt in phone.push_all()] == ["applied"]


def test_a_reader_sees_only_his_own(walk: Round, phone: Phone) -> None:
    colleague, stranger_office = walk.office.readers[1], factory.make_office(walk.app.database)
    for person in (colleague, stranger_office.readers[0]):
        other = walk.phone(person)
        other.pull()
        assert (other.tasks, other.gone) == ({}, {})
        # Another's name in the header opens nothing.
        other.person_id = phone.person_id
        with pytest.raises(RefusedError, match=r"40[34]"):
            other.pull()


def test_a_suspended_phone_pulls_nothing(walk: Round, phone: Phone) -> None:

    walk.app.database.run(
        lambda session: devices.suspend(session, device_id=UUID(phone.device_id), suspended=True, actor=walk.office.actor)
    )
    with pytest.raises(RefusedError, match="device_suspended"):
        phone.pull()


def test_released_runs_leave_the_phone(walk: Round, phone: Phone) -> None:
    walk.app.database.run(lambda session: session.execute(update(Run).values(state="released")))
    assert ask(phone)["tasks"] == []
    assert walk.app.database.read(lambda session: len(session.scalars(select(Task)).all())) == 4


def test_stored_receipts_can_be_asked_for(walk: Round, phone: Phone) -> None:
    phone.pull()
    visit = phone.read(phone.open_tasks()[0], ["1"] * 5)
    receipts = phone.push_all()
    unknown = "01890000-0000-7000-8000-000000000000"
    reply = phone.wire.send("GET", f"/api/v1/sync/receipts?ids={visit},{unknown}", None, phone.headers)
    assert (reply.json["receipts"], reply.json["unknown"]) == (receipts, [unknown])
    # Who has a receipt wants to know how far it is backed up, and in which life of the server.
    assert reply.json.keys() == {"receipts", "unknown", "incarnation", "now", "backed_up_through"}
    colleague = walk.phone(walk.office.readers[1])
    reply = colleague.wire.send("GET", f"/api/v1/sync/receipts?ids={visit}", None, colleague.headers)
    assert (reply.json["receipts"], reply.json["unknown"]) == ([], [visit])
    assert colleague.wire.send("GET", "/api/v1/sync/receipts?ids=x", None, colleague.headers).json["code"] == "invalid"


def test_a_phone_hears_that_the_month_was_closed_and_opened_again(walk: Round, phone: Phone) -> None:
    answer = ask(phone)
    assert [run["closed_at"] for run in answer["runs"]] == [None]

    def turn(how: Callable[..., None]) -> None:
        office = walk.office
        walk.app.database.run(lambda session: how(session, branch_id=office.branch_id, period=PERIOD, actor=office.actor))

    turn(periods.close_period)
    closed = ask(phone, cursor=answer["cursor"])
    assert ([run["closed_at"] is not None for run in closed["runs"]], closed["tasks"], closed["states"]) == ([True], [], [])
    turn(periods.reopen_period)
    assert [run["closed_at"] for run in ask(phone, cursor=closed["cursor"])["runs"]] == [None]
