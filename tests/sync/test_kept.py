"""What a suspended phone sends is one case a visit, shown and taken over, or set aside."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from backend.fieldwork.models import Attempt, Visit
from backend.kernel.db import Database
from backend.sync.models import DayClose
from tests.factories.evidence import photo
from tests.supervision.desk import AT, LATER, USUAL, Desk, a_desk
from tests.support.outbox import Saved
from tests.support.phone import uuid7


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


def pushed(desk: Desk, place: int, change: Any, *, value: str = USUAL) -> dict[str, Any]:
    """A stop is read, the entry changed on its way; answers its receipt."""
    desk.phone.read(desk.task(place), [value], taken_at=AT, note="Behind the shed")
    saved = desk.phone.outbox.all()[-1]
    entry = json.loads(saved.raw)
    change(entry)
    (receipt,) = desk.phone.push([Saved(saved.seq, entry["id"], "visit", json.dumps(entry).encode(), None)])
    return receipt


def the_case(desk: Desk) -> tuple[Any, Any]:
    """The only open case in the queue, and its only entry."""
    (item,) = open_cases(desk)
    shown = desk.get(f"/cases/{item['id']}/kept")
    (entry,) = shown["entries"]
    assert shown["device"]["id"] == str(desk.phone.device_id)
    return item, entry


def test_of_a_newer_app_what_is_known_is_shown_and_taken_over(desk: Desk) -> None:
    assert pushed(desk, 0, lambda entry: entry.update(v=2) or entry["body"].update(mood="good"))["reason"] == "newer_version"
    item, entry = the_case(desk)
    reader = str(desk.people.readers[0])
    assert (item["sender"]["kind"], item["sender"]["person"]["id"]) == ("visit", reader)
    assert (item["sender"]["device"]["id"], item["point"]["id"]) == (str(desk.phone.device_id), str(desk.stop(0).point_id))
    assert (entry["reason"], entry["hinders"], entry["note"]) == ("newer_version", None, "Behind the shed")
    assert ([one["value"] for one in entry["values"]], entry["person"]["id"]) == ([USUAL], reader)
    assert (entry["task"]["id"], entry["task"]["point_id"]) == (desk.task(0)["id"], str(desk.stop(0).point_id))
    assert '    "mood": "good",' in entry["content"]["lines"]
    assert desk.post(f"/cases/{item['id']}/take-over", {"reason": "seen"}) == {"outcomes": {"applied": 1}}
    assert (desk.standing(0), open_cases(desk)) == ([USUAL], [])


def test_text_that_cannot_be_stored_does_not_keep_a_value_out(desk: Desk) -> None:
    assert pushed(desk, 0, lambda entry: entry["body"].update(note="a\x00b"))["reason"] == "unstorable_text"
    item, entry = the_case(desk)
    assert entry["note"] == "a\\u0000b"
    desk.post(f"/cases/{item['id']}/take-over", {})
    assert desk.standing(0) == [USUAL]


def test_somebody_who_never_signed_in_there_is_believed_if_the_office_says_so(desk: Desk) -> None:
    other = str(desk.people.readers[1])
    assert pushed(desk, 0, lambda entry: entry.update(person=other))["reason"] == "not_signed_in_here"
    item, entry = the_case(desk)
    assert (item["sender"]["person"]["id"], entry["person"]["id"], entry["understood"]) == (other, other, True)
    assert desk.post(f"/cases/{item['id']}/take-over", {})["outcomes"]
    # Nobody of that name: it can't be taken over.
    assert pushed(desk, 1, lambda entry: entry.update(person=uuid7(1)))["reason"] == "not_signed_in_here"
    (item,) = [one for one in open_cases(desk) if one["kind"] == "quarantined"]
    assert desk.get(f"/cases/{item['id']}/kept")["entries"][0]["hinders"] == "bad_person"
    assert desk.post(f"/cases/{item['id']}/take-over", {}, status=422)["code"] == "decision_not_allowed"


def test_half_a_reading_is_shown_and_the_stop_read_again(desk: Desk) -> None:
    assert pushed(desk, 0, lambda entry: entry["body"].pop("taken_at"))["reason"] == "bad_body"
    item, entry = the_case(desk)
    assert ([one["value"] for one in entry["values"]], entry["hinders"]) == ([USUAL], "bad_body")
    assert desk.post(f"/cases/{item['id']}/take-over", {}, status=422)["code"] == "decision_not_allowed"
    assert desk.get(f"/cases/{item['id']}")["decisions_allowed"] == ["re_read", "dismiss"]
    desk.decide(item["id"], "re_read")
    desk.phone.pull()
    (again,) = [task for task in desk.phone.tasks.values() if task["kind"] == "re_read"]
    assert again["point"]["id"] == str(desk.stop(0).point_id)
    desk.phone.read(again, [USUAL], taken_at=LATER)
    receipts = desk.phone.push([desk.phone.outbox.all()[-1]])
    assert [receipt["outcome"] for receipt in receipts] == ["applied"], receipts
    assert desk.get(f"/cases/{item['id']}")["case"]["state"] == "closed"


def test_what_names_no_stop_there_is_can_only_be_looked_at(desk: Desk) -> None:
    assert pushed(desk, 0, lambda entry: entry["body"].update(task_id=uuid7(1)))["reason"] == "unknown_task"
    item, entry = the_case(desk)
    assert (item["task_id"], entry["task"], entry["hinders"]) == (None, None, "unknown_task")
    assert [one["value"] for one in entry["values"]] == [USUAL]
    assert desk.get(f"/cases/{item['id']}")["decisions_allowed"] == ["dismiss"]
    assert desk.post(f"/cases/{item['id']}/take-over", {}, status=422)["code"] == "decision_not_allowed"
    desk.decide(item["id"], "dismiss")
    assert open_cases(desk) == []


def test_of_one_id_with_two_contents_both_stand_side_by_side(desk: Desk) -> None:
    visit = desk.read(0, USUAL)
    entry = json.loads(next(one.raw for one in desk.phone.outbox.all() if one.id == visit))
    entry["body"]["readings"][0]["value"] = "4749"
    (receipt,) = desk.phone.push([Saved(1, visit, "visit", json.dumps(entry).encode(), None)])
    assert receipt["outcome"] == "conflict"
    item, shown = the_case(desk)
    assert (shown["visit_id"], shown["hinders"], shown["stored"]["outcome"]) == (visit, "same_id_other_content", "applied")
    marked = [[one["lines"][line].strip() for line in one["marked"]] for one in (shown["content"], shown["stored"]["content"])]
    assert marked == [['"value": "4749",'], [f'"value": "{USUAL}",']]
    assert desk.post(f"/cases/{item['id']}/take-over", {}, status=422)["code"] == "decision_not_allowed"
    assert desk.standing(0) == [USUAL]
