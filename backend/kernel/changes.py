"""Changes without gaps (DESIGN decision 4).

A sequence taken before the commit loses updates: a reader may see number 8 before number 7 is committed. So each home has one
head row, locked last before the commit, homes in ascending order; what is numbered is numbered under that lock. Whoever has
seen everything up to a number has then seen everything below it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, Index, String, and_, delete, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.kernel import clock
from backend.kernel.db import Base, Home, Id, Instant, Json, insert_rows, update_rows
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


@dataclass
class HeadState:
    """A locked head, counted on in memory and written back once."""

    home: int
    change_seq: int
    audit_seq: int
    audit_hash: str


UnderHeads = Callable[[Session, Mapping[int, HeadState]], None]


@dataclass
class _Pending:
    homes: set[int] = field(default_factory=set)
    changes: list[dict[str, Any]] = field(default_factory=list)
    others: dict[str, UnderHeads] = field(default_factory=dict)


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
    _pending(session, home).changes.append(
        {"home": home, "audience": audience, "kind": kind, "subject": subject, "detail": msgspec.to_builtins(detail)}
    )


def under_heads(session: Session, home: int, name: str, write: UnderHeads) -> None:
    """Have something else written under the head's lock at the end of the unit of work; once for its name."""
    _pending(session, home).others[name] = write


def seal(session: Session) -> dict[int, int]:
    """Lock the heads of all homes touched, number what is pending, and answer home → change_seq of this unit of work.

    Done by itself before the commit. A work may do it once itself, as its last step, when it must know the marks: from then
    on it holds the locks that everybody's commit waits for.
    """
    # Ordinary rows first: nothing else should be written while others wait for the heads.
    session.flush()
    marks: dict[int, int] = session.info.setdefault(_MARKS, {})
    pending: _Pending | None = session.info.pop(_PENDING, None)
    if pending is None:
        return dict(marks)
    states = _lock(session, sorted(pending.homes))
    at = clock.now()
    for change in pending.changes:
        state = states[change["home"]]
        state.change_seq += 1
        change["seq"] = state.change_seq
        change["at"] = at
    insert_rows(session, Change, pending.changes)
    for write in pending.others.values():
        write(session, states)
    update_rows(
        session,
        Head,
        [
            {"home": s.home, "change_seq": s.change_seq, "audit_seq": s.audit_seq, "audit_hash": s.audit_hash}
            for s in states.values()
        ],
        key=("home",),
    )
    marks.update({home: state.change_seq for home, state in states.items()})
    return dict(marks)


def _lock(session: Session, homes: Sequence[int]) -> dict[int, HeadState]:
    query = (
        select(Head.home, Head.change_seq, Head.audit_seq, Head.audit_hash)
        .where(Head.home.in_(homes))
        .order_by(Head.home)
        .with_for_update()
    )
    found = session.execute(query).all()
    if len(found) < len(homes):
        insert_rows(session, Head, [{"home": home} for home in homes], ignore_conflicts=True)
        found = session.execute(query).all()
    return {row.home: HeadState(*row) for row in found}


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
    for state in _lock(session, [home]).values():
        session.execute(delete(Change).where(Change.home == state.home, Change.seq <= through))
        update_rows(session, Head, [{"home": home, "pruned_seq": through}], key=("home",))
    return len(oldest) == limit and through == oldest[-1].seq
