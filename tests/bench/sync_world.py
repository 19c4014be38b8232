"""A company with phones that carry open tasks of one register each: written set-wise, since walking there would take all night.

The rows are those that imports, `open_period`, `assign` and `make_bands` leave behind, but for the news of it.
"""

import datetime as dt
import random
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.fieldwork.models import Assignment, BillingPeriod, Holding, Run, Task
from backend.identity.models import Branch
from backend.identity.service import server
from backend.kernel import clock, partitions
from backend.kernel.db import Database, insert_rows
from backend.kernel.ids import new_id
from backend.vee.models import Band
from tests.factories import fieldwork as factory

PERIOD = 202611
LAST_MONTHS = tuple(partitions.months_from(dt.date(2024, 11, 1), 24))
PREVIOUS_E4 = 48_210_000
VALUE = "4921.5"  # an advance in the middle of the band
_READ_ON = dt.date(2026, 10, 10)
_READ_AT = dt.datetime(2026, 10, 10, 2, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Stop:
    """An open task as a phone knows it."""

    task_id: UUID
    run_id: UUID
    point_id: UUID
    installation_id: UUID
    register_id: UUID
    asset_number: str


@dataclass
class Carried:
    """A phone and the stops it hasn't read yet."""

    phone: factory.Phone
    home: int
    run_id: UUID
    stops: deque[Stop]
    seq: int = 0
    # The server's receipt with the highest seq, which every push shows.
    newest: dict[str, Any] | None = None


@dataclass
class World:
    """The branches made, and the phones in them."""

    branch_ids: list[int]
    supervisors: dict[int, UUID]
    phones: list[Carried] = field(default_factory=list)


def found(database: Database, branches: int) -> World:
    """A company of some branches with an open period each."""

    def work(session: Session) -> World:
        server.begin(session)
        partitions.ensure(session, [*LAST_MONTHS, *partitions.months_from(dt.date(2026, 11, 1), 3)])
        rows = [Branch(code=f"S{number:03}", name=f"Branch {number}") for number in range(1, branches + 1)]
        session.add_all(rows)
        session.flush()
        ids = [row.id for row in rows]
        insert_rows(
            session, BillingPeriod,
            [{"branch_id": one, "period": PERIOD, "state": "open", "opened_at": clock.now(), "opened_by": None} for one in ids],
        )  # fmt: skip
        return World(ids, {one: factory.person(session, "supervisor", one) for one in ids})

    return database.run(work)


def add_phones(database: Database, world: World, *, phones: int, stops: int) -> list[Carried]:
    """More phones, spread over the branches, with a walk of their own each."""
    made = []
    for number in range(phones):
        home = world.branch_ids[number % len(world.branch_ids)]
        made.append(database.run(lambda session, home=home: _phone(session, home, stops)))  # type: ignore[misc]
    world.phones += made
    return made


def analyze(database: Database) -> None:
    """What an import does at its end: the planner learns what there is."""
    database.analyze()


def _phone(session: Session, home: int, how_many: int) -> Carried:
    reader = factory.person(session, "reader", home)
    phone = factory.phone(session, reader, home)
    members = factory.stops(session, home, how_many)
    route_id = factory.route(session, home, members)
    run_id = new_id()
    insert_rows(
        session, Run,
        [
            {
                "id": run_id, "home": home, "branch_id": home, "route_id": route_id, "period": PERIOD, "number": 1,
                "state": "downloaded", "window_from": dt.date(2026, 11, 1), "window_to": dt.date(2026, 11, 30),
            }
        ],
    )  # fmt: skip
    return Carried(phone, home, run_id, deque(_tasks(session, home, run_id, reader, members)))


def _tasks(session: Session, home: int, run_id: UUID, reader: UUID, members: Sequence[factory.Stop]) -> list[Stop]:
    at = clock.now()
    made = [
        Stop(new_id(), run_id, stop.point_id, stop.installation_id, stop.register_ids[0], stop.asset_number) for stop in members
    ]
    insert_rows(
        session, Task,
        [
            {
                "id": stop.task_id, "home": home, "branch_id": home, "run_id": run_id, "period": PERIOD,
                "metering_point_id": stop.point_id, "installation_id": stop.installation_id, "sequence": place * 10,
                "state": "open", "holder_id": reader, "version": 1, "due_from": dt.date(2026, 11, 1),
                "due_to": dt.date(2026, 11, 30), "photo": "none",
            }
            for place, stop in enumerate(made, start=1)
        ],
    )  # fmt: skip
    insert_rows(
        session, Assignment,
        [
            {"task_id": stop.task_id, "version": 1, "holder_id": reader, "from_holder_id": None, "reason": "plan", "at": at}
            for stop in made
        ],
    )  # fmt: skip
    insert_rows(
        session, Holding,
        [
            {
                "task_id": stop.task_id, "holder_id": reader, "home": home, "branch_id": home, "run_id": run_id,
                "period": PERIOD, "state": "open", "version": 1,
            }
            for stop in made
        ],
    )  # fmt: skip
    insert_rows(session, Band, [_band(stop, home, at) for stop in made])
    return made


def _band(stop: Stop, home: int, at: dt.datetime) -> dict[str, Any]:
    """What a phone expects: about a hundred since last month, as in the twelve months before."""
    usual = 1_000_000
    chance = random.Random(stop.task_id.int)
    return {
        "home": home, "period": PERIOD, "register_id": stop.register_id, "version": 1, "installation_id": stop.installation_id,
        "previous_id": None, "previous_e4": PREVIOUS_E4, "previous_at": _READ_AT, "previous_on": _READ_ON, "zero_run": 0,
        "history": [usual + 100 * chance.randint(-4000, 4000) for _ in range(13)], "low_e4": usual // 2, "high_e4": usual * 2,
        "mid_e4": usual, "case_low_e4": usual // 4, "case_high_e4": usual * 4, "floor_e4": 100_000, "days": 31,
        "basis": {"months": 13, "last_month": usual, "last_year": usual, "expected": usual, "spread": 200_000},
        "account_status": "active", "limits": {}, "made_at": at,
    }  # fmt: skip
