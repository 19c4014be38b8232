"""A server is put back from a backup; two hundred visits with photos that came after it are all there again, once (P1, P11)."""

import contextlib
import datetime as dt
import hashlib
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

import psycopg
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Task
from backend.fieldwork.service import assignment, periods
from backend.kernel.db import Database
from tests.chaos import checker
from tests.chaos.work import a_photo
from tests.factories import fieldwork as factory
from tests.factories.sync import PERIOD
from tests.support import databases
from tests.support.outbox import Outbox
from tests.support.phone import Phone
from tests.support.photo_bag import PhotoBag
from tests.support.server import Server
from tests.support.wire import HttpWire

BEFORE, SINCE = 5, 100  # visits of each of the two readers

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(600)]

Way = Literal["by_command", "raw"]


@dataclass
class Reader:
    """A reader's phone and the photos on it."""

    phone: Phone
    bag: PhotoBag

    def read(self, how_many: int, dice: Random) -> None:
        """Visits with a photo each, sent and received."""
        for task in self.phone.open_tasks()[:how_many]:
            photo = a_photo(dice)
            self.bag.keep(self.phone.read(task, [f"{dice.randrange(9000)}.5"], photos=[photo]), photo)
        self.send()

    def send(self) -> None:
        self.phone.push_all()
        for photo in self.bag.owed():
            assert self.bag.send(self.phone, photo)

    def reconnect(self) -> int:
        """As the app at its start; answers how many entries it offers again."""
        # With nothing to send it shows its newest receipt all the same.
        self.phone.meet(self.phone.send([]))
        again = self.phone.outbox.unsent(10_000)
        self.bag.offer_again(one.id for one in again)
        self.send()
        self.phone.pull()
        return len(again)


@dataclass
class House:
    """A server with its database and photo store."""

    server: Server
    url: str
    readers: list[Reader]

    @property
    def photos(self) -> Path:
        return self.server.folder / "photos"

    def command(self, *arguments: str) -> str:
        done = databases.command(self.url, *arguments, DATA=str(self.server.folder))
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def plain_url(self) -> str:
        return self.url.replace("postgresql+psycopg://", "postgresql://")

    def held(self) -> checker.Held:
        if self.url.startswith("sqlite"):
            with contextlib.closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as file:
                return checker.read(file)
        with psycopg.connect(self.plain_url) as connection:
            return checker.read(connection)


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[House]:
    database = Database.open(database_url)

    def plan(session: Session) -> list[factory.Phone]:
        office = factory.office(session, how_many=2 * (BEFORE + SINCE))
        periods.open_period(session, branch_id=office.branch_id, period=PERIOD, actor=office.actor)
        ids = list(session.scalars(select(Task.id).order_by(Task.sequence)))
        for place, reader in enumerate(office.readers):
            assignment.assign(session, task_ids=ids[place::2], holder_id=reader, actor=office.actor)
        return [factory.phone(session, reader, office.branch_id) for reader in office.readers]

    enrolled = database.run(plan)
    database.close()
    server = Server(tmp_path / "data", database_url, {"RATE_KNOWN": "1000000", "EMBEDDED_WORKER": "0"})
    server.folder.mkdir()
    server.start()
    readers = [
        Reader(
            Phone(HttpWire(server.url), device_id=str(one.id), token=one.token, person_id=str(one.person_id),
                  outbox=Outbox(tmp_path / f"{one.id}.sqlite"), skew=dt.timedelta(minutes=3)),
            PhotoBag(tmp_path / f"{one.id}.photos.sqlite"),
        )
        for one in enrolled
    ]  # fmt: skip
    try:
        yield House(server, database_url, readers)
    finally:
        server.kill()
        for reader in readers:
            reader.phone.close()
            reader.bag.close()


def copy_away(house: House, way: Way, folder: Path) -> None:
    """A backup: by our command, or by whatever the machine's owner is used to."""
    if way == "by_command":
        house.command("backup", str(folder))
        return
    folder.mkdir()
    shutil.copytree(house.photos, folder / "photos")
    if house.url.startswith("sqlite"):
        file = Path(house.url.removeprefix("sqlite:///"))
        copy = folder / "database.sqlite"
        with contextlib.closing(sqlite3.connect(file)) as from_, contextlib.closing(sqlite3.connect(copy)) as to:
            from_.backup(to)
    else:
        subprocess.run(["pg_dump", "--format=custom", f"--file={folder / 'database.dump'}", house.plain_url], check=True)


def put_back(house: House, way: Way, folder: Path) -> None:
    """The disks are lost; database and photo store come from the backup. Only our command says so to the server."""
    shutil.rmtree(house.photos)
    shutil.copytree(folder / "photos", house.photos)
    if house.url.startswith("sqlite"):
        file = Path(house.url.removeprefix("sqlite:///"))
        for tail in ("", "-wal", "-shm"):
            file.with_name(file.name + tail).unlink(missing_ok=True)
        shutil.copyfile(folder / "database.sqlite", file)
    else:
        with psycopg.connect(house.plain_url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        subprocess.run(
            ["pg_restore", "--no-owner", f"--dbname={house.plain_url}", str(folder / "database.dump")], check=True, cwd="/"
        )
    if way == "by_command":
        assert "Phones offer again" in house.command("restore")


@pytest.mark.parametrize("way", ["by_command", "raw"])
def test_what_came_after_the_backup_comes_again(house: House, tmp_path: Path, way: Way) -> None:
    dice = Random(11)
    for reader in house.readers:
        reader.phone.pull()
        reader.read(BEFORE, dice)
    copy_away(house, way, tmp_path / "backup")
    lives = set()
    for reader in house.readers:
        reader.phone.pull()
        reader.read(SINCE, dice)
        reader.phone.pull()
        lives.add(reader.phone.outbox.get("incarnation"))
    visits = 2 * (BEFORE + SINCE)
    assert len(house.held().visits) == visits
    house.server.stop()
    put_back(house, way, tmp_path / "backup")
    assert len(house.held().visits) == 2 * BEFORE
    house.server.start()

    offered = [reader.reconnect() for reader in house.readers]
    # Which backup was put back only the database in it can say, and it was copied before it could name itself: until the next
    # one phones offer all they keep.
    assert offered == [BEFORE + SINCE] * 2
    new_lives = {reader.phone.outbox.get("incarnation") for reader in house.readers}
    assert len(new_lives) == 1
    assert not new_lives & lives
    all_is_there_once(house, visits)
    # What was offered again stays what it is, however often it comes.
    for reader in house.readers:
        entries = reader.phone.outbox.all()
        assert reader.phone.push(entries[-100:]) == [one.receipt for one in entries[-100:]]
    all_is_there_once(house, visits)
    house.server.stop()
    assert "Every line is as it was written" in house.command("audit", "verify")


def all_is_there_once(house: House, visits: int) -> None:
    held = house.held()
    saved = {one.id for reader in house.readers for one in reader.phone.outbox.all()}
    assert held.visits.keys() == held.journal.keys() == held.arbiter.keys() == saved
    assert sum(map(len, held.visits.values())) == sum(map(len, held.readings.values())) == visits
    assert list(checker.doubles(held)) == []
    photos = [photo for reader in house.readers for photo in reader.bag.all()]
    assert len(photos) == visits
    assert held.uses == {(photo.visit_id, photo.sha256): ["whole"] for photo in photos}
    for photo in photos:
        stored = (house.photos / "photos" / photo.sha256[:2] / photo.sha256).read_bytes()
        assert hashlib.sha256(stored).hexdigest() == photo.sha256
    assert [reader.phone.ledger()["read"] for reader in house.readers] == [visits // 2] * 2
