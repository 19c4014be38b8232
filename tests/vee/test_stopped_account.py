"""VEE-10 by the account's dated status: a file brings it, the phone hears of it, and the office asks by the same days."""

import datetime as dt
from pathlib import Path

import pytest

from backend.kernel.db import Database
from backend.vee.rules import stopped_account
from backend.vee.rules.stopped_account import NEVER, own_limits
from tests.factories.imports import imported
from tests.supervision.desk import HIGH, USUAL, Desk, a_desk


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return a_desk(database, tmp_path)


def pause(desk: Desk, tmp_path: Path, day: str) -> None:
    """A file says since when the first stop's account is paused; the phone pulls what came of it. The last value is of 10-10."""
    file = f"户号,用户状态,状态日期\nA{desk.stop(0).number},暂停,{day}\n"
    outcome = imported(desk.round.app.database, tmp_path, "accounts", file)
    assert outcome.state == "done", outcome
    desk.round.app.run_jobs()
    desk.phone.pull()


def headlines(desk: Desk) -> list[str]:
    return [item["headline"]["code"] for item in desk.get("/cases", branch_id=desk.branch_id)["items"]]


def test_use_from_before_the_stop_is_none_of_it(desk: Desk, tmp_path: Path) -> None:
    pause(desk, tmp_path, "2026-11-05")
    task = desk.task(0)
    assert (task["account_status"], task["limits"]) == ("paused", {"VEE-10": {"kwh": NEVER}})
    desk.read(0, USUAL)
    assert headlines(desk) == []


@pytest.mark.parametrize("value", [USUAL, HIGH])
def test_use_since_a_reading_at_the_stop_stands_above_whatever_else_is_found(desk: Desk, tmp_path: Path, value: str) -> None:
    pause(desk, tmp_path, "2026-10-10")
    task = desk.task(0)
    assert (task["account_status"], task["limits"]) == ("paused", {})
    desk.read(0, value)
    assert headlines(desk) == ["VEE-10"]


def test_a_stop_begins_with_the_first_of_the_statuses_that_follow_one_another() -> None:
    november = [dt.date(2026, 11, day) for day in (1, 20, 22)]
    statuses = list(zip(november, ("active", "paused", "cut_off"), strict=True))
    assert stopped_account.since(statuses) == november[1]
    assert stopped_account.since([*statuses, (dt.date(2026, 11, 23), "active")]) is None
    assert own_limits({}, stopped_on=november[1], previous_on=november[0]) == {"VEE-10": {"kwh": NEVER}}
    assert own_limits({}, stopped_on=november[1], previous_on=november[1]) == {}
    assert own_limits({}, stopped_on=november[1], previous_on=None) == {}
