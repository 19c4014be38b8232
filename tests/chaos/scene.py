"""What a storm breaks over: a database on a small disk, a server with its files on another, an office, readers with phones."""

import datetime as dt
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from uuid import UUID

import psycopg
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Task
from backend.fieldwork.service import assignment, periods
from backend.identity.models import SignedIn
from backend.kernel import clock
from backend.kernel.db import Database
from backend.kernel.ids import new_id, new_token, token_digest
from tests.chaos.disk import Disk
from tests.factories import fieldwork as factory
from tests.factories.sync import PERIOD
from tests.support import databases
from tests.support.postgres import Cluster
from tests.support.server import Server
from tests.support.shared import ROOT

Dialect = Literal["sqlite", "postgresql"]
DIALECTS: tuple[Dialect, ...] = ("sqlite", "postgresql")
# Room for what a storm of an hour writes, and little enough that filling it takes no time.
DATABASE_MB, FILES_MB = 400, 96


@dataclass(frozen=True)
class Enrolled:
    """A reader, their phone, and a second one they signed in on: an outbox may be carried over to it."""

    person_id: UUID
    phone: factory.Phone
    spare: factory.Phone


@dataclass
class Scene:
    """Everything a storm needs to know of the house it breaks over."""

    dialect: Dialect
    folder: Path
    database_disk: Disk
    files_disk: Disk
    cluster: Cluster | None
    url: str
    server: Server
    cookie: str
    task_ids: list[UUID]
    readers: list[Enrolled]

    @property
    def photos(self) -> Path:
        return self.files_disk.folder / "photos"

    def connect(self) -> "sqlite3.Connection | psycopg.Connection[tuple[object, ...]]":
        """The database itself, past the server."""
        if self.dialect == "sqlite":
            return sqlite3.connect(f"file:{self.url.removeprefix('sqlite:///')}?mode=ro", uri=True)
        return psycopg.connect(self.url.replace("postgresql+psycopg://", "postgresql://"))

    def heal(self) -> None:
        """Whoever watches over the machine makes room and starts again what has ended."""
        self.database_disk.free()
        self.files_disk.free()
        if self.cluster is not None and not self.cluster.is_running():
            self.cluster.start()
        if not self.server.processes() or not self.server.answers():
            self.server.kill()
            self.server.start_again()


@contextmanager
def a_scene(
    folder: Path, dialect: Dialect, *, readers: int, stops: int, root: Path = ROOT, may_mount: bool = True
) -> Iterator[Scene]:
    """A planned, assigned period and a server that answers; every process and mount is gone afterwards."""
    with ExitStack() as stack:
        # A short name: the keeper of a killed run looks for clusters one floor below the run's folder.
        own = folder / f"chaos-{uuid.uuid4().hex[:8]}"
        database_disk = Disk(own, DATABASE_MB, may_mount=may_mount)
        stack.callback(database_disk.close)
        own.chmod(0o755)
        files_disk = Disk(folder / f"{own.name}-files", FILES_MB, may_mount=may_mount)
        stack.callback(files_disk.close)
        cluster = None
        if dialect == "postgresql":
            cluster = Cluster(own, durable=True)
            cluster.create()
            with (cluster.data / "postgresql.conf").open("a") as file:
                file.write("max_wal_size = '64MB'\nmin_wal_size = '32MB'\n")
            cluster.start()
            stack.callback(_end, cluster)
            url = cluster.url(cluster.create_database("storm"))
        else:
            url = databases.sqlite_url(own / "meterround.db")
        databases.migrate(url, root=root)
        cookie, task_ids, enrolled = _plan(url, readers, stops)
        server = _server(folder / f"{own.name}-server", files_disk, url, dialect, root)
        server.start()
        stack.callback(server.kill)
        files_disk.writers = server.processes
        database_disk.writers = server.processes if cluster is None else lambda: _family(cluster)
        yield Scene(dialect, folder, database_disk, files_disk, cluster, url, server, cookie, task_ids, enrolled)


def _end(cluster: Cluster) -> None:
    if cluster.is_running():
        cluster.kill()


def _family(cluster: Cluster) -> list[int]:
    server = cluster.pid
    return [server, *map(int, Path(f"/proc/{server}/task/{server}/children").read_text().split())]


def _server(log_folder: Path, files: Disk, url: str, dialect: Dialect, root: Path) -> Server:
    log_folder.mkdir()
    environment = {
        # Its log lies where there is always room.
        "DATA": str(files.folder),
        "RATE_KNOWN": "1000000",
        "RATE_UNKNOWN": "1000000",
        "EMBEDDED_WORKER": "0",
        "WEB_PROCESSES": "2" if dialect == "postgresql" else "1",
        "WEB_THREADS": "16",
    }
    return Server(log_folder, url, environment, root=root)


def _plan(url: str, readers: int, stops: int) -> tuple[str, list[UUID], list[Enrolled]]:
    database = Database.open(url)
    try:
        return database.run(lambda session: _planned(session, readers, stops))
    finally:
        database.close()


def _planned(session: Session, readers: int, stops: int) -> tuple[str, list[UUID], list[Enrolled]]:
    office = factory.office(session, how_many=readers * stops, readers=readers)
    periods.open_period(session, branch_id=office.branch_id, period=PERIOD, actor=office.actor)
    task_ids = list(session.scalars(select(Task.id).order_by(Task.sequence)))
    for place, reader in enumerate(office.readers):
        mine = task_ids[place * stops : (place + 1) * stops]
        assignment.assign(session, task_ids=mine, holder_id=reader, actor=office.actor)
    token, now = new_token(), clock.now()
    session.add(
        SignedIn(
            id=new_id(), token_hash=token_digest(token), person_id=office.supervisor, created_at=now, seen_at=now,
            expires_at=now + dt.timedelta(days=1),
        )
    )  # fmt: skip
    enrolled = [
        Enrolled(
            reader, factory.phone(session, reader, office.branch_id), factory.phone(session, reader, office.branch_id)
        )
        for reader in office.readers
    ]  # fmt: skip
    return token, task_ids, enrolled
