"""A photo policy from the office to the phone, and what the office sees of visits that didn't keep to it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from backend.fieldwork.models import Task
from backend.grid.models import Installation, MeterBox
from backend.kernel import clock
from backend.kernel.db import Database, insert_rows
from backend.kernel.ids import new_id
from tests.factories.evidence import photo
from tests.factories.identity import person
from tests.supervision.desk import HIGH, USUAL, Desk, a_desk


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> Desk:
    return a_desk(sqlite_database, tmp_path)


@pytest.fixture
def each_desk(database: Database, tmp_path: Path) -> Desk:
    return a_desk(database, tmp_path)


def put(desk: Desk, client: Any = None, **change: Any) -> Any:
    body = {
        "branch_id": desk.branch_id, "valid_from": "2026-01-01", "need": "doubtful", "max_kb": 120, "max_px": 1280,
        "network": "unmetered", **change,
    }  # fmt: skip
    return (client or desk.office).put("/api/v1/photos/policies", json=body)


def pulled(desk: Desk) -> list[dict[str, Any]]:
    desk.round.app.run_jobs()
    desk.phone.pull()
    return [desk.task(place) for place in range(4)]


def missing(desk: Desk) -> int:
    (mine,) = desk.get("/today", branch_id=desk.branch_id)["items"]
    return int(mine["photos"]["missing"])


def test_a_policy_reaches_the_phone_of_a_round_that_is_being_walked(each_desk: Desk) -> None:
    desk = each_desk
    desk.read(0, USUAL)
    assert {task["photo"] for task in pulled(desk)} == {"always"}
    answer = put(desk)
    assert (answer.status_code, answer.json["version"]) == (200, 1)
    tasks = pulled(desk)
    # Where he has been already, nothing is asked any more.
    assert [task["photo"] for task in tasks[1:]] == ["doubtful"] * 3
    assert tasks[1]["photo_terms"] == {"max_kb": 120, "max_px": 1280, "network": "unmetered"}
    assert tasks[0]["photo_terms"] is None
    (line,) = [one for one in desk.get("/audit", branch_id=desk.branch_id)["items"] if one["action"] == "set_photo_policy"]
    assert line["detail"]["need"] == "doubtful"


def test_a_policy_of_a_class_or_route_concerns_only_that(desk: Desk) -> None:
    put(desk, need="none", customer_class="industrial")
    assert {task["photo"] for task in pulled(desk)} == {"always"}
    put(desk, need="none", route_id=str(desk.people.route_id))
    assert {task["photo"] for task in pulled(desk)} == {"none"}
    put(desk, need="all")
    assert {task["photo"] for task in pulled(desk)} == {"none"}
    found = desk.get("/photos/policies", branch_id=desk.branch_id)
    # Each was set long after the day it is said to be valid from, and says so.
    assert {one["backdated"] for one in found["items"]} == {True}
    assert [one["need"] for one in found["items"]] == ["all", "none", "none"]
    assert found["usual"] == {"need": "all", "max_kb": 200, "max_px": 1600, "network": "any"}


def test_a_policy_of_the_future_changes_nothing_yet(desk: Desk) -> None:
    put(desk, need="none", valid_from="2030-01-01")
    assert {task["photo"] for task in pulled(desk)} == {"always"}


@pytest.mark.parametrize(
    ("change", "field"),
    [({"need": "some"}, "need"), ({"max_kb": 2}, "max_kb"), ({"max_px": 90}, "max_px"), ({"network": "wifi"}, "network"),
     ({"share": 0}, "share"), ({"seed": -1}, "seed"), ({"valid_from": "soon"}, "valid_from")],
)  # fmt: skip
def test_what_can_t_be_a_policy(desk: Desk, change: dict[str, Any], field: str) -> None:
    answer = put(desk, **change)
    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (422, "invalid", field)


def test_other_people_s_routes_and_every_branch_at_once_are_not_theirs(desk: Desk) -> None:
    assert put(desk, branch_id=None).status_code == 404
    assert put(desk, route_id=str(new_id())).status_code == 404
    admin = desk.round.app.person(desk.round.app.database.run(lambda session: person(session, "admin")))
    assert put(desk, admin, branch_id=None).status_code == 200


def test_a_re_read_is_asked_for_its_photo_whatever_the_round_is_asked(desk: Desk) -> None:
    put(desk)
    pulled(desk)
    desk.read(0, HIGH, photos=[photo("JP1").data])
    desk.decide(desk.the_case(), "re_read")
    pulled(desk)
    (again,) = [task for task in desk.phone.tasks.values() if task["kind"] == "re_read"]
    assert again["photo"] == "always"


def test_a_visit_without_the_photo_it_was_asked_for_is_seen(each_desk: Desk) -> None:
    desk = each_desk
    desk.read(0, USUAL)
    assert missing(desk) == 1
    desk.read(1, USUAL, photos=[photo("JP1").data])
    assert missing(desk) == 1
    put(desk)
    pulled(desk)
    desk.read(2, USUAL)
    assert missing(desk) == 1
    desk.read(3, HIGH)
    assert missing(desk) == 2
    (visit,) = desk.get(f"/cases/{desk.the_case()}")["visits"]
    assert visit["photo_missing"] is True


def test_one_photo_does_for_a_box(each_desk: Desk) -> None:
    desk = each_desk
    database = desk.round.app.database

    def hang(session: Any) -> None:
        box_id = new_id()
        insert_rows(session, MeterBox, [{"id": box_id, "home": desk.branch_id, "branch_id": desk.branch_id, "barcode": "B1"}])
        there = [desk.stop(place).installation_id for place in (0, 1, 2)]
        session.execute(update(Installation).where(Installation.id.in_(there)).values(box_id=box_id))

    database.run(hang)
    put(desk, need="box")
    assert [task["photo"] for task in pulled(desk)] == ["box", "box", "box", "always"]
    desk.read(0, USUAL)
    assert missing(desk) == 1
    desk.read(1, USUAL, photos=[photo("JP1").data])
    assert missing(desk) == 0
    desk.read(2, HIGH)
    # A doubtful value has to be proved by its own.
    assert missing(desk) == 1


def test_a_task_made_later_gets_what_holds(desk: Desk) -> None:
    put(desk, need="none", valid_from="2026-12-01")
    with clock.frozen(datetime(2026, 11, 24, 8, tzinfo=UTC)):
        desk.post("/periods", {"branch_id": desk.branch_id, "period": "2026-12"})
    found = desk.round.app.database.read(lambda session: session.query(Task.period, Task.photo).distinct().all())
    assert sorted(map(tuple, found)) == [(202611, "always"), (202612, "none")]
