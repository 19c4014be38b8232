"""The database's own limit: rows into a clone of the readings table with all its indexes, by clients that do nothing else."""

import random
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import psycopg
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGresult
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, MetaData

from backend.kernel.ids import new_id
from backend.readings.models import Reading
from tests.bench.sync_meters import Stopwatch

CLIENTS = 8
CLONE = "reading_clone"
_NAMES = tuple(column.name for column in Reading.__table__.columns)


@dataclass(frozen=True)
class Rate:
    """Rows a second, and the CPU of the database a row, where it has a process of its own."""

    per_s: float
    rows: int
    database_us: float | None = None

    @property
    def told(self) -> str:
        return "" if self.database_us is None else f"; database {self.database_us:.0f} µs CPU a row"

    def __str__(self) -> str:
        return f"limit {self.per_s:.0f} rows/s{self.told}"


def rows(count: int) -> list[tuple[Any, ...]]:
    """Readings as a walk brings them, in the order of the table's columns; ids as uuid.UUID."""
    point, installation, person = (uuid.uuid4() for _ in range(3))
    at = int(time.time() * 1000)
    made = []
    for _ in range(count):
        named = {
            "home": random.randint(1, 4), "period": 202611, "id": new_id(), "branch_id": 1, "metering_point_id": point,
            "installation_id": installation, "register_id": uuid.uuid4(), "visit_id": new_id(), "value_e4": 48_216_000,
            "value_at": at, "occurred_at": None, "frozen": False, "taken_at": at, "received_at": at, "obtained": "typed",
            "person_id": person, "corrects_id": None, "reason": None, "batch": None,
        }  # fmt: skip
        made.append(tuple(named.get(name) for name in _NAMES))
    return made


def clone_postgres(url: str) -> None:
    """An empty clone of its own, not divided by months."""
    with psycopg.connect(_plain(url), autocommit=True) as connection:
        connection.execute(f"DROP TABLE IF EXISTS {CLONE}".encode())
        connection.execute(f"CREATE TABLE {CLONE} (LIKE reading INCLUDING ALL)".encode())


def _plain(url: str) -> str:
    return url.replace("+psycopg", "")


def postgres(url: str, *, rows_each: int, batch: int, roots: Sequence[int] = ()) -> Rate:
    """Multi-row INSERTs by clients that keep their statement prepared.

    They turn nothing into anything: parameters are made beforehand and handed to libpq as they are, since eight threads of Python
    that each convert two thousand values a commit would be the limit instead.
    """
    clone_postgres(url)
    types = [column.type.compile(postgresql.dialect()) for column in Reading.__table__.columns]  # type: ignore[no-untyped-call]
    numbers = [range(row * len(types) + 1, (row + 1) * len(types) + 1) for row in range(batch)]
    ones = ("(" + ", ".join(f"${n}::{kind}" for n, kind in zip(of, types, strict=True)) + ")" for of in numbers)
    statement = f"INSERT INTO {CLONE} ({', '.join(_NAMES)}) VALUES {', '.join(ones)}"

    def client(share: Sequence[tuple[Any, ...]], ready: threading.Barrier) -> None:
        with psycopg.connect(_plain(url)) as connection:
            server = connection.pgconn
            plain = [[_as_text(value) for value in row] for row in share]
            parts = [[value for row in plain[at : at + batch] for value in row] for at in range(0, len(plain), batch)]
            _taken(server.prepare(b"put", statement.encode()))
            ready.wait()
            for part in parts:
                _taken(server.exec_(b"BEGIN"))
                _taken(server.exec_prepared(b"put", cast("list[bytes]", part)))  # libpq's None is NULL
                _taken(server.exec_(b"COMMIT"))

    return _timed(client, rows_each, batch, roots)


def _as_text(value: Any) -> bytes | None:
    return None if value is None else str(value).encode()


def _taken(result: PGresult) -> None:
    if result.status != ExecStatus.COMMAND_OK:
        raise psycopg.OperationalError(result.error_message.decode())


def clone_sqlite(path: Path) -> None:
    """As above, by the model's own statements."""
    metadata = MetaData()
    table = Reading.__table__.to_metadata(metadata, name=CLONE)  # type: ignore[attr-defined]
    dialect = sqlite.dialect()
    with sqlite3.connect(path) as connection:
        connection.execute(f"DROP TABLE IF EXISTS {CLONE}")
        connection.execute(str(CreateTable(table).compile(dialect=dialect)))
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            index.name = f"clone_{index.name}"
            connection.execute(str(CreateIndex(index).compile(dialect=dialect)))
    connection.close()


def sqlite_file(path: Path, *, rows_each: int, batch: int) -> Rate:
    """The same on SQLite as the server sets it up: WAL, synchronous FULL. Clients wait for the one write lock."""
    clone_sqlite(path)
    one = "(" + ", ".join("?" * len(_NAMES)) + ")"
    statement = f"INSERT INTO {CLONE} ({', '.join(_NAMES)}) VALUES {', '.join([one] * batch)}"

    def client(share: Sequence[tuple[Any, ...]], ready: threading.Barrier) -> None:
        connection = sqlite3.connect(path, timeout=60, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        hexed = [tuple(value.hex if isinstance(value, uuid.UUID) else value for value in row) for row in share]
        parts = [[value for row in hexed[at : at + batch] for value in row] for at in range(0, len(hexed), batch)]
        ready.wait()
        for part in parts:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(statement, part)
            connection.execute("COMMIT")
        connection.close()

    return _timed(client, rows_each, batch)


def _timed(
    client: Callable[[Sequence[tuple[Any, ...]], threading.Barrier], None], rows_each: int, batch: int, roots: Sequence[int] = ()
) -> Rate:
    ready = threading.Barrier(CLIENTS + 1)
    rows_each = max(1, rows_each // batch) * batch
    failed: list[Exception] = []

    def work(share: Sequence[tuple[Any, ...]]) -> None:
        try:
            client(share, ready)
        except (psycopg.Error, sqlite3.Error, threading.BrokenBarrierError) as error:  # handed to the one who waits
            failed.append(error)
            ready.abort()

    threads = [threading.Thread(target=work, args=(rows(rows_each),)) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    ready.wait()
    began, watch = time.perf_counter(), Stopwatch(roots)
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    if failed:
        raise RuntimeError("the limit could not be measured") from failed[0]
    count = CLIENTS * rows_each
    return Rate(count / seconds, count, sum(watch.spent()) / count * 1e6 if roots else None)
