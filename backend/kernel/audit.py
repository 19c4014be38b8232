"""The audit trail (P9): who did what to what, when, in a chain a home, written in the transaction of the deed itself.

Each line's hash covers the line and the hash before it, so that no line can be altered, left out or moved unseen. Personal
text lies in a table of its own, so that it can be erased; the line keeps a salted digest of it, which then says nothing more.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal, cast

import msgspec
from sqlalchemy import BigInteger, Index, String, Table, and_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.kernel import canonical, clock
from backend.kernel.changes import GENESIS, Head, append, link
from backend.kernel.db import Base, Home, Instant, Json


class AuditLine(Base):
    """One deed. The database forbids updating and deleting it."""

    __tablename__ = "audit_line"
    home: Mapped[Home] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[Instant]
    actor_kind: Mapped[str] = mapped_column(String(10))
    actor_id: Mapped[str] = mapped_column(String(64))
    on_behalf: Mapped[str | None] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(40))
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[str] = mapped_column(String(64))
    detail: Mapped[Json]
    personal_digest: Mapped[str | None] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    __table_args__ = (Index("ix_audit_line_subject", "home", "subject_kind", "subject_id"), {"info": {"immutable": True}})


class AuditPersonal(Base):
    """Personal text of a line. May be erased, not altered."""

    __tablename__ = "audit_personal"
    home: Mapped[Home] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)  # the line's personal_digest
    salt: Mapped[str] = mapped_column(String(32))
    content: Mapped[Json]


_TABLE = cast("Table", AuditLine.__table__)


@dataclass(frozen=True)
class Actor:
    """Who acts: a person, a device, a customer by invitation, or the system itself; perhaps on behalf of somebody else."""

    kind: Literal["person", "device", "customer", "system"]
    id: str
    on_behalf: str | None = None


SYSTEM = Actor("system", "server")


def record(
    session: Session,
    *,
    home: int,
    actor: Actor,
    action: str,
    subject: tuple[str, str],
    detail: Mapping[str, Any],
    personal: Mapping[str, Any] | None = None,
) -> None:
    """Write an audit line at the end of the unit of work. `detail` holds no personal text and no floats; `personal` may."""
    row = {
        "at": clock.now(),
        "actor_kind": actor.kind,
        "actor_id": actor.id,
        "on_behalf": actor.on_behalf,
        "action": action,
        "subject_kind": subject[0],
        "subject_id": subject[1],
        "detail": msgspec.to_builtins(detail),
        "personal_digest": None,
    }
    if personal is not None:
        salt, content = secrets.token_hex(16), msgspec.to_builtins(personal)
        row["personal_digest"] = _personal_digest(salt, content)
        session.add(AuditPersonal(home=home, digest=row["personal_digest"], salt=salt, content=content))
    append(session, _TABLE, home=home, digest=_digest(home, row), row=row)


def _personal_digest(salt: str, content: Any) -> str:
    return sha256(salt.encode() + canonical.dumps(content)).hexdigest()


_SAID = ("actor_kind", "actor_id", "on_behalf", "action", "subject_kind", "subject_id", "detail", "personal_digest")


def _digest(home: int, row: Mapping[str, Any]) -> str:
    return canonical.digest({name: row[name] for name in _SAID} | {"home": home, "at": clock.to_ms(row["at"])})


@dataclass(frozen=True)
class Fault:
    """Something wrong with the trail at a line: missing (up to `through`), altered (or moved), head_differs, personal_altered."""

    home: int
    seq: int
    what: Literal["missing", "altered", "head_differs", "personal_altered"]
    through: int | None = None

    def __str__(self) -> str:
        lines = f"line {self.seq}" if self.through is None else f"lines {self.seq} to {self.through}"
        return f"{lines}: {_WORDS[self.what]}"


_WORDS = {
    "missing": "missing",
    "altered": "altered, or moved from another place",
    "head_differs": "the trail's head says that it ends elsewhere",
    "personal_altered": "the personal text that belongs to it was altered",
}


def _gap(home: int, first: int, last: int) -> list[Fault]:
    return [] if first > last else [Fault(home, first, "missing", last if last > first else None)]


def verify(session: Session, home: int) -> list[Fault]:
    """Walk a home's chain from its beginning and name every line that isn't as it was written.

    An end that was cut off together with its head can't be seen from here: only what stands elsewhere knows of it.
    """
    faults: list[Fault] = []
    before, expected = GENESIS, 1
    personal = and_(AuditPersonal.home == AuditLine.home, AuditPersonal.digest == AuditLine.personal_digest)
    query = (
        select(*_TABLE.c, AuditPersonal.salt, AuditPersonal.content)
        .outerjoin(AuditPersonal, personal)
        .where(AuditLine.home == home)
        .order_by(AuditLine.seq)
        .execution_options(yield_per=1000)
    )
    for found in session.execute(query).mappings():
        row: dict[str, Any] = {str(name): value for name, value in found.items()}
        faults += _gap(home, expected, row["seq"] - 1)
        # The line after a gap can't be judged: its predecessor's hash is gone.
        if row["seq"] == expected and link(before, row["seq"], _digest(home, row)) != row["hash"]:
            faults.append(Fault(home, row["seq"], "altered"))
        if row["salt"] is not None and _personal_digest(row["salt"], row["content"]) != row["personal_digest"]:
            faults.append(Fault(home, row["seq"], "personal_altered"))
        # Go on from what is written, so that one bad line is named once.
        before, expected = row["hash"], row["seq"] + 1
    head = session.execute(select(Head.audit_seq, Head.audit_hash).where(Head.home == home)).one_or_none()
    reached = head.audit_seq if head is not None else 0
    faults += _gap(home, expected, reached)
    if expected - 1 > reached or (expected - 1 == reached and head is not None and head.audit_hash != before):
        faults.append(Fault(home, expected - 1, "head_differs"))
    return faults
