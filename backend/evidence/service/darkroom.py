"""Child processes that look at pictures, kept for the next picture, replaced when they die."""

import atexit
import logging
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO

import msgspec

from backend.evidence.rules.errand import MOST, Answer, Errand

log = logging.getLogger(__name__)

_LENGTH = struct.Struct(">I")
_ROOT = Path(__file__).resolve().parents[3]
# By the wall, for a child that waits for something instead of working.
LONGEST_S = 120.0
# Nothing of the server's own, which holds passwords. OpenBLAS, if numpy brings it, must not start threads.
_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"}
CHILD = "backend.evidence.service.darkroom_child"


class ChildDiedError(Exception):
    """The child ended in the middle of a picture: killed for its time, out of memory, or crashed in a decoder."""


@dataclass
class Child:
    """One child process and the conversation with it."""

    memory_mb: int
    cpu_seconds: float
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        # -m from the project's folder: the child needs nothing else of this process, and takes none of its threads along.
        self.process = subprocess.Popen(
            [sys.executable, "-m", CHILD, str(self.memory_mb), str(self.cpu_seconds)],
            cwd=_ROOT,
            env=_ENVIRONMENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, errand: Errand) -> Answer:
        """The child's answer; ChildDiedError when there is none within its time, after which the child is gone."""
        clock = threading.Timer(max(LONGEST_S, 2 * self.cpu_seconds), self.process.kill)
        clock.start()
        try:
            frame = msgspec.msgpack.encode(errand)
            _pipe(self.process.stdin).write(_LENGTH.pack(len(frame)) + frame)
            _pipe(self.process.stdin).flush()
            (length,) = _LENGTH.unpack(self._exactly(_LENGTH.size))
            if length > MOST:
                raise ChildDiedError
            return msgspec.msgpack.decode(self._exactly(length), type=Answer)
        except (OSError, msgspec.DecodeError) as error:
            raise ChildDiedError from error
        finally:
            clock.cancel()

    def _exactly(self, size: int) -> bytes:
        found = _pipe(self.process.stdout).read(size)
        if len(found) < size:
            raise ChildDiedError
        return found

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            try:
                _pipe(pipe).close()
            except OSError:
                # What was still to be written to a dead child is written to nobody.
                log.debug("a picture's child left something unread")


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("the child was started with pipes")
    return pipe


class Darkroom:
    """Looks at pictures without risk: each in a child process, under limits. Safe to use from many threads."""

    def __init__(self, *, memory_mb: int = 1024, cpu_seconds: float = 20) -> None:
        self._memory_mb = memory_mb
        self._cpu_seconds = cpu_seconds
        self._idle: list[Child] = []
        self._lock = threading.Lock()
        self._closed = False
        atexit.register(self.close)

    def look(self, errand: Errand) -> Answer:
        """What is on a picture. One that kills two children has the trouble `decoder_died`; it never raises for a picture."""
        for _ in range(2):
            try:
                with self._child() as child:
                    return child.ask(errand)
            except ChildDiedError:
                continue
        return Answer(trouble="decoder_died")

    @contextmanager
    def _child(self) -> Iterator[Child]:
        with self._lock:
            child = self._idle.pop() if self._idle else None
        if child is None:
            child = Child(self._memory_mb, self._cpu_seconds)
        kept = False
        try:
            yield child
            with self._lock:
                if not self._closed:
                    self._idle.append(child)
                    kept = True
        finally:
            if not kept:
                child.end()

    def close(self) -> None:
        """End the idle children; those at work end with their picture."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for child in idle:
            child.end()


@cache
def shared() -> Darkroom:
    """The darkroom of this process."""
    return Darkroom()
