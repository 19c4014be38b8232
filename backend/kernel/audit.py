"""The audit trail (P9): who did what to what, when, in a chain a home, written in the transaction of the deed itself.

Each line's hash covers the line and the hash before it, so that no line can be altered, left out or moved unseen. Personal
text lies in a table of its own, so that it can be erased; the line keeps a salted digest of it, which then says nothing more.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

import msgspec
from sqlalchemy import BigInteger, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.kernel import canonical, clock
from backend.kernel.changes import GENESIS, Head, HeadState, under_heads
from backend.kernel.db import Base, Home, Instant, Json, insert_rows


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
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    salt: Mapped[str] = mapped_column(String(32))
    content: Mapped[Json]


@dataclass(frozen=True)
class Actor:
    """Who acts: a person, a device, a customer by invitation, or the system itself; perhaps on behalf of somebody else."""

    kind: Literal["person", "device", "customer", "system"]
    id: str
    on_behalf: str | None = None


SYSTEM = Actor("system", "server")

_LINES = "audit_lines"


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
    lines: list[dict[str, Any]] = session.info.setdefault(_LINES, [])
    lines.append(
        {
            "home": home,
            "actor_kind": actor.kind,
            "actor_id": actor.id,
            "on_behalf": actor.on_behalf,
            "action": action,
            "subject_kind": subject[0],
            "subject_id": subject[1],
            "detail": msgspec.to_builtins(detail),
            "personal": msgspec.to_builtins(personal),
        }
    )
    under_heads(session, home, "audit", _write)


def _write(session: Session, states: Mapping[int, HeadState]) -> None:
    lines: list[dict[str, Any]] = session.info.pop(_LINES, [])
    personal = []
    at = clock.now()
    for line in lines:
        state = states[line["home"]]
        content = line.pop("personal")
        line["personal_digest"] = None
        if content is not None:
            salt = secrets.token_hex(16)
            line["personal_digest"] = _personal_digest(salt, content)
            personal.append({"home": line["home"], "seq": state.audit_seq + 1, "salt": salt, "content": content})
        state.audit_seq += 1
        line |= {"seq": state.audit_seq, "at": at}
        line["hash"] = state.audit_hash = _chain(state.audit_hash, line)
    insert_rows(session, AuditLine, lines)
    insert_rows(session, AuditPersonal, personal)


def _personal_digest(salt: str, content: Any) -> str:
    return sha256(salt.encode() + canonical.dumps(content)).hexdigest()


_CHAINED = (
    "home",
    "seq",
    "actor_kind",
    "actor_id",
    "on_behalf",
    "action",
    "subject_kind",
    "subject_id",
    "detail",
    "personal_digest",
)


def _chain(before: str, line: Mapping[str, Any]) -> str:
    content = {name: line[name] for name in _CHAINED} | {"at": clock.to_ms(line["at"])}
    return sha256(before.encode() + canonical.dumps(content)).hexdigest()


@dataclass(frozen=True)
class Fault:
    """Something wrong with the trail at a line: missing, altered (or moved), head_differs, personal_altered."""

    home: int
    seq: int
    what: Literal["missing", "altered", "head_differs", "personal_altered"]


def verify(session: Session, home: int) -> list[Fault]:
    """Walk a home's chain from its beginning and name every line that isn't as it was written."""
    faults: list[Fault] = []
    texts = {
        row.seq: row
        for row in session.execute(
            select(AuditPersonal.seq, AuditPersonal.salt, AuditPersonal.content).where(AuditPersonal.home == home)
        )
    }
    before, expected = GENESIS, 1
    table = AuditLine.__table__
    query = select(*table.c).where(table.c.home == home).order_by(table.c.seq).execution_options(yield_per=1000)
    for found in session.execute(query).mappings():
        row: dict[str, Any] = {str(name): value for name, value in found.items()}
        faults += [Fault(home, seq, "missing") for seq in range(expected, row["seq"])]
        # The line after a gap can't be judged: its predecessor's hash is gone.
        if row["seq"] == expected and _chain(before, row) != row["hash"]:
            faults.append(Fault(home, row["seq"], "altered"))
        text = texts.get(row["seq"])
        if text is not None and _personal_digest(text.salt, text.content) != row["personal_digest"]:
            faults.append(Fault(home, row["seq"], "personal_altered"))
        # Go on from what is written, so that one bad line is named once.
        before, expected = row["hash"], row["seq"] + 1
    head = session.execute(select(Head.audit_seq, Head.audit_hash).where(Head.home == home)).one_or_none()
    reached = head.audit_seq if head is not None else 0
    faults += [Fault(home, seq, "missing") for seq in range(expected, reached + 1)]
    if expected - 1 > reached or (expected - 1 == reached and head is not None and head.audit_hash != before):
        faults.append(Fault(home, expected - 1, "head_differs"))
    return faults
