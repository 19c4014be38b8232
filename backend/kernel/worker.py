"""Doing jobs: handlers called, leases kept alive, ends noted. The worker here finds its jobs in the table itself."""

import logging
import os
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from backend.kernel import jobs
from backend.kernel.blobs import BlobStore, StoreAwayError
from backend.kernel.db import Database
from backend.kernel.jobs import Claimed, Handler, JobContext, LeaseLostError
from backend.kernel.settings import Settings
from backend.kernel.traces import complain

log = logging.getLogger("meterround.jobs")

HEARTBEAT_S = 3.0


def name_of_process() -> str:
    """Who has a job: host and process, as the table keeps it."""
    return f"{socket.gethostname()}:{os.getpid()}"[:80]


@dataclass
class Doer:
    """Does jobs that were claimed. Several threads may share one; `beat` keeps the leases of all they hold."""

    database: Database
    blobs: BlobStore
    settings: Settings
    handlers: Mapping[str, Handler]
    _held: dict[UUID, int] = field(default_factory=dict)

    def hold(self, *claimed: Claimed) -> None:
        """Keep the leases of these alive from now on."""
        self._held.update({job.id: job.fence for job in claimed})

    def let_go(self) -> None:
        """Keep no lease any more; other workers take over."""
        self._held.clear()

    def do(self, job: Claimed) -> None:
        """Do one job that is held, and note how it ended. Raises only what the database does when it is away."""
        context = JobContext(self.database, self.blobs, self.settings, job.id, job.fence)
        try:
            self.handlers[job.name](context, job.payload)
        except LeaseLostError:
            log.warning("job %s %s was taken over", job.name, job.id)
        except StoreAwayError as error:
            log.warning("job %s %s waits for the store: %s", job.name, job.id, error)
            text = f"StoreAwayError: {error}"[:2000]
            self.database.run(lambda session: jobs.wait(session, job, text))
        except Exception as error:  # noqa: BLE001  whatever a handler or the database throws: the worker goes on
            complain(log, error, "job %s %s failed, attempt %d", job.name, job.id, job.attempts)
            text = f"{type(error).__name__}: {error}"[:2000]
            self.database.run(lambda session: jobs.fail(session, job, text))
        else:
            self.database.run(lambda session: jobs.finish(session, job))
        finally:
            self._held.pop(job.id, None)

    def beat(self, stopping: threading.Event) -> None:
        """Renew the leases again and again, until told to stop."""
        while not stopping.wait(HEARTBEAT_S):
            held = dict(self._held)
            if held:
                try:
                    self.database.run(lambda session, held=held: jobs.renew(session, held))  # type: ignore[misc]
                except Exception as error:  # noqa: BLE001  whatever the database throws: the next beat may be in time
                    complain(log, error, "a heartbeat of the job worker was missed")


@dataclass
class Worker:
    """Claims and does jobs in a thread of its own, with a second thread that keeps the leases alive."""

    database: Database
    blobs: BlobStore
    settings: Settings
    handlers: Mapping[str, Handler]
    # How long to sleep when nothing wakes it: another process may have enqueued something.
    look_again_s: float = 0.2
    _stopping: threading.Event = field(default_factory=threading.Event)
    _wake: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._doer = Doer(self.database, self.blobs, self.settings, self.handlers)

    def start(self) -> None:
        self._stopping.clear()
        jobs.listen(self._wake)
        self._threads = [
            threading.Thread(target=self._work, name="jobs", daemon=True),
            threading.Thread(target=self._doer.beat, args=(self._stopping,), name="jobs-heartbeat", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finish the job in hand and end; the rest of the batch is taken over when its lease runs out."""
        self._stopping.set()
        self._wake.set()
        for thread in self._threads:
            thread.join()
        jobs.unlisten(self._wake)

    def run_pending(self) -> int:
        """Do every job that is due now, in this thread; answers how many were tried."""
        tried = 0
        while batch := self._claim():
            tried += len(batch)
            for job in batch:
                self._doer.do(job)
        return tried

    def _claim(self) -> list[Claimed]:
        names = list(self.handlers)
        # Reading first spares the write lock, and on SQLite a commit, while there is nothing to do.
        if not self.database.read(lambda session: jobs.any_due(session, names)):
            return []
        batch = self.database.run(lambda session: jobs.claim(session, name_of_process(), names))
        self._doer.hold(*batch)
        return batch

    def _work(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                batch = self._claim()
                for job in batch:
                    if self._stopping.is_set():
                        return
                    self._doer.do(job)
            except Exception as error:  # noqa: BLE001  whatever the database throws: the worker goes on
                # The database is away, most likely: the worker must still be there when it comes back.
                complain(log, error, "the job worker is waiting for its database")
                self._doer.let_go()
                self._stopping.wait(1)
                continue
            if not batch:
                self._wake.wait(self.look_again_s)
