"""Visits that no phone reported: they close the task for its holder, unless somebody was there before."""

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, update

from backend.fieldwork.models import Task, Visit
from backend.fieldwork.queries.ledger import Scope, ledger
from backend.fieldwork.service.facts import OutsideVisit, RemoteClaim, RemoteVisit
from backend.fieldwork.service.outside import claim_outside, claim_remote
from backend.kernel import clock
from backend.kernel.audit import SYSTEM
from backend.kernel.db import Database
from backend.kernel.ids import new_id
from backend.kernel.problems import Problem
from tests.factories.sync import PERIOD, Round, a_round


@pytest.fixture
def walk(database: Database, tmp_path: Path) -> Round:
    made = a_round(database, tmp_path)
    made.assign(made.office.readers[0])
    return made


def by_customer(task_id: UUID) -> OutsideVisit:
    return OutsideVisit(visit_id=new_id(), task_id=task_id, source="customer", taken_at=clock.now(), sameness="read:x")


def test_a_customers_visit_closes_the_task_for_its_holder(walk: Round) -> None:
    phone = walk.phone(walk.office.readers[0])
    phone.pull()
    row = by_customer(walk.task_ids[0])
    stands = walk.app.database.run(lambda session: claim_outside(session, [row], actor=SYSTEM))
    assert stands == {row.visit_id: True}
    phone.pull()
    assert [(gone["why"], gone["state"]) for gone in phone.gone.values()] == [("closed_elsewhere", "closed_elsewhere")]
    task = walk.app.database.read(lambda session: session.get_one(Task, walk.task_ids[0]))
    assert (task.state, task.visit_id) == ("closed_elsewhere", row.visit_id)
    found = walk.app.database.read(lambda session: ledger(session, Scope(walk.office.branch_id, PERIOD)))
    assert (found.imbalances, found.tasks.by_state["closed_elsewhere"]) == ((), 1)


def test_one_for_a_task_that_was_read_is_kept_but_set_aside(walk: Round) -> None:
    walk.app.database.run(lambda session: session.execute(update(Task).where(Task.id == walk.task_ids[0]).values(state="read")))
    rows = [by_customer(walk.task_ids[0]), by_customer(walk.task_ids[1]), by_customer(walk.task_ids[1])]
    stands = walk.app.database.run(lambda session: claim_outside(session, rows, actor=SYSTEM))
    assert list(stands.values()) == [False, True, False]
    standings = walk.app.database.read(lambda session: session.scalars(select(Visit.standing).order_by(Visit.id)).all())
    assert sorted(standings) == ["set_aside", "set_aside", "stands"]


def test_an_unknown_task_is_a_problem(walk: Round) -> None:
    with pytest.raises(Problem, match="not_found"):
        walk.app.database.run(lambda session: claim_outside(session, [by_customer(new_id())], actor=SYSTEM))


def test_remote_values_close_open_tasks_and_need_none(walk: Round) -> None:
    home, stops = walk.office.branch_id, walk.office.stops
    rows = [
        RemoteVisit(new_id(), home, stops[0].point_id, stops[0].installation_id, PERIOD, clock.now()),
        RemoteVisit(new_id(), home, stops[1].point_id, stops[1].installation_id, 202512, clock.now()),
    ]
    answer = walk.app.database.run(lambda session: claim_remote(session, rows, actor=SYSTEM))
    run_id = walk.app.database.read(lambda session: session.get_one(Task, walk.task_ids[0])).run_id
    assert answer == {
        rows[0].visit_id: RemoteClaim(home, run_id, walk.task_ids[0], None, stands=True),
        rows[1].visit_id: RemoteClaim(home, None, None, None, stands=True),
    }
    states = walk.app.database.read(lambda session: session.scalars(select(Task.state).order_by(Task.sequence)).all())
    assert states == ["closed_elsewhere", "open", "open", "open"]
    visits = walk.app.database.read(lambda session: session.scalars(select(Visit)).all())
    assert [(visit.source, visit.standing, visit.task_id) for visit in visits] == [("remote", "stands", walk.task_ids[0])]


def test_a_reader_who_was_there_too(walk: Round) -> None:
    phone = walk.phone(walk.office.readers[0])
    phone.pull()
    task = phone.open_tasks()[0]
    walk.app.database.run(lambda session: claim_outside(session, [by_customer(walk.task_ids[0])], actor=SYSTEM))
    phone.read(task, ["12.5"])
    assert [(one["outcome"], one["reason"]) for one in phone.push_all()] == [("contested", "closed_elsewhere")]
