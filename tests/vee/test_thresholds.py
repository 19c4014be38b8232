"""Thresholds, set through the API and felt on the phone."""

from pathlib import Path
from typing import Any

import pytest

from backend.kernel.db import Database
from tests.factories.identity import person
from tests.supervision.desk import USUAL, Desk, a_desk


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return a_desk(database, tmp_path)


def put(desk: Desk, client: Any = None, **change: Any) -> Any:
    body = {
        "rule": "VEE-04", "branch_id": desk.branch_id, "valid_from": "2026-01-01",
        "numbers": {"usual_z_e2": 1900, "case_z_e2": 2000}, **change,
    }  # fmt: skip
    return (client or desk.office).put("/api/v1/thresholds", json=body)


def test_a_setting_reaches_the_phone_with_its_bands_and_the_server_judges_by_it(desk: Desk) -> None:
    before = desk.task(0)["registers"][0]["expect"]
    answer = put(desk)
    assert (answer.status_code, answer.json["version"]) == (200, 1)
    desk.round.app.run_jobs()
    desk.phone.pull()
    task = desk.task(0)
    after = task["registers"][0]["expect"]
    assert task["limits"] == {"VEE-04": {"usual_z_e2": 1900, "case_z_e2": 2000}}
    assert float(after["case_hi"]) > 2 * float(before["case_hi"])
    assert after["version"] == before["version"] + 1
    desk.read(0, "4956")
    assert desk.get("/cases", branch_id=desk.branch_id)["total"] == 0
    line = desk.get("/audit", branch_id=desk.branch_id)["items"]
    assert "set_threshold" in [one["action"] for one in line]


def test_settings_are_listed_beside_the_book(desk: Desk) -> None:
    put(desk, reason="many holiday homes")
    put(desk, rule="VEE-06", customer_class="agriculture", numbers={"case_run": 9})
    found = desk.get("/thresholds", branch_id=desk.branch_id)
    assert [(one["rule"], one["customer_class"], one["version"]) for one in found["items"]] == [
        ("VEE-06", "agriculture", 1), ("VEE-04", None, 1)
    ]  # fmt: skip
    assert found["items"][1]["reason"] == "many holiday homes"
    assert found["items"][1]["set_by"]["id"] == str(desk.people.supervisor)
    book = {one["code"]: one["defaults"] for one in found["rules"]}
    assert (len(book), book["VEE-06"]) == (24, {"case_run": 3, "sample_percent": 20})


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"rule": "VEE-99"}, "rule"),
        ({"rule": "VEE-02"}, "rule"),
        ({"numbers": {}}, "numbers"),
        ({"numbers": {"case_run": 3}}, "numbers"),
        ({"numbers": {"case_z_e2": -1}}, "numbers"),
        ({"numbers": {"case_z_e2": 100}}, "numbers"),
        ({"valid_from": "soon"}, "valid_from"),
    ],
)
def test_what_can_t_be_a_threshold(desk: Desk, change: dict[str, Any], field: str) -> None:
    answer = put(desk, **change)
    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (422, "invalid", field)


def test_every_branch_at_once_is_the_administrator_s(desk: Desk) -> None:
    assert put(desk, branch_id=None).status_code == 404
    admin = desk.round.app.person(desk.round.app.database.run(lambda session: person(session, "admin")))
    assert put(desk, admin, branch_id=None).status_code == 200


def test_a_setting_of_the_future_changes_nothing_yet(desk: Desk) -> None:
    put(desk, rule="VEE-05", valid_from="2030-01-01")
    desk.round.app.run_jobs()
    desk.phone.pull()
    assert desk.task(0)["limits"] == {}
    desk.read(0, USUAL)
