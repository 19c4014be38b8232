"""The networked broker: the table stays the truth, whatever becomes of messages, workers and the broker itself."""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from backend.identity.service.server import TIDY
from backend.kernel import jobs
from backend.kernel.blobs import LocalStore
from backend.kernel.broker import Relay, RemoteWorker, connect
from backend.kernel.db import Database
from backend.kernel.jobs import Handler, Job
from backend.kernel.problems import Problem
from backend.kernel.settings import Settings
from config import Config, ConfigError
from tests.support.redis import RedisServer
from tests.support.shared import ROOT

Eventually = Callable[[Callable[[], object]], None]


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.kill()


class Network:
    """A server's relay and workers of a broker, on one database."""

    def __init__(self, database: Database, folder: Path, redis: RedisServer) -> None:
        self.database, self.folder, self.redis = database, folder, redis
        self._running: list[Relay | RemoteWorker] = []

    def relay(self, *names: str) -> Relay:
        handlers: dict[str, Handler] = dict.fromkeys(names or ("do",), lambda *_: None)
        return Relay(self.database, connect(self.redis.url), {"everyday": handlers}, look_again_s=0.05)

    def start_relay(self) -> None:
        self._start(self.relay())

    def start_worker(self, lanes: dict[str, dict[str, Handler]] | None = None, **handlers: Handler) -> None:
        self._start(
            RemoteWorker(
                self.database, LocalStore(self.folder), Settings(), lanes or {"everyday": handlers}, connect(self.redis.url)
            )
        )

    def _start(self, one: Relay | RemoteWorker) -> None:
        one.start()
        self._running.append(one)

    def stop(self) -> None:
        for one in self._running:
            one.stop()

    def enqueue(self, name: str = "do") -> None:
        self.database.run(lambda session: jobs.enqueue(session, name, {"n": 1}))

    def states(self) -> list[str]:
        return self.database.read(lambda session: list(session.scalars(select(Job.state))))

    def queued(self) -> list[Any]:
        """The messages that lie at the broker."""
        with Redis.from_url(self.redis.url) as client:
            return [json.loads(text) for text in client.hvals("meterround:everyday.msgs")]


@pytest.fixture
def network(database: Database, tmp_path: Path, redis: RedisServer) -> Iterator[Network]:
    # Whatever the migration left to be done is another test's business.
    database.run(lambda session: session.execute(text("DELETE FROM job")))
    network = Network(database, tmp_path, redis)
    yield network
    network.stop()


@pytest.fixture
def eventually() -> Eventually:
    def wait(holds: Callable[[], object]) -> None:
        until = time.monotonic() + 20
        while not holds():
            assert time.monotonic() < until, "it never came to pass"
            time.sleep(0.02)

    return wait


def test_a_broker_is_told_of_a_committed_job_by_its_id_alone(network: Network) -> None:
    def failing(session: Session) -> None:
        jobs.enqueue(session, "do", {"n": 2})
        raise Problem("conflict")

    network.enqueue()
    with pytest.raises(Problem):
        network.database.run(failing)
    assert (network.relay().pass_on(), network.relay().pass_on()) == (1, 0)
    job_id = network.database.read(lambda session: session.scalars(select(Job.id)).one())
    assert [(message["args"], message["kwargs"]) for message in network.queued()] == [([str(job_id)], {})]


def test_a_job_enqueued_here_is_done_by_a_worker_elsewhere(network: Network, eventually: Eventually) -> None:
    seen: list[dict[str, Any]] = []
    network.start_relay()
    network.start_worker(do=lambda _context, payload: seen.append(payload))
    network.enqueue()
    eventually(lambda: network.states() == ["done"])
    assert seen == [{"n": 1}]


def test_a_message_that_comes_twice_is_done_once(network: Network, eventually: Eventually) -> None:
    seen: list[int] = []
    network.enqueue()
    for _ in range(3):
        network.relay().pass_on()
        network.database.run(lambda session: session.execute(text("UPDATE job SET told_at = NULL")))
    assert len(network.queued()) == 3
    network.start_worker(do=lambda *_: seen.append(1))
    eventually(lambda: not network.queued())
    assert (seen, network.states()) == ([1], ["done"])


def test_what_a_broker_lost_is_told_again(
    network: Network, redis: RedisServer, eventually: Eventually, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "TOLD_AGAIN", timedelta(seconds=1))
    network.enqueue()
    assert network.relay().pass_on() == 1
    redis.kill()
    redis.start()
    assert network.queued() == []
    network.start_relay()
    network.start_worker(do=lambda *_: None)
    eventually(lambda: network.states() == ["done"])


def test_a_broker_that_is_away_holds_up_nobody_and_its_jobs_are_told_when_it_is_back(
    network: Network, redis: RedisServer, eventually: Eventually, caplog: pytest.LogCaptureFixture
) -> None:
    redis.kill()
    caplog.set_level(logging.WARNING, "meterround.jobs")
    network.start_relay()
    network.enqueue()
    eventually(lambda: "the broker is away" in caplog.text)
    began = time.monotonic()
    for _ in range(5):
        network.enqueue()
    assert time.monotonic() - began < 2
    untold = text("SELECT count(*) FROM job WHERE told_at IS NULL")
    eventually(lambda: network.database.read(lambda session: session.execute(untold).scalar_one()) == 6)
    redis.start()
    network.start_worker(do=lambda *_: None)
    eventually(lambda: network.states() == ["done"] * 6)
    assert caplog.text.count("the broker is away") == 1


def test_a_worker_outlives_the_broker(network: Network, redis: RedisServer, eventually: Eventually) -> None:
    network.start_relay()
    network.start_worker(do=lambda *_: None)
    network.enqueue()
    eventually(lambda: network.states() == ["done"])
    redis.kill()
    redis.start()
    network.enqueue()
    eventually(lambda: network.states() == ["done", "done"])


def test_a_job_that_fails_too_often_is_a_dead_letter(
    network: Network, eventually: Eventually, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise ValueError("nothing works")

    monkeypatch.setattr(jobs, "MOST_ATTEMPTS", 1)
    network.start_relay()
    network.start_worker(do=fail)
    network.enqueue()
    eventually(lambda: network.states() == ["dead"])
    assert [job.error for job in network.database.read(jobs.dead)] == ["ValueError: nothing works"]


def test_one_lane_does_not_hold_up_another(network: Network, eventually: Eventually) -> None:
    go_on = threading.Event()

    def slow(*_: Any) -> None:
        assert go_on.wait(20)

    both: dict[str, dict[str, Handler]] = {"everyday": {"do": lambda *_: None}, "long": {"carry": slow}}
    network.start_worker(both)
    network.enqueue("carry")
    network.enqueue()
    Relay(network.database, connect(network.redis.url), both).pass_on()
    eventually(lambda: sorted(network.states()) == ["done", "running"])
    go_on.set()
    eventually(lambda: network.states() == ["done", "done"])


def test_a_broker_is_told_of_so_many_jobs_only(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MOST_TOLD", 10)
    for _ in range(12):
        network.enqueue()
    assert (network.relay().pass_on(), network.relay().pass_on()) == (10, 0)


DIES = """
import signal, sys, threading
from datetime import timedelta
from pathlib import Path
from backend.kernel import jobs
from backend.kernel.blobs import LocalStore
from backend.kernel.broker import RemoteWorker, connect
from backend.kernel.db import Database
from backend.kernel.settings import Settings

jobs.LEASE = timedelta(seconds=4)

def die(context, payload):
    print("begun", flush=True)
    threading.Event().wait()

url, folder, broker = sys.argv[1:]
worker = RemoteWorker(Database.open(url), LocalStore(Path(folder)), Settings(), {"everyday": {"do": die}}, connect(broker))
worker.start()
signal.pause()
"""


def test_a_job_whose_worker_was_killed_is_done_by_another(
    network: Network, database_url: str, tmp_path: Path, eventually: Eventually
) -> None:
    network.start_relay()
    network.enqueue()
    arguments = [sys.executable, "-c", DIES, database_url, str(tmp_path), network.redis.url]
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        os.kill(process.pid, signal.SIGKILL)
    network.start_worker(do=lambda *_: None)
    eventually(lambda: network.states() == ["done"])
    assert network.database.read(lambda session: session.scalars(select(Job.attempts)).one()) == 2


def test_the_command_does_the_product_s_jobs_and_ends_when_told(
    network: Network, database_url: str, tmp_path: Path, eventually: Eventually
) -> None:
    settings = {"DATABASE_URL": database_url, "DATA": str(tmp_path), "BROKER": network.redis.url}
    arguments = [sys.executable, "-m", "backend.cli", "worker"]
    network.enqueue(TIDY)
    with subprocess.Popen(arguments, cwd=ROOT, env={**os.environ, **settings}) as process:
        eventually(lambda: "done" in network.states())
        process.terminate()
        assert process.wait(20) == 0


def test_another_address_than_a_redis_is_refused() -> None:
    assert Config.from_env({"BROKER": "redis://host:6379/0"}).broker == "redis://host:6379/0"
    with pytest.raises(ConfigError, match="BROKER must be the address of a Redis"):
        Config.from_env({"BROKER": "amqp://host"})
