"""A scratch file between reading and writing: whole files are checked before a row is written, with memory that stays flat.

It is a SQLite database of its own, thrown away afterwards: what rows state of things by natural key, what is known of those
things, and the rows to be written, ready for either database.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from backend.imports.rules.kind import Entity
from backend.kernel.loading import Scalar

_SEPARATOR = "\x1f"
_FLUSH = 1000


@dataclass(slots=True)
class Stated:
    """What the rows of a file together state of one thing. `row` and `sheet` are where it was first named."""

    key: tuple[str, ...]
    row: int
    sheet: str
    attributes: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """A thing that exists, or will: its id (hexadecimal), its home, its branch, and a little more, by entity."""

    id: str
    home: int
    branch_id: int | None = None
    more: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A row says something else of a thing than an earlier one."""

    key: tuple[str, ...]
    attribute: str
    other_row: int


@dataclass(frozen=True)
class Target:
    """Rows that go into a table: new ones (`key` empty), or new values of the ones with a key.

    `late`: new rows that belong to things which exist already, so that they may be seen only with the rest of the file.
    """

    table: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    late: bool = False

    @property
    def name(self) -> str:
        if self.key:
            return "_".join((self.table, "change", *self.columns))
        return f"{self.table}_{'late' if self.late else 'new'}"


def _joined(key: Sequence[str]) -> str:
    return _SEPARATOR.join(key)


class Stage:
    """The scratch file. Use as a context manager: it is removed at the end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.executescript(
            """
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32768; PRAGMA temp_store = FILE;
            CREATE TABLE stated (entity TEXT, key TEXT, line INTEGER, sheet TEXT, attributes BLOB, PRIMARY KEY (entity, key))
                WITHOUT ROWID;
            CREATE TABLE known (entity TEXT, key TEXT, id TEXT, home INTEGER, branch_id INTEGER, more TEXT,
                PRIMARY KEY (entity, key)) WITHOUT ROWID;
            """
        )
        self._targets: dict[str, Target] = {}
        self._waiting: dict[str, list[Sequence[Scalar]]] = {}

    def __enter__(self) -> Self:
        self._db.execute("BEGIN")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._db.close()
        self._path.unlink(missing_ok=True)

    @property
    def db(self) -> sqlite3.Connection:
        """For what has tables of its own here."""
        return self._db

    # ---- what is stated

    def state(self, entity: Entity, statements: Sequence[Stated]) -> list[tuple[Stated, Contradiction]]:
        """Add what rows state; answers the ones that contradict earlier rows, which are not added."""
        merged: dict[str, Stated] = {}
        wrong = []
        before = self._stated_by_key(entity, {_joined(each.key) for each in statements})
        for each in statements:
            key = _joined(each.key)
            earlier = merged.get(key) or before.get(key)
            if earlier is None:
                merged[key] = each
                continue
            clash = next((name for name, value in each.attributes.items() if earlier.attributes.get(name, value) != value), None)
            if clash is not None:
                wrong.append((each, Contradiction(each.key, clash, earlier.row)))
                continue
            earlier.attributes = {**earlier.attributes, **each.attributes}
            merged[key] = earlier
        self._db.executemany(
            "INSERT OR REPLACE INTO stated VALUES (?, ?, ?, ?, ?)",
            [(entity, key, each.row, each.sheet, msgspec.json.encode(each.attributes)) for key, each in merged.items()],
        )
        return wrong

    def _stated_by_key(self, entity: Entity, keys: Iterable[str]) -> dict[str, Stated]:
        return {_joined(each.key): each for each in self._select(entity, list(keys))}

    def _select(self, entity: Entity, keys: Sequence[str]) -> Iterator[Stated]:
        for start in range(0, len(keys), 5000):
            some = keys[start : start + 5000]
            marks = ",".join("?" * len(some))
            query = f"SELECT key, line, sheet, attributes FROM stated WHERE entity = ? AND key IN ({marks})"
            yield from (_stated(row) for row in self._db.execute(query, (entity, *some)).fetchall())

    def chunks(self, entity: Entity, size: int = 1000) -> Iterator[list[Stated]]:
        """Everything stated of an entity, by key; things whose key begins alike come in one chunk."""
        after = ""
        while True:
            query = "SELECT key, line, sheet, attributes FROM stated WHERE entity = ? AND key > ? ORDER BY key LIMIT ?"
            rows = self._db.execute(query, (entity, after, size)).fetchall()
            if not rows:
                return
            after = rows[-1][0]
            # The rest of the last thing's kin, up to the separator's successor.
            kin = after.split(_SEPARATOR)[0] + _SEPARATOR
            query = (
                "SELECT key, line, sheet, attributes FROM stated WHERE entity = ? AND key > ? AND key >= ? AND key < ? ORDER BY 1"
            )
            rest = self._db.execute(query, (entity, after, kin, kin[:-1] + "\x20")).fetchall()
            if rest:
                after = rest[-1][0]
            yield [_stated(row) for row in (*rows, *rest)]

    def states(self, entity: Entity, key: tuple[str, ...]) -> bool:
        """Whether the file says anything of a thing."""
        query = "SELECT 1 FROM stated WHERE entity = ? AND key = ?"
        return self._db.execute(query, (entity, _joined(key))).fetchone() is not None

    def count(self, entity: Entity) -> int:
        found: int = self._db.execute("SELECT count(*) FROM stated WHERE entity = ?", (entity,)).fetchone()[0]
        return found

    # ---- what is known

    def know(self, entity: Entity, things: Mapping[tuple[str, ...], Known]) -> None:
        self._db.executemany(
            "INSERT OR REPLACE INTO known VALUES (?, ?, ?, ?, ?, ?)",
            [(entity, _joined(key), each.id, each.home, each.branch_id, each.more) for key, each in things.items()],
        )

    def known(self, entity: Entity, keys: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], Known]:
        found = {}
        wanted = [_joined(key) for key in keys]
        for start in range(0, len(wanted), 5000):
            some = wanted[start : start + 5000]
            marks = ",".join("?" * len(some))
            query = f"SELECT key, id, home, branch_id, more FROM known WHERE entity = ? AND key IN ({marks})"
            for key, *values in self._db.execute(query, (entity, *some)):
                found[tuple(key.split(_SEPARATOR))] = Known(*values)
        return found

    def known_under(self, entity: Entity, first: str) -> dict[tuple[str, ...], Known]:
        """The things whose key begins with a part and goes on: a meter's registers."""
        start = first + _SEPARATOR
        query = "SELECT key, id, home, branch_id, more FROM known WHERE entity = ? AND key >= ? AND key < ?"
        rows = self._db.execute(query, (entity, start, start[:-1] + "\x20")).fetchall()
        return {tuple(key.split(_SEPARATOR)): Known(*values) for key, *values in rows}

    # ---- what is to be written

    def put(self, target: Target, rows: Sequence[Sequence[Scalar]]) -> None:
        """Rows for a table: for new ones the columns' values, for changes the key's values first."""
        if not rows:
            return
        name = target.name
        if name not in self._targets:
            self._targets[name] = target
            width = len(target.key) + len(target.columns)
            self._db.execute(f'CREATE TABLE "to_{name}" ({", ".join(f"c{at}" for at in range(width))})')
        waiting = self._waiting.setdefault(name, [])
        waiting.extend(rows)
        if len(waiting) >= _FLUSH:
            self._flush(name)

    def _flush(self, name: str) -> None:
        rows = self._waiting.pop(name, [])
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self._db.executemany(f'INSERT INTO "to_{name}" VALUES ({marks})', rows)

    @property
    def targets(self) -> list[Target]:
        return list(self._targets.values())

    def rows_for(self, target: Target, size: int) -> Iterator[list[tuple[Scalar, ...]]]:
        """The rows of a target in the order they were put, in chunks."""
        self._flush(target.name)
        cursor = self._db.execute(f'SELECT * FROM "to_{target.name}" ORDER BY rowid')
        while rows := cursor.fetchmany(size):
            yield rows

    def size_of(self, target: Target) -> int:
        self._flush(target.name)
        found: int = self._db.execute(f'SELECT count(*) FROM "to_{target.name}"').fetchone()[0]
        return found


def _stated(row: tuple[str, int, str, bytes]) -> Stated:
    return Stated(tuple(row[0].split(_SEPARATOR)), row[1], row[2], msgspec.json.decode(row[3]))
