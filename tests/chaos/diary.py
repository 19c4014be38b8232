"""What one reader's phones said and were answered: the only thing that a checker may believe."""

import json
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.outbox import Saved

Receipt = dict[str, Any]


@dataclass(frozen=True)
class Acknowledged:
    """The bytes of an entry, and a receipt that reached the phone."""

    raw: bytes
    receipt: Receipt


class Diary:
    """Appended to by several threads; also written to a file, to look things up after a storm."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._file = path.open("a")
        self.said: list[bytes] = []
        self.acknowledged: list[Acknowledged] = []
        # (visit, hash) of photos that the server said it has whole.
        self.photos: list[tuple[str, str, int]] = []

    def say(self, entries: list[Saved]) -> None:
        """These bytes are about to be sent."""
        with self._lock:
            self.said += [one.raw for one in entries]

    def hear(self, entries: list[Saved], receipts: list[Receipt]) -> None:
        """These receipts came back, in the order of the entries."""
        with self._lock:
            for one, receipt in zip(entries, receipts, strict=True):
                self.acknowledged.append(Acknowledged(one.raw, receipt))
                self._file.write(json.dumps({"raw": one.raw.decode("utf-8", "replace"), "receipt": receipt}) + "\n")

    def photo_received(self, visit_id: str, sha256: str, size: int) -> None:
        with self._lock:
            self.photos.append((visit_id, sha256, size))
            self._file.write(json.dumps({"visit": visit_id, "photo": sha256}) + "\n")

    def close(self) -> None:
        self._file.close()
