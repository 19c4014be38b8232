"""Rows of the contested table that leave the task as it is: phone and server still count alike, before and after a pull (P8)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from backend.cases.models import Case
from backend.fieldwork.models import Holding, Task
from backend.fieldwork.queries.ledger import Scope, ledger
from backend.fieldwork.rules.contest import ROWS, Decision
from backend.fieldwork.service import claims, periods
from backend.kernel.db import Database
from backend.sync.queries import days
from tests.factories.sync import PERIOD, Round, a_round
from tests.support.phone import Phone

Told = list[tuple[str, str | None]]


@pytest.fixture
def walk(database: Database, tmp_path: Path) -> Round:
    made = a_round(database, tmp_path)
    made.assign(made.office.readers[0])
    return made


@pytest.fixture
def phones(walk: Round) -> tuple[Phone, Phone]:
    made = walk.phone(walk.office.readers[0]), walk.phone(walk.office.readers[1])
    for phone in made:
        phone.pull()
    return made


def turn(walk: Round, state: str) -> None:
    how = periods.close_period if state == "closed" else periods.reopen_period
    walk.app.database.run(lambda session: how(session, branch_id=walk.office.branch_id, period=PERIOD, actor=walk.office.actor))


def servers(walk: Round, phone: Phone) -> dict[str, int]:
    return walk.app.database.read(lambda session: days.ledger(session, UUID(phone.person_id)))


def agree(walk: Round, *phones: Phone, at_once: bool = False) -> None:
    """Both sides count alike once the phones pulled; `at_once`: before it, too, where nobody else did anything meanwhile."""
    if at_once:
        for phone in phones:
            assert phone.ledger() == servers(walk, phone)
    for phone in phones:
        phone.pull()
        assert phone.ledger() == servers(walk, phone)
    found = walk.app.database.read(lambda session: ledger(session, Scope(walk.office.branch_id, PERIOD)))
    assert found.imbalances == ()


def told(receipts: list[dict[str, Any]]) -> Told:
    return [(receipt["outcome"], receipt.get("reason")) for receipt in receipts]


def the_task(phone: Phone) -> dict[str, Any]:
    return phone.open_tasks()[0]


def same_in_a_closed_month(walk: Round, mine: Phone, other: Phone) -> Told:
    task = the_task(mine)
    mine.read(task, ["12.5"])
    mine.push_all()
    mine.pull()
    turn(walk, "closed")
    mine.read(task, ["12.5"])
    return told(mine.push_all())


def overtaken(walk: Round, mine: Phone, other: Phone) -> Told:
    task = the_task(mine)
    mine.read(task, ["12.5"])
    mine.read(task, ["13.5"])
    first, last = mine.outbox.unsent(2)
    mine.push([last])
    return told(mine.push([first]))


def unread_in_a_closed_month(walk: Round, mine: Phone, other: Phone) -> Told:
    mine.read(mine.open_tasks()[0], ["12.5"])
    mine.skip(mine.open_tasks()[0])
    mine.give_back(mine.open_tasks()[0])
    turn(walk, "closed")
    return told(mine.push_all())


def both_say_the_same(walk: Round, mine: Phone, other: Phone) -> Told:
    mine.read(the_task(mine), ["12.5"])
    walk.assign(walk.office.readers[1], [walk.task_ids[0]])
    other.pull()
    other.read(the_task(other), ["12.5"])
    other.push_all()
    return told(mine.push_all())


def skipped_before_a_move(walk: Round, mine: Phone, other: Phone) -> Told:
    mine.skip(the_task(mine))
    walk.assign(walk.office.readers[1], [walk.task_ids[0]])
    return told(mine.push_all())


def skipped_after_a_reading(walk: Round, mine: Phone, other: Phone) -> Told:
    mine.skip(the_task(mine))
    walk.assign(walk.office.readers[1], [walk.task_ids[0]])
    other.pull()
    other.read(the_task(other), ["12.5"])
    other.push_all()
    return told(mine.push_all())


def given_back_twice(walk: Round, mine: Phone, other: Phone) -> Told:
    task = the_task(mine)
    mine.give_back(task)
    mine.give_back(task)
    return told(mine.push_all())[1:]


def given_back_after_reading(walk: Round, mine: Phone, other: Phone) -> Told:
    task = the_task(mine)
    mine.read(task, ["12.5"])
    mine.give_back(task)
    return told(mine.push_all())[1:]


def never_held(walk: Round, mine: Phone, other: Phone) -> Told:
    other.read(the_task(mine), ["12.5"])
    # One he has held, but names in a version that was never his.
    walk.assign(walk.office.readers[1], [walk.task_ids[1]])
    other.pull()
    walk.assign(walk.office.readers[0], [walk.task_ids[1]])
    other.read(the_task(other) | {"version": 1}, ["13.5"])
    return told(other.push_all())


SCENES: dict[str, tuple[Callable[[Round, Phone, Phone], Told], Told]] = {
    "C-01": (same_in_a_closed_month, [("duplicate", "same_again")]),
    "C-19": (overtaken, [("applied", "overtaken")]),
    "C-02": (unread_in_a_closed_month, [("contested", "period_closed")] * 3),
    "C-06": (both_say_the_same, [("duplicate", "same_again")]),
    "C-12": (skipped_before_a_move, [("applied", "moved")]),
    "C-14": (skipped_after_a_reading, [("applied", "says_less")]),
    "C-16": (given_back_twice, [("duplicate", "same_again")]),
    "C-17": (given_back_after_reading, [("applied", "says_less")]),
    "C-18": (never_held, [("contested", "not_the_holder")] * 2),
}


def test_no_row_that_leaves_the_task_is_without_a_scene() -> None:
    touching = {Decision.APPLY, Decision.CONTEST}
    assert SCENES.keys() == {row.number for row in ROWS if row.decision not in touching}


@pytest.mark.parametrize("number", SCENES)
def test_both_sides_count_alike(walk: Round, phones: tuple[Phone, Phone], number: str) -> None:
    scene, expected = SCENES[number]
    assert scene(walk, *phones) == expected
    # Only a pull tells of a move.
    agree(walk, *phones, at_once=number != "C-12")


def test_a_day_ends_in_peace_after_its_month_was_closed(walk: Round, phones: tuple[Phone, Phone]) -> None:
    """Sent before the day's end, and with it: neither opens a case about the ledger."""
    mine, _ = phones
    mine.read(mine.open_tasks()[0], ["12.5"])
    turn(walk, "closed")
    mine.push_all()
    mine.skip(mine.open_tasks()[0])
    mine.close_day("2026-11-24")
    mine.push_all()
    mine.pull()
    mine.close_day("2026-11-24")
    mine.push_all()
    kinds = walk.app.database.read(lambda session: list(session.scalars(select(Case.kind))))
    assert "ledger_difference" not in kinds
    assert mine.ledger()["contested"] == 2


def test_what_the_office_decides_ends_the_question_on_both_sides(walk: Round, phones: tuple[Phone, Phone]) -> None:
    mine, _ = phones
    visit = mine.read(the_task(mine), ["12.5"])
    turn(walk, "closed")
    mine.push_all()
    agree(walk, mine, at_once=True)
    walk.app.database.run(
        lambda session: claims.settle(session, task_id=walk.task_ids[0], visit_id=UUID(visit), actor=walk.office.actor)
    )
    agree(walk, mine)
    assert mine.ledger()["read"] == 1


def test_who_held_it_is_done_when_the_office_takes_a_strangers_reading(walk: Round, phones: tuple[Phone, Phone]) -> None:
    mine, other = phones
    visit = other.read(the_task(mine), ["12.5"])
    other.push_all()
    walk.app.database.run(
        lambda session: claims.settle(session, task_id=walk.task_ids[0], visit_id=UUID(visit), actor=walk.office.actor)
    )
    agree(walk, mine, other)
    state = walk.app.database.read(
        lambda session: session.scalars(select(Holding.state).where(Holding.task_id == walk.task_ids[0]))
    )
    assert list(state) == ["closed_elsewhere"]


def test_a_month_that_is_opened_again_takes_what_is_read_then(walk: Round, phones: tuple[Phone, Phone]) -> None:
    mine, _ = phones
    task = the_task(mine)
    mine.read(task, ["12.5"])
    turn(walk, "closed")
    mine.push_all()
    turn(walk, "open")
    agree(walk, mine)
    mine.read(task, ["13.5"])
    assert told(mine.push_all()) == [("applied", None)]
    agree(walk, mine)
    assert walk.app.database.read(lambda session: session.get_one(Task, walk.task_ids[0]).state) == "read"


@pytest.mark.parametrize("deed", ["read", "skip"])
def test_an_assignment_a_restored_server_forgot_comes_back_in_a_closed_month(
    walk: Round, phones: tuple[Phone, Phone], deed: str
) -> None:
    mine, other = phones
    task = the_task(mine) | {"version": 7}
    other.read(task, ["12.5"]) if deed == "read" else other.skip(task)
    turn(walk, "closed")
    assert told(other.push_all()) == [("contested", "period_closed")]
    other.pull()
    agree(walk, mine, other)
    assert other.ledger()["contested"] == 1
