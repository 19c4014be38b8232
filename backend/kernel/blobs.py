"""Where photos and files lie: a folder, or an S3-compatible store. A put that has returned survives a power cut."""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store as ObstoreS3

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig, S3Config  # only there for type checkers

# Keys are ours, never a user's text: so no path can climb out of the folder.
_KEY = re.compile(r"[a-z0-9_-]+(?:/[a-z0-9._-]+)*")
_PIECE = 1024 * 1024
# How S3-compatible stores say that they have no room.
_FULL = ("507 ", "StorageFull", "QuotaExceeded")


class BlobMissingError(KeyError):
    """There are no such bytes."""


class StoreAwayError(Exception):
    """The store can't be reached, or refuses; nothing was stored. `full`: it has no room."""

    def __init__(self, text: str, *, full: bool = False) -> None:
        super().__init__(text)
        self.full = full


class BlobStore(Protocol):
    """Bytes by key ("photos/ab/cdef…"). Keys: lower-case words, digits, . _ - in parts divided by /.

    StoreAwayError from any of these when the store can't be asked; a folder's OSErrors pass through.
    """

    def put(self, key: str, content: bytes | Path) -> None:
        """Store bytes, or move a file's bytes in; durable on return. The same key is overwritten whole or not at all."""

    def read(self, key: str, start: int = 0, length: int | None = None) -> bytes:
        """Some or all bytes; BlobMissingError."""

    def stream(self, key: str) -> Iterator[bytes]:
        """All bytes in pieces; BlobMissingError before the first."""

    def size(self, key: str) -> int:
        """How many bytes; BlobMissingError."""

    def exists(self, key: str) -> bool: ...

    def delete(self, key: str) -> None:
        """Remove; nothing happens when it isn't there."""

    def keys(self, prefix: str = "") -> Iterator[str]:
        """All keys below a prefix that ends with /, or all there are."""


def _checked(key: str) -> str:
    if _KEY.fullmatch(key) is None or ".." in key:
        raise ValueError("not a key")
    return key


def fsync_folder(folder: Path) -> None:
    """Make a new name in a folder durable: without this a power cut may take the file's name away."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unless_missing(error: OSError) -> None:
    """A folder that nothing was put into yet has no keys; one that can't be read is another matter."""
    if not isinstance(error, FileNotFoundError):
        raise error


class LocalStore:
    """A folder. Written beside, synced, renamed, and the folder synced: obstore's own local store never syncs."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._new = root / ".new"
        self._new.mkdir(parents=True, exist_ok=True)

    def _path(self, key: str) -> Path:
        return self.root / _checked(key)

    def put(self, key: str, content: bytes | Path) -> None:
        path = self._path(key)
        if isinstance(content, Path) and content.stat().st_dev == self._new.stat().st_dev:
            source = content
            handle = os.open(source, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        else:
            source = self._new / secrets.token_hex(16)
            try:
                self._write(source, content)
            except BaseException:
                source.unlink(missing_ok=True)
                raise
        self._make_folder(path.parent)
        source.replace(path)
        fsync_folder(path.parent)

    @staticmethod
    def _write(target: Path, content: bytes | Path) -> None:
        with target.open("xb") as file:
            if isinstance(content, bytes):
                file.write(content)
            else:
                with content.open("rb") as whole:
                    while piece := whole.read(_PIECE):
                        file.write(piece)
            file.flush()
            os.fsync(file.fileno())

    def _make_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            self._make_folder(folder.parent)
            folder.mkdir(exist_ok=True)
            fsync_folder(folder.parent)

    def read(self, key: str, start: int = 0, length: int | None = None) -> bytes:
        try:
            with self._path(key).open("rb") as file:
                file.seek(start)
                return file.read(-1 if length is None else length)
        except FileNotFoundError as error:
            raise BlobMissingError(key) from error

    def stream(self, key: str) -> Iterator[bytes]:
        try:
            file = self._path(key).open("rb")
        except FileNotFoundError as error:
            raise BlobMissingError(key) from error
        with file:
            while piece := file.read(_PIECE):
                yield piece

    def size(self, key: str) -> int:
        try:
            return self._path(key).stat().st_size
        except FileNotFoundError as error:
            raise BlobMissingError(key) from error

    def exists(self, key: str) -> bool:
        return self._path(key).is_file()

    def delete(self, key: str) -> None:
        path = self._path(key)
        if path.is_file():
            path.unlink()
            fsync_folder(path.parent)

    def keys(self, prefix: str = "") -> Iterator[str]:
        start = self.root / prefix if prefix else self.root
        for folder, folders, names in os.walk(start, onerror=_unless_missing):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                yield (Path(folder) / name).relative_to(self.root).as_posix()


# A phone waits for the answer: better a quick "try again later" than a request that hangs as long as the store does.
_PATIENCE = {"connect_timeout": "5s", "timeout": "60s"}
_RETRIES = {"max_retries": 2, "retry_timeout": timedelta(seconds=10)}


@contextmanager
def _answered(key: str) -> Iterator[None]:
    """Errors of the store as ours: there is no such key, or it couldn't be asked."""
    try:
        yield
    except (NotFoundError, FileNotFoundError) as error:
        raise BlobMissingError(key) from error
    except BaseError as error:
        text = str(error)
        raise StoreAwayError(text.partition("\n")[0], full=any(sign in text for sign in _FULL)) from error


class S3Store:
    """A bucket of an S3-compatible store: s3://bucket/prefix, with endpoint and credentials from the configuration."""

    def __init__(self, bucket: str, prefix: str = "", **options: str) -> None:
        plain = options.get("endpoint", "").startswith("http://")
        self._store = ObstoreS3(
            bucket,
            prefix=prefix or None,
            config=cast("S3Config", options),
            client_options=cast("ClientConfig", {**_PATIENCE, **({"allow_http": True} if plain else {})}),
            retry_config=cast("RetryConfig", _RETRIES),
        )

    def put(self, key: str, content: bytes | Path) -> None:
        source = _checked(key)
        if isinstance(content, Path) and not content.is_file():
            raise FileNotFoundError(content)
        with _answered(key):
            obstore.put(self._store, source, content)
        if isinstance(content, Path):
            content.unlink(missing_ok=True)

    def read(self, key: str, start: int = 0, length: int | None = None) -> bytes:
        with _answered(key):
            if start == 0 and length is None:
                return bytes(obstore.get(self._store, _checked(key)).bytes())
            size = self.size(key)
            end = size if length is None else min(size, start + length)
            return bytes(obstore.get_range(self._store, _checked(key), start=start, end=end)) if end > start else b""

    def stream(self, key: str) -> Iterator[bytes]:
        with _answered(key):
            for piece in obstore.get(self._store, _checked(key)).stream(min_chunk_size=_PIECE):
                yield bytes(piece)

    def size(self, key: str) -> int:
        with _answered(key):
            return int(obstore.head(self._store, _checked(key))["size"])

    def exists(self, key: str) -> bool:
        try:
            self.size(key)
        except BlobMissingError:
            return False
        return True

    def delete(self, key: str) -> None:
        with suppress(BlobMissingError), _answered(key):
            obstore.delete(self._store, _checked(key))

    def keys(self, prefix: str = "") -> Iterator[str]:
        with _answered(prefix):
            for batch in obstore.list(self._store, prefix=prefix or None):
                for item in batch:
                    yield str(item["path"])


def open_store(address: str, **options: str) -> BlobStore:
    """A store by its address: a folder's path, or s3://bucket/prefix."""
    if address.startswith("s3://"):
        bucket, _, prefix = address.removeprefix("s3://").partition("/")
        return S3Store(bucket, prefix.strip("/"), **options)
    return LocalStore(Path(address))
