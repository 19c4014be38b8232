"""What happens to units of work when the disk is full or the database goes away."""

import errno
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from backend.identity.models import Branch
from backend.kernel.db import Database, insert_rows
from backend.kernel.web.errors import problem_of


def codes(database: Database) -> set[str]:
    return set(database.read(lambda session: session.scalars(select(Branch.code)).all()))


def add(code: str, size: int = 1) -> Any:
    return lambda session: insert_rows(session, Branch, [{"code": code, "name": "x" * size}])


def limit_pages(database: Database, spare: int) -> None:
    """As a disk with room for so many pages more would behave."""

    def work(session: Session) -> None:
        pages = session.execute(text("PRAGMA page_count")).scalar_one()
        session.execute(text(f"PRAGMA max_page_count = {pages + spare}"))

    database.run(work)


def test_a_work_that_does_not_fit_on_the_disk_fails_and_its_neighbours_do_not(sqlite_database: Database) -> None:
    limit_pages(sqlite_database, 40)
    gate = threading.Event()
    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(sqlite_database.run, lambda _: gate.wait(10))
        small = [pool.submit(sqlite_database.run, add(f"s{number}")) for number in range(3)]
        large = pool.submit(sqlite_database.run, add("large", 10_000_000))
        more = [pool.submit(sqlite_database.run, add(f"m{number}")) for number in range(2)]
        gate.set()
        first.result()
        for work in small + more:
            work.result()
        error = large.exception()
    assert isinstance(error, DBAPIError)
    assert problem_of(error).code == "storage_full"
    assert codes(sqlite_database) == {"s0", "s1", "s2", "m0", "m1"}


def test_after_a_full_disk_work_goes_on(sqlite_database: Database) -> None:
    limit_pages(sqlite_database, 2)
    with pytest.raises(DBAPIError):
        sqlite_database.run(add("large", 1_000_000))
    limit_pages(sqlite_database, 1000)
    sqlite_database.run(add("small"))
    assert codes(sqlite_database) == {"small"}


def test_closing_finishes_what_is_queued(sqlite_database: Database) -> None:
    gate = threading.Event()
    with ThreadPoolExecutor(3) as pool:
        slow = pool.submit(sqlite_database.run, lambda _: gate.wait(10))
        queued = pool.submit(sqlite_database.run, add("queued"))
        gate.set()
        sqlite_database.close()
        slow.result()
        queued.result()
    assert codes(sqlite_database) == {"queued"}


@pytest.mark.postgres
def test_a_connection_cut_before_the_commit_is_done_again(postgres_database: Database) -> None:
    tries = 0

    def work(session: Session) -> None:
        nonlocal tries
        tries += 1
        add(f"t{tries}")(session)
        if tries == 1:
            pid = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
            postgres_database.read(lambda other: other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid}))
            session.execute(text("SELECT 1"))

    postgres_database.run(work)
    assert (tries, codes(postgres_database)) == (2, {"t2"})


def test_a_database_that_is_away_is_said_so() -> None:
    away = Database.open("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(DBAPIError) as caught:
        away.read(lambda session: session.execute(text("SELECT 1")))
    assert problem_of(caught.value).code == "unavailable"
    assert problem_of(caught.value).retry_after == 5
    away.close()


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.ENOTDIR, errno.EIO])
def test_a_folder_that_cannot_be_written_to_is_away_for_now(code: int) -> None:
    found = problem_of(OSError(code, "photos"))
    assert (found.code, found.retry_after) == ("unavailable", 20)
