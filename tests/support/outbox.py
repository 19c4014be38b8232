"""A simulated phone's own database: what it saved, in order, and what it was answered. Durable before `save` returns."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Saved:
    """An entry as it was frozen when it was saved."""

    seq: int
    id: str
    kind: str
    raw: bytes
    receipt: dict[str, Any] | None


class Outbox:
    """Entries and a few settings in one SQLite file (or in memory, where only speed is asked for)."""

    def __init__(self, path: Path | None = None) -> None:
        self._db = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS entry (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, kind TEXT, raw BLOB, receipt TEXT)"
        )
        self._db.execute("CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT)")

    def next_seq(self) -> int:
        return int(self._db.execute("SELECT coalesce(max(seq), 0) + 1 FROM entry").fetchone()[0])

    def save(self, entries: Iterable[Saved]) -> None:
        """All of them or none, durably."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany(
            "INSERT INTO entry (seq, id, kind, raw) VALUES (?, ?, ?, ?)",
            [(one.seq, one.id, one.kind, one.raw) for one in entries],
        )
        self._db.execute("COMMIT")

    def unsent(self, limit: int) -> list[Saved]:
        """The oldest entries without a receipt."""
        return self._saved("WHERE receipt IS NULL ORDER BY seq LIMIT ?", (limit,))

    def all(self) -> list[Saved]:
        return self._saved("ORDER BY seq", ())

    def newest(self) -> dict[str, Any] | None:
        """The last receipt that isn't a conflict's: what a restored server may have forgotten."""
        found = self._db.execute("SELECT receipt FROM entry WHERE receipt IS NOT NULL ORDER BY seq DESC LIMIT 20").fetchall()
        receipts = [json.loads(text) for (text,) in found]
        return next((one for one in receipts if one["id"] is not None and one["outcome"] != "conflict"), None)

    def above(self, marks: dict[str, int]) -> list[Saved]:
        """Entries whose receipts stand above some marks (home → change_seq): what a restored server may have forgotten."""
        return [
            one for one in self.all()
            if one.receipt is not None and one.receipt["mark"]["change_seq"] > marks.get(str(one.receipt["mark"]["home"]), 0)
        ]  # fmt: skip

    def _saved(self, tail: str, values: tuple[Any, ...]) -> list[Saved]:
        rows = self._db.execute(f"SELECT seq, id, kind, raw, receipt FROM entry {tail}", values)
        return [Saved(seq, id_, kind, raw, json.loads(receipt) if receipt else None) for seq, id_, kind, raw, receipt in rows]

    def receive(self, receipts: Iterable[tuple[int, dict[str, Any]]]) -> None:
        """Write down receipts by seq."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany("UPDATE entry SET receipt = ? WHERE seq = ?", [(json.dumps(one), seq) for seq, one in receipts])
        self._db.execute("COMMIT")

    def offer_again(self, seqs: Iterable[int]) -> None:
        """Put entries back among the unsent."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany("UPDATE entry SET receipt = NULL WHERE seq = ?", [(seq,) for seq in seqs])
        self._db.execute("COMMIT")

    def get(self, name: str) -> str | None:
        found = self._db.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def put(self, name: str, value: str) -> None:
        self._db.execute(
            "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value)
        )

    def close(self) -> None:
        self._db.close()
