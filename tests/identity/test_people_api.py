"""People, branches, phones and the server over HTTP."""

from typing import Any

import pytest
from sqlalchemy import select

from backend.identity.models import Device
from backend.identity.service import devices, server
from backend.kernel.audit import SYSTEM, AuditLine
from backend.kernel.problems import Problem
from tests.factories.identity import Company, company
from tests.support.application import Application


@pytest.fixture
def staff(app: Application) -> Company:
    return company(app.database)


def ids(answer: Any) -> set[Any]:
    return {item["id"] for item in answer.json["items"]}


def test_a_supervisor_sees_the_people_of_their_branches(app: Application, staff: Company) -> None:
    client = app.person(staff.supervisor)
    assert ids(client.get("/api/v1/people")) == {str(one) for one in (staff.supervisor, staff.reader, staff.colleague)}
    assert ids(client.get("/api/v1/people?role=reader")) == {str(staff.reader), str(staff.colleague)}
    assert client.get(f"/api/v1/people?branch_id={staff.other_branch_id}").json["code"] == "not_found"
    assert str(staff.customer) in ids(app.person(staff.admin).get("/api/v1/people"))


def test_people_come_in_pages(app: Application, staff: Company) -> None:
    client = app.person(staff.supervisor)
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = client.get(f"/api/v1/people?limit=2&cursor={cursor}").json
        assert len(page["items"]) <= 2
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert set(seen) == {str(one) for one in (staff.supervisor, staff.reader, staff.colleague)}
    assert len(seen) == 3
    assert client.get("/api/v1/people?cursor=nonsense").json["field"] == "cursor"


def test_branches_are_ones_own(app: Application, staff: Company) -> None:
    assert ids(app.person(staff.reader).get("/api/v1/branches")) == {staff.branch_id}
    assert ids(app.person(staff.admin).get("/api/v1/branches")) == {staff.branch_id, staff.other_branch_id}


def test_enrolling_gives_a_token_that_is_kept_only_as_a_digest(app: Application, staff: Company) -> None:
    answer = app.person(staff.reader).post("/api/v1/devices", json={"name": "Phone 7"})
    assert answer.status_code == 201
    token = answer.json["token"]
    found = app.database.read(lambda session: session.scalars(select(Device)).one())
    assert (str(found.id), found.home, found.name) == (answer.json["device_id"], staff.branch_id, "Phone 7")
    assert found.token_hash != token
    principal = app.database.read(lambda session: devices.authenticate_device(session, token))
    assert principal.person_id == staff.reader
    assert principal.holder_ids == frozenset({staff.reader})
    assert principal.branch_ids == frozenset({staff.branch_id})
    assert not principal.suspended


def test_two_people_may_take_turns_with_one_phone(app: Application, staff: Company) -> None:
    first = app.person(staff.reader).post("/api/v1/devices", json={"name": "Phone"}).json
    second = app.person(staff.colleague).post("/api/v1/devices", json={"name": "Phone", "token": first["token"]}).json
    assert second == first
    principal = app.database.read(lambda session: devices.authenticate_device(session, first["token"]))
    assert principal.holder_ids == {staff.reader, staff.colleague}


def test_an_unknown_token_makes_a_new_phone(app: Application, staff: Company) -> None:
    """The database behind the phone's old token may have been emptied: seq never repeats on a device (decision 6)."""
    answer = app.person(staff.reader).post("/api/v1/devices", json={"name": "Phone", "token": "from another server"})
    assert answer.status_code == 201
    assert answer.json["token"] != "from another server"


def test_a_phone_is_suspended_by_its_supervisor_only(app: Application, staff: Company) -> None:
    device_id = app.person(staff.reader).post("/api/v1/devices", json={"name": "Lost"}).json["device_id"]
    url = f"/api/v1/devices/{device_id}"
    assert app.person(staff.reader).post(f"{url}/suspend").json["code"] == "forbidden"
    assert app.person(staff.other_supervisor).post(f"{url}/suspend").json["code"] == "not_found"
    suspended = app.person(staff.supervisor).post(f"{url}/suspend")
    assert suspended.json["suspended_at"] is not None
    assert app.person(staff.supervisor).get("/api/v1/devices").json["items"] == [suspended.json]
    assert app.person(staff.supervisor).post(f"{url}/resume").json["suspended_at"] is None
    actions = app.database.read(lambda session: session.scalars(select(AuditLine.action).order_by(AuditLine.seq)).all())
    assert actions[-3:] == ["enrol_device", "suspend_device", "resume_device"]


def test_contact_is_written_down_now_and_then(app: Application, staff: Company) -> None:
    device_id, _ = app.database.run(lambda session: devices.enrol_device(session, person_id=staff.reader, name="Phone"))
    app.database.run(lambda session: devices.note_contact(session, device_id=device_id, app_version="1.2.3"))
    found = app.person(staff.supervisor).get("/api/v1/devices").json["items"][0]
    assert (found["app_version"], found["last_contact_at"] is not None) == ("1.2.3", True)


def test_the_server_says_who_it_is(app: Application) -> None:
    found = app.anybody().get("/api/v1/server").json
    assert found["incarnation"] == str(app.database.read(server.incarnation))
    assert (found["demo"], found["practice"], found["now"][-1]) == (False, False, "Z")


def test_a_restored_server_is_another_one_that_honours_what_the_first_signed(app: Application) -> None:
    database = app.database
    app.anybody().get("/api/v1/server")
    before = database.read(server.incarnation)
    mac = database.read(lambda session: server.mac(session, b"receipt"))
    signature = database.read(lambda session: server.sign(session, b"day"))
    after = database.run(lambda session: server.rotate_incarnation(session, reason="test", actor=SYSTEM))
    assert after != before
    assert database.read(lambda session: server.mac_holds(session, b"receipt", mac))
    assert not database.read(lambda session: server.mac_holds(session, b"another", mac))
    assert database.read(lambda session: server.mac(session, b"receipt")) != mac
    keys = database.read(server.public_keys)
    assert len(keys) == 2
    assert server.signature_holds(keys[signature.key_id], b"day", signature.value)
    assert not server.signature_holds(keys[signature.key_id], b"night", signature.value)


def test_the_last_safe_backup_says_what_phones_may_forget(app: Application) -> None:
    database = app.database
    assert database.read(server.backed_up_through) == {}
    database.run(lambda session: server.note_backup(session, marks={1: 5}, place="there", actor=SYSTEM))
    database.run(lambda session: server.note_backup(session, marks={1: 9, 2: 3}, place="there", actor=SYSTEM))
    assert database.read(server.backed_up_through) == {1: 9, 2: 3}


def test_an_unbegun_server_is_unavailable(app: Application) -> None:
    with pytest.raises(Problem):
        app.database.run(lambda session: (session.execute(server.ServerState.__table__.delete()), server.incarnation(session)))  # type: ignore[attr-defined]
