"""Child processes that look at pictures, kept for the next picture, replaced when they die."""

import atexit
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO, TypeVar

import msgspec

from backend.evidence.rules.dial_errand import DialAnswer, DialErrand
from backend.evidence.rules.errand import MOST, Answer, Errand
from backend.evidence.service.child_loop import LENGTH

log = logging.getLogger(__name__)

AnyAnswer = TypeVar("AnyAnswer")
_ROOT = Path(__file__).resolve().parents[3]
# By the wall, for a child that waits for something instead of working.
LONGEST_S = 120.0
# Nothing of the server's own, which holds passwords. OpenBLAS, if numpy brings it, must not start threads.
_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"}
LOOKS = "backend.evidence.service.darkroom_child"
READS_DIALS = "backend.evidence.service.dial_child"


class ChildDiedError(Exception):
    """The child ended in the middle of a picture: killed for its time, out of memory, or crashed in a decoder."""


@dataclass
class Child:
    """One child process and the conversation with it."""

    program: str
    memory_mb: int
    cpu_seconds: float
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        # -m from the project's folder: the child needs nothing else of this process, and takes none of its threads along.
        self.process = subprocess.Popen(
            [sys.executable, "-m", self.program, str(self.memory_mb), str(self.cpu_seconds)],
            cwd=_ROOT,
            env=_ENVIRONMENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, errand: msgspec.Struct, answer: type[AnyAnswer]) -> AnyAnswer:
        """The child's answer; ChildDiedError when there is none within its time, after which the child is gone."""
        clock = threading.Timer(max(LONGEST_S, 2 * self.cpu_seconds), self.process.kill)
        clock.start()
        try:
            frame = msgspec.msgpack.encode(errand)
            _pipe(self.process.stdin).write(LENGTH.pack(len(frame)) + frame)
            _pipe(self.process.stdin).flush()
            (length,) = LENGTH.unpack(self._exactly(LENGTH.size))
            if length > MOST:
                raise ChildDiedError
            return msgspec.msgpack.decode(self._exactly(length), type=answer)
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


class Children:
    """Child processes of one program. Safe to use from many threads."""

    def __init__(self, program: str, *, memory_mb: int, cpu_seconds: float) -> None:
        self._program = program
        self._memory_mb = memory_mb
        self._cpu_seconds = cpu_seconds
        self._idle: list[Child] = []
        self._lock = threading.Lock()
        self._closed = False
        atexit.register(self.close)

    def ask(self, errand: msgspec.Struct, answer: type[AnyAnswer]) -> AnyAnswer | None:
        """A child's answer; None for a picture that kills two children. It never raises for a picture."""
        for _ in range(2):
            try:
                with self._child() as child:
                    return child.ask(errand, answer)
            except ChildDiedError:
                continue
        return None

    @contextmanager
    def _child(self) -> Iterator[Child]:
        with self._lock:
            child = self._idle.pop() if self._idle else None
        if child is None:
            child = Child(self._program, self._memory_mb, self._cpu_seconds)
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


class Darkroom:
    """Looks at pictures without risk: each in a child process, under limits. Safe to use from many threads."""

    def __init__(self, *, memory_mb: int = 1024, cpu_seconds: float = 20) -> None:
        self._children = Children(LOOKS, memory_mb=memory_mb, cpu_seconds=cpu_seconds)

    def look(self, errand: Errand) -> Answer:
        """What is on a picture. One that kills two children has the trouble `decoder_died`."""
        answer = self._children.ask(errand, Answer)
        return Answer(trouble="decoder_died") if answer is None else answer

    def close(self) -> None:
        self._children.close()


class DialRoom:
    """Reads dials, each in a child process that has the models loaded. Its limit of time includes loading them."""

    def __init__(self, *, memory_mb: int = 1536, cpu_seconds: float = 30) -> None:
        self._children = Children(READS_DIALS, memory_mb=memory_mb, cpu_seconds=cpu_seconds)

    def read(self, errand: DialErrand) -> DialAnswer:
        """What may stand on the dial. A picture that kills two children has the trouble `reader_died`."""
        answer = self._children.ask(errand, DialAnswer)
        return DialAnswer(trouble="reader_died") if answer is None else answer

    def close(self) -> None:
        self._children.close()


@cache
def shared() -> Darkroom:
    """The darkroom of this process."""
    return Darkroom()


@cache
def shared_dial_room() -> DialRoom:
    """Where this process has dials read: nothing is started before the first."""
    return DialRoom()
