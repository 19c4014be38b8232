"""An anomaly that somebody was sent to, and found again with a photo, isn't asked in the office once more."""

import datetime as dt
from pathlib import Path

import pytest

from backend.kernel.db import Database
from backend.vee.rules.confirmed import CAN_BE_TRUE, agrees, needs_nobody
from backend.vee.rules.facts import Action, FindingView, Observation, TaskFacts
from tests.supervision.desk import AT, HIGH, Desk, a_desk
from tests.vee.office_vectors import ACTIVE, DEMAND, ON, e4

TASK = TaskFacts((ACTIVE, DEMAND))


def found(rule: str, action: Action = "case") -> FindingView:
    return FindingView(rule, 1, action, "active", {})


@pytest.mark.parametrize(
    ("value", "days", "expected"),
    [(1600, 0, True), (1640, 0, True), (1641, 0, False), (1599, 0, False), (1680, 1, True), (1700, 1, False)],
)
def test_a_second_look_agrees(value: float, days: int, expected: bool) -> None:
    """600 in thirty days before: 20 a day."""
    seen = Observation({"active": e4(value), "demand": e4(5)}, ON + dt.timedelta(days=days))
    assert agrees(TASK, seen, {"active": (e4(1600), ON)}) is expected


def test_a_second_look_at_nothing_agrees_with_nothing() -> None:
    assert not agrees(TASK, Observation({"active": e4(1600)}, ON), {})
    assert not agrees(TASK, Observation({}, ON), {"active": (e4(1600), ON)})
    assert not agrees(TASK, Observation({"active": e4(1600)}, None), {"active": (e4(1600), ON)})


@pytest.mark.parametrize("rule", sorted(CAN_BE_TRUE))
def test_what_can_be_true_needs_nobody(rule: str) -> None:
    assert needs_nobody([found(rule)], repeats=True, photos=1, agreed=True)
    assert not needs_nobody([found(rule)], repeats=True, photos=0, agreed=True)
    assert not needs_nobody([found(rule)], repeats=False, photos=1, agreed=True)
    assert not needs_nobody([found(rule)], repeats=True, photos=1, agreed=False)


@pytest.mark.parametrize("rule", ["VEE-01", "VEE-02", "VEE-07", "VEE-08", "VEE-20"])
def test_what_can_t_be_true_is_asked_however_often_it_is_seen(rule: str) -> None:
    assert not needs_nobody([found(rule), found("VEE-04")], repeats=True, photos=1, agreed=True)


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return a_desk(database, tmp_path)


def read_again(desk: Desk, value: str, *, photos: list[bytes]) -> None:
    desk.read(0, HIGH)
    desk.decide(desk.the_case(), "re_read")
    desk.phone.pull()
    (again,) = [task for task in desk.phone.open_tasks() if task["kind"] == "re_read"]
    desk.phone.read(again, [value], taken_at=AT, photos=photos)
    desk.phone.push_all()


def test_seen_again_with_a_photo_it_is_settled(desk: Desk) -> None:
    read_again(desk, HIGH, photos=[b"the dial"])
    assert desk.get("/cases", branch_id=desk.branch_id)["total"] == 0
    assert desk.get("/cases", branch_id=desk.branch_id, state="closed")["total"] == 1
    assert desk.standing(0) == [HIGH]
    (stands,) = [
        one for one in desk.get("/readings", point_id=str(desk.stop(0).point_id), period="2026-11")["items"] if one["stands"]
    ]
    assert stands["quality"] == ["3.10.1"]
    assert desk.post("/releases", {"branch_id": desk.branch_id, "period": "2026-11"})["released"] == 1


@pytest.mark.parametrize(("value", "photos"), [(HIGH, []), ("5956", [b"the dial"])])
def test_without_a_photo_or_with_another_value_the_office_is_asked(desk: Desk, value: str, photos: list[bytes]) -> None:
    read_again(desk, value, photos=photos)
    assert desk.get("/cases", branch_id=desk.branch_id)["total"] == 1
