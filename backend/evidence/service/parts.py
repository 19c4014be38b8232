"""Uploads in flight: one file each, whose size is the offset. What is in the file survives a killed server."""

import fcntl
import hashlib
import mmap
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from backend.evidence.rules.sniff import Header, sniff
from backend.evidence.rules.tus import Checksum
from backend.kernel import clock
from backend.kernel.problems import Problem

# Small, because what a cut connection leaves of a piece may be lost and must be sent again.
PIECE = 8 * 1024
FIRST_PIECE = 64 * 1024
PATIENCE_S = 2.0
QUIET_S = 0.15


class Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Whole:
    """A file that has all its bytes: what they hash to, and what they are."""

    path: Path
    size: int
    sha256: str
    header: Header | None


class PartFolder:
    """The folder of uploads in flight."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)

    def path(self, upload_id: UUID) -> Path:
        return self.root / f"{upload_id}.part"

    def offset(self, upload_id: UUID) -> int:
        """How many bytes have arrived; none for an upload without a file."""
        try:
            return self.path(upload_id).stat().st_size
        except FileNotFoundError:
            return 0

    def receive_first(self, upload_id: UUID, source: Source, *, length: int) -> int:
        """Write what the source gives to an upload whose address nobody knows yet: in larger pieces, with nobody to mind.

        Answers how much came. Without all of it the rest comes by `receive`.
        """
        offset = 0
        with self.path(upload_id).open("xb", buffering=0) as file:
            while offset < length and (piece := source.read(min(FIRST_PIECE, length - offset))):
                offset += len(piece)
                while piece:
                    piece = piece[file.write(piece) :]
        return offset

    def receive(self, upload_id: UUID, source: Source, *, offset: int, length: int) -> int:
        """Append what the source gives, up to the whole length; answers the new offset.

        Every piece is in the file before the next is awaited, and only goes to the place it belongs: when another request has
        written on meanwhile, a Problem `tus_offset` ends this one. Errors of the source pass through, after what came is kept.
        """
        with self._open(upload_id) as file, self._busy(upload_id):
            while offset < length and (piece := source.read(min(PIECE, length - offset))):
                offset = _append(file, piece, offset)
        return offset

    def settled_offset(self, upload_id: UUID) -> int:
        """As `offset`, but what a broken connection has left on its way is written first: else it would be sent again.

        Waits until nobody is writing and nothing has come for QUIET_S, since a request that broke may only be beginning to be
        handled; but no longer than PATIENCE_S, since one may be waiting for a silent phone. Only asked after a failure, so that
        the wait costs nobody anything.
        """
        started = since = clock.monotonic()
        offset = self.offset(upload_id)
        while (at := clock.monotonic()) - since < QUIET_S and at - started < PATIENCE_S:
            time.sleep(0.01)
            now_there = self.offset(upload_id)
            if now_there != offset or self._is_busy(upload_id):
                offset, since = now_there, clock.monotonic()
        return offset

    def _is_busy(self, upload_id: UUID) -> bool:
        try:
            lock = os.open(self._busy_path(upload_id), os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return False
        try:
            return not _locked(lock)
        finally:
            os.close(lock)

    def receive_checked(self, upload_id: UUID, source: Source, checksum: Checksum, *, offset: int, length: int) -> int:
        """As `receive`, but nothing of it counts before its checksum is right; Problem `tus_checksum` when it isn't."""
        aside = self.root / f"{upload_id}.{os.getpid()}.{clock.to_ms(clock.now())}.aside"
        hasher = hashlib.new(checksum.algorithm)
        try:
            with aside.open("xb") as file:
                left = length - offset
                while left and (piece := source.read(min(PIECE, left))):
                    file.write(piece)
                    hasher.update(piece)
                    left -= len(piece)
            if hasher.digest() != checksum.digest:
                raise Problem("tus_checksum")
            with aside.open("rb") as file:
                return self.receive(upload_id, file, offset=offset, length=length)
        finally:
            aside.unlink(missing_ok=True)

    def whole(self, upload_id: UUID) -> Whole | None:
        """Hash and sniff a file that has all its bytes; None when there is none (another request has just moved it away)."""
        path = self.path(upload_id)
        try:
            with path.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                if not size:
                    return Whole(path, 0, hashlib.sha256().hexdigest(), None)
                with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data, memoryview(data) as view:
                    return Whole(path, size, hashlib.sha256(view).hexdigest(), sniff(view))
        except FileNotFoundError:
            return None

    def discard(self, upload_id: UUID) -> None:
        for path in (self.path(upload_id), self._busy_path(upload_id)):
            path.unlink(missing_ok=True)

    def older_than(self, at: datetime) -> Iterator[Path]:
        """Files nobody has written to since an instant."""
        for path in self.root.iterdir():
            try:
                if path.stat().st_mtime * 1000 < clock.to_ms(at):
                    yield path
            except FileNotFoundError:
                continue  # it became whole this moment

    def _busy_path(self, upload_id: UUID) -> Path:
        return self.root / f"{upload_id}.busy"

    @contextmanager
    def _busy(self, upload_id: UUID) -> Iterator[None]:
        """Let others see that bytes are coming in."""
        lock = os.open(self._busy_path(upload_id), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_SH)
            yield
        finally:
            os.close(lock)

    @contextmanager
    def _open(self, upload_id: UUID) -> Iterator[int]:
        file = os.open(self.path(upload_id), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            yield file
        finally:
            os.close(file)


def _locked(lock: int) -> bool:
    """Whether nobody is writing; gives the lock back at once."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    fcntl.flock(lock, fcntl.LOCK_UN)
    return True


def _append(file: int, piece: bytes, offset: int) -> int:
    # A request whose phone is long gone may still be waiting here while its successor goes on: so the lock is held for one
    # piece only, and the file's size decides whose turn it is.
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        if os.fstat(file).st_size != offset:
            raise Problem("tus_offset")
        written = 0
        while written < len(piece):
            written += os.pwrite(file, piece[written:], offset + written)
        return offset + written
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)
