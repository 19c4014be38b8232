"""Opening periods, assigning and reassigning, and the ledger that must balance throughout."""

import datetime as dt
from uuid import UUID

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from backend.fieldwork.models import Assignment, Exclusion, Holding, RouteStop, Run, Task
from backend.fieldwork.queries import planning
from backend.fieldwork.queries.ledger import Scope, ledger
from backend.fieldwork.service import assignment, desk, orders, periods, runs
from backend.fieldwork.service.facts import Assigned, MakeUp
from backend.grid.models import AccountStatus, Installation, MeteringPoint
from backend.kernel import changes, clock
from backend.kernel.db import Database, insert_rows
from backend.kernel.ids import new_id
from backend.kernel.jobs import Job
from backend.kernel.problems import Problem
from tests.factories import fieldwork as factory
from tests.factories.fieldwork import Office

PERIOD = 202611
DAY = dt.date(2026, 11, 30)


@pytest.fixture
def office(database: Database) -> Office:
    return factory.make_office(database)


def opened(database: Database, office: Office) -> list[Task]:
    database.run(lambda session: periods.open_period(session, branch_id=office.branch_id, period=PERIOD, actor=office.actor))
    return tasks_of(database)


def tasks_of(database: Database) -> list[Task]:
    return database.read(lambda session: list(session.scalars(select(Task).order_by(Task.sequence, Task.id))))


def balanced(database: Database, office: Office, **part: UUID) -> dict[str, int]:
    """The ledger of the period; it balances, whatever happened. Answers its third line."""
    found = database.read(lambda session: ledger(session, Scope(office.branch_id, PERIOD, **part)))
    assert found.imbalances == ()
    return {name: number for name, number in {"ever": found.tasks.ever, **found.tasks.by_state}.items() if number}


def test_runs_and_tasks_appear_and_bands_are_ordered(database: Database, office: Office) -> None:
    tasks = opened(database, office)
    assert [task.metering_point_id for task in tasks] == [stop.point_id for stop in office.stops]
    assert {(task.state, task.version, task.holder_id, task.kind) for task in tasks} == {("open", 0, None, "regular")}
    assert {(task.due_from, task.due_to) for task in tasks} == {(dt.date(2026, 11, 9), dt.date(2026, 11, 11))}
    jobs = database.read(lambda session: session.execute(select(Job.name, Job.payload).where(Job.name.like("vee.%"))).all())
    assert [(row.name, row.payload) for row in jobs] == [("vee.make_bands", {"run_ids": [str(tasks[0].run_id)]})]
    found = database.read(lambda session: ledger(session, Scope(office.branch_id, PERIOD)))
    assert (found.points.active, found.points.unrouted, found.due.all, found.due.unassigned) == (4, 0, 4, 4)


def test_opening_again_adds_only_what_was_routed_since(database: Database, office: Office) -> None:
    opened(database, office)

    def grow(session: Session) -> None:
        more = factory.stops(session, office.branch_id, 2)
        rows = [
            {"route_id": office.route_id, "metering_point_id": stop.point_id, "valid_from": dt.date(2026, 1, 1), "sequence": 90}
            for stop in more
        ]
        insert_rows(session, RouteStop, rows)

    database.run(grow)
    done = database.run(
        lambda session: periods.open_period(session, branch_id=office.branch_id, period=PERIOD, actor=office.actor)
    )
    assert (done.runs, done.tasks) == (0, 2)
    assert len(tasks_of(database)) == 6


def test_odd_even_and_several(database: Database, office: Office) -> None:
    def more_routes(session: Session) -> None:
        for frequency, walks in (("odd", 1), ("even", 1), ("several", 3)):
            factory.route(
                session, office.branch_id, factory.stops(session, office.branch_id, 1), frequency=frequency, walks=walks, day=25
            )

    database.run(more_routes)
    opened(database, office)
    found = database.read(lambda session: session.execute(select(Run.number, func.count()).group_by(Run.number)).all())
    # Monthly, odd and the first walk of three; the even route isn't due in November.
    assert dict(found) == {1: 3, 2: 1, 3: 1}
    balanced(database, office)


def test_first_reading_of_a_new_installation(database: Database, office: Office) -> None:
    new = office.stops[0].installation_id
    database.run(
        lambda session: session.execute(
            update(Installation).where(Installation.id == new).values(valid_from=dt.date(2026, 10, 11))
        )
    )
    kinds = {task.installation_id: task.kind for task in opened(database, office)}
    assert kinds.pop(new) == "first"
    assert set(kinds.values()) == {"regular"}


def test_excluded_closed_unmetered_and_ended_points_get_no_task(database: Database, office: Office) -> None:
    excluded, closed, unmetered, ended = office.stops

    def leave_out(session: Session) -> None:
        insert_rows(
            session, Exclusion,
            [
                {
                    "metering_point_id": excluded.point_id, "period": PERIOD, "home": office.branch_id,
                    "branch_id": office.branch_id, "reason": "pulled down", "approved_by": office.supervisor,
                    "approved_at": clock.now(),
                }
            ],
        )  # fmt: skip
        account = session.get_one(MeteringPoint, closed.point_id).account_id
        insert_rows(session, AccountStatus, [{"account_id": account, "valid_from": dt.date(2026, 1, 1), "status": "closed"}])
        session.get_one(MeteringPoint, unmetered.point_id).unmetered = True
        session.get_one(MeteringPoint, ended.point_id).valid_to = dt.date(2026, 11, 1)

    database.run(leave_out)
    assert opened(database, office) == []
    found = database.read(lambda session: ledger(session, Scope(office.branch_id, PERIOD)))
    assert (found.points.active, found.due.all, found.due.excluded, found.imbalances) == (1, 1, 1, ())


def test_active_points_in_no_route_are_listed(database: Database, office: Office) -> None:
    lost = database.run(lambda session: factory.stops(session, office.branch_id, 2))
    done = database.run(
        lambda session: periods.open_period(session, branch_id=office.branch_id, period=PERIOD, actor=office.actor)
    )
    assert done.unrouted == 2
    found = database.read(lambda session: planning.unrouted(session, office.branch_id, DAY))
    assert [row.number for row in found] == sorted(stop.number for stop in lost)


def test_a_closed_period_is_not_opened_again(database: Database, office: Office) -> None:
    opened(database, office)
    database.run(lambda session: periods.close_period(session, branch_id=office.branch_id, period=PERIOD, actor=office.actor))
    with pytest.raises(Problem, match="period_closed"):
        opened(database, office)


def assign(database: Database, office: Office, task_ids: list[UUID], holder: UUID) -> Assigned:
    return database.run(
        lambda session: assignment.assign(session, task_ids=task_ids, holder_id=holder, actor=office.actor, reason="ill")
    )


def news_of(database: Database, person: UUID, cursor: dict[int, int]) -> changes.News:
    return database.read(lambda session: changes.since(session, cursor=cursor, audiences=[f"person:{person}"]))


def put(database: Database, task_id: UUID, state: str) -> None:
    database.run(lambda session: session.execute(update(Task).where(Task.id == task_id).values(state=state)))


def test_assigning_and_moving_a_part(database: Database, office: Office) -> None:
    ids = [task.id for task in opened(database, office)]
    first, second = office.readers
    assert assign(database, office, ids, first).moved == tuple(sorted(ids))
    before = database.read(changes.heads)
    moved = assign(database, office, ids[:2], second)
    assert (set(moved.moved), moved.left) == (set(ids[:2]), ())
    versions = {task.id: (task.version, task.holder_id) for task in tasks_of(database)}
    assert versions == {ids[0]: (2, second), ids[1]: (2, second), ids[2]: (1, first), ids[3]: (1, first)}
    history = database.read(lambda session: session.execute(select(func.count()).select_from(Assignment)).scalar_one())
    assert history == 6
    for holder in (first, second):
        news = news_of(database, holder, before)
        assert {change.subject for change in news.changes} == set(ids[:2])
    assert balanced(database, office) == {"ever": 6, "moved": 2, "open": 4}
    assert balanced(database, office, holder_id=first) == {"ever": 4, "moved": 2, "open": 2}
    assert balanced(database, office, run_id=tasks_of(database)[0].run_id) == {"ever": 6, "moved": 2, "open": 4}


def test_there_and_back_again(database: Database, office: Office) -> None:
    ids = [task.id for task in opened(database, office)][:1]
    first, second = office.readers
    for holder in (first, second, first):
        assign(database, office, ids, holder)
    assert balanced(database, office) == {"ever": 2, "moved": 1, "open": 1}
    assert assign(database, office, ids, first).left[0].why == "already_held"


def test_what_is_done_is_left_and_named(database: Database, office: Office) -> None:
    ids = [task.id for task in opened(database, office)]
    assign(database, office, ids, office.readers[0])
    for task_id, state in zip(ids, ("read", "contested", "closed_elsewhere", "cancelled"), strict=True):
        put(database, task_id, state)
    stranger = new_id()
    done = assign(database, office, [*ids, stranger], office.readers[1])
    assert done.moved == ()
    assert {(left.task_id, left.why) for left in done.left} == {
        (ids[0], "read"), (ids[1], "contested"), (ids[2], "closed_elsewhere"), (ids[3], "cancelled"), (stranger, "unknown"),
    }  # fmt: skip


def test_only_walkers_of_the_branch_hold_its_tasks(database: Database, office: Office) -> None:
    ids = [task.id for task in opened(database, office)]
    elsewhere = factory.make_office(database)
    customer = database.run(lambda session: factory.person(session, "customer", office.branch_id))
    for person in (elsewhere.readers[0], customer, new_id()):
        with pytest.raises(Problem, match="holder_unknown"):
            assign(database, office, ids, person)


def test_a_re_read_is_a_task_of_the_same_stop_and_ordered_once(database: Database, office: Office) -> None:
    ids = [task.id for task in opened(database, office)]
    assign(database, office, ids, office.readers[0])

    def order(session: Session) -> UUID:
        return orders.order_re_read(session, task_id=ids[0], actor=office.actor, reason="third digit").id

    first = database.run(order)
    assert database.run(order) == first
    task = database.read(lambda session: session.get_one(Task, first))
    assert (task.kind, task.follows_id, task.holder_id, task.version, task.state, task.reason) == (
        "re_read", ids[0], office.readers[0], 1, "open", "third digit",
    )  # fmt: skip
    assert balanced(database, office) == {"ever": 5, "open": 5}


def test_making_up_missing_values(database: Database, office: Office) -> None:
    tasks = opened(database, office)
    assign(database, office, [task.id for task in tasks], office.readers[0])
    database.run(lambda session: session.execute(update(Task).where(Task.id == tasks[0].id).values(state="skipped")))
    rows = [MakeUp(task.metering_point_id, PERIOD, "no answer") for task in tasks[:2]] + [MakeUp(new_id(), PERIOD, "?")]
    made = database.run(lambda session: orders.make_up(session, rows=rows, actor=office.actor))
    # The skipped one is made up by a new task, the open one turns into a make-up, a point of no run has none.
    assert [task_id for _, task_id in made[1:]] == [tasks[1].id, None]
    assert made[0][1] not in {None, tasks[0].id}
    found = {task.id: (task.kind, task.reason, task.version) for task in tasks_of(database)}
    assert found[tasks[1].id] == ("make_up", "no answer", 1)
    again = database.run(lambda session: orders.make_up(session, rows=rows, actor=office.actor))
    assert [task_id for _, task_id in again] == [None, None, None]


def test_excluding_cancels_and_the_ledger_still_balances(database: Database, office: Office) -> None:
    ids = [task.id for task in opened(database, office)]
    assign(database, office, ids[:2], office.readers[0])
    database.run(lambda session: desk.exclude(session, office.principal, task_id=ids[0], reason="pulled down"))
    assert balanced(database, office) == {"ever": 2, "cancelled": 1, "open": 1}
    found = database.read(lambda session: ledger(session, Scope(office.branch_id, PERIOD)))
    assert (found.due.assigned, found.due.unassigned, found.due.excluded) == (1, 2, 1)


def close(database: Database, office: Office, task_id: UUID) -> None:
    database.run(lambda session: orders.close_elsewhere(session, task_id=task_id, by=office.actor))


def test_closing_elsewhere_only_touches_holdings_in_which_nothing_was_done(database: Database, office: Office) -> None:
    ids = [task.id for task in opened(database, office)]
    assign(database, office, ids[:2], office.readers[0])
    database.run(lambda session: session.execute(update(Holding).where(Holding.task_id == ids[1]).values(state="skipped")))
    for task_id in ids[:2]:
        close(database, office, task_id)
    assert balanced(database, office) == {"ever": 2, "skipped": 1, "closed_elsewhere": 1}


def test_runs_only_move_forward(database: Database, office: Office) -> None:
    run_id = opened(database, office)[0].run_id
    assert database.run(lambda session: runs.advance(session, [run_id], "reading")) == [run_id]
    assert database.run(lambda session: runs.advance(session, [run_id], "downloaded")) == []
    assert database.run(lambda session: runs.advance(session, [run_id], "released")) == [run_id]
