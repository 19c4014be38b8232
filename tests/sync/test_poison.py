"""A poison entry can't block (DESIGN decision 2), and what isn't an entry's fault isn't blamed on one."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from backend.fieldwork.models import Task
from backend.kernel import audit, changes
from backend.kernel.db import Database
from backend.sync.models import Entry
from backend.sync.service import interpret, isolation
from backend.sync.service.isolation import is_poison
from backend.vee.service.intake import intake as real_intake
from tests.factories.sync import Round, a_round
from tests.support.phone import Phone, RefusedError


@pytest.fixture
def walk(database: Database, tmp_path: Path) -> Round:
    made = a_round(database, tmp_path, how_many=6)
    made.assign(made.office.readers[0])
    return made


@pytest.fixture
def phone(walk: Round) -> Phone:
    made = walk.phone(walk.office.readers[0])
    made.pull()
    return made


class Rotten(Exception):  # noqa: N818  what the entry is
    """A mistake of ours that only some entry brings out."""


def choke_on(monkeypatch: pytest.MonkeyPatch, visit_ids: Sequence[str], failure: Exception) -> list[int]:
    """Judging fails whenever one of these visits is among those judged; answers how many were judged together, each time."""
    tried: list[int] = []

    def choking(session: Session, visits: Sequence[Any], **options: Any) -> Any:
        tried.append(len(visits))
        # As late as can be: everything that judging writes has been written.
        judged = real_intake(session, visits, **options)
        if {str(visit.visit_id) for visit in visits} & set(visit_ids):
            raise failure
        return judged

    monkeypatch.setattr(interpret, "intake", choking)
    return tried


def outcomes(found: list[dict[str, Any]]) -> list[tuple[str, str | None]]:
    return [(receipt["outcome"], receipt.get("reason")) for receipt in found]


@pytest.mark.parametrize(
    "failure", [Rotten(), IntegrityError("INSERT", {}, sqlite3.IntegrityError("CHECK")), ZeroDivisionError()]
)
def test_the_others_are_applied(walk: Round, phone: Phone, monkeypatch: pytest.MonkeyPatch, failure: Exception) -> None:
    ids = [phone.read(task, ["12.5"]) for task in phone.open_tasks()]
    tried = choke_on(monkeypatch, ids[2:3], failure)
    found = phone.push_all()
    expected: list[tuple[str, str | None]] = [("applied", None)] * 6
    expected[2] = ("quarantined", "failed")
    assert outcomes(found) == expected
    assert tried[-7:] == [6, 1, 1, 1, 1, 1, 1]
    states = walk.app.database.read(lambda session: session.scalars(select(Task.state).order_by(Task.sequence)).all())
    assert states == ["read", "read", "open", "read", "read", "read"]
    assert phone.push(phone.outbox.all()) == found
    # What was undone left neither news nor audit lines behind.
    told = walk.app.database.read(lambda session: changes.since(session, cursor={}, audiences=[f"person:{phone.person_id}"]))
    subjects = [change.subject for change in told.changes if not (change.detail or {}).get("new")]
    assert walk.task_ids[2] not in subjects
    assert len(subjects) == 5
    assert walk.app.database.read(lambda session: audit.verify(session, walk.office.branch_id)) == []


def test_when_nothing_can_be_interpreted_everything_is_journaled(
    walk: Round, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    for task in phone.open_tasks():
        phone.read(task, ["12.5"])

    def broken(*_: Any, **__: Any) -> Any:
        raise Rotten

    monkeypatch.setattr(isolation, "interpret", broken)
    monkeypatch.setattr("backend.sync.service.delivery.all_at_once", broken)
    found = phone.push_all()
    assert outcomes(found) == [("quarantined", "failed")] * 6
    assert walk.app.database.read(lambda session: len(session.scalars(select(Entry)).all())) == 6


def test_a_full_disk_is_no_entrys_fault(walk: Round, phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [phone.read(task, ["12.5"]) for task in phone.open_tasks()]
    full = OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full"))
    with monkeypatch.context() as patch:
        choke_on(patch, ids[:1], full)
        with pytest.raises(RefusedError, match="507"):
            phone.push_all()
    assert walk.app.database.read(lambda session: session.scalars(select(Entry)).all()) == []
    assert outcomes(phone.push_all()) == [("applied", None)] * 6


def test_what_is_poison() -> None:
    assert is_poison(KeyError("x"))
    assert is_poison(IntegrityError("", {}, sqlite3.IntegrityError()))
    assert not is_poison(OperationalError("", {}, sqlite3.OperationalError("database is locked")))
    assert not is_poison(OSError(28, "No space left on device"))
    assert not is_poison(MemoryError())
