"""What the office sees of a run while phones work on it: each stop with its box, and why it was skipped."""

from pathlib import Path

import pytest

from backend.fieldwork.models import Task
from backend.fieldwork.queries import lists
from backend.kernel.db import Database
from tests.factories.sync import Round, a_round


@pytest.fixture
def walk(database: Database, tmp_path: Path) -> Round:
    made = a_round(database, tmp_path)
    made.assign(made.office.readers[0])
    return made


def test_a_skipped_stop_says_why_and_can_be_asked_for_alone(walk: Round) -> None:
    phone = walk.phone(walk.office.readers[0])
    phone.pull()
    first, second = phone.open_tasks()[:2]
    phone.skip(first, "dog")
    phone.push_all()

    client = walk.app.person(walk.office.supervisor)
    run_id = walk.app.database.read(lambda session: session.get_one(Task, walk.task_ids[0]).run_id)
    everything = client.get(f"/api/v1/runs/{run_id}/tasks").json["items"]
    assert {item["id"]: item["skip_code"] for item in everything}[first["id"]] == "dog"
    assert {item["id"]: item["skip_code"] for item in everything}[second["id"]] is None
    skipped = client.get(f"/api/v1/runs/{run_id}/tasks?state=skipped").json["items"]
    assert [item["id"] for item in skipped] == [first["id"]]


def test_a_page_of_a_filtered_run_goes_on_where_the_last_one_ended(walk: Round) -> None:
    run_id = walk.app.database.read(lambda session: session.get_one(Task, walk.task_ids[0]).run_id)
    found = walk.app.database.read(lambda session: lists.tasks_of_run(session, run_id, after=None, limit=2, state="open"))
    after = (found[-1]["sequence"], found[-1]["id"])
    rest = walk.app.database.read(lambda session: lists.tasks_of_run(session, run_id, after=after, limit=500, state="open"))
    assert [item["id"] for item in found + rest] == walk.task_ids
