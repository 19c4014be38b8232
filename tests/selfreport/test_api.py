"""A customer reads their own meter: from a link, or signed in."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from backend.cases.models import Case
from backend.evidence.models import PhotoUse
from backend.fieldwork.models import Task, Visit
from backend.grid.models import MeteringPoint
from backend.kernel import audit, clock
from backend.kernel.db import Database
from backend.kernel.ids import new_id
from backend.readings.models import Reading
from backend.selfreport.models import CustomerGrant, SelfReport
from tests.factories.evidence import photo, tus_headers
from tests.factories.identity import person
from tests.factories.sync import Round, a_round
from tests.support.application import Client


@pytest.fixture
def walk(database: Database, tmp_path: Path) -> Round:
    made = a_round(database, tmp_path)
    made.assign(made.office.readers[0])
    return made


def invited(walk: Round, place: int = 0, hours: int = 72) -> Client:
    """The customer's page, opened by a link to a task."""
    supervisor = walk.app.person(walk.office.supervisor)
    answer = supervisor.post(f"/api/v1/tasks/{walk.task_ids[place]}/invitation", json={"hours": hours})
    assert answer.status_code in {200, 201}, answer.text
    return walk.app.bearer("Invitation", answer.json["url"].partition("#t=")[2])


def report(walk: Round, place: int = 0, value: str = "12.5", **changes: Any) -> dict[str, Any]:
    stop = walk.office.stops[place]
    return {
        "id": str(new_id()),
        "values": [{"register_id": str(register), "value": value} for register in stop.register_ids],
        "meter_found": {"how": "typed", "text": stop.asset_number[-6:]},
        "note": "",
        "taken_at": clock.now().isoformat(),
        "photos": [],
        **changes,
    }


def rows(walk: Round, table: Any) -> list[Any]:
    return walk.app.database.read(lambda session: list(session.scalars(select(table))))


def task(walk: Round, place: int = 0) -> Task:
    return walk.app.database.read(lambda session: session.get_one(Task, walk.task_ids[place]))


def test_a_link_opens_one_meter_without_telling_what_it_showed(walk: Round) -> None:
    shown = invited(walk).get("/api/v1/report/session")
    assert shown.status_code == 200, shown.text
    stop = walk.office.stops[0]
    assert shown.json["point"] == {"id": str(stop.point_id), "address_masked": "Lane *"}
    assert shown.json["meter"] == {"tail": stop.asset_number[-6:]}
    assert (shown.json["state"], shown.json["receipt"]) == ("open", None)
    (dial,) = shown.json["registers"]
    assert set(dial) == {"id", "kind", "direction", "energy", "band", "unit", "digits", "decimals", "position"}
    assert "Customer" not in shown.text, "the customer's name is nobody's business who finds a link"


def test_a_reading_gets_a_receipt_and_closes_the_readers_task(walk: Round) -> None:
    phone = walk.phone(walk.office.readers[0])
    phone.pull()
    customer = invited(walk)
    answer = customer.post("/api/v1/report", json=report(walk))
    assert answer.status_code == 200, answer.text
    assert answer.json["receipt_no"].startswith("MR")
    (reading,) = rows(walk, Reading)
    assert (reading.value_e4, reading.obtained, str(reading.visit_id)) == (125_000, "customer", answer.json["visit"])
    assert task(walk).state == "closed_elsewhere"
    phone.pull()
    assert phone.gone[str(walk.task_ids[0])]["why"] == "closed_elsewhere"
    used = customer.get("/api/v1/report/session").json
    assert (used["state"], used["receipt"]["receipt_no"]) == ("used", answer.json["receipt_no"])
    deeds = [line for line in rows(walk, audit.AuditLine) if line.action == "report_reading"]
    assert [(deed.actor_kind, deed.subject_id) for deed in deeds] == [("customer", str(walk.task_ids[0]))]


def test_p4_the_same_report_again_answers_the_same_receipt(walk: Round) -> None:
    customer, sent = invited(walk), report(walk)
    first = customer.post("/api/v1/report", json=sent)
    assert customer.post("/api/v1/report", json=sent).json == first.json
    assert len(rows(walk, SelfReport)) == len(rows(walk, Reading)) == 1
    other = customer.post("/api/v1/report", json={**sent, "note": "changed"})
    assert (other.status_code, other.json["code"]) == (409, "conflict")


def test_a_link_is_for_one_reading(walk: Round) -> None:
    customer = invited(walk)
    customer.post("/api/v1/report", json=report(walk))
    again = customer.post("/api/v1/report", json=report(walk))
    assert (again.status_code, again.json["code"]) == (401, "invitation_invalid")
    assert len(rows(walk, Reading)) == 1


def test_another_customers_report_is_no_key(walk: Round) -> None:
    sent = report(walk)
    invited(walk, 0).post("/api/v1/report", json=sent)
    stolen = invited(walk, 1).post("/api/v1/report", json={**report(walk, 1), "id": sent["id"]})
    assert (stolen.status_code, stolen.json["code"]) == (409, "conflict")


def test_a_photo_follows_by_tus_under_the_links_own_name(walk: Round) -> None:
    customer, taken = invited(walk), photo("1234567890")
    described = {"sha256": taken.sha256, "size": len(taken.data), "mime": taken.mime, "taken_at": clock.now().isoformat()}
    answer = customer.post("/api/v1/report", json=report(walk, photos=[described]))
    assert answer.json["photos_owed"] == [taken.sha256]
    headers = tus_headers(taken.sha256, UUID(answer.json["visit"]), len(taken.data))
    sent = customer.post(
        "/api/v1/photos", data=taken.data, headers={**headers, "Content-Type": "application/offset+octet-stream"}
    )
    assert (sent.status_code, sent.headers["Upload-Offset"]) == (201, str(len(taken.data)))
    (use,) = rows(walk, PhotoUse)
    assert (use.state, use.branch_id, use.metering_point_id) == ("whole", walk.office.branch_id, walk.office.stops[0].point_id)
    address = f"/api/v1/photos/{taken.sha256}?visit={answer.json['visit']}&size=320"
    assert customer.get(address).status_code == 200
    assert invited(walk, 1).get(address).status_code == 404
    assert walk.app.person(walk.office.supervisor).get(address).status_code == 200


def test_an_implausible_reading_is_taken_and_opens_a_customers_case(walk: Round) -> None:
    answer = invited(walk).post("/api/v1/report", json=report(walk, value="99999999.5"))
    assert (answer.status_code, answer.json["kind"]) == (200, "will_be_checked")
    (case,) = rows(walk, Case)
    assert (case.kind, case.headline) == ("customer_reading", "VEE-01")


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        ({"how": "typed", "text": "000000"}, "unknown"),
        ({"how": "scanned", "text": "NEIGHBOUR"}, "other"),
        ({"how": "listed", "text": ""}, "expected"),
        ({"how": "scanned", "text": "OWN"}, "expected"),
    ],
)
def test_another_meter_is_news_and_no_error(walk: Round, found: dict[str, str], verdict: str) -> None:
    texts = {"NEIGHBOUR": walk.office.stops[1].asset_number, "OWN": walk.office.stops[0].asset_number}
    answer = invited(walk).post(
        "/api/v1/report", json=report(walk, meter_found={**found, "text": texts.get(found["text"], found["text"])})
    )
    assert answer.status_code == 200, answer.text
    (visit,) = rows(walk, Visit)
    assert (visit.meter_found["verdict"], visit.source) == (verdict, "customer")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"values": []}, "values"),
        ({"taken_at": "2020-01-01T00:00:00Z"}, "taken_at"),
        ({"taken_at": "today"}, "taken_at"),
        ({"id": "1"}, "id"),
        ({"note": "x" * 501}, "note"),
        ({"photos": [{"sha256": "A", "size": 1, "mime": "image/jpeg"}]}, "photos.0.sha256"),
    ],
)
def test_what_is_wrong_is_named(walk: Round, changes: dict[str, Any], field: str) -> None:
    answer = invited(walk).post("/api/v1/report", json=report(walk, **changes))
    assert (answer.status_code, answer.json["field"]) == (422, field)
    assert rows(walk, Reading) == []


def test_a_reading_that_comes_after_the_reader_is_kept_but_does_not_stand(walk: Round) -> None:
    customer, late = invited(walk), invited(walk, 1)
    phone = walk.phone(walk.office.readers[0])
    phone.pull()
    phone.read(phone.tasks[str(walk.task_ids[0])], ["11"])
    phone.push_all()
    answer = customer.post("/api/v1/report", json=report(walk))
    assert (answer.status_code, answer.json["kind"]) == (200, "will_be_checked")
    assert task(walk).state == "read"
    standings = sorted(visit.standing for visit in rows(walk, Visit))
    assert standings == ["set_aside", "stands"]
    assert late.get("/api/v1/report/session").json["state"] == "open"


def test_asking_for_a_reader_tells_the_office_and_leaves_the_task(walk: Round) -> None:
    customer = invited(walk)
    for _ in range(2):
        answer = customer.post("/api/v1/report/help", json={"reason": "cannot_read", "note": "表箱锁住了"})
        assert answer.status_code == 200
    (case,) = rows(walk, Case)
    assert (case.kind, case.headline, case.params["reason"]) == ("customer_reading", "customer_needs_reader", "cannot_read")
    assert task(walk).state == "open"


def test_a_link_expires(walk: Round) -> None:
    with clock.frozen(clock.now()) as move:
        customer = invited(walk, hours=1)
        move(timedelta(hours=2))
        answer = customer.get("/api/v1/report/session")
        assert (answer.status_code, answer.json["code"]) == (401, "invitation_invalid")
    assert walk.app.bearer("Invitation", "x" * 60).get("/api/v1/report/session").status_code == 401


def test_a_signed_in_customer_sees_and_reads_only_their_own_points(walk: Round) -> None:
    def grant(session: Any) -> UUID:
        who = person(session, "customer")
        account = session.get_one(MeteringPoint, walk.office.stops[0].point_id).account_id
        session.add(CustomerGrant(person_id=who, account_id=account))
        return who

    customer = walk.app.person(walk.app.database.run(grant))
    (mine,) = customer.get("/api/v1/report/points").json["items"]
    assert (mine["point"]["id"], mine["task_id"], mine["state"], mine["last"]) == (
        str(walk.office.stops[0].point_id), str(walk.task_ids[0]), "open", None,
    )  # fmt: skip
    assert customer.get(f"/api/v1/report/session?task_id={walk.task_ids[0]}").json["state"] == "open"
    assert customer.get(f"/api/v1/report/session?task_id={walk.task_ids[1]}").status_code == 404
    assert customer.get("/api/v1/report/session").status_code == 422
    assert customer.post(f"/api/v1/report?task_id={walk.task_ids[1]}", json=report(walk, 1)).status_code == 404
    answer = customer.post(f"/api/v1/report?task_id={walk.task_ids[0]}", json=report(walk))
    assert answer.status_code == 200, answer.text
    again = customer.post(f"/api/v1/report?task_id={walk.task_ids[0]}", json=report(walk))
    assert (again.status_code, again.json["code"]) == (409, "task_done")
    (mine,) = customer.get("/api/v1/report/points").json["items"]
    assert (mine["state"], mine["last"]["value"]) == ("done", "12.5")


def test_nobody_else_comes_in(walk: Round) -> None:
    assert walk.app.anybody().get("/api/v1/report/session").status_code == 401
    assert walk.app.person(walk.office.readers[0]).get("/api/v1/report/session").status_code == 403
    assert walk.app.person(walk.office.supervisor).post("/api/v1/report", json=report(walk)).status_code == 403
    assert invited(walk).get(f"/api/v1/report/session?task_id={walk.task_ids[1]}").status_code == 404
