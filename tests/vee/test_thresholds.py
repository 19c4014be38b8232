"""Thresholds, set through the API and felt on the phone."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from backend.kernel import clock
from backend.kernel.db import Database
from backend.kernel.settings import Settings
from backend.vee.queries import thresholds
from backend.vee.rules import bounds
from backend.vee.rules.known_rules import ALL
from tests.factories.identity import person
from tests.factories.thresholds import for_long
from tests.supervision.desk import USUAL, Desk, a_desk


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return a_desk(database, tmp_path)


def in_days(days: int) -> str:
    return (clock.business_date(clock.now(), Settings.time_zone) + dt.timedelta(days=days)).isoformat()


def put(desk: Desk, client: Any = None, **change: Any) -> Any:
    body = {
        "rule": "VEE-04", "branch_id": desk.branch_id, "valid_from": in_days(0),
        "numbers": {"usual_z_e2": 1900, "case_z_e2": 2000}, **change,
    }  # fmt: skip
    return (client or desk.office).put("/api/v1/thresholds", json=body)


def test_a_setting_reaches_the_phone_with_its_bands_and_the_server_judges_by_it(desk: Desk) -> None:
    before = desk.task(0)["registers"][0]["expect"]
    answer = put(desk)
    assert (answer.status_code, answer.json["version"]) == (200, 1)
    for_long(desk.round.app.database)
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
        ({"customer_class": "castle"}, "customer_class"),
        ({"customer_class": ""}, "customer_class"),
        ({"valid_from": "soon"}, "valid_from"),
    ],
)
def test_what_can_t_be_a_threshold(desk: Desk, change: dict[str, Any], field: str) -> None:
    answer = put(desk, **change)
    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (422, "invalid", field)


@pytest.mark.parametrize(
    ("rule", "numbers", "field", "bounds_of_it"),
    [
        ("VEE-04", {"case_z_e2": -1}, "case_z_e2", (50, 5_000)),
        ("VEE-04", {"case_z_e2": 10**12}, "case_z_e2", (50, 5_000)),
        ("VEE-04", {"case_z_e2": 10**30}, "case_z_e2", (50, 5_000)),
        ("VEE-06", {"sample_percent": 500}, "sample_percent", (0, 100)),
        ("VEE-06", {"case_run": 0}, "case_run", (1, 120)),
        ("VEE-12", {"percent": 0}, "percent", (50, 1_000)),
        ("VEE-21", {"least": 0}, "least", (3, 1_000)),
    ],
)
def test_a_number_out_of_bounds_is_refused_by_its_name_and_range(
    desk: Desk, rule: str, numbers: dict[str, int], field: str, bounds_of_it: tuple[int, int]
) -> None:
    answer = put(desk, rule=rule, numbers=numbers)
    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (422, "threshold_bounds", field)
    assert answer.json["params"] == {"least": bounds_of_it[0], "most": bounds_of_it[1]}
    assert f"from {bounds_of_it[0]} to {bounds_of_it[1]}" in answer.json["what_to_do"]


@pytest.mark.parametrize(
    ("rule", "numbers", "field", "least"),
    [("VEE-04", {"case_z_e2": 100}, "case_z_e2", 330), ("VEE-09", {"late_days": 20, "case_days": 3}, "case_days", 20)],
)
def test_what_opens_a_case_lies_not_below_what_is_usual(
    desk: Desk, rule: str, numbers: dict[str, int], field: str, least: int
) -> None:
    answer = put(desk, rule=rule, numbers=numbers)
    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (422, "threshold_order", field)
    assert answer.json["params"] == {"least": least}


@pytest.mark.parametrize("day", ["0001-01-01", in_days(-1), in_days(732), "9999-12-31"])
def test_a_day_past_or_too_far_ahead_is_refused(desk: Desk, day: str) -> None:
    answer = put(desk, valid_from=day)
    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (422, "threshold_day", "valid_from")


def test_every_threshold_has_bounds_and_its_default_lies_within_them() -> None:
    assert {rule.code: set(rule.defaults) for rule in ALL if rule.defaults} == {
        code: set(names) for code, names in bounds.BOUNDS.items()
    }
    assert [rule.code for rule in ALL if bounds.outside(rule.code, rule.defaults) or bounds.out_of_order(rule.defaults)] == []


@pytest.mark.parametrize("number", [5_000, 10**12, -(10**12)])
def test_bands_are_made_whatever_stands_in_the_table_already(desk: Desk, number: int) -> None:
    database = desk.round.app.database
    assert put(desk).status_code == 200
    for_long(database, numbers={"usual_z_e2": number, "case_z_e2": number})
    desk.round.app.run_jobs()
    desk.phone.pull()
    assert desk.task(0)["registers"][0]["expect"]["version"] == 2
    held = database.read(lambda session: thresholds.settings(session)[0].numbers["case_z_e2"])
    assert held == min(max(number, 50), 5_000)


def test_every_branch_at_once_is_the_administrator_s(desk: Desk) -> None:
    assert put(desk, branch_id=None).status_code == 404
    admin = desk.round.app.person(desk.round.app.database.run(lambda session: person(session, "admin")))
    assert put(desk, admin, branch_id=None).status_code == 200


def test_a_setting_of_the_future_changes_nothing_yet(desk: Desk) -> None:
    put(desk, rule="VEE-05", valid_from=in_days(400))
    desk.round.app.run_jobs()
    desk.phone.pull()
    assert desk.task(0)["limits"] == {}
    desk.read(0, USUAL)
