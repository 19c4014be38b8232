"""Which life of the server this is, and the keys it signs with (DESIGN decisions 3 and 7, P8)."""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from backend.identity.models import Backup, ServerKey, ServerState
from backend.identity.service import courier_keys
from backend.identity.service.people import COMPANY
from backend.kernel import clock
from backend.kernel.audit import Actor, AuditLine, record
from backend.kernel.changes import Head
from backend.kernel.ids import new_id
from backend.kernel.problems import Problem
from backend.kernel.statements import Statement

# The daily job that tidies up.
TIDY = "server.tidy"


def begin(session: Session) -> None:
    """Give a new database its first incarnation and keys, and an older one those it hasn't; else nothing happens."""
    if session.get(ServerState, 1) is None:
        session.add(ServerState(id=1, incarnation=new_id(), since=clock.now()))
        _new_keys(session)
        session.flush()
    courier_keys.ensure(session)


def incarnation(session: Session) -> UUID:
    state = session.get(ServerState, 1)
    if state is None:
        raise Problem("unavailable")
    return state.incarnation


def rotate_incarnation(session: Session, *, reason: str, actor: Actor) -> UUID:
    """Begin a new life, because the database is older than what phones remember. Old keys are kept: what they signed holds."""
    state = session.get(ServerState, 1)
    if state is None:
        raise Problem("unavailable")
    before = state.incarnation
    state.incarnation, state.since = new_id(), clock.now()
    _new_keys(session)
    record(
        session,
        home=COMPANY,
        actor=actor,
        action="rotate_incarnation",
        subject=("server", str(state.incarnation)),
        detail={"before": before, "reason": reason},
    )
    return state.incarnation


def _new_keys(session: Session) -> None:
    at = clock.now()
    signing = Ed25519PrivateKey.generate().private_bytes_raw().hex()
    for purpose, secret in (("mac", secrets.token_hex(32)), ("signature", signing)):
        session.add(ServerKey(id=secrets.token_hex(8), purpose=purpose, secret=secret, created_at=at))


def _keys(session: Session, purpose: str) -> list[ServerKey]:
    newest_first = select(ServerKey).where(ServerKey.purpose == purpose).order_by(ServerKey.created_at.desc(), ServerKey.id)
    return list(session.scalars(newest_first))


def mac_keys(session: Session) -> list[bytes]:
    """All keys that receipts were ever authenticated with, the present one first."""
    return [bytes.fromhex(key.secret) for key in _keys(session, "mac")]


_MAC_KEY = Statement(
    lambda _: (
        select(ServerKey.secret).where(ServerKey.purpose == "mac").order_by(ServerKey.created_at.desc(), ServerKey.id).limit(1)
    )
)


def mac_key(session: Session) -> bytes:
    """The present one; asked for with every push."""
    (found,) = _MAC_KEY.all(session)
    return bytes.fromhex(found.secret)


def mac(session: Session, data: bytes) -> str:
    """HMAC-SHA256 in hex with the present key."""
    return hmac.new(mac_key(session), data, sha256).hexdigest()


def mac_holds(session: Session, data: bytes, claimed: str) -> bool:
    """Whether any key of ours made this MAC, in this life or an earlier one."""
    return any(hmac.compare_digest(hmac.new(key, data, sha256).hexdigest(), claimed) for key in mac_keys(session))


@dataclass(frozen=True)
class Signature:
    """An Ed25519 signature in hex, and which key made it."""

    key_id: str
    value: str


def sign(session: Session, data: bytes) -> Signature:
    key = _keys(session, "signature")[0]
    return Signature(key.id, Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key.secret)).sign(data).hex())


def public_keys(session: Session) -> dict[str, str]:
    """key id → public key in hex, of all lives."""
    keys = _keys(session, "signature")
    return {
        key.id: Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key.secret)).public_key().public_bytes_raw().hex()
        for key in keys
    }


def signature_holds(public_key: str, data: bytes, value: str) -> bool:
    """Whether a signature is right, needing nothing but the public key."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(value), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def note_backup(session: Session, *, marks: Mapping[int, int], place: str, actor: Actor) -> None:
    """A backup is finished and safe. `marks` are the heads read before its copy began: only what lies below is surely in it."""
    session.add(Backup(id=new_id(), made_at=clock.now(), marks={str(home): seq for home, seq in marks.items()}, place=place))
    record(session, home=COMPANY, actor=actor, action="back_up", subject=("server", place[:64]), detail={"place": place})


def backed_up_through(session: Session) -> dict[int, int]:
    """home → change_seq that the last safe backup holds; empty when there was none."""
    marks = session.scalar(select(Backup.marks).order_by(Backup.made_at.desc()).limit(1))
    return {int(home): int(seq) for home, seq in (marks or {}).items()}


def last_deed(session: Session) -> datetime | None:
    """When the last deed that the database knows of was done."""
    newest = select(func.max(AuditLine.at)).join(Head, and_(AuditLine.home == Head.home, AuditLine.seq == Head.audit_seq))
    return session.scalar(newest)
