"""Pushes taken together: each gets what it would have got alone, and one nobody can take spoils no other (P1, P3, P4)."""

import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Holding, Task, Visit
from backend.identity.service import devices
from backend.kernel import audit, clock
from backend.kernel.audit import AuditLine
from backend.kernel.changes import Change
from backend.kernel.db import Database
from backend.readings.models import Reading
from backend.sync.api import phones as door
from backend.sync.models import Entry, EntryId, PhoneState
from backend.sync.service import delivery, interpret, together
from backend.sync.service.facts import Delivery, Sender
from backend.sync.service.isolation import all_at_once
from backend.sync.service.push import take
from backend.vee.service.intake import intake as real_intake
from tests.factories.sync import Round, a_round
from tests.support.outbox import Saved
from tests.support.phone import Phone

ZONE = ZoneInfo("Asia/Shanghai")
NOW = clock.now()


@pytest.fixture
def walk(database: Database, tmp_path: Path) -> Round:
    made = a_round(database, tmp_path, how_many=9)
    made.assign(made.office.readers[0])
    return made


def carriers(walk: Round, how_many: int) -> list[Phone]:
    """Phones of one reader that know all his tasks."""
    made = [walk.phone(walk.office.readers[0]) for _ in range(how_many)]
    for phone in made:
        phone.pull()
    return made


def outcomes(receipts: Sequence[dict[str, Any]]) -> list[tuple[str, str | None]]:
    return [(receipt["outcome"], receipt.get("reason")) for receipt in receipts]


def test_a_poisoned_push_spoils_no_other(walk: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    phones = carriers(walk, 8)
    visits = [phone.read(task, ["12.5"]) for phone, task in zip(phones, phones[0].open_tasks(), strict=False)]
    phones[5].save(("dance", {"task_id": "whatever"}))
    begun, gate, tried = threading.Event(), threading.Event(), list[int]()

    def choking(session: Session, found: Sequence[Any], **options: Any) -> Any:
        ids = {str(visit.visit_id) for visit in found}
        tried.append(len(ids))
        if visits[0] in ids:
            # The first is held up until the others wait behind it.
            begun.set()
            assert gate.wait(30)
        judged = real_intake(session, found, **options)
        if visits[3] in ids:
            raise ZeroDivisionError
        return judged

    monkeypatch.setattr(interpret, "intake", choking)
    answers: dict[int, list[tuple[str, str | None]]] = {}

    def send(number: int) -> None:
        answers[number] = outcomes(phones[number].push_all())

    threads = [threading.Thread(target=send, args=(number,)) for number in range(8)]
    threads[0].start()
    assert begun.wait(30)
    for thread in threads[1:]:
        thread.start()
    queue = door._door(walk.app.database)
    while len(queue._queue) < 7:
        threads[0].join(0.001)
    gate.set()
    for thread in threads:
        thread.join(30)
    expected: dict[int, list[tuple[str, str | None]]] = {number: [("applied", None)] for number in range(8)}
    expected[3] = [("quarantined", "failed")]
    expected[5] = [("applied", None), ("quarantined", "unknown_kind")]
    assert answers == expected
    assert tried[:2] == [1, 7]
    assert set(tried[2:]) <= {0, 1}
    for phone in phones:
        assert phone.push(phone.outbox.all()) == [one.receipt for one in phone.outbox.all()]
    states = walk.app.database.read(lambda session: session.scalars(select(Task.state).order_by(Task.sequence)).all())
    assert states == ["read"] * 3 + ["open"] + ["read"] * 4 + ["open"]
    assert walk.app.database.read(lambda session: audit.verify(session, walk.office.branch_id)) == []
    pushes = walk.app.database.read(
        lambda session: session.scalars(select(AuditLine.actor_id).where(AuditLine.action == "push")).all()
    )
    # A line a push: those that were undone with the group have left none.
    assert sorted(set(pushes)) == sorted(phone.device_id for phone in phones)
    assert len(pushes) == 8


def delivered(walk: Round, phone: Phone, entries: Sequence[Saved]) -> Delivery:
    principal = walk.app.database.read(lambda session: devices.authenticate_device(session, phone.token))
    assert principal.device_id is not None
    assert principal.person_id is not None
    head = {"id": phone.device_id, "now": NOW.isoformat(), "clock": {"boot": phone.boot, "mono_ms": 1_000}}
    opening = json.dumps({"device": head}).encode()[:-1]
    body = opening + b',"entries":[' + b",".join(one.raw for one in entries) + b"]}"
    sender = Sender(principal.device_id, principal.home, principal.person_id, principal.suspended, principal.holder_ids)
    return delivery.read(body, sender=sender, received_at=NOW, zone=ZONE)


class Undone(Exception):  # noqa: N818  what happens to what was done
    """Carries out what was seen, and leaves nothing behind."""

    def __init__(self, seen: Any) -> None:
        self.seen = seen


# What is made anew each time, and what a common moment makes common: the mark and the seal over it.
_OWN = {"id", "corrects_id", "seq", "hash", "at", "mark", "mac", "receipt"}
_KEPT_IDS = (EntryId, Entry, Visit)


def looked_at(session: Session) -> dict[str, list[str]]:
    """Every row a push may leave, but for what is made anew each time."""
    found = {}
    for model in (Entry, EntryId, Visit, Reading, Task, Holding, PhoneState, Change, AuditLine):
        columns = [column for column in model.__table__.columns if column.name not in _OWN or model in _KEPT_IDS]
        columns = [column for column in columns if column.name != "receipt"]
        found[model.__tablename__] = sorted(str(tuple(row)) for row in session.execute(select(*columns)))
    return found


def taken(database: Database, groups: Sequence[Sequence[Delivery]]) -> Any:
    """Receipts by push, and all rows, after taking groups one after another; everything is undone then."""

    def work(session: Session) -> None:
        receipts = [its for group in groups for its in take(session, group, all_at_once)]
        told = [[{name: value for name, value in one.items() if name not in {"mark", "mac"}} for one in its] for its in receipts]
        stored = {row.id: row.receipt for row in session.execute(select(EntryId.id, EntryId.receipt))}
        for its in receipts:
            assert all(str(entry_id) != one["id"] or kept == one for one in its for entry_id, kept in stored.items())
        raise Undone((json.dumps(told, sort_keys=True), looked_at(session)))

    with pytest.raises(Undone) as undone:
        database.run(work)
    return undone.value.seen


DEEDS = st.sampled_from(["read", "read", "attempts", "skip", "return", "dance", "twice", "again", "note", "far"])


@given(st.lists(st.lists(DEEDS, max_size=3), min_size=2, max_size=3))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_taken_together_or_one_by_one_is_the_same(walk: Round, deeds: list[list[str]]) -> None:
    phones = carriers(walk, len(deeds))
    pushes = []
    for number, (phone, its) in enumerate(zip(phones, deeds, strict=True)):
        tasks = phones[0].open_tasks()[number * 3 : number * 3 + 3]
        for task, deed in zip(tasks, its, strict=False):
            _do(phone, task, deed)
        entries = phone.outbox.all()
        pushes.append(delivered(walk, phone, [*entries, *entries[:1]] if "again" in its else entries))
    assert all(together._fits(pushes[:place], push) for place, push in enumerate(pushes))
    assert taken(walk.app.database, [pushes]) == taken(walk.app.database, [[push] for push in pushes])


def _do(phone: Phone, task: dict[str, Any], deed: str) -> None:
    if deed == "skip":
        phone.skip(task)
    elif deed == "return":
        phone.give_back(task)
    elif deed == "dance":
        phone.save(("dance", {}))
    elif deed == "far":
        phone.read(task, ["99000"])
    elif deed == "twice":
        phone.read(task, ["12.5"])
        phone.read(task, ["13"])
    else:
        phone.read(task, ["12.5"], attempts=deed == "attempts")


def test_what_has_anything_in_common_is_not_taken_together(walk: Round) -> None:
    one, other = carriers(walk, 2)
    task, another = one.open_tasks()[:2]
    one.read(task, ["12.5"])
    first = delivered(walk, one, one.outbox.all())
    # The same phone, the same entry, the same task; then nothing.
    assert not together._fits([first], delivered(walk, one, []))
    assert not together._fits([first], delivered(walk, other, one.outbox.all()))
    other.skip(task)
    assert not together._fits([first], delivered(walk, other, other.outbox.all()))
    other.skip(another)
    assert together._fits([first], delivered(walk, other, other.outbox.all()[1:]))
