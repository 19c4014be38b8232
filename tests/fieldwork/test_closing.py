"""Closing a period and cancelling tasks: nothing is lost by either, and both can be undone."""

from pathlib import Path

import pytest
from sqlalchemy import select

from backend.cases.models import Case
from backend.fieldwork.models import Holding, Task
from backend.kernel.audit import AuditLine
from backend.kernel.db import Database
from tests.factories.identity import person
from tests.factories.sync import Round, a_round
from tests.support.application import Client
from tests.support.either import both
from tests.support.phone import Phone

CLOSING = {"branch_id": 0, "period": "2026-11"}


@pytest.fixture
def walk(sqlite_database: Database, tmp_path: Path) -> Round:
    return a_walk(sqlite_database, tmp_path)


def a_walk(database: Database, folder: Path) -> Round:
    made = a_round(database, folder)
    made.assign(made.office.readers[0], made.task_ids[:-1])
    return made


def office(walk: Round) -> Client:
    return walk.app.person(walk.office.supervisor)


def phone(walk: Round) -> Phone:
    made = walk.phone(walk.office.readers[0])
    made.pull()
    return made


def of(walk: Round, **more: object) -> dict[str, object]:
    return CLOSING | {"branch_id": walk.office.branch_id} | more


def states(walk: Round) -> dict[str, int]:
    found = walk.app.database.read(lambda session: list(session.scalars(select(Task.state))))
    return {state: found.count(state) for state in set(found)}


def test_what_is_open_is_shown_before_a_period_is_closed(walk: Round) -> None:
    reader = phone(walk)
    reader.skip(reader.open_tasks()[0])
    reader.push_all()
    shown = office(walk).get("/api/v1/periods/closing", query_string=of(walk)).get_json()
    total = len(walk.task_ids)
    assert shown == {"state": "open", "tasks": {"open": total - 1, "skipped": 1}, "unassigned": 1, "cases": 0}


@both
def test_what_comes_after_the_close_is_kept_and_asked_about_and_reopening_takes_it_up_again(
    database: Database, tmp_path: Path
) -> None:
    walk = a_walk(database, tmp_path)
    reader = phone(walk)
    first, second = reader.open_tasks()[:2]
    reader.read(first, ["12.5"])
    closed = office(walk).post("/api/v1/periods/close", json=of(walk, reason="handed over"))
    assert (closed.status_code, closed.get_json()["state"]) == (200, "closed")
    assert office(walk).post("/api/v1/periods/close", json=of(walk, reason="again")).get_json()["state"] == "closed"
    assert [(one["outcome"], one["reason"]) for one in reader.push_all()] == [("contested", "period_closed")]
    assert walk.app.database.read(lambda session: len(session.scalars(select(Case)).all())) == 1
    assert office(walk).post("/api/v1/periods", json=of(walk)).status_code == 409
    opened = office(walk).post("/api/v1/periods/reopen", json=of(walk, reason="too early"))
    assert opened.get_json()["state"] == "open"
    reader.read(second, ["12.5"])
    assert [one["outcome"] for one in reader.push_all()] == ["applied"]
    lines = walk.app.database.read(
        lambda session: [line.action for line in session.scalars(select(AuditLine).order_by(AuditLine.seq))]
    )
    assert [line for line in lines if line.endswith("_period")] == ["open_period", "close_period", "reopen_period"]


def test_a_period_needs_a_reason_and_must_have_been_opened(walk: Round) -> None:
    answer = office(walk).post("/api/v1/periods/close", json=of(walk, reason=""))
    assert (answer.status_code, answer.get_json()["field"]) == (422, "reason")
    unopened = of(walk, reason="why") | {"period": "2026-10"}
    assert office(walk).post("/api/v1/periods/close", json=unopened).status_code == 404


@both
def test_cancelled_stops_leave_the_phone_and_come_back_when_that_is_undone(database: Database, tmp_path: Path) -> None:
    walk = a_walk(database, tmp_path)
    reader = phone(walk)
    read, gone = reader.open_tasks()[:2]
    reader.read(read, ["12.5"])
    reader.push_all()
    body = {"task_ids": [read["id"], gone["id"]], "reason": "house pulled down"}
    assert office(walk).post("/api/v1/tasks/cancel", json=body).get_json() == {"tasks": [gone["id"]]}
    reader.pull()
    assert (reader.gone[gone["id"]]["why"], reader.ledger()["cancelled"]) == ("cancelled", 1)
    assert office(walk).post("/api/v1/tasks/reopen", json=body).get_json() == {"tasks": [gone["id"]]}
    reader.pull()
    assert gone["id"] in {task["id"] for task in reader.open_tasks()}
    assert reader.ledger()["cancelled"] == 0
    query = select(Holding.state).join(Task, Task.id == Holding.task_id).where(Holding.state == "cancelled")
    assert walk.app.database.read(lambda session: list(session.scalars(query))) == []
    ledger = office(walk).get("/api/v1/ledger", query_string=of(walk)).get_json()
    assert ledger["imbalances"] == []


def test_what_was_read_while_the_stop_was_cancelled_is_kept_for_the_office(walk: Round) -> None:
    reader = phone(walk)
    task = reader.open_tasks()[0]
    reader.read(task, ["12.5"])
    office(walk).post("/api/v1/tasks/cancel", json={"task_ids": [task["id"]], "reason": "house pulled down"})
    assert [(one["outcome"], one["reason"]) for one in reader.push_all()] == [("contested", "cancelled")]


def test_an_excluded_point_stays_excluded(walk: Round) -> None:
    task_id = str(walk.task_ids[0])
    assert office(walk).post(f"/api/v1/tasks/{task_id}/exclude", json={"reason": "pulled down"}).status_code == 204
    answer = office(walk).post("/api/v1/tasks/reopen", json={"task_ids": [task_id], "reason": "a mistake"})
    assert answer.get_json() == {"tasks": []}


def test_to_another_branch_its_tasks_do_not_exist(walk: Round) -> None:
    stranger = walk.app.person(walk.app.database.run(lambda session: person(session, "supervisor")))
    body = {"task_ids": [str(task_id) for task_id in walk.task_ids], "reason": "none of mine"}
    assert stranger.post("/api/v1/tasks/cancel", json=body).get_json() == {"tasks": []}
    assert states(walk) == {"open": len(walk.task_ids)}
