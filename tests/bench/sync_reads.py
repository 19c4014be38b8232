"""What the office asks all day, of one branch of the grown network: how long the queries take, without the network."""

import datetime as dt
import statistics
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Task
from backend.fieldwork.queries import ledger
from backend.grid.models import Installation, Register
from backend.kernel.db import Database
from backend.readings.queries import values
from backend.supervision.queries import queue, today
from tests.bench.sync_growth import FIRST_BRANCH
from tests.bench.sync_world import PERIOD

WHAT = {
    "queue": "the first 50 open cases of a branch",
    "last13": "the last 13 readings of a route of 400 registers",
    "kpi": "a branch's month: progress by reader and the ledger",
}
LOOKS = 7


def ask(database: Database) -> dict[str, float]:
    """Milliseconds of each question, the median of some looks after a first one."""
    route = database.read(_registers_of_a_route)
    zone = dt.timezone(dt.timedelta(hours=8))
    day = dt.datetime.combine(dt.datetime.now(zone).date(), dt.time(), zone)

    def of_queue(session: Session) -> Any:
        return queue.page(session, queue.Filter(frozenset({FIRST_BRANCH})), sort="weight", cursor=None, limit=50)

    def of_route(session: Session) -> Any:
        return values.of_registers(
            session, home=FIRST_BRANCH, register_ids=route, first=values.back(PERIOD, 13), last=values.back(PERIOD, 1)
        )

    def of_month(session: Session) -> Any:
        scope = ledger.Scope(FIRST_BRANCH, PERIOD)
        progress = today.progress(session, frozenset({FIRST_BRANCH}), day_from=day, day_to=day + dt.timedelta(days=1))
        return progress, ledger.ledger(session, scope), ledger.by_holder(session, scope)

    return {name: _ms(database, work) for name, work in (("queue", of_queue), ("last13", of_route), ("kpi", of_month))}


def _registers_of_a_route(session: Session) -> list[Any]:
    run = session.execute(
        select(Task.run_id).where(Task.branch_id == FIRST_BRANCH, Task.period == PERIOD).order_by(Task.run_id).limit(1)
    ).scalar_one()
    query = (
        select(Register.id)
        .join(Installation, Installation.meter_id == Register.meter_id)
        .join(Task, Task.installation_id == Installation.id)
        .where(Task.run_id == run)
    )
    return list(session.scalars(query))


def _ms(database: Database, work: Callable[[Session], Any]) -> float:
    database.read(work)
    found = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        database.read(work)
        found.append((time.perf_counter() - began) * 1000)
    return statistics.median(found)
