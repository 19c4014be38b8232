"""The queue, the case, and every decision, through the API and with the phone that brought the value."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import select

from backend.kernel import clock
from backend.kernel.audit import AuditLine
from backend.kernel.db import Database
from backend.readings.models import ReadingQuality
from tests.factories.fieldwork import make_office, person
from tests.factories.readings import DUE, noon
from tests.supervision.desk import AT, HIGH, LATER, USUAL, Desk, a_desk


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> Desk:
    return a_desk(sqlite_database, tmp_path)


@pytest.fixture
def any_desk(database: Database, tmp_path: Path) -> Desk:
    """On both databases, where the statements might differ."""
    return a_desk(database, tmp_path)


def test_a_plausible_round_leaves_the_queue_empty(desk: Desk) -> None:
    for place in range(4):
        desk.read(place, USUAL)
    assert desk.get("/cases", branch_id=desk.branch_id) == {"items": [], "next": None, "total": 0}


def test_the_queue_shows_what_is_most_at_stake_first(desk: Desk) -> None:
    for place, value in enumerate(["4956", "9256", "100"]):
        desk.read(place, value)
    found = desk.get("/cases", branch_id=desk.branch_id)
    assert found["total"] == 3
    assert [item["headline"]["code"] for item in found["items"]] == ["VEE-02", "VEE-04", "VEE-04"]
    weights = [float(item["weight_kwh"]) for item in found["items"]]
    assert weights == sorted(weights, reverse=True)
    item = found["items"][2]
    stop = desk.stop(0)
    assert (item["kind"], item["state"], item["period"]) == ("implausible", "open", "2026-11")
    assert item["point"] == {
        "id": str(stop.point_id), "number": stop.number, "address": "Lane 1", "class": "residential", "branch_id": desk.branch_id
    }  # fmt: skip
    assert item["meter_tail"] == stop.asset_number[-6:]
    assert item["holder"]["id"] == str(desk.people.readers[0])
    assert item["holder"]["last_contact"] is not None
    assert dt.datetime.fromisoformat(item["taken_at"]) == dt.datetime.fromisoformat(AT)
    assert item["claimed_by"] is None


def test_the_queue_is_paged_sorted_and_searched(any_desk: Desk) -> None:
    for place, value in enumerate(["4956", "9256", "100"]):
        any_desk.read(place, value)
    first = any_desk.get("/cases", branch_id=any_desk.branch_id, limit=2)
    rest = any_desk.get("/cases", branch_id=any_desk.branch_id, limit=2, cursor=first["next"])
    assert [len(first["items"]), len(rest["items"]), rest["next"]] == [2, 1, None]
    assert len({item["id"] for item in first["items"] + rest["items"]}) == 3
    oldest = any_desk.get("/cases", branch_id=any_desk.branch_id, sort="age")["items"]
    assert [item["point"]["number"] for item in oldest] == [any_desk.stop(place).number for place in range(3)]
    assert any_desk.get("/cases", branch_id=any_desk.branch_id, q=any_desk.stop(1).asset_number[-5:])["total"] == 1
    assert any_desk.get("/cases", branch_id=any_desk.branch_id, kind="contested")["total"] == 0
    assert any_desk.get("/cases", branch_id=any_desk.branch_id, period="2026-10")["total"] == 0


def test_a_case_holds_all_that_is_needed_to_decide(any_desk: Desk) -> None:
    register = any_desk.task(0)["registers"][0]
    tries = [
        {
            "task_id": any_desk.task(0)["id"], "installation_id": any_desk.task(0)["installation_id"],
            "register_id": register["id"],
            "value": HIGH, "n": n, "hint": hint, "rules_version": 1, "band_version": 1,
        }
        for n, hint in ((1, ["VEE-04"]), (2, []))
    ]  # fmt: skip
    any_desk.phone.save(*(("attempt", body) for body in tries))
    place = {"lat": "36.1", "lon": "113.2", "accuracy_m": 9, "datum": "WGS-84", "at": AT}
    visit_id = any_desk.read(0, HIGH, confirmed=True, place=place, photos=[b"a photo"])
    found = any_desk.get(f"/cases/{any_desk.the_case()}")

    (visit,) = found["visits"]
    assert (visit["id"], visit["standing"], visit["confirmed"]) == (visit_id, "stands", True)
    assert (visit["place"]["accuracy_m"], visit["place"]["distance_m"]) == (9, None)
    assert [(photo["state"], photo["barcode"]) for photo in visit["photos"]] == [("owed", None)]
    (reading,) = visit["readings"]
    assert (reading["value"], reading["previous"]["value"], reading["advance"], reading["kwh"]) == (HIGH, "4600", "356", "356")
    assert float(reading["expect"]["lo"]) < 150 < float(reading["expect"]["hi"]) < 356
    assert reading["expect"]["basis"]["months"] >= 24
    assert [(finding["rule"], finding["action"]) for finding in reading["findings"]] == [("VEE-04", "case")]
    assert [(attempt["n"], attempt["value"]) for attempt in visit["attempts"]] == [(1, HIGH), (2, HIGH)]

    assert len(found["history"]) == 24
    assert [month["period"] for month in found["history"][-2:]] == ["2026-09", "2026-10"]
    assert {month["advance"] for month in found["history"]} == {"150"}
    assert all(float(month["lo"]) < 150 < float(month["hi"]) for month in found["history"][2:])

    best = found["hypotheses"][0]
    # On six digits and two decimals: the hundreds' place, and the likeliest digit there.
    assert (best["code"], best["params"]["position"], best["params"]["read"], best["value"]) == ("digit", 4, "9", "4756")
    assert sum(guess["odds"] for guess in found["hypotheses"]) <= 101
    kinds = [event["kind"] for event in found["timeline"]]
    assert kinds.count("typed_blind") == kinds.count("typed_again") == kinds.count("received") == kinds.count("opened") == 1
    assert found["decisions_allowed"] == ["accept", "correct", "estimate", "re_read", "field_check"]
    assert (found["multiplier"], found["meter"]["asset_number"]) == ("1", any_desk.stop(0).asset_number)


def test_accept_lets_the_value_stand_and_the_point_be_handed_over(desk: Desk) -> None:
    desk.read(0, HIGH)
    case_id = desk.the_case()
    body = {"branch_id": desk.branch_id, "period": "2026-11"}
    assert desk.post("/releases", body)["released"] == 0
    decided = desk.decide(case_id, "accept")
    assert (decided["case"]["state"], decided["case"]["decision"]) == ("closed", "accept")
    assert desk.readings(0) == [(HIGH, "typed", True)]
    codes = desk.round.app.database.read(lambda session: list(session.scalars(select(ReadingQuality.code))))
    assert codes == ["3.10.1"]
    assert desk.post("/releases", body)["released"] == 1
    lines = desk.round.app.database.read(
        lambda session: [(line.action, line.actor_id) for line in session.scalars(select(AuditLine).order_by(AuditLine.seq))]
    )
    assert ("case_decided", str(desk.people.supervisor)) in lines


def test_correct_puts_another_value_in_its_place_and_the_reader_hears_of_it(desk: Desk) -> None:
    visit_id = desk.read(0, HIGH)
    case_id = desk.the_case()
    decided = desk.decide(case_id, "correct", values=desk.values(0, "4756"))
    assert decided["findings"] == []
    assert desk.readings(0) == [("4756", "correction", True), (HIGH, "typed", False)]
    shown = desk.get(f"/cases/{case_id}")
    (reading,) = shown["visits"][0]["readings"]
    assert (reading["value"], reading["stands"]["value"]) == (HIGH, "4756")
    assert shown["decisions_allowed"] == []
    event = next(event for event in shown["timeline"] if event["kind"] == "decided")
    assert event["by"]["id"] == str(desk.people.supervisor)
    assert (event["detail"]["values"][0]["before"], event["detail"]["values"][0]["after"]) == (HIGH, "4756")
    desk.phone.pull()
    assert [(verdict["entry_id"], verdict["outcome"]) for verdict in desk.phone.verdicts] == [(visit_id, "correct")]


def test_what_the_office_types_is_judged_too_and_asked_once_more(any_desk: Desk) -> None:
    desk = any_desk
    desk.read(0, HIGH)
    case_id = desk.the_case()
    doubted = desk.decide(case_id, "correct", values=desk.values(0, "9999"))
    assert [(finding["rule"], finding["action"]) for finding in doubted["findings"]] == [("VEE-04", "case")]
    assert (doubted["decided"], doubted["case"]["state"], desk.readings(0)) == (False, "open", [(HIGH, "typed", True)])

    decided = desk.decide(case_id, "correct", values=desk.values(0, "9999"), sure=True)
    assert (decided["decided"], decided["case"]["state"], desk.standing(0)) == (True, "closed", ["9999"])


@pytest.mark.parametrize("value", ["1000000", "4756.123"])
def test_the_office_can_t_type_what_the_dial_can_t_show(desk: Desk, value: str) -> None:
    desk.read(0, HIGH)
    problem = desk.decide(desk.the_case(), "correct", values=desk.values(0, value), status=422)
    assert (problem["code"], problem["field"]) == ("invalid", "values")
    assert desk.readings(0) == [(HIGH, "typed", True)]


def test_correct_needs_values_of_registers_that_were_read(desk: Desk) -> None:
    desk.read(0, HIGH)
    case_id = desk.the_case()
    assert desk.decide(case_id, "correct", status=422)["code"] == "invalid"
    assert desk.decide(case_id, "correct", values=desk.values(1, "4756"), status=422)["code"] == "invalid"


def test_estimate_without_a_value_takes_what_was_expected(desk: Desk) -> None:
    desk.read(0, HIGH)
    desk.decide(desk.the_case(), "estimate")
    ((value, obtained, stands), _) = desk.readings(0)
    # 31 days at 150 in about 30.5.
    assert (obtained, stands) == ("estimate", True)
    assert 4745 < float(value) < 4760


def test_undo_lets_the_first_value_stand_again(any_desk: Desk) -> None:
    any_desk.read(0, HIGH)
    case_id = any_desk.the_case()
    any_desk.decide(case_id, "correct", values=any_desk.values(0, "4756"))
    reopened = any_desk.post(f"/cases/{case_id}/reopen", {"reason": "wrong case"})
    assert (reopened["state"], reopened["decision"]) == ("open", None)
    # Nothing is taken back: a third reading repeats the first.
    assert any_desk.readings(0) == [(HIGH, "typed", True), ("4756", "correction", False), (HIGH, "typed", False)]
    any_desk.decide(case_id, "correct", values=any_desk.values(0, "4757"))
    assert any_desk.standing(0) == ["4757"]


def test_undo_ends_with_the_hand_over_then_a_correction_adjusts(desk: Desk) -> None:
    desk.read(0, HIGH)
    case_id = desk.the_case()
    desk.decide(case_id, "accept")
    desk.post("/releases", {"branch_id": desk.branch_id, "period": "2026-11"})
    assert desk.post(f"/cases/{case_id}/reopen", {}, status=409)["code"] == "released_already"


def test_a_re_read_reaches_the_phone_and_answers_the_case(any_desk: Desk) -> None:
    any_desk.read(0, HIGH)
    case_id = any_desk.the_case()
    # The order gives its days from today on: those of the round, whenever this runs.
    with clock.frozen(noon(DUE)):
        assert any_desk.decide(case_id, "re_read")["case"]["state"] == "waiting"
    assert any_desk.get("/cases", branch_id=any_desk.branch_id)["total"] == 0
    any_desk.phone.pull()
    (again,) = [task for task in any_desk.phone.open_tasks() if task["kind"] == "re_read"]
    assert again["reason"] == "seen"
    any_desk.phone.read(again, ["4756"], taken_at=AT)
    any_desk.phone.push_all()
    assert any_desk.standing(0) == ["4756"]
    shown = any_desk.get(f"/cases/{case_id}")
    assert shown["case"]["state"] == "closed"
    assert "answered" in [event["kind"] for event in shown["timeline"]]
    assert [(task["kind"], task["state"]) for task in shown["related"]] == [("re_read", "read")]
    assert any_desk.post("/releases", {"branch_id": any_desk.branch_id, "period": "2026-11"})["released"] == 1


def test_a_re_read_that_is_doubtful_again_is_a_case_of_its_own(desk: Desk) -> None:
    desk.read(0, HIGH)
    first = desk.the_case()
    desk.decide(first, "re_read")
    desk.phone.pull()
    (again,) = [task for task in desk.phone.open_tasks() if task["kind"] == "re_read"]
    desk.phone.read(again, ["5300"], taken_at=AT)
    desk.phone.push_all()
    second = desk.the_case()
    assert second != first
    desk.decide(second, "accept")
    assert desk.standing(0) == ["5300"]


@pytest.mark.parametrize("outcome", ["skipped", "returned"])
def test_a_re_read_that_came_to_nothing_brings_the_case_back(desk: Desk, outcome: str) -> None:
    desk.read(0, HIGH)
    case_id = desk.the_case()
    desk.decide(case_id, "re_read")
    desk.phone.pull()
    (again,) = [task for task in desk.phone.open_tasks() if task["kind"] == "re_read"]
    if outcome == "skipped":
        desk.phone.skip(again)
    else:
        desk.phone.give_back(again)
    desk.phone.push_all()
    assert desk.the_case() == case_id
    event = desk.get(f"/cases/{case_id}")["timeline"][-1]
    assert (event["kind"], event["detail"]["why"]) == ("let_down", outcome)


def test_undoing_an_order_takes_it_back_from_the_phone(desk: Desk) -> None:
    desk.read(0, HIGH)
    case_id = desk.the_case()
    desk.decide(case_id, "field_check")
    desk.post(f"/cases/{case_id}/reopen", {"reason": "photo is clear"})
    desk.phone.pull()
    assert [task["kind"] for task in desk.phone.open_tasks() if task["kind"] != "regular"] == []
    assert desk.get(f"/cases/{case_id}")["related"][0]["state"] == "cancelled"


def test_deciding_while_somebody_is_sent_calls_him_back(desk: Desk) -> None:
    desk.read(0, HIGH)
    case_id = desk.the_case()
    desk.decide(case_id, "re_read")
    desk.decide(case_id, "accept")
    assert desk.get(f"/cases/{case_id}")["related"][0]["state"] == "cancelled"


def test_a_case_is_decided_once(desk: Desk) -> None:
    desk.read(0, HIGH)
    case_id = desk.the_case()
    desk.decide(case_id, "accept")
    assert desk.decide(case_id, "accept", status=409)["code"] == "case_closed"
    assert desk.post(f"/cases/{case_id}/claim", {}, status=409)["code"] == "case_closed"


def test_what_a_colleague_has_in_hand_is_left_to_him_or_taken_over(desk: Desk) -> None:
    desk.read(0, HIGH)
    case_id = desk.the_case()
    second = desk.round.app.person(desk.people.readers[1])
    assert second.post(f"/api/v1/cases/{case_id}/claim", json={}).status_code == 403
    colleague_id = desk.round.app.database.run(lambda session: person(session, "supervisor", desk.branch_id))
    colleague = desk.round.app.person(colleague_id)
    claimed = desk.post(f"/cases/{case_id}/claim", {}, by=colleague)
    assert claimed["claimed_by"]["id"] == str(colleague_id)
    assert desk.decide(case_id, "accept", status=409)["code"] == "case_claimed"
    assert desk.post(f"/cases/{case_id}/claim", {}, status=409)["code"] == "case_claimed"
    assert desk.post(f"/cases/{case_id}/claim", {"take_over": True})["claimed_by"]["id"] == str(desk.people.supervisor)
    assert desk.post(f"/cases/{case_id}/claim", {"let_go": True})["claimed_by"] is None
    desk.decide(case_id, "accept")


def test_many_are_accepted_at_once_and_what_can_t_be_says_why(any_desk: Desk) -> None:
    for place in range(3):
        any_desk.read(place, HIGH)
    ids = [item["id"] for item in any_desk.get("/cases", branch_id=any_desk.branch_id)["items"]]
    any_desk.decide(ids[0], "accept")
    done = any_desk.post("/cases/accept", {"case_ids": ids, "reason": "Spring Festival"})
    assert sorted(done["accepted"]) == sorted(ids[1:])
    assert done["left"] == [{"case_id": ids[0], "code": "case_closed"}]
    stranger = make_office(any_desk.round.app.database, how_many=1).supervisor
    refused = any_desk.post("/cases/accept", {"case_ids": ids}, by=any_desk.round.app.person(stranger))
    assert {left["code"] for left in refused["left"]} == {"not_found"}


def test_among_many_nothing_is_accepted_that_is_more_than_unusual_use(any_desk: Desk) -> None:
    any_desk.read(0, HIGH)
    any_desk.read(1, "4500")
    any_desk.read(2, USUAL, meter_found={"how": "scanned", "text": "9999999", "symbology": "code_128", "verdict": "unknown"})
    by_headline = {one["headline"]["code"]: one["id"] for one in any_desk.get("/cases", branch_id=any_desk.branch_id)["items"]}
    assert by_headline.keys() == {"VEE-04", "VEE-02", "VEE-08"}
    done = any_desk.post("/cases/accept", {"case_ids": list(by_headline.values()), "reason": "Spring Festival"})
    assert done["accepted"] == [by_headline["VEE-04"]]
    assert {one["case_id"]: one["code"] for one in done["left"]} == {
        by_headline["VEE-02"]: "look_first",
        by_headline["VEE-08"]: "look_first",
    }
    # Looked at, it may be so after all.
    assert any_desk.decide(by_headline["VEE-02"], "accept")["decided"]


def test_a_value_that_the_dial_can_t_show_can_t_be_accepted(desk: Desk) -> None:
    desk.read(0, "4756.125")
    case_id = desk.the_case()
    assert "accept" not in desk.get(f"/cases/{case_id}")["decisions_allowed"]
    assert desk.decide(case_id, "accept", status=422)["code"] == "decision_not_allowed"
    desk.decide(case_id, "correct", values=desk.values(0, "4756.12"))
    assert desk.standing(0) == ["4756.12"]


@pytest.mark.parametrize("said", [{"verdict": "unknown"}, {}])
def test_a_meter_nobody_knows_there_is_asked_about_as_on_the_phone(desk: Desk, said: dict[str, str]) -> None:
    desk.read(0, USUAL, meter_found={"how": "scanned", "text": "9999999", "symbology": "code_128", **said})
    shown = desk.get(f"/cases/{desk.the_case()}")
    assert (shown["case"]["kind"], shown["case"]["headline"]["code"]) == ("barcode_mismatch", "VEE-08")
    assert shown["visits"][0]["meter_found"]["verdict"] == "unknown"


def test_another_meter_may_be_dismissed(desk: Desk) -> None:
    found = {"how": "scanned", "text": "1", "symbology": "code_128", "verdict": "other", "other_task_id": desk.task(1)["id"]}
    desk.read(0, USUAL, meter_found=found)
    case_id = desk.the_case()
    shown = desk.get(f"/cases/{case_id}")
    assert shown["case"]["kind"] == "barcode_mismatch"
    assert (shown["hypotheses"][0]["code"], shown["hypotheses"][0]["params"]["number"]) == ("neighbour", desk.stop(1).number)
    # The simulated phone judges nothing, which is noted; and it syncs long after the round.
    assert [finding["rule"] for finding in shown["visits"][0]["findings"]] == ["REPLAY", "VEE-08", "VEE-19"]
    desk.decide(case_id, "dismiss")
    assert desk.standing(0) == [USUAL]


def test_the_office_says_which_of_two_visits_stands_and_may_change_its_mind(any_desk: Desk) -> None:
    colleague = any_desk.round.phone(any_desk.people.readers[1])
    colleague.pull()
    task = any_desk.task(0)
    first = any_desk.read(0, USUAL)
    # The colleague walked there, too, though the stop was never his.
    second = colleague.read(task, ["4760"], taken_at=LATER)
    (receipt,) = colleague.push_all()
    assert receipt["outcome"] == "contested"
    case_id = any_desk.the_case()
    shown = any_desk.get(f"/cases/{case_id}")
    assert (shown["case"]["kind"], {visit["id"] for visit in shown["visits"]}) == ("contested", {first, second})
    assert shown["decisions_allowed"] == ["accept", "re_read", "field_check"]
    assert any_desk.standing(0) == [USUAL]

    assert any_desk.decide(case_id, "accept", status=422)["field"] == "visit_id"
    any_desk.decide(case_id, "accept", visit_id=second)
    assert any_desk.standing(0) == ["4760"]
    # The value stands for the moment at which it was read, not for that of the one whose place it takes.
    assert any_desk.moments(0) == [dt.datetime.fromisoformat(LATER)]
    told = [(one["entry_id"], one["text_code"]) for reply in colleague.pull() for one in reply.json["verdicts"]]
    assert told == [(second, "verdict.accept")]
    any_desk.post(f"/cases/{case_id}/reopen", {"reason": "looked again"})
    any_desk.decide(case_id, "accept", visit_id=first)
    assert any_desk.standing(0) == [USUAL]
    assert any_desk.post("/releases", {"branch_id": any_desk.branch_id, "period": "2026-11"})["released"] == 1


def test_a_decision_between_two_ends_the_doubts_about_the_other(any_desk: Desk) -> None:
    colleague = any_desk.round.phone(any_desk.people.readers[1])
    colleague.pull()
    task = any_desk.task(0)
    first = any_desk.read(0, HIGH)
    second = colleague.read(task, ["4760"], taken_at=LATER)
    colleague.push_all()
    queue = any_desk.get("/cases", branch_id=any_desk.branch_id)["items"]
    kinds = {item["kind"]: item for item in queue}
    assert set(kinds) == {"implausible", "contested"}
    # The doubt names who took the value, whoever has the task now.
    assert kinds["implausible"]["taken_by"]["id"] == str(any_desk.people.readers[0])
    any_desk.decide(kinds["contested"]["id"], "accept", visit_id=second)
    assert any_desk.get("/cases", branch_id=any_desk.branch_id)["total"] == 0
    doubt = any_desk.get(f"/cases/{kinds['implausible']['id']}")["case"]
    assert (doubt["state"], doubt["decision"]) == ("closed", "dismiss")
    told = [(one["entry_id"], one["text_code"]) for reply in any_desk.phone.pull() for one in reply.json["verdicts"]]
    assert told == [(first, "verdict.dismiss")]


def test_reasons_are_personal_text_and_stay_out_of_the_chain(any_desk: Desk) -> None:
    any_desk.read(0, HIGH)
    any_desk.post(f"/cases/{any_desk.the_case()}/decide", {"decision": "accept", "reason": "mother in hospital"})
    lines = any_desk.round.app.database.read(lambda session: list(session.scalars(select(AuditLine))))
    assert all("hospital" not in str(line.detail) for line in lines)
    shown = any_desk.get("/audit", branch_id=any_desk.branch_id)["items"]
    assert "mother in hospital" in [
        line["personal"]["reason"] for line in shown if line["personal"] and "reason" in line["personal"]
    ]
