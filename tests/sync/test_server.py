"""Phones against the real server, through gunicorn, killed in the middle (P1)."""

import contextlib
import http.client
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Task, Visit
from backend.fieldwork.service import assignment, periods
from backend.kernel import audit
from backend.kernel.db import Database
from backend.readings.models import Reading
from backend.sync.models import Entry, EntryId
from tests.factories import fieldwork as factory
from tests.factories.sync import PERIOD
from tests.support.outbox import Outbox
from tests.support.phone import Phone, RefusedError
from tests.support.server import Server
from tests.support.wire import HttpWire

STOPS = 40


@dataclass
class Street:
    """A running server, and the phones of two readers that carry twenty stops each."""

    server: Server
    database_url: str
    branch_id: int
    phones: list[Phone]

    def look(self) -> "Seen":
        database = Database.open(self.database_url)
        try:
            return database.read(lambda session: seen(session, self.branch_id))
        finally:
            database.close()


@dataclass(frozen=True)
class Seen:
    """What the database holds."""

    journaled: list[str]
    arbiter: int
    visits: list[str]
    readings: int
    states: dict[str, int]
    faults: list[audit.Fault]


def seen(session: Session, home: int) -> Seen:
    states = session.execute(select(Task.state, func.count()).group_by(Task.state)).all()
    return Seen(
        sorted(str(one) for one in session.scalars(select(Entry.entry_id))),
        session.execute(select(func.count()).select_from(EntryId)).scalar_one(),
        sorted(str(one) for one in session.scalars(select(Visit.id))),
        session.execute(select(func.count()).select_from(Reading)).scalar_one(),
        {row[0]: row[1] for row in states},
        audit.verify(session, home),
    )


@pytest.fixture
def street(database_url: str, tmp_path: Path) -> Iterator[Street]:
    with a_street(database_url, tmp_path) as made:
        yield made


@contextlib.contextmanager
def a_street(database_url: str, tmp_path: Path) -> Iterator[Street]:
    """Forty stops, two readers on their way, and a server that answers."""
    database = Database.open(database_url)

    def plan(session: Session) -> tuple[factory.Office, list[factory.Phone]]:
        office = factory.office(session, how_many=STOPS)
        periods.open_period(session, branch_id=office.branch_id, period=PERIOD, actor=office.actor)
        ids = list(session.scalars(select(Task.id).order_by(Task.sequence)))
        halves: list[tuple[UUID, list[UUID]]] = list(zip(office.readers, (ids[: STOPS // 2], ids[STOPS // 2 :]), strict=True))
        for reader, part in halves:
            assignment.assign(session, task_ids=part, holder_id=reader, actor=office.actor)
        return office, [factory.phone(session, reader, office.branch_id) for reader in office.readers]

    office, enrolled = database.run(plan)
    database.close()
    server = Server(tmp_path, database_url, {"RATE_KNOWN": "1000000", "EMBEDDED_WORKER": "0"})
    server.start()
    phones = [
        Phone(
            HttpWire(server.url, timeout=20), device_id=str(one.id), token=one.token, person_id=str(one.person_id),
            outbox=Outbox(tmp_path / f"{one.id}.sqlite"),
        )
        for one in enrolled
    ]  # fmt: skip
    for phone in phones:
        phone.pull()
    try:
        yield Street(server, database_url, office.branch_id, phones)
    finally:
        server.kill()
        for phone in phones:
            phone.close()


def push_until_done(phone: Phone, tries: int = 60) -> None:
    """As the app does: again and again, whatever happens on the way."""
    for _ in range(tries):
        with contextlib.suppress(OSError, http.client.HTTPException, RefusedError):
            phone.push_all(batch=3)
            return
    raise AssertionError("never got through")


def test_killed_in_the_middle_of_pushes(street: Street) -> None:
    for phone in street.phones:
        for task in phone.open_tasks():
            phone.read(task, ["12.5"], attempts=True)
    stop = threading.Event()

    def hammer(phone: Phone) -> None:
        while phone.outbox.unsent(1) and not stop.is_set():
            with contextlib.suppress(OSError, http.client.HTTPException, RefusedError):
                phone.push(phone.outbox.unsent(3))

    threads = [threading.Thread(target=hammer, args=(phone,)) for phone in street.phones]
    for thread in threads:
        thread.start()
    for _ in range(3):
        # Time for a few pushes to be under way; where in one the axe falls is chance.
        threads[0].join(timeout=0.4)
        street.server.kill()
        street.server.start()
    stop.set()
    for thread in threads:
        thread.join()
    for phone in street.phones:
        push_until_done(phone)
    found = street.look()
    saved = sorted(one.id for phone in street.phones for one in phone.outbox.all())
    assert found.journaled == saved
    assert found.arbiter == len(saved) == 2 * STOPS
    assert (len(found.visits), found.readings, found.states, found.faults) == (STOPS, STOPS, {"read": STOPS}, [])
    # What was acknowledged before a kill is acknowledged the same after it.
    for phone in street.phones:
        entries = phone.outbox.all()
        assert phone.push(entries) == [one.receipt for one in entries]
