"""Changes without gaps (DESIGN decision 4).

A sequence taken before the commit loses updates: a reader may see number 8 before number 7 is committed. So each home has one
head row, locked last before the commit, homes in ascending order; what is numbered is numbered under that lock. Whoever has
seen everything up to a number has then seen everything below it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, Dialect, Index, String, Table, and_, bindparam, delete, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.kernel import bulk, clock, driver
from backend.kernel.db import Base, Home, Id, Instant, Json, insert_rows, update_rows
from backend.kernel.statements import Statement
from backend.kernel.work import before_commit

GENESIS = "0" * 64


class Head(Base):
    """How far a home's changes and its audit trail have come."""

    __tablename__ = "head"
    home: Mapped[Home] = mapped_column(primary_key=True, autoincrement=False)
    change_seq: Mapped[int] = mapped_column(BigInteger, default=0)
    # Changes up to here were pruned: a cursor below it restarts with a snapshot.
    pruned_seq: Mapped[int] = mapped_column(BigInteger, default=0)
    audit_seq: Mapped[int] = mapped_column(BigInteger, default=0)
    audit_hash: Mapped[str] = mapped_column(String(64), default=GENESIS)


class Change(Base):
    """Something a phone or a screen should learn, addressed to those it concerns."""

    __tablename__ = "change"
    home: Mapped[Home] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    audience: Mapped[str] = mapped_column(String(48))  # "person:<uuid>" | "branch:<int>"
    kind: Mapped[str] = mapped_column(String(30))
    subject: Mapped[Id]
    detail: Mapped[Json | None]
    at: Mapped[Instant]
    __table_args__ = (Index("ix_change_audience", "home", "audience", "seq"),)


@dataclass(frozen=True)
class Chain:
    """A hash chain that is continued under the head's lock: rows of `table`, each with its home and its content's digest.

    The table has the columns home, seq and hash besides the rows' own. What a row says is hashed before the lock; only the link
    to its predecessor is made under it.
    """

    table: Table
    rows: list[tuple[int, str, dict[str, Any]]] = field(default_factory=list)


def link(before: str, seq: int, digest: str) -> str:
    """A chain's next hash. PostgreSQL computes the same in `_SEAL`."""
    return sha256(f"{before}:{seq}:{digest}".encode()).hexdigest()


@dataclass
class _Pending:
    homes: set[int] = field(default_factory=set)
    changes: list[dict[str, Any]] = field(default_factory=list)
    chain: Chain | None = None


_PENDING = "changes_pending"
_MARKS = "changes_marks"


def _pending(session: Session, home: int) -> _Pending:
    pending: _Pending = session.info.setdefault(_PENDING, _Pending())
    pending.homes.add(home)
    before_commit(session, "seal", seal)
    return pending


def announce(
    session: Session, *, home: int, audience: str, kind: str, subject: UUID, detail: Mapping[str, Any] | None = None
) -> None:
    """Tell an audience ("person:<uuid>" or "branch:<int>") of a change; it is numbered at the end of the unit of work."""
    change = {"audience": audience, "kind": kind, "subject": subject, "detail": msgspec.to_builtins(detail), "at": clock.now()}
    _pending(session, home).changes.append({"home": home, **change})


def append(session: Session, table: Table, *, home: int, digest: str, row: dict[str, Any]) -> None:
    """Continue a home's hash chain at the end of the unit of work. There is one chain, so one table."""
    pending = _pending(session, home)
    if pending.chain is None:
        pending.chain = Chain(table)
    pending.chain.rows.append((home, digest, row))


def seal(session: Session) -> dict[int, int]:
    """Lock the heads of all homes touched, number what is pending, and answer home → change_seq of this unit of work.

    Done by itself before the commit. A work may do it once itself, as its last step, when it must know the marks: from then
    on it holds the locks that everybody's commit waits for.
    """
    # Ordinary rows first: nothing else should be written while others wait for the heads.
    session.flush()
    marks: dict[int, int] = session.info.setdefault(_MARKS, {})
    pending: _Pending | None = session.info.pop(_PENDING, None)
    if pending is not None:
        for home in sorted(pending.homes):
            changes = [change for change in pending.changes if change["home"] == home]
            chain = pending.chain or Chain(Head.__table__)  # type: ignore[arg-type]  # a mapped class's table is a Table
            rows = [(digest, row) for of, digest, row in chain.rows if of == home]
            seal_home = _seal_at_once if session.get_bind().dialect.name == "postgresql" else _seal_by_hand
            marks[home] = seal_home(session, home, changes, chain.table, rows)
    return dict(marks)


Links = Sequence[tuple[str, dict[str, Any]]]


_HEAD = Statement(lambda _: select(Head.change_seq, Head.audit_seq, Head.audit_hash).where(Head.home == bindparam("home")))


def _seal_by_hand(session: Session, home: int, changes: list[dict[str, Any]], table: Table, rows: Links) -> int:
    """On SQLite: there is one writer, so reading the head is locking it."""
    head = _HEAD.first(session, home=home)
    if head is None:
        insert_rows(session, Head, [{"home": home}])
        (head,) = _HEAD.all(session, home=home)
    change_seq, audit_seq, audit_hash = head
    numbered = [{**change, "seq": seq} for seq, change in enumerate(changes, start=change_seq + 1)]
    linked = []
    for digest, row in rows:
        audit_seq += 1
        audit_hash = link(audit_hash, audit_seq, digest)
        linked.append({**row, "home": home, "seq": audit_seq, "hash": audit_hash})
    insert_rows(session, Change, numbered)
    insert_rows(session, table, linked)
    reached = {"home": home, "change_seq": change_seq + len(changes), "audit_seq": audit_seq, "audit_hash": audit_hash}
    update_rows(session, Head, [reached], key=("home",))
    return int(reached["change_seq"])


# On PostgreSQL in one statement: the lock on a home's head is what all its writers wait for, and each round trip under it costs
# them all. The head is locked first, the rest is computed from it.
_SEAL = """
WITH RECURSIVE locked AS MATERIALIZED (
    SELECT home, change_seq, audit_seq, audit_hash FROM head WHERE home = %s FOR UPDATE
), lines AS MATERIALIZED (
    SELECT * FROM json_to_recordset(%s::json) AS r(n int, digest text{typed})
), chain AS (
    SELECT 0 AS n, audit_seq AS seq, audit_hash::text AS hash FROM locked
    UNION ALL
    SELECT c.n + 1, c.seq + 1, encode(sha256(convert_to(c.hash || ':' || (c.seq + 1) || ':' || l.digest, 'UTF8')), 'hex')
    FROM chain c JOIN lines l ON l.n = c.n + 1
){linked}, announced AS (
    INSERT INTO change (home, seq, audience, kind, subject, detail, at)
    SELECT k.home, k.change_seq + r.n, r.audience, r.kind, r.subject, r.detail, r.at
    FROM locked k CROSS JOIN json_to_recordset(%s::json)
        AS r(n int, audience varchar, kind varchar, subject uuid, detail jsonb, at bigint)
)
UPDATE head SET change_seq = head.change_seq + %s, audit_seq = last.seq, audit_hash = last.hash
FROM (SELECT seq, hash FROM chain ORDER BY n DESC LIMIT 1) AS last
WHERE head.home = %s RETURNING head.change_seq
"""


@lru_cache(maxsize=64)
def _seal_statement(shape: bulk.Shape | None, dialect: Dialect) -> str:
    if shape is None:
        return _SEAL.format(typed="", linked="")
    typed = "".join(f', "{column.name}" {column.type.compile(dialect)}' for column in shape.columns)
    names = ", ".join(f'"{name}"' for name in shape.names)
    values = ", ".join(f'l."{name}"' for name in shape.names)
    linked = (
        f', linked AS (INSERT INTO "{shape.table.name}" (home, seq, hash, {names}) '
        f"SELECT k.home, c.seq, c.hash, {values} FROM locked k CROSS JOIN chain c JOIN lines l ON l.n = c.n)"
    )
    return _SEAL.format(typed=typed, linked=linked)


def _seal_at_once(session: Session, home: int, changes: list[dict[str, Any]], table: Table, rows: Links) -> int:
    connection = session.connection()
    shape = bulk.Shape(table, tuple(rows[0][1])) if rows else None
    lines: list[dict[str, Any]] = []
    if shape is not None:
        plain = bulk.as_plain(shape, [row for _, row in rows])
        lines = [{"n": n, "digest": rows[n - 1][0], **row} for n, row in enumerate(plain, start=1)]
    news = [{**change, "n": n, "at": clock.to_ms(change["at"])} for n, change in enumerate(changes, start=1)]
    values = (home, _json(lines), _json(news), len(changes), home)
    statement = _seal_statement(shape, connection.dialect)
    found, _ = driver.execute(connection, statement, values, gives=True)
    if not found:
        insert_rows(session, Head, [{"home": home}], ignore_conflicts=True)
        found, _ = driver.execute(connection, statement, values, gives=True)
    return int(found[0][0])


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def heads(session: Session) -> dict[int, int]:
    """home → change_seq of all homes, as of this snapshot."""
    return {row.home: row.change_seq for row in session.execute(select(Head.home, Head.change_seq))}


@dataclass(frozen=True)
class News:
    """What a cursor is behind by. `cursor` is where to go on from; `restart` when the past was pruned (take a snapshot)."""

    changes: list[Change]
    cursor: dict[int, int]
    more: bool
    restart: bool


def since(session: Session, *, cursor: Mapping[int, int], audiences: Iterable[str], limit: int = 1000) -> News:
    """The changes for some audiences after a cursor (home → change_seq), in order of home and number.

    Read in one snapshot with the heads. A cursor newer than a head, which only a restored database can bring about, restarts.
    """
    states = session.execute(select(Head.home, Head.change_seq, Head.pruned_seq)).all()
    reached = {row.home: cursor.get(row.home, 0) for row in states}
    if any(reached[row.home] > row.change_seq or reached[row.home] < row.pruned_seq for row in states):
        return News([], {row.home: row.change_seq for row in states}, more=False, restart=True)
    behind = [row for row in states if reached[row.home] < row.change_seq]
    if not behind:
        return News([], reached, more=False, restart=False)
    query = (
        select(Change)
        .where(or_(*(and_(Change.home == row.home, Change.seq > reached[row.home]) for row in behind)))
        .where(Change.audience.in_(list(audiences)))
        .order_by(Change.home, Change.seq)
        .limit(limit + 1)
    )
    found = list(session.scalars(query))
    if len(found) <= limit:
        return News(found, {row.home: row.change_seq for row in states}, more=False, restart=False)
    # Homes before the one the page ends in are through; those after it haven't begun.
    last = found[limit - 1]
    cursor_now = {row.home: row.change_seq if row.home < last.home else reached[row.home] for row in states}
    cursor_now[last.home] = last.seq
    return News(found[:limit], cursor_now, more=True, restart=False)


def prune_before(session: Session, *, home: int, before: datetime, limit: int = 10_000) -> bool:
    """Forget a home's changes older than an instant, at most `limit` at once; True while there may be more.

    Phones whose cursor is older then start afresh.
    """
    oldest = session.execute(select(Change.seq, Change.at).where(Change.home == home).order_by(Change.seq).limit(limit)).all()
    through = max((row.seq for row in oldest if row.at < before), default=0)
    if through == 0:
        return False
    head = session.get_one(Head, home, with_for_update=True)
    head.pruned_seq = max(head.pruned_seq, through)
    session.execute(delete(Change).where(Change.home == home, Change.seq <= through))
    return len(oldest) == limit and through == oldest[-1].seq
