"""Jobs over a network: workers on any machine are told of them by a broker, dramatiq on Redis, instead of asking the table.

The table stays the truth. A job is enqueued in the transaction that wants it; once that is committed, a `Relay` tells the broker
its id and nothing else; a `RemoteWorker` that hears of it claims exactly that job under a lease, as every worker does. So a
message may come twice (the second finds nothing to claim), late, or never: what nobody took is told again, as is a job whose
worker died or that is due another time. A broker that is away slows no request: its jobs wait, and are told of when it is back.
"""

import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import dramatiq
from dramatiq.brokers.redis import RedisBroker
from dramatiq.errors import BrokerConnectionError
from redis import Redis
from redis.exceptions import RedisError

from backend.kernel import jobs
from backend.kernel.blobs import BlobStore
from backend.kernel.db import Database
from backend.kernel.jobs import Handler
from backend.kernel.settings import Settings
from backend.kernel.traces import complain
from backend.kernel.worker import Doer, name_of_process

log = logging.getLogger("meterround.jobs")
# It would say of each queue every three seconds that the broker is away, which the relay says once.
logging.getLogger("dramatiq").setLevel(logging.CRITICAL + 1)

ACTOR = "do"
# A request of the broker that takes longer than this finds it away.
PATIENCE_S = 5.0
# How soon a broker that is away is tried again: twice as late each time, up to the second figure.
AWAY_S = (1.0, 30.0)

Lanes = Mapping[str, Mapping[str, Handler]]


def connect(url: str) -> RedisBroker:
    """A broker at redis://, rediss:// or unix://; it isn't asked for anything yet. ValueError for any other address."""
    client = Redis.from_url(url, socket_timeout=PATIENCE_S, socket_connect_timeout=PATIENCE_S)
    # Attempts, pauses and limits are the table's: none of the middleware that does the same to messages.
    return RedisBroker(client=client, middleware=[], namespace="meterround")  # type: ignore[no-untyped-call]


@dataclass
class Relay:
    """Tells a broker of jobs that are due, in a thread of its own."""

    database: Database
    broker: RedisBroker
    # A lane is a queue of the broker.
    lanes: Lanes
    # How long to sleep when nothing wakes it: another process may have enqueued something, a lease have run out.
    look_again_s: float = 1.0
    _stopping: threading.Event = field(default_factory=threading.Event)
    _wake: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        jobs.listen(self._wake)
        self._thread = threading.Thread(target=self._work, name="jobs-relay", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
        jobs.unlisten(self._wake)

    def pass_on(self) -> int:
        """Tell the broker of everything that is due; answers of how many.

        Raises BrokerConnectionError or RedisError when it is away; the jobs it wasn't told of are as they were.
        """
        return sum(self._pass_on(lane, list(handlers)) for lane, handlers in self.lanes.items())

    def _pass_on(self, lane: str, names: Sequence[str]) -> int:
        # Reading first spares the write lock, and on SQLite a commit, while there is nothing to do.
        if not self.database.read(lambda session: jobs.any_due(session, names)):
            return 0
        ids = self.database.run(lambda session: jobs.tell(session, names))
        told = 0
        try:
            for job_id in ids:
                self.broker.enqueue(dramatiq.Message(lane, ACTOR + lane, (str(job_id),), {}, {}))
                told += 1
        finally:
            if told < len(ids):
                self.database.run(lambda session: jobs.untold(session, ids[told:]))
        return told

    def _work(self) -> None:
        pause, longest = AWAY_S
        away = False
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                told = self.pass_on()
            except (BrokerConnectionError, RedisError) as error:
                if not away:
                    log.warning("the broker is away, jobs wait for it: %s", error)
                away = True
                self._stopping.wait(pause)
                pause = min(2 * pause, longest)
                continue
            except Exception as error:  # noqa: BLE001  whatever the database throws: the relay must be there when it comes back
                complain(log, error, "the relay of jobs is waiting for its database")
                self._stopping.wait(1)
                continue
            if told and away:
                log.warning("the broker is back")
                away, pause = False, AWAY_S[0]
            if not told:
                self._wake.wait(self.look_again_s)


class RemoteWorker:
    """Does the jobs a broker tells of, one at a time in each lane, until it is stopped."""

    def __init__(self, database: Database, blobs: BlobStore, settings: Settings, lanes: Lanes, broker: RedisBroker) -> None:
        handlers = {name: handler for lane in lanes.values() for name, handler in lane.items()}
        self._doer = Doer(database, blobs, settings, handlers)
        self._stopping = threading.Event()
        self._heart = threading.Thread(target=self._doer.beat, args=(self._stopping,), name="jobs-heartbeat", daemon=True)
        for lane in lanes:
            dramatiq.Actor(self._told, broker=broker, actor_name=ACTOR + lane, queue_name=lane, priority=0, options={})
        self._threads = [dramatiq.Worker(broker, queues={lane}, worker_threads=1) for lane in lanes]

    def start(self) -> None:
        self._heart.start()
        for worker in self._threads:
            worker.start()

    def stop(self) -> None:
        """Finish the jobs in hand, give the messages of others back, and end."""
        for worker in self._threads:
            worker.stop()
        self._stopping.set()
        self._heart.join()

    def _told(self, job_id: str) -> None:
        doer = self._doer
        try:
            job = doer.database.run(lambda session: jobs.claim_one(session, name_of_process(), UUID(job_id)))
            if job is not None:
                doer.hold(job)
                doer.do(job)
        except Exception as error:  # noqa: BLE001  whatever the database throws: the job is told again, or its lease runs out
            complain(log, error, "job %s waits for the database", job_id)
