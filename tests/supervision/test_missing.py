"""Estimates of stops nobody could read: shown, taken, replaced by who reads the meter after all, taken back."""

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest

from backend.kernel import clock
from backend.kernel.db import Database
from tests.factories.readings import DUE, PERIOD, noon, remember
from tests.supervision.desk import AT, HIGH, LATER, USUAL, Desk, a_desk
from tests.support.either import both

METHODS = ["last_year", "profile", "linear"]


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return a_desk(database, tmp_path)


def missing(desk: Desk, **more: Any) -> dict[str, dict[str, Any]]:
    found = desk.get("/estimates", branch_id=desk.branch_id, period="2026-11", **more)
    return {one["point"]["id"]: one for one in found["items"]}


def task_id(desk: Desk, place: int) -> str:
    return str(desk.task(place)["id"])


def ask(desk: Desk, path: str, *places: int, **more: Any) -> tuple[list[str], dict[str, str]]:
    """(done, left with why) of an estimate, or of one taken back."""
    body = {
        "branch_id": desk.branch_id, "period": "2026-11", "task_ids": [task_id(desk, place) for place in places],
        "reason": "door closed", **more,
    }  # fmt: skip
    answer = desk.post(path, body)
    return answer["done"], {one["task_id"]: one["why"] for one in answer["left"]}


def estimate(desk: Desk, *places: int, **more: Any) -> tuple[list[str], dict[str, str]]:
    return ask(desk, "/estimates", *places, **more)


def back(desk: Desk, *places: int) -> tuple[list[str], dict[str, str]]:
    return ask(desk, "/estimates/take-back", *places)


def release(desk: Desk) -> tuple[int, dict[str, str]]:
    answer = desk.post("/releases", {"branch_id": desk.branch_id, "period": "2026-11"})
    return answer["released"], {one["point_id"]: one["why"] for one in answer["held"]}


@both
def test_every_method_is_shown_and_one_taken_for_many(desk: Desk) -> None:
    desk.phone.skip(desk.task(0), "door_closed", taken_at=AT)
    desk.phone.push_all()
    desk.read(1, USUAL)
    found = missing(desk)
    # The one that was read isn't missing.
    assert set(found) == {str(desk.stop(place).point_id) for place in (0, 2, 3)}
    first = found[str(desk.stop(0).point_id)]
    assert (first["state"], first["why"], first["estimated"]) == ("skipped", None, False)
    assert [choice["method"] for choice in first["choices"]] == METHODS
    values = {choice["method"]: choice["values"][0]["value"] for choice in first["choices"]}
    assert all(4740 < float(value) < 4765 for value in values.values()), values
    assert missing(desk, point_id=str(desk.stop(3).point_id)).keys() == {str(desk.stop(3).point_id)}

    done, left = estimate(desk, 0, 1, 2, method="last_year")
    assert (set(done), left) == ({task_id(desk, 0), task_id(desk, 2)}, {task_id(desk, 1): "read"})
    assert desk.readings(0) == [(values["last_year"], "estimate", True)]
    found = missing(desk)
    assert (found[str(desk.stop(0).point_id)]["estimated"], found[str(desk.stop(0).point_id)]["why"]) == (True, "estimated")
    assert estimate(desk, 0)[1] == {task_id(desk, 0): "estimated"}
    # The point's page tells the skip all the same.
    (stop,) = desk.get(f"/points/{desk.stop(0).point_id}/story")["stops"]
    assert (stop["period"], stop["state"], stop["skip_code"], bool(stop["by"])) == ("2026-11", "skipped", "door_closed", True)
    # An estimate hands over; a stop nobody estimated doesn't.
    assert release(desk) == (3, {str(desk.stop(3).point_id): "not_read"})
    trail = desk.get(f"/points/{desk.stop(0).point_id}/story")["audit"]
    assert "estimate_stop" in {line["action"] for line in trail}
    sheet = desk.office.get("/api/v1/exports/readings", query_string={"branch_id": desk.branch_id, "period": "2026-11"}).text
    assert sheet.count(",estimate,,,3.8.0,") == 2


@both
def test_a_real_reading_takes_an_estimates_place_and_is_adjusted_once_handed_over(desk: Desk) -> None:
    estimate(desk, 0, 1)
    ((guess, _, _),) = desk.readings(0)
    desk.read(0, "4750")
    assert desk.readings(0) == [("4750", "typed", True), (guess, "estimate", False)]
    sheet = desk.office.get("/api/v1/exports/readings", query_string={"branch_id": desk.branch_id, "period": "2026-11"}).text
    real, estimated = list(csv.DictReader(io.StringIO(sheet.lstrip("\ufeff"))))
    assert (real["Obtained"], real["Value"], real["Instead of the estimate"]) == ("typed", "4750", guess)
    assert float(real["Difference from the estimate"]) == pytest.approx(4750 - float(guess))
    assert (estimated["Obtained"], estimated["Quality codes"], estimated["Instead of the estimate"]) == ("estimate", "3.8.0", "")
    # What was estimated is none of those left to be estimated.
    assert set(missing(desk)) == {str(desk.stop(place).point_id) for place in (1, 2, 3)}
    assert release(desk)[0] == 2
    desk.phone.read(desk.task(1), ["4751"], taken_at=LATER)
    desk.phone.push_all()
    lines = desk.get("/settlement", branch_id=desk.branch_id, period="2026-11")["items"]
    assert {line["point"]["id"]: (line["number"], line["to"]["value"]) for line in lines} == {
        str(desk.stop(0).point_id): (1, "4750"), str(desk.stop(1).point_id): (2, "4751"),
    }  # fmt: skip


@both
def test_taken_back_the_stop_is_as_it_was_until_it_is_handed_over(desk: Desk) -> None:
    desk.phone.skip(desk.task(0), "door_closed", taken_at=AT)
    desk.phone.push_all()
    estimate(desk, 0, 1)
    assert back(desk, 0, 3) == ([task_id(desk, 0)], {task_id(desk, 3): "not_estimated"})
    assert desk.standing(0) == []
    found = missing(desk)[str(desk.stop(0).point_id)]
    assert (found["state"], found["estimated"], found["why"]) == ("skipped", False, None)
    released, held = release(desk)
    assert (released, held[str(desk.stop(0).point_id)]) == (1, "skipped")
    assert back(desk, 1) == ([], {task_id(desk, 1): "released_already"})
    # And it may be estimated again.
    assert estimate(desk, 0, method="linear")[0] == [task_id(desk, 0)]
    assert len(desk.standing(0)) == 1


def test_a_skip_reported_later_leaves_one_value_when_it_is_estimated_again(desk: Desk) -> None:
    estimate(desk, 0, method="linear")
    desk.phone.skip(desk.task(0), "door_closed", taken_at=LATER)
    desk.phone.push_all()
    assert missing(desk)[str(desk.stop(0).point_id)]["estimated"] is False
    estimate(desk, 0, method="profile")
    assert len(desk.standing(0)) == 1


def test_vee_13_lets_no_third_estimate_in_a_row_pass(desk: Desk) -> None:
    remember(desk.round.app.database, desk.people, desk.stop(1), [4610, 4640], obtained="estimate")
    assert PERIOD == 202611
    assert missing(desk)[str(desk.stop(1).point_id)]["why"] == "too_many_estimates"
    assert estimate(desk, 1)[1] == {task_id(desk, 1): "too_many_estimates"}
    assert desk.standing(1) == []


def test_a_doubtful_real_reading_still_opens_its_case_beside_the_estimate_it_replaced(desk: Desk) -> None:
    estimate(desk, 0)
    desk.read(0, HIGH)
    case = desk.get(f"/cases/{desk.the_case()}")
    assert [visit["id"] for visit in case["visits"]]
    assert release(desk)[1][str(desk.stop(0).point_id)] == "case_open"


def test_only_the_office_estimates(desk: Desk) -> None:
    body = {"branch_id": desk.branch_id, "period": "2026-11", "task_ids": [task_id(desk, 0)], "reason": "?"}
    reader = desk.round.app.person(desk.people.readers[0])
    assert desk.post("/estimates", body, by=reader, status=403)["code"] == "forbidden"
    del body["reason"]
    assert desk.post("/estimates", body, status=422)["field"] == "reason"


@both
def test_a_stop_whose_days_have_not_begun_is_not_estimated(desk: Desk) -> None:
    with clock.frozen(noon(DUE) - dt.timedelta(days=20)):
        assert {one["why"] for one in missing(desk).values()} == {"not_begun"}
        assert estimate(desk, 0) == ([], {task_id(desk, 0): "not_begun"})
    assert {one["why"] for one in missing(desk).values()} == {None}
