"""Jobs: enqueued with the deed, done at least once whatever is killed, and never finished by somebody who lost them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from backend.kernel import clock, jobs
from backend.kernel.blobs import LocalStore
from backend.kernel.db import Database
from backend.kernel.jobs import Job, JobContext, LeaseLostError
from backend.kernel.problems import Problem
from backend.kernel.settings import Settings
from backend.kernel.worker import Worker
from tests.support.shared import ROOT

Make = Callable[..., Worker]


@pytest.fixture
def make(database: Database, tmp_path: Path) -> Make:
    # Whatever the migration left to be done is another test's business.
    database.run(lambda session: session.execute(text("DELETE FROM job")))

    def worker(**handlers: Any) -> Worker:
        return Worker(database, LocalStore(tmp_path), Settings(), handlers)

    return worker


def enqueue(database: Database, name: str = "do", **options: Any) -> None:
    database.run(lambda session: jobs.enqueue(session, name, {"n": 1}, **options))


def the_job(database: Database) -> Job:
    return database.read(lambda session: session.scalars(select(Job)).one())


def test_a_job_is_done_once(database: Database, make: Make) -> None:
    seen: list[dict[str, Any]] = []
    enqueue(database)
    worker = make(do=lambda _context, payload: seen.append(payload))
    assert (worker.run_pending(), worker.run_pending(), seen) == (1, 0, [{"n": 1}])
    assert the_job(database).state == "done"


def test_a_job_of_a_failed_work_is_never_done(database: Database, make: Make) -> None:
    def work(session: Session) -> None:
        jobs.enqueue(session, "do", {})
        raise Problem("conflict")

    with pytest.raises(Problem):
        database.run(work)
    assert make(do=lambda *_: None).run_pending() == 0


def test_the_same_key_is_one_job(database: Database, make: Make) -> None:
    for _ in range(3):
        enqueue(database, key="day:1")
    assert make(do=lambda *_: None).run_pending() == 1
    enqueue(database, key="day:1")
    assert make(do=lambda *_: None).run_pending() == 0


def test_many_are_enqueued_in_one_statement(database: Database, make: Make) -> None:
    database.run(lambda session: jobs.enqueue_many(session, "do", [{"n": n} for n in range(60)]))
    assert make(do=lambda *_: None).run_pending() == 60


def test_a_job_waits_for_its_time(database: Database, make: Make) -> None:
    enqueue(database, run_at=clock.now() + timedelta(hours=1))
    assert make(do=lambda *_: None).run_pending() == 0


def test_a_job_nobody_here_can_do_is_left_for_others(database: Database, make: Make) -> None:
    enqueue(database, "unknown")
    assert make(do=lambda *_: None).run_pending() == 0


def test_a_failing_job_comes_back_later_and_ends_as_a_dead_letter(
    database: Database, make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any) -> None:
        raise ValueError("nothing works")

    enqueue(database)
    worker = make(do=fail)
    with clock.frozen(datetime(2030, 1, 1, tzinfo=UTC)) as move:
        for attempt in range(1, jobs.MOST_ATTEMPTS + 1):
            assert worker.run_pending() == 1
            assert worker.run_pending() == 0
            assert the_job(database).attempts == attempt
            move(timedelta(hours=1))
        assert worker.run_pending() == 0
    dead = database.read(jobs.dead)
    assert [(job.name, job.error) for job in dead] == [("do", "ValueError: nothing works")]
    caplog.clear()

    assert database.run(lambda session: jobs.revive(session, dead[0].id))
    assert make(do=lambda *_: None).run_pending() == 1
    assert database.read(jobs.depth) == {"done": 1}


def test_a_lease_that_ran_out_is_taken_over_and_the_first_can_not_finish(database: Database, make: Make) -> None:
    enqueue(database)
    wrote: list[str] = []

    with clock.frozen(datetime(2030, 1, 1, tzinfo=UTC)) as move:

        def slow(context: JobContext, _payload: dict[str, Any]) -> None:
            move(jobs.LEASE + timedelta(seconds=1))
            assert make(do=lambda other, _: other.run(lambda _s: wrote.append("second"))).run_pending() == 1
            with pytest.raises(LeaseLostError):
                context.run(lambda _s: wrote.append("undone"))
            context.run(lambda _s: wrote.append("undone"))

        assert make(do=slow).run_pending() == 1
    assert wrote[0] == "second"
    assert (the_job(database).state, the_job(database).attempts) == ("done", 2)


def test_a_heartbeat_keeps_a_long_job(database: Database, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "LEASE", timedelta(seconds=2))
    monkeypatch.setattr("backend.kernel.worker.HEARTBEAT_S", 0.2)
    enqueue(database)
    started: list[int] = []

    def long(*_: Any) -> None:
        started.append(1)
        time.sleep(4)

    first, second = make(do=long), make(do=long)
    for worker in (first, second):
        worker.start()
    until = time.monotonic() + 20
    while the_job(database).state != "done" and time.monotonic() < until:
        time.sleep(0.05)
    for worker in (first, second):
        worker.stop()
    assert (the_job(database).state, started) == ("done", [1])


def test_an_embedded_worker_wakes_at_the_commit(database: Database, make: Make) -> None:
    at: list[float] = []
    worker = make(do=lambda *_: at.append(time.monotonic()))
    worker.look_again_s = 30
    worker.start()
    time.sleep(0.3)
    began = time.monotonic()
    enqueue(database)
    until = began + 10
    while not at and time.monotonic() < until:
        time.sleep(0.005)
    worker.stop()
    assert at
    assert at[0] - began < 1


DIES = """
import os, signal, sys
from pathlib import Path
from backend.kernel.blobs import LocalStore
from backend.kernel.db import Database
from backend.kernel.settings import Settings
from backend.kernel.worker import Worker

def die(context, payload):
    print("begun", flush=True)
    signal.pause()

Worker(Database.open(sys.argv[1]), LocalStore(Path(sys.argv[2])), Settings(), {"do": die}).run_pending()
"""


def test_a_job_whose_worker_was_killed_is_done_by_another(
    database: Database, database_url: str, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enqueue(database)
    arguments = [sys.executable, "-c", DIES, database_url, str(tmp_path)]
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        os.kill(process.pid, signal.SIGKILL)
    assert make(do=lambda *_: None).run_pending() == 0
    with clock.frozen(clock.now() + jobs.LEASE + timedelta(seconds=1)):
        assert make(do=lambda *_: None).run_pending() == 1
    assert (the_job(database).state, the_job(database).attempts) == ("done", 2)
