"""A meter exchanged in the middle of a period, and points billed by what was frozen at the month's zero hour."""

import datetime as dt
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.fieldwork.models import Task
from backend.fieldwork.rules.calendar import frozen_moment
from backend.fieldwork.rules.exchange import Hung, successor
from backend.fieldwork.service import assignment, orders, periods
from backend.fieldwork.service.exchanges import follow
from backend.grid.models import Installation, Meter, MeteringPoint
from backend.kernel.audit import AuditLine
from backend.kernel.changes import Change
from backend.kernel.db import Database, insert_rows
from backend.kernel.ids import new_id
from backend.kernel.jobs import Job
from tests.factories import fieldwork as factory
from tests.factories.fieldwork import Office
from tests.support.either import both

PERIOD = 202611
CHINA = ZoneInfo("Asia/Shanghai")
ZERO_HOUR = dt.datetime(2026, 11, 1, tzinfo=CHINA)
GONE = dt.date(2026, 11, 5)
TODAY = dt.date(2026, 11, 8)
OLD = Hung("old", dt.date(2020, 1, 1), GONE)
NEW = Hung("new", GONE, None)


@pytest.fixture
def office(database: Database) -> Office:
    return factory.make_office(database)


def opened(database: Database, office: Office) -> list[Task]:
    database.run(lambda session: periods.open_period(session, branch_id=office.branch_id, period=PERIOD, actor=office.actor))
    return tasks(database)


def tasks(database: Database) -> list[Task]:
    return database.read(lambda session: list(session.scalars(select(Task).order_by(Task.sequence, Task.id))))


@pytest.mark.parametrize(
    ("state", "old", "others", "day", "expected"),
    [
        ("open", OLD, [OLD, NEW], TODAY, NEW),
        ("skipped", OLD, [OLD, NEW], TODAY, NEW),
        ("returned", OLD, [OLD, NEW], TODAY, NEW),
        ("read", OLD, [OLD, NEW], TODAY, None),
        ("contested", OLD, [OLD, NEW], TODAY, None),
        ("open", OLD, [OLD, NEW], GONE - dt.timedelta(days=1), None),
        ("open", OLD, [OLD], TODAY, None),
        ("open", Hung("old", OLD.since, None), [OLD, NEW], TODAY, None),
        # A second meter of the point that was put up with the first one isn't its successor.
        ("open", OLD, [OLD, Hung("beside", dt.date(2019, 1, 1), None)], TODAY, None),
        ("open", OLD, [Hung("later", dt.date(2026, 11, 7), None), NEW], TODAY, NEW),
        ("open", OLD, [Hung("gone too", GONE, dt.date(2026, 11, 6)), Hung("third", dt.date(2026, 11, 6), None)], TODAY,
         Hung("third", dt.date(2026, 11, 6), None)),
    ],
)  # fmt: skip
def test_which_installation_a_task_follows_to(state: str, old: Hung, others: list[Hung], day: dt.date, expected: Hung) -> None:
    assert successor(state, old, others, day) == expected


def exchange(database: Database, office: Office, place: int) -> UUID:
    """The meter of a stop is taken away and another one put up, as an import would write it."""
    stop, meter_id, installation_id = office.stops[place], new_id(), new_id()

    def work(session: Session) -> None:
        session.execute(update(Installation).where(Installation.id == stop.installation_id).values(valid_to=GONE))
        insert_rows(session, Meter, [{"id": meter_id, "home": office.branch_id, "asset_number": f"9{place:021d}"}])
        row = {"id": installation_id, "home": office.branch_id, "metering_point_id": stop.point_id, "meter_id": meter_id}
        insert_rows(session, Installation, [row | {"valid_from": GONE}])

    database.run(work)
    return installation_id


@both
def test_an_open_task_moves_to_the_new_meter_and_its_holder_is_told(database: Database, office: Office) -> None:
    before = opened(database, office)
    ids = [task.id for task in before]
    reader = office.readers[0]
    database.run(lambda session: assignment.assign(session, task_ids=ids, holder_id=reader, actor=office.actor, reason=""))
    new = exchange(database, office, 0)
    points = [stop.point_id for stop in office.stops]
    heard = len(database.read(lambda session: list(session.scalars(select(Change.subject)))))
    moved = database.run(lambda session: follow(session, point_ids=points, day=TODAY, actor=office.actor))
    assert moved == [before[0].id]
    after = tasks(database)
    assert [task.installation_id for task in after] == [new, *(stop.installation_id for stop in office.stops[1:])]
    assert (after[0].kind, after[0].holder_id, after[0].version) == ("first", reader, 1)
    told = database.read(lambda session: list(session.scalars(select(Change.subject))))
    assert told[heard:] == [before[0].id]
    assert "follow_exchange" in database.read(lambda session: list(session.scalars(select(AuditLine.action))))
    jobs = database.read(lambda session: list(session.scalars(select(Job.payload).where(Job.name == "vee.make_bands"))))
    assert jobs[-1] == {"run_ids": [str(before[0].run_id)]}
    # Doing it twice moves nothing, and opening the period again makes no second task for the new meter.
    assert database.run(lambda session: follow(session, point_ids=points, day=TODAY, actor=office.actor)) == []
    assert len(opened(database, office)) == len(before)


@pytest.mark.parametrize(
    ("billed_at", "installed", "expected"),
    [
        ("month_start", dt.date(2020, 1, 1), ZERO_HOUR),
        ("month_start", dt.date(2026, 11, 1), ZERO_HOUR),
        ("month_start", dt.date(2026, 11, 2), None),
        ("reading", dt.date(2020, 1, 1), None),
    ],
)
def test_the_moment_that_values_must_stand_for(billed_at: str, installed: dt.date, expected: dt.datetime | None) -> None:
    assert frozen_moment(billed_at, installed, PERIOD, CHINA) == expected


def test_a_point_billed_at_the_month_s_zero_hour_is_asked_for_the_frozen_value(database: Database, office: Office) -> None:
    billed = update(MeteringPoint).where(MeteringPoint.id == office.stops[1].point_id).values(billed_at="month_start")
    database.run(lambda session: session.execute(billed))
    before = opened(database, office)
    assert [task.frozen_at for task in before] == [None, ZERO_HOUR, None, None]
    again = database.run(
        lambda session: orders.order_re_read(session, task_id=before[1].id, actor=office.actor, reason="current value").frozen_at
    )
    assert again == ZERO_HOUR
    # A meter put up in the middle of the month froze nothing at its beginning.
    exchange(database, office, 1)
    database.run(lambda session: follow(session, point_ids=[office.stops[1].point_id], day=TODAY, actor=office.actor))
    assert {task.frozen_at for task in tasks(database)} == {None}
