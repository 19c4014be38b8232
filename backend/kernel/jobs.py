"""Jobs: work that is done after the answer, at least once, whatever is killed in between.

A job is enqueued in the transaction that wants it. A worker claims a batch under a lease and keeps the lease alive; a worker
that died lets it run out, and another one takes over. Each claim raises the job's fence: a worker that was only slow, and lost
its lease, can't finish what is no longer its own. So handlers must be idempotent, and write through their context.
"""

import logging
import os
import random
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from sqlalchemy import CheckConstraint, Index, String, Text, and_, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.kernel import clock
from backend.kernel.blobs import BlobStore, StoreAwayError
from backend.kernel.db import Base, Database, Id, Instant, Json, insert_rows
from backend.kernel.ids import new_id
from backend.kernel.settings import Settings
from backend.kernel.traces import complain
from backend.kernel.work import after_commit

log = logging.getLogger("meterround.jobs")

T = TypeVar("T")

BATCH = 25
LEASE = timedelta(seconds=10)
HEARTBEAT_S = 3.0
MOST_ATTEMPTS = 8
# How soon a job is tried again that found the store away.
STORE_PAUSE = timedelta(seconds=30)


class Job(Base):
    """One job. Dead: it failed too often and waits for a person."""

    __tablename__ = "job"
    id: Mapped[Id] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    payload: Mapped[Json]
    key: Mapped[str | None] = mapped_column(String(120), unique=True)
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    run_at: Mapped[Instant]
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[Instant | None]
    fence: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(String(80))
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[Instant]
    finished_at: Mapped[Instant | None]
    __table_args__ = (
        CheckConstraint("state IN ('waiting','running','done','dead')", name="known_state"),
        Index("ix_job_due", "state", "run_at"),
        Index("ix_job_finished", "finished_at"),
    )


class LeaseLostError(Exception):
    """The job belongs to another worker by now; whatever this one was about to write is undone."""


# The workers of this process, to be woken by a commit rather than to find out at their next look.
_awake: set[threading.Event] = set()


def wake_workers() -> None:
    for event in tuple(_awake):
        event.set()


def enqueue(
    session: Session, name: str, payload: Mapping[str, Any], *, key: str | None = None, run_at: datetime | None = None
) -> None:
    """Have a job done after this unit of work is committed. With a key that was used before, nothing is added."""
    enqueue_many(session, name, [payload], keys=[key], run_at=run_at)


def enqueue_many(
    session: Session,
    name: str,
    payloads: Sequence[Mapping[str, Any]],
    *,
    keys: Sequence[str | None] | None = None,
    run_at: datetime | None = None,
) -> None:
    """As `enqueue`, for many jobs of a name in one statement."""
    at = clock.now()
    rows = [
        {
            "id": new_id(),
            "name": name,
            "payload": msgspec.to_builtins(payload),
            "key": key,
            "run_at": run_at or at,
            "created_at": at,
        }
        for payload, key in zip(payloads, keys or [None] * len(payloads), strict=True)
    ]
    insert_rows(session, Job, rows, ignore_conflicts=True)
    after_commit(session, wake_workers)


@dataclass(frozen=True)
class JobContext:
    """What a handler may use. Its writes go through `run`, which refuses them once the lease is lost."""

    database: Database
    blobs: BlobStore
    settings: Settings
    job_id: UUID
    fence: int

    def run(self, work: Callable[[Session], T]) -> T:
        """A unit of work that only commits while the job is still ours."""

        def guarded(session: Session) -> T:
            result = work(session)
            session.flush()
            ours = select(Job.id).where(Job.id == self.job_id, Job.fence == self.fence, Job.state == "running").with_for_update()
            if session.execute(ours).first() is None:
                raise LeaseLostError
            return result

        return self.database.run(guarded)

    def read(self, work: Callable[[Session], T]) -> T:
        return self.database.read(work)


Handler = Callable[[JobContext, dict[str, Any]], None]


@dataclass(frozen=True)
class Claimed:
    id: UUID
    name: str
    payload: dict[str, Any]
    attempts: int
    fence: int


def claim(session: Session, worker: str, names: Sequence[str], *, limit: int = BATCH) -> list[Claimed]:
    """Take jobs that are due, or whose worker died, under a lease."""
    at = clock.now()
    due = or_(and_(Job.state == "waiting", Job.run_at <= at), and_(Job.state == "running", Job.lease_until < at))
    chosen = select(Job.id).where(due, Job.name.in_(names)).order_by(Job.run_at, Job.id).limit(limit)
    ids = list(session.scalars(chosen.with_for_update(skip_locked=True)))
    if not ids:
        return []
    taken = (
        update(Job)
        .where(Job.id.in_(ids))
        .values(state="running", worker=worker, lease_until=at + LEASE, fence=Job.fence + 1, attempts=Job.attempts + 1)
        .returning(Job.id, Job.name, Job.payload, Job.attempts, Job.fence)
    )
    found = [Claimed(*row) for row in session.execute(taken)]
    return sorted(found, key=lambda job: job.id)


def _renew(session: Session, held: Mapping[UUID, int]) -> None:
    until = clock.now() + LEASE
    for job_id, fence in held.items():
        session.execute(update(Job).where(Job.id == job_id, Job.fence == fence, Job.state == "running").values(lease_until=until))


def _finish(session: Session, job: Claimed) -> None:
    done = update(Job).where(Job.id == job.id, Job.fence == job.fence, Job.state == "running")
    session.execute(done.values(state="done", finished_at=clock.now(), lease_until=None, error=None))


def _fail(session: Session, job: Claimed, error: str) -> None:
    """Put a failed job back with a growing pause, or, after too many attempts, aside for a person."""
    ours = update(Job).where(Job.id == job.id, Job.fence == job.fence, Job.state == "running")
    if job.attempts >= MOST_ATTEMPTS:
        session.execute(ours.values(state="dead", finished_at=clock.now(), lease_until=None, error=error))
        return
    pause = min(600.0, 2.0**job.attempts) * random.uniform(0.5, 1)  # noqa: S311  jitter is no secret
    session.execute(ours.values(state="waiting", run_at=clock.now() + timedelta(seconds=pause), lease_until=None, error=error))


def _wait(session: Session, job: Claimed, error: str) -> None:
    """Put back a job that couldn't be tried, since the store is away: that is no fault of the job, and no attempt."""
    ours = update(Job).where(Job.id == job.id, Job.fence == job.fence, Job.state == "running")
    again = clock.now() + STORE_PAUSE
    session.execute(ours.values(state="waiting", run_at=again, lease_until=None, error=error, attempts=Job.attempts - 1))


def dead(session: Session, *, limit: int = 200) -> list[Job]:
    """The dead letters, newest first."""
    return list(
        session.scalars(select(Job).where(Job.state == "dead").order_by(Job.finished_at.desc(), Job.id.desc()).limit(limit))
    )


def revive(session: Session, job_id: UUID) -> bool:
    """Give a dead job another round of attempts; False when there is no such dead job."""
    again = update(Job).where(Job.id == job_id, Job.state == "dead")
    found = session.execute(
        again.values(state="waiting", run_at=clock.now(), attempts=0, finished_at=None).returning(Job.id)
    ).first()
    after_commit(session, wake_workers)
    return found is not None


def drop(session: Session, job_id: UUID) -> Job | None:
    """Give a dead job up for good; answers what it was, or None when there is no such dead job. Its key may be used again."""
    job = session.scalars(select(Job).where(Job.id == job_id, Job.state == "dead").with_for_update()).first()
    if job is not None:
        session.delete(job)
    return job


def purge(session: Session, *, before: datetime) -> None:
    """Forget jobs done before an instant; their keys may be used again."""
    session.execute(delete(Job).where(Job.state == "done", Job.finished_at < before))


def depth(session: Session) -> dict[str, int]:
    """How many jobs are in each state."""
    return {row.state: row.jobs for row in session.execute(select(Job.state, func.count().label("jobs")).group_by(Job.state))}


@dataclass
class Worker:
    """Claims and does jobs in a thread of its own, with a second thread that keeps the leases alive."""

    database: Database
    blobs: BlobStore
    settings: Settings
    handlers: Mapping[str, Handler]
    # How long to sleep when nothing wakes it: another process may have enqueued something.
    look_again_s: float = 0.2
    _held: dict[UUID, int] = field(default_factory=dict)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _wake: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        self._stopping.clear()
        _awake.add(self._wake)
        self._threads = [
            threading.Thread(target=target, name=name, daemon=True)
            for target, name in ((self._work, "jobs"), (self._beat, "jobs-heartbeat"))
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finish the job in hand and end; the rest of the batch is taken over when its lease runs out."""
        self._stopping.set()
        self._wake.set()
        for thread in self._threads:
            thread.join()
        _awake.discard(self._wake)

    def run_pending(self) -> int:
        """Do every job that is due now, in this thread; answers how many were tried."""
        tried = 0
        while batch := self._claim():
            tried += len(batch)
            for job in batch:
                self._do(job)
        return tried

    def _claim(self) -> list[Claimed]:
        names = list(self.handlers)
        # Reading first spares the write lock, and on SQLite a commit, while there is nothing to do.
        if not self.database.read(lambda session: _any_due(session, names)):
            return []
        batch = self.database.run(lambda session: claim(session, self._name(), names))
        self._held.update({job.id: job.fence for job in batch})
        return batch

    @staticmethod
    def _name() -> str:
        return f"{socket.gethostname()}:{os.getpid()}"[:80]

    def _do(self, job: Claimed) -> None:
        context = JobContext(self.database, self.blobs, self.settings, job.id, job.fence)
        try:
            self.handlers[job.name](context, job.payload)
        except LeaseLostError:
            log.warning("job %s %s was taken over", job.name, job.id)
        except StoreAwayError as error:
            log.warning("job %s %s waits for the store: %s", job.name, job.id, error)
            text = f"StoreAwayError: {error}"[:2000]
            self.database.run(lambda session: _wait(session, job, text))
        except Exception as error:  # noqa: BLE001  whatever a handler or the database throws: the worker goes on
            complain(log, error, "job %s %s failed, attempt %d", job.name, job.id, job.attempts)
            text = f"{type(error).__name__}: {error}"[:2000]
            self.database.run(lambda session: _fail(session, job, text))
        else:
            self.database.run(lambda session: _finish(session, job))
        finally:
            self._held.pop(job.id, None)

    def _work(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                batch = self._claim()
                for job in batch:
                    if self._stopping.is_set():
                        return
                    self._do(job)
            except Exception as error:  # noqa: BLE001  whatever a handler or the database throws: the worker goes on
                # The database is away, most likely: the worker must still be there when it comes back.
                complain(log, error, "the job worker is waiting for its database")
                self._held.clear()
                self._stopping.wait(1)
                continue
            if not batch:
                self._wake.wait(self.look_again_s)

    def _beat(self) -> None:
        while not self._stopping.wait(HEARTBEAT_S):
            held = dict(self._held)
            if held:
                try:
                    self.database.run(lambda session, held=held: _renew(session, held))  # type: ignore[misc]
                except Exception as error:  # noqa: BLE001  whatever a handler or the database throws: the worker goes on
                    complain(log, error, "a heartbeat of the job worker was missed")


def _any_due(session: Session, names: Sequence[str]) -> bool:
    at = clock.now()
    due = or_(and_(Job.state == "waiting", Job.run_at <= at), and_(Job.state == "running", Job.lease_until < at))
    return session.execute(select(Job.id).where(due, Job.name.in_(names)).limit(1)).first() is not None
