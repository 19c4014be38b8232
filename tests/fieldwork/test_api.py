"""The office's fieldwork over HTTP: what it answers, and to whom (owner, colleague, stranger)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.fieldwork.service import invitations
from backend.grid.models import MeteringPoint, PointArea, TransformerArea
from backend.identity.service import server
from backend.kernel import clock
from backend.kernel.db import Database
from backend.kernel.ids import new_id
from backend.kernel.problems import Problem
from tests.factories import fieldwork as factory
from tests.factories.sync import Round, a_round
from tests.support.application import Client


@pytest.fixture
def walk(sqlite_database: Database, tmp_path: Path) -> Iterator[Round]:
    # Which months may be opened depends on the day.
    with clock.frozen(datetime(2026, 11, 24, 8, tzinfo=UTC)):
        yield a_round(sqlite_database, tmp_path)


@pytest.fixture
def office(walk: Round) -> Client:
    return walk.app.person(walk.office.supervisor)


def get(client: Client, path: str, status: int = 200) -> Any:
    response = client.get(f"/api/v1{path}")
    assert response.status_code == status, response.get_data(as_text=True)
    return response.get_json()


def post(client: Client, path: str, body: Any, status: int = 200) -> Any:
    response = client.post(f"/api/v1{path}", json=body)
    assert response.status_code == status, response.get_data(as_text=True)
    return response.get_json() if status != 204 else None


def test_from_an_empty_month_to_two_readers(walk: Round, office: Client) -> None:
    branch = walk.office.branch_id
    assert get(office, "/routes")["items"][0] | {"id": "", "code": "", "name": ""} == {
        "id": "", "code": "", "name": "", "branch_id": branch, "blind": True, "stops": 4, "frequency": "monthly",
        "reading_day": 10,
    }  # fmt: skip
    opened = post(office, "/periods", {"branch_id": branch, "period": "2026-12"})
    assert opened == {"period": "2026-12", "runs": 1, "tasks": 4, "first": 0, "excluded": 0, "unrouted": 0}
    assert [(one["period"], one["counts"]["open"]) for one in get(office, f"/periods?branch_id={branch}")["items"]] == [
        ("2026-12", 4), ("2026-11", 4),
    ]  # fmt: skip
    (run,) = get(office, f"/runs?branch_id={branch}&period=2026-12")["items"]
    assert (run["counts"]["total"], run["unassigned"], run["holders"]) == (4, 4, [])
    first, second = (str(reader) for reader in walk.office.readers)
    done = post(office, f"/runs/{run['id']}/assign", {"holder_id": first})
    assert (len(done["moved"]), done["skipped"]) == (4, [])
    tasks = get(office, f"/runs/{run['id']}/tasks?limit=3")
    rest = get(office, f"/runs/{run['id']}/tasks?limit=3&cursor={tasks['next']}")
    assert [task["sequence"] for task in tasks["items"] + rest["items"]] == [10, 20, 30, 40]
    assert rest["next"] is None
    task = tasks["items"][0]
    assert (task["holder"]["id"], task["version"], task["point"]["class"]) == (first, 1, "residential")
    unknown = str(new_id())
    moved = post(office, "/tasks/move", {"task_ids": [task["id"], unknown], "holder_id": second, "reason": "ill"})
    assert moved == {"moved": [task["id"]], "skipped": [{"task_id": unknown, "why": "unknown"}]}
    (run,) = get(office, "/runs?period=2026-12")["items"]
    assert {holder["person"]["id"]: holder["tasks"] for holder in run["holders"]} == {first: 3, second: 1}


def test_the_ledger_over_http(walk: Round, office: Client) -> None:
    walk.assign(walk.office.readers[0])
    branch = walk.office.branch_id
    whole = get(office, f"/ledger?branch_id={branch}&period=2026-11")
    assert whole["points"] == {"active": 4, "routed": 4, "unrouted": 0}
    assert whole["due"] == {"all": 4, "assigned": 4, "unassigned": 0, "excluded": 0, "unplanned": 0}
    assert (whole["tasks"]["ever"], whole["tasks"]["open"], whole["imbalances"]) == (4, 4, [])
    assert [line["person"]["id"] for line in whole["by_holder"]] == [str(walk.office.readers[0])]
    run = get(office, "/runs")["items"][0]["id"]
    assert get(office, f"/ledger?run_id={run}")["tasks"] == whole["tasks"]
    assert get(office, "/ledger", 422)["code"] == "invalid"
    reader = walk.app.person(walk.office.readers[0])
    own = get(reader, f"/ledger?branch_id={branch}&period=2026-11&holder_id={walk.office.readers[0]}")
    assert (own["tasks"]["open"], own["by_holder"]) == (4, [])
    get(reader, f"/ledger?branch_id={branch}&period=2026-11&holder_id={walk.office.readers[1]}", 403)
    get(reader, f"/ledger?branch_id={branch}&period=2026-11", 403)


def test_an_area_is_found_in_its_branch_and_has_a_ledger_of_its_own(walk: Round, office: Client) -> None:
    branch, area, other = walk.office.branch_id, new_id(), new_id()

    def hang(session: Session) -> None:
        session.add_all(
            TransformerArea(id=id_, home=branch, branch_id=where, number=number, name=name)
            for id_, where, number, name in (
                (area, branch, "T02", "East"), (new_id(), branch, "T01", "North"), (other, branch + 1, "T03", "Elsewhere")
            )
        )  # fmt: skip
        session.flush()
        points = session.scalars(select(MeteringPoint.id).order_by(MeteringPoint.number)).all()
        session.add_all(PointArea(metering_point_id=point, valid_from=date(2024, 1, 1), area_id=area) for point in points[:3])

    walk.app.database.run(hang)
    walk.assign(walk.office.readers[0])
    first = get(office, f"/areas?branch_id={branch}&limit=1")
    rest = get(office, f"/areas?branch_id={branch}&cursor={first['next']}")
    assert [one["name"] for one in first["items"] + rest["items"]] == ["North", "East"]
    assert rest["next"] is None
    part = get(office, f"/ledger?branch_id={branch}&period=2026-11&area_id={area}")
    assert part["points"] == {"active": 3, "routed": 3, "unrouted": 0}
    assert (part["due"]["assigned"], part["tasks"]["ever"], part["imbalances"]) == (3, 3, [])
    assert [line["ever"] for line in part["by_holder"]] == [3]
    get(office, f"/areas?branch_id={branch + 1}", 404)


def test_a_route_made_after_opening_is_named_until_it_is_planned(walk: Round, office: Client) -> None:
    def grow(session: Session) -> None:
        factory.route(session, walk.office.branch_id, factory.stops(session, walk.office.branch_id, 3))

    walk.app.database.run(grow)
    asked = f"/ledger?branch_id={walk.office.branch_id}&period=2026-11"
    found = get(office, asked)
    assert found["due"] == {"all": 7, "assigned": 0, "unassigned": 4, "excluded": 0, "unplanned": 3}
    assert ([route["stops"] for route in found["unplanned_routes"]], found["imbalances"]) == ([3], [])
    post(office, "/periods", {"branch_id": walk.office.branch_id, "period": "2026-11"})
    found = get(office, asked)
    assert found["due"] == {"all": 7, "assigned": 0, "unassigned": 7, "excluded": 0, "unplanned": 0}
    assert (found["unplanned_routes"], found["imbalances"]) == ([], [])


@pytest.mark.parametrize("period", ["2026-07", "2027-02", "2031-01"])
def test_a_month_far_away_is_refused(walk: Round, office: Client, period: str) -> None:
    answer = post(office, "/periods", {"branch_id": walk.office.branch_id, "period": period}, 422)
    assert (answer["code"], answer["field"], answer["params"]) == ("period_far", "period", {"period": period})


def test_points_in_no_route(walk: Round, office: Client) -> None:
    lost = walk.app.database.run(lambda session: factory.stops(session, walk.office.branch_id, 3))
    first = get(office, f"/points/unrouted?branch_id={walk.office.branch_id}&limit=2")
    second = get(office, f"/points/unrouted?branch_id={walk.office.branch_id}&limit=2&cursor={first['next']}")
    assert [one["number"] for one in first["items"] + second["items"]] == sorted(stop.number for stop in lost)


def test_excluding_needs_a_reason(walk: Round, office: Client) -> None:
    task = walk.task_ids[0]
    assert post(office, f"/tasks/{task}/exclude", {"reason": ""}, 422)["field"] == "reason"
    post(office, f"/tasks/{task}/exclude", {"reason": "pulled down"}, 204)
    assert get(office, f"/ledger?branch_id={walk.office.branch_id}&period=2026-11")["due"]["excluded"] == 1


def test_an_invitation_is_signed_expires_and_is_replaced(walk: Round, office: Client) -> None:
    task = walk.task_ids[0]
    made = post(office, f"/tasks/{task}/invitation", {"hours": 2}, 201)
    assert made["qr_svg"].startswith("<svg")
    token = made["url"].partition("#t=")[2]
    key = walk.app.database.read(server.mac_key)

    def redeemed(text: str) -> UUID:
        return walk.app.database.read(lambda session: invitations.redeem(session, token=text, key=key)).task_id

    assert redeemed(token) == task
    for forged in (token[:-1] + ("0" if token[-1] != "0" else "1"), "x", "", "..", token + "é"):
        with pytest.raises(Problem, match="invitation_invalid"):
            redeemed(forged)
    newer = post(office, f"/tasks/{task}/invitation", {}, 201)["url"].partition("#t=")[2]
    with pytest.raises(Problem, match="invitation_invalid"):
        redeemed(token)
    assert redeemed(newer) == task
    with clock.frozen(clock.now()) as move:
        move(timedelta(hours=73))
        with pytest.raises(Problem, match="invitation_invalid"):
            redeemed(newer)
    assert post(office, f"/tasks/{task}/invitation", {"hours": 0}, 422)["field"] == "hours"


def test_an_invitation_serves_once(walk: Round, office: Client) -> None:
    token = post(office, f"/tasks/{walk.task_ids[0]}/invitation", {}, 201)["url"].partition("#t=")[2]
    key = walk.app.database.read(server.mac_key)
    found = walk.app.database.read(lambda session: invitations.redeem(session, token=token, key=key))
    assert walk.app.database.run(lambda session: invitations.use(session, invitation_id=found.id)) is True
    assert walk.app.database.run(lambda session: invitations.use(session, invitation_id=found.id)) is False
    with pytest.raises(Problem, match="invitation_invalid"):
        walk.app.database.read(lambda session: invitations.redeem(session, token=token, key=key))


def test_strangers_find_nothing_and_colleagues_may_not(walk: Round, office: Client) -> None:
    elsewhere = factory.make_office(walk.app.database)
    stranger = walk.app.person(elsewhere.supervisor)
    colleague = walk.app.person(walk.office.readers[0])
    run = get(office, "/runs")["items"][0]["id"]
    branch, task = walk.office.branch_id, walk.task_ids[0]
    holder = str(elsewhere.readers[0])
    attempts: list[tuple[str, str, Any]] = [
        ("POST", "/periods", {"branch_id": branch, "period": "2026-12"}),
        ("GET", f"/periods?branch_id={branch}", None),
        ("GET", f"/routes?branch_id={branch}", None),
        ("GET", f"/runs?branch_id={branch}", None),
        ("GET", f"/runs/{run}/tasks", None),
        ("POST", f"/runs/{run}/assign", {"holder_id": holder}),
        ("POST", f"/tasks/{task}/exclude", {"reason": "x"}),
        ("POST", f"/tasks/{task}/invitation", {}),
        ("GET", f"/points/unrouted?branch_id={branch}", None),
        ("GET", f"/ledger?branch_id={branch}&period=2026-11", None),
        ("GET", f"/ledger?run_id={run}", None),
    ]
    for method, path, body in attempts:
        for client, expected in ((stranger, {404}), (colleague, {403}), (walk.app.anybody(), {401})):
            response = client.open(f"/api/v1{path}", method=method, json=body)
            assert response.status_code in expected, (method, path, response.get_data(as_text=True))
    moved = post(stranger, "/tasks/move", {"task_ids": [str(task)], "holder_id": holder, "reason": "mine"})
    assert moved == {"moved": [], "skipped": [{"task_id": str(task), "why": "unknown"}]}
    assert get(stranger, "/runs")["items"] == []
