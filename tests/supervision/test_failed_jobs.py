"""Jobs that failed too often wait for a person, who tries them again or gives them up, and the trail says so."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update

from backend.kernel import clock, jobs
from backend.kernel.audit import AuditLine
from backend.kernel.jobs import Job
from tests.factories.identity import person
from tests.support.application import Application, Client


@pytest.fixture
def admin(sqlite_app: Application) -> Client:
    database = sqlite_app.database
    admin_id = database.run(lambda session: person(session, "admin"))
    client = sqlite_app.person(admin_id)
    database.run(lambda session: session.execute(delete(Job)))
    database.run(lambda session: jobs.enqueue(session, "vee.make_bands", {"run_id": "none"}, key="once"))
    dead = update(Job).values(state="dead", attempts=8, error="KeyError: run", finished_at=clock.now())
    database.run(lambda session: session.execute(dead))
    return client


def the_dead(client: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/api/v1/jobs/dead").get_json()["items"]
    return found


def deeds(app: Application) -> list[str]:
    about = select(AuditLine.action).where(AuditLine.subject_kind == "job")
    return app.database.read(lambda session: list(session.scalars(about)))


def test_a_failed_job_is_listed_with_its_error_and_tried_again(sqlite_app: Application, admin: Client) -> None:
    (job,) = the_dead(admin)
    assert (job["name"], job["attempts"], job["error"], job["payload"]) == (
        "vee.make_bands", 8, "KeyError: run", {"run_id": "none"},
    )  # fmt: skip
    assert admin.post(f"/api/v1/jobs/{job['id']}/retry").status_code == 204
    assert the_dead(admin) == []
    row = sqlite_app.database.read(lambda session: session.get(Job, UUID(job["id"])))
    assert row is not None
    assert (row.state, row.attempts) == ("waiting", 0)
    assert deeds(sqlite_app) == ["retry_job"]
    assert admin.post(f"/api/v1/jobs/{job['id']}/retry").status_code == 404


def test_a_job_is_given_up_with_a_reason_and_what_it_was_stays_in_the_trail(sqlite_app: Application, admin: Client) -> None:
    (job,) = the_dead(admin)
    assert admin.post(f"/api/v1/jobs/{job['id']}/drop", json={"reason": ""}).status_code == 422
    assert admin.post(f"/api/v1/jobs/{job['id']}/drop", json={"reason": "done by hand"}).status_code == 204
    assert (the_dead(admin), deeds(sqlite_app)) == ([], ["drop_job"])
    line = sqlite_app.database.read(
        lambda session: session.scalars(select(AuditLine).where(AuditLine.action == "drop_job")).one()
    )
    assert line.detail["payload"] == {"run_id": "none"}
    # The same may be wanted again later.
    sqlite_app.database.run(lambda session: jobs.enqueue(session, "vee.make_bands", {}, key="once"))
    assert sqlite_app.database.read(lambda session: len(session.scalars(select(Job)).all())) == 1


def test_a_job_that_runs_is_not_given_up(sqlite_app: Application, admin: Client) -> None:
    (job,) = the_dead(admin)
    sqlite_app.database.run(lambda session: session.execute(update(Job).values(state="running")))
    for deed in ("retry", "drop"):
        assert admin.post(f"/api/v1/jobs/{job['id']}/{deed}", json={"reason": "no"}).status_code == 404
