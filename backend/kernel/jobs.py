"""Jobs: work that is done after the answer, at least once, whatever is killed in between.

A job is enqueued in the transaction that wants it. A worker claims a batch under a lease and keeps the lease alive; a worker
that died lets it run out, and another one takes over. Each claim raises the job's fence: a worker that was only slow, and lost
its lease, can't finish what is no longer its own. So handlers must be idempotent, and write through their context.

This table is the truth about jobs, whoever does them: a worker that looks here (`worker.py`), or one that a broker tells of
them (`broker.py`).
"""

import random
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from sqlalchemy import CheckConstraint, ColumnElement, Index, String, Text, and_, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.kernel import clock
from backend.kernel.blobs import BlobStore
from backend.kernel.db import Base, Database, Id, Instant, Json, insert_rows
from backend.kernel.ids import new_id
from backend.kernel.settings import Settings
from backend.kernel.work import after_commit

T = TypeVar("T")

BATCH = 25
LEASE = timedelta(seconds=10)
MOST_ATTEMPTS = 8
# A broker is told of a job again when nobody has taken it for so long: the message may be lost.
TOLD_AGAIN = timedelta(seconds=60)
# A broker is told of so many untaken jobs of a lane, so that a long queue isn't told again and again.
MOST_TOLD = 500
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
    # When a broker was told of it, until somebody takes it.
    told_at: Mapped[Instant | None]
    __table_args__ = (
        CheckConstraint("state IN ('waiting','running','done','dead')", name="known_state"),
        Index("ix_job_due", "state", "run_at"),
        Index("ix_job_finished", "finished_at"),
        Index("ix_job_told", "told_at"),
    )


class LeaseLostError(Exception):
    """The job belongs to another worker by now; whatever this one was about to write is undone."""


# Who in this process wants to be woken by a commit rather than to find out at his next look.
_listening: set[threading.Event] = set()


def listen(event: threading.Event) -> None:
    """Have an event set whenever a job was enqueued in this process, until `unlisten`."""
    _listening.add(event)


def unlisten(event: threading.Event) -> None:
    _listening.discard(event)


def wake_workers() -> None:
    for event in tuple(_listening):
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


def _due(at: datetime) -> ColumnElement[bool]:
    """What may be taken: its time has come, or its worker died."""
    return or_(and_(Job.state == "waiting", Job.run_at <= at), and_(Job.state == "running", Job.lease_until < at))


def _take(session: Session, worker: str, ids: Sequence[UUID], at: datetime) -> list[Claimed]:
    taken = (
        update(Job)
        .where(Job.id.in_(ids))
        .values(
            state="running", worker=worker, lease_until=at + LEASE, fence=Job.fence + 1, attempts=Job.attempts + 1, told_at=None
        )
        .returning(Job.id, Job.name, Job.payload, Job.attempts, Job.fence)
    )
    return sorted((Claimed(*row) for row in session.execute(taken)), key=lambda job: job.id)


def claim(session: Session, worker: str, names: Sequence[str], *, limit: int = BATCH) -> list[Claimed]:
    """Take jobs that are due, or whose worker died, under a lease."""
    at = clock.now()
    chosen = select(Job.id).where(_due(at), Job.name.in_(names)).order_by(Job.run_at, Job.id).limit(limit)
    ids = list(session.scalars(chosen.with_for_update(skip_locked=True)))
    return _take(session, worker, ids, at) if ids else []


def claim_one(session: Session, worker: str, job_id: UUID) -> Claimed | None:
    """Take exactly this job under a lease; None when it is done, not yet due, or somebody else's by now."""
    at = clock.now()
    chosen = select(Job.id).where(Job.id == job_id, _due(at)).with_for_update(skip_locked=True)
    ids = list(session.scalars(chosen))
    return next(iter(_take(session, worker, ids, at)), None) if ids else None


def any_due(session: Session, names: Sequence[str]) -> bool:
    return session.execute(select(Job.id).where(_due(clock.now()), Job.name.in_(names)).limit(1)).first() is not None


def tell(session: Session, names: Sequence[str]) -> list[UUID]:
    """The due jobs of these names a broker is to be told of, first due first, noted as told: none twice within TOLD_AGAIN."""
    at = clock.now()
    names = list(names)
    told = select(func.count()).where(Job.told_at > at - TOLD_AGAIN, Job.name.in_(names))
    room = MOST_TOLD - session.execute(told).scalar_one()
    if room <= 0:
        return []
    new = or_(Job.told_at.is_(None), Job.told_at <= at - TOLD_AGAIN)
    chosen = select(Job.id).where(_due(at), new, Job.name.in_(names)).order_by(Job.run_at, Job.id).limit(room)
    ids = list(session.scalars(chosen.with_for_update(skip_locked=True)))
    if ids:
        session.execute(update(Job).where(Job.id.in_(ids)).values(told_at=at))
    return ids


def untold(session: Session, ids: Sequence[UUID]) -> None:
    """Take back that a broker was told: it wasn't there."""
    session.execute(update(Job).where(Job.id.in_(ids)).values(told_at=None))


def renew(session: Session, held: Mapping[UUID, int]) -> None:
    """Keep the leases of these jobs, job to fence, alive."""
    until = clock.now() + LEASE
    for job_id, fence in held.items():
        session.execute(update(Job).where(Job.id == job_id, Job.fence == fence, Job.state == "running").values(lease_until=until))


def finish(session: Session, job: Claimed) -> None:
    """Note a job as done, unless it is somebody else's by now."""
    done = update(Job).where(Job.id == job.id, Job.fence == job.fence, Job.state == "running")
    session.execute(done.values(state="done", finished_at=clock.now(), lease_until=None, error=None))


def fail(session: Session, job: Claimed, error: str) -> None:
    """Put a failed job back with a growing pause, or, after too many attempts, aside for a person."""
    ours = update(Job).where(Job.id == job.id, Job.fence == job.fence, Job.state == "running")
    if job.attempts >= MOST_ATTEMPTS:
        session.execute(ours.values(state="dead", finished_at=clock.now(), lease_until=None, error=error))
        return
    pause = min(600.0, 2.0**job.attempts) * random.uniform(0.5, 1)  # noqa: S311  jitter is no secret
    session.execute(ours.values(state="waiting", run_at=clock.now() + timedelta(seconds=pause), lease_until=None, error=error))


def wait(session: Session, job: Claimed, error: str) -> None:
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
