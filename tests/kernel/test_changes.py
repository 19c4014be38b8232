"""Changes without gaps (DESIGN decision 4): numbers follow commits, and a reader never misses one."""

import contextlib
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.kernel import audit, changes, clock
from backend.kernel.audit import SYSTEM
from backend.kernel.changes import Change, News
from backend.kernel.db import Database
from backend.kernel.ids import new_id
from backend.kernel.problems import Problem

HOMES = (1, 2, 3)


def announce(session: Session, home: int, audience: str = "branch:1") -> None:
    changes.announce(session, home=home, audience=audience, kind="task", subject=new_id())


def numbers(database: Database, home: int) -> list[int]:
    query = select(Change.seq).where(Change.home == home).order_by(Change.seq)
    return list(database.read(lambda session: session.scalars(query).all()))


def test_changes_are_numbered_a_home_without_gaps(database: Database) -> None:
    def work(session: Session) -> dict[int, int]:
        for home in (2, 1, 2):
            announce(session, home)
        return changes.seal(session)

    assert database.run(work) == {1: 1, 2: 2}
    assert database.run(work) == {1: 2, 2: 4}
    assert (numbers(database, 1), numbers(database, 2)) == ([1, 2], [1, 2, 3, 4])


def test_a_failed_work_uses_up_no_number(database: Database) -> None:
    def failing(session: Session) -> None:
        announce(session, 1)
        changes.seal(session)
        raise Problem("conflict")

    with pytest.raises(Problem):
        database.run(failing)
    database.run(lambda session: announce(session, 1))
    assert numbers(database, 1) == [1]


def test_sealing_early_and_announcing_on_is_numbered_on(database: Database) -> None:
    def work(session: Session) -> dict[int, int]:
        announce(session, 1)
        changes.seal(session)
        announce(session, 1)
        announce(session, 2)
        return changes.seal(session)

    assert database.run(work) == {1: 2, 2: 1}
    assert database.read(changes.heads) == {1: 2, 2: 1}


def follow(database: Database, audience: str, limit: int, is_over: Callable[[], bool]) -> list[tuple[int, int]]:
    """Pull until a whole pull after the end brought nothing: (home, number) of every change, as they came."""
    cursor: dict[int, int] = {}
    seen: list[tuple[int, int]] = []

    def pull(session: Session) -> News:
        return changes.since(session, cursor=cursor, audiences=[audience], limit=limit)

    last = False
    while True:
        news = database.read(pull)
        assert not news.restart
        seen += [(change.home, change.seq) for change in news.changes]
        cursor = news.cursor
        if not news.more:
            if last:
                return seen
            last = is_over()


def test_since_pages_through_what_concerns_an_audience(database: Database) -> None:
    def work(session: Session) -> None:
        for home in HOMES:
            for number in range(5):
                announce(session, home, "person:me" if number % 2 == 0 else "person:other")

    database.run(work)
    assert follow(database, "person:me", 4, lambda: True) == [(home, seq) for home in HOMES for seq in (1, 3, 5)]


def test_a_cursor_from_another_life_restarts(database: Database) -> None:
    database.run(lambda session: announce(session, 1))
    news = database.read(lambda session: changes.since(session, cursor={1: 7}, audiences=["branch:1"]))
    assert news.restart


def test_a_cursor_older_than_what_is_kept_restarts(database: Database) -> None:
    with clock.frozen(datetime(2026, 1, 1, tzinfo=UTC)) as move:
        for _ in range(3):
            database.run(lambda session: announce(session, 1))
            move(timedelta(days=1))
        cutoff = datetime(2026, 1, 2, 12, tzinfo=UTC)
        assert database.run(lambda session: changes.prune_before(session, home=1, before=cutoff, limit=1)) is True
        assert database.run(lambda session: changes.prune_before(session, home=1, before=cutoff)) is False
    assert numbers(database, 1) == [3]
    behind = database.read(lambda session: changes.since(session, cursor={1: 1}, audiences=["branch:1"]))
    level = database.read(lambda session: changes.since(session, cursor={1: 2}, audiences=["branch:1"]))
    assert (behind.restart, level.restart, len(level.changes)) == (True, False, 1)


def write_some(database: Database, seed: int, works: int) -> None:
    """Works that touch homes in any order; some dawdle under the lock, some fail."""
    random = Random(seed)

    def work(session: Session) -> None:
        homes = random.sample(HOMES, random.randint(1, 3))
        for home in homes:
            announce(session, home)
            audit.record(session, home=home, actor=SYSTEM, action="test", subject=("test", str(seed)), detail={"n": seed})
        if random.random() < 0.2:
            changes.seal(session)
            time.sleep(0.002)
        if random.random() < 0.1:
            raise Problem("conflict")

    for _ in range(works):
        with contextlib.suppress(Problem):
            database.run(work)


def test_readers_never_miss_a_change_while_many_write(database: Database) -> None:
    """Readers who follow by cursor while others commit see every number once, in order."""
    done = threading.Event()
    with ThreadPoolExecutor(8) as pool:
        followers = [pool.submit(follow, database, "branch:1", limit, done.is_set) for limit in (3, 100)]
        list(pool.map(lambda seed: write_some(database, seed, 25), range(6)))
        done.set()
        stories = [follower.result() for follower in followers]
    heads = database.read(changes.heads)
    for home, head in heads.items():
        everything = list(range(1, head + 1))
        assert numbers(database, home) == everything
        assert [[seq for of, seq in story if of == home] for story in stories] == [everything, everything]
        assert database.read(partial(audit.verify, home=home)) == []
