"""What a round costs to fetch: a snapshot of many stops, and the news of one change."""

import json
import statistics
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from sqlalchemy import text
from sqlalchemy.orm import Session

from backend.fieldwork.service import assignment
from backend.kernel.audit import SYSTEM
from backend.kernel.db import Database
from tests.bench.sync_load import headers, plain
from tests.bench.sync_world import Carried, World, add_phones
from tests.support import columns
from tests.support.wire import HttpWire, Reply

LOOKS = 3
COMPACT, PLAIN = "compact=1", ""


@dataclass(frozen=True)
class Pulled:
    """Milliseconds from the asking to the last byte, and bytes as they travel; all pages together."""

    ms: float
    size: int
    pages: int


def write_addresses(database: Database) -> None:
    """Names and addresses that differ as real ones do: otherwise they would compress to nothing."""
    tail = {"postgresql": "right(number, {})", "sqlite": "substr(number, -{})"}[database.dialect]
    names = f"UPDATE account SET name = '用户' || {tail.format(5)}, address = '东河小区 ' || {tail.format(2)} || ' 栋'"
    places = (
        f"UPDATE metering_point SET address = '东河小区 ' || {tail.format(2)} || ' 栋 ' || {tail.format(4)} || ' 室', "
        f"lat = '31.2' || {tail.format(5)}, lon = '121.4' || {tail.format(4)}"
    )

    def work(session: Session) -> None:
        session.execute(text(names))
        session.execute(text(places))

    database.run(work)


def a_round(database: Database, world: World, stops: int) -> Carried:
    """A phone with so many stops."""
    (carried,) = add_phones(database, world, phones=1, stops=stops)
    write_addresses(database)
    return carried


def snapshot(url: str, carried: Carried, *, how: str = "zstd", form: str = COMPACT) -> tuple[Pulled, str]:
    """A fresh start, all pages; the middle of three looks, and the cursor to go on from.

    `how`: the one compression that is accepted. `form`: how it is asked for, as today's phones do unless told.
    """
    looks = [_once(url, carried, how, form) for _ in range(LOOKS)]
    return sorted((look for look, _ in looks), key=lambda look: look.ms)[LOOKS // 2], looks[-1][1]


def _once(url: str, carried: Carried, how: str, form: str) -> tuple[Pulled, str]:
    wire = HttpWire(url)
    ms, size, pages, query = 0.0, 0, 0, form
    while True:
        began = time.perf_counter()
        reply = _get(wire, carried, query, how)
        ms += (time.perf_counter() - began) * 1000
        size += reply.size
        pages += 1
        answer: Any = json.loads(plain(reply.body))
        if answer["page"] is None:
            wire.close()
            return Pulled(ms, size, pages), answer["cursor"]
        query = f"{form}&page={quote(answer['page'])}"


def _get(wire: HttpWire, carried: Carried, query: str, how: str) -> Reply:
    reply = wire.send("GET", f"/api/v1/sync/pull?{query}", None, headers(carried) | {"Accept-Encoding": how})
    if reply.status != 200 or reply.headers.get("content-encoding") != how:
        raise RuntimeError(f"pull answered {reply.status} ({reply.headers}): {reply.body[:300]!r}")
    return reply


def delta(database: Database, url: str, carried: Carried, other: Carried, cursor: str) -> Pulled:
    """The news of one change: one of another reader's stops is given to this one, and comes whole."""
    task_id = other.stops.pop().task_id

    def move(session: Session) -> None:
        holder = carried.phone.person_id
        assignment.assign(session, task_ids=[task_id], holder_id=holder, actor=SYSTEM, reason="bench")

    database.run(move)
    wire = HttpWire(url)
    looks, sizes = [], []
    for _ in range(LOOKS):
        began = time.perf_counter()
        reply = _get(wire, carried, f"{COMPACT}&cursor={quote(cursor)}", "zstd")
        looks.append((time.perf_counter() - began) * 1000)
        sizes.append(reply.size)
        if [task["id"] for task in columns.plain(json.loads(plain(reply.body)))["tasks"]] != [str(task_id)]:
            raise RuntimeError("the news isn't the one change")
    wire.close()
    return Pulled(statistics.median(looks), max(sizes), 1)
