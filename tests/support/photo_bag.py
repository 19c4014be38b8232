"""A simulated phone's photos on their way: kept durably until the server has them whole, sent by tus, resumed after a cut."""

import base64
import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.support.phone import Phone, RefusedError

_TUS = {"Tus-Resumable": "1.0.0"}
_PART = {**_TUS, "Content-Type": "application/offset+octet-stream"}
# The server knows nothing (more) of an upload: begin anew.
_GONE = (404, 410)


@dataclass(frozen=True)
class Kept:
    """A photo that isn't received yet, and the address of its upload where one was begun."""

    visit_id: str
    sha256: str
    data: bytes
    location: str | None


class PhotoBag:
    """Photos in one SQLite file, durable before `keep` returns."""

    def __init__(self, path: Path | str) -> None:
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS photo (visit_id TEXT, sha256 TEXT, data BLOB, location TEXT, received INTEGER DEFAULT 0, "
            "PRIMARY KEY (visit_id, sha256))"
        )

    def keep(self, visit_id: str, data: bytes) -> None:
        digest = hashlib.sha256(data).hexdigest()
        self._db.execute("INSERT INTO photo (visit_id, sha256, data) VALUES (?, ?, ?)", (visit_id, digest, data))

    def owed(self, limit: int = 1000) -> list[Kept]:
        """The oldest photos that aren't received."""
        found = "SELECT visit_id, sha256, data, location FROM photo WHERE NOT received ORDER BY rowid LIMIT ?"
        return [Kept(*row) for row in self._db.execute(found, (limit,))]

    def all(self) -> list[Kept]:
        return [Kept(*row) for row in self._db.execute("SELECT visit_id, sha256, data, location FROM photo ORDER BY rowid")]

    def send(self, phone: Phone, photo: Kept, *, piece: int | None = None) -> bool:
        """One step: all of it in one request, or, with `piece`, an address first and then so many bytes a request.

        Answers whether the server now has it whole. RefusedError, or OSError for the network.
        """
        if photo.location is not None:
            return self._go_on(phone, photo, piece or len(photo.data))
        metadata = ",".join(f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in self._named(phone, photo))
        headers = {**phone.headers, "Upload-Length": str(len(photo.data)), "Upload-Metadata": metadata}
        if piece is None:
            reply = phone.wire.send("POST", "/api/v1/photos", photo.data, {**headers, **_PART})
        else:
            reply = phone.wire.send("POST", "/api/v1/photos", None, {**headers, **_TUS})
        if reply.status != 201:
            raise RefusedError(reply)
        return self._note(photo, int(reply.headers["upload-offset"]), reply.headers["location"])

    @staticmethod
    def _named(phone: Phone, photo: Kept) -> list[tuple[str, str]]:
        taken_at = phone.now().isoformat()
        return [("sha256", photo.sha256), ("visit", photo.visit_id), ("mime", "image/jpeg"), ("taken_at", taken_at)]

    def _go_on(self, phone: Phone, photo: Kept, piece: int) -> bool:
        location = photo.location or ""
        asked = phone.wire.send("HEAD", location, None, {**phone.headers, **_TUS})
        if asked.status in _GONE:
            self._db.execute("UPDATE photo SET location = NULL WHERE visit_id = ? AND sha256 = ?", (photo.visit_id, photo.sha256))
            return False
        if asked.status != 200:
            raise RefusedError(asked)
        offset = int(asked.headers["upload-offset"])
        if offset < len(photo.data):
            part = photo.data[offset : offset + piece]
            reply = phone.wire.send("PATCH", location, part, {**phone.headers, **_PART, "Upload-Offset": str(offset)})
            if reply.status != 204:
                raise RefusedError(reply)
            offset = int(reply.headers["upload-offset"])
        return self._note(photo, offset, location)

    def _note(self, photo: Kept, offset: int, location: str) -> bool:
        whole = offset == len(photo.data)
        self._db.execute(
            "UPDATE photo SET location = ?, received = ? WHERE visit_id = ? AND sha256 = ?",
            (location, whole, photo.visit_id, photo.sha256),
        )
        return whole

    def offer_again(self, visit_ids: Iterable[str]) -> None:
        """The server was restored: photos of visits that it may have forgotten count as not received."""
        forgotten = [(visit_id,) for visit_id in visit_ids]
        self._db.executemany("UPDATE photo SET received = 0, location = NULL WHERE visit_id = ?", forgotten)

    def close(self) -> None:
        self._db.close()
