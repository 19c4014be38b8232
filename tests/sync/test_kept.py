"""What a suspended phone sends is one case a visit, shown and taken over, or set aside."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from backend.fieldwork.models import Attempt, Visit
from backend.kernel.db import Database
from backend.sync.models import DayClose
from tests.factories.evidence import photo
from tests.supervision.desk import AT, USUAL, Desk, a_desk


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return a_desk(database, tmp_path)


def suspended(desk: Desk, *, back: bool = False) -> None:
    desk.post(f"/devices/{desk.phone.device_id}/{'resume' if back else 'suspend'}", {})


def open_cases(desk: Desk) -> list[Any]:
    found = desk.get("/cases", branch_id=desk.branch_id)["items"]
    return sorted(found, key=lambda item: str(item["task_id"]))


def count(desk: Desk, table: Any) -> int:
    return desk.round.app.database.read(lambda session: session.scalar(select(func.count()).select_from(table)) or 0)


def read_two_and_close(desk: Desk) -> list[str]:
    proof = [photo("JP1").data]
    visits = [desk.phone.read(desk.task(place), [USUAL], taken_at=AT, attempts=True, photos=proof) for place in (0, 1)]
    desk.phone.close_day("2026-11-10")
    desk.phone.push_all()
    return visits


def test_one_case_a_visit_which_says_what_was_read(desk: Desk) -> None:
    suspended(desk)
    visits = read_two_and_close(desk)
    items = open_cases(desk)
    assert [(item["kind"], item["point"]["id"]) for item in items] == [
        ("quarantined", str(desk.stop(place).point_id)) for place in (0, 1)
    ]
    shown = desk.get(f"/cases/{items[0]['id']}/kept")
    assert shown["suspended"] is True
    # The attempt belongs to the visit, and the day's end joins the first.
    assert sorted(entry["kind"] for entry in shown["entries"]) == ["attempt", "day_close", "visit"]
    (visit,) = [entry for entry in shown["entries"] if entry["kind"] == "visit"]
    assert (visit["id"], [value["value"] for value in visit["values"]], len(visit["photos"])) == (visits[0], [USUAL], 1)
    assert visit["person"]["id"] == str(desk.people.readers[0])
    assert visit["meter"]


def test_taken_over_it_is_as_if_the_phone_had_been_trusted(desk: Desk) -> None:
    suspended(desk)
    read_two_and_close(desk)
    first, second = open_cases(desk)
    assert desk.post(f"/cases/{first['id']}/take-over", {"reason": "found"}) == {"outcomes": {"applied": 2}}
    assert desk.standing(0) == [USUAL]
    assert (count(desk, Visit), count(desk, Attempt), count(desk, DayClose)) == (1, 1, 0)
    assert [item["id"] for item in open_cases(desk)] == [second["id"]]
    assert desk.post(f"/cases/{first['id']}/take-over", {}, status=409)["code"] == "case_closed"
    assert desk.post(f"/cases/{first['id']}/reopen", {"reason": "no"}, status=422)["code"] == "decision_not_allowed"
    suspended(desk, back=True)
    desk.phone.pull()
    assert desk.task(1)["state"] == "open"
    # The day's end comes with the last of its visits, or it would say that one is missing.
    assert desk.post(f"/cases/{second['id']}/take-over", {}) == {"outcomes": {"applied": 3}}
    assert (desk.standing(1), open_cases(desk)) == ([USUAL], [])


def test_where_somebody_else_has_read_meanwhile_the_office_chooses(desk: Desk) -> None:
    suspended(desk)
    desk.phone.read(desk.task(0), [USUAL], taken_at=AT)
    desk.phone.push_all()
    (case,) = open_cases(desk)
    other = desk.round.phone(desk.people.readers[1])
    desk.round.assign(desk.people.readers[1], [desk.round.task_ids[0]])
    other.pull()
    other.read(next(iter(other.tasks.values())), ["4750"], taken_at=AT)
    other.push_all()
    assert desk.post(f"/cases/{case['id']}/take-over", {}) == {"outcomes": {"contested": 1}}
    assert [item["kind"] for item in open_cases(desk)] == ["contested"]
    assert desk.standing(0) == ["4750"]


def test_set_aside_it_stays_in_the_journal_only(desk: Desk) -> None:
    suspended(desk)
    read_two_and_close(desk)
    for item in open_cases(desk):
        desk.decide(item["id"], "dismiss")
    assert (open_cases(desk), count(desk, Visit)) == ([], 0)
    # What comes afterwards is asked anew, without what was set aside.
    desk.phone.read(desk.task(0), ["4750"], taken_at=AT)
    desk.phone.push_all()
    (case,) = open_cases(desk)
    assert [entry["kind"] for entry in desk.get(f"/cases/{case['id']}/kept")["entries"]] == ["visit"]


def test_another_branch_neither_sees_nor_takes(desk: Desk) -> None:
    suspended(desk)
    read_two_and_close(desk)
    case = open_cases(desk)[0]["id"]
    reader = desk.round.app.person(desk.people.readers[0])
    assert reader.get(f"/api/v1/cases/{case}/kept").status_code == 403
    assert reader.post(f"/api/v1/cases/{case}/take-over", json={}).status_code == 403
