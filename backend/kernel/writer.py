"""The one thread that writes to SQLite, with group commit.

Many threads that take SQLite's write lock in turns stall for seconds; one thread that takes works from a queue and commits
as many as are waiting with one fdatasync doesn't. Each work has its own savepoint, so that a failing one is undone alone,
and no result leaves before the COMMIT.
"""

import contextlib
import contextvars
import os
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from backend.kernel import clock
from backend.kernel.work import Done, perform

T = TypeVar("T")

# Bounds of a group: enough to share an fdatasync, short enough that the first work isn't kept waiting for the last.
_LARGEST_GROUP = 64
_LONGEST_GROUP_S = 0.05


class _Job:
    """A queued work and the promise of its result."""

    __slots__ = ("context", "failure", "future", "outcome", "work")

    def __init__(self, work: Callable[[Session], Any]) -> None:
        self.work = work
        # The work runs as if in the caller's thread: it may ask for the request's principal.
        self.context = contextvars.copy_context()
        self.future: Future[Done[Any]] = Future()
        self.outcome: Done[Any] | None = None
        self.failure: BaseException | None = None


class _GroupLostError(Exception):
    """SQLite gave up the whole transaction (disk full, input/output error), not only the failing work."""


class Writer:
    """Takes works from any thread of this process and does them in one of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._pid = 0
        self._starting = threading.Lock()

    def run(self, work: Callable[[Session], T]) -> Done[T]:
        """Queue a work and wait until it is committed; raises what the work raised, or why the commit failed."""
        if threading.current_thread() is self._thread:
            raise RuntimeError("a unit of work may not open another one")
        job = _Job(work)
        # Under the lock, so that nothing is queued behind the end of the queue.
        with self._starting:
            self._start()
            self._queue.put(job)
        return job.future.result()

    def close(self) -> None:
        """Finish what is queued and end the thread."""
        with self._starting:
            thread, self._thread = self._thread, None
            if thread is None or self._pid != os.getpid():
                return
            self._queue.put(None)
        thread.join()

    def _start(self) -> None:
        # Lazily, because a thread doesn't survive the fork of a server's worker process.
        if self._thread is None or self._pid != os.getpid():
            self._queue = queue.SimpleQueue()
            self._pid = os.getpid()
            self._thread = threading.Thread(target=self._loop, args=(self._queue,), name="sqlite-writer", daemon=True)
            self._thread.start()

    def _loop(self, jobs: "queue.SimpleQueue[_Job | None]") -> None:
        while (first := jobs.get()) is not None:
            last = self._do([first], jobs)
            if last:
                return

    def _do(self, group: list[_Job], jobs: "queue.SimpleQueue[_Job | None]") -> bool:
        """Do a group that grows while works are waiting; True when the end of the queue was met."""
        ended = False

        def more() -> _Job | None:
            nonlocal ended
            if ended or len(group) >= _LARGEST_GROUP or clock.monotonic() > deadline:
                return None
            try:
                job = jobs.get_nowait()
            except queue.Empty:
                return None
            if job is None:
                ended = True
            else:
                group.append(job)
            return job

        deadline = clock.monotonic() + _LONGEST_GROUP_S
        try:
            self._commit(group, more)
        except BaseException as error:  # noqa: BLE001  the thread must outlive any failure, and every caller must be answered
            if len(group) == 1:
                group[0].failure = _cause(error)
            else:
                # One work that can't be stored (a full disk) must not fail its neighbours: each on its own.
                for job in group:
                    self._alone(job)
        _answer(group)
        return ended

    def _alone(self, job: _Job) -> None:
        job.outcome = job.failure = None
        try:
            self._commit([job], lambda: None)
        except BaseException as error:  # noqa: BLE001  as above
            job.failure = _cause(error)

    def _commit(self, group: Sequence[_Job], more: Callable[[], _Job | None]) -> None:
        with self._engine.connect() as connection, connection.begin() as transaction:
            for job in [*group]:
                _within_savepoint(connection, job)
            while (late := more()) is not None:
                _within_savepoint(connection, late)
            if not _in_transaction(connection):
                raise _GroupLostError
            transaction.commit()


def _within_savepoint(connection: Connection, job: _Job) -> None:
    session = Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False)
    try:
        job.outcome = job.context.run(perform, session, job.work)
        session.commit()
    except BaseException as error:  # kept for the caller, who hears of it once the group is through
        job.outcome, job.failure = None, error
        if not _in_transaction(connection):
            raise _GroupLostError from error
        session.rollback()
    finally:
        # Where the whole transaction is gone, so is the savepoint that a session goes back to.
        with contextlib.suppress(DBAPIError):
            session.close()


def _in_transaction(connection: Connection) -> bool:
    return bool(connection.connection.driver_connection.in_transaction)  # type: ignore[union-attr]


def _cause(error: BaseException) -> BaseException:
    return error.__cause__ if isinstance(error, _GroupLostError) and error.__cause__ is not None else error


def _answer(group: Sequence[_Job]) -> None:
    for job in group:
        with contextlib.suppress(DBAPIError):
            if job.failure is not None:
                job.future.set_exception(job.failure)
            elif job.outcome is not None:
                job.future.set_result(job.outcome)
            else:
                job.future.set_exception(RuntimeError("the work was never done"))
