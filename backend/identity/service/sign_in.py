"""Signing in and out, with sessions that expire and can be revoked."""

from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from backend.identity import queries
from backend.identity.models import SignedIn, SignInAttempt
from backend.identity.queries import PersonView
from backend.identity.rules import slowing
from backend.identity.service.passwords import is_right
from backend.kernel import clock
from backend.kernel.audit import Actor, record
from backend.kernel.ids import new_id, new_token, token_digest
from backend.kernel.principal import Principal
from backend.kernel.problems import Problem

# A session ends when it isn't used for so long, and at the latest after so long.
IDLE = timedelta(hours=12)
LONGEST = timedelta(days=30)
# Writing down every request would make each a write.
SEEN_EVERY = timedelta(minutes=5)


def _digest(text: str) -> str:
    return sha256(text.strip().lower().encode()).hexdigest()


def begin(session: Session, *, login: str, address: str) -> UUID:
    """Count an attempt, as failed for the time being, and answer its id; `sign_in_slowed` while there is a wait.

    Counted before the password is looked at, so that many guesses at once don't slip through together.
    """
    account, origin, now = _digest(login), _digest(address), clock.now()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(account))))
    of_account, of_address = queries.failures(session, account=account, address=origin, since=now - slowing.MEMORY)
    wait = max(
        slowing.pause(of_account, free=slowing.FREE_BY_ACCOUNT, now=now),
        slowing.pause(of_address, free=slowing.FREE_BY_ADDRESS, now=now),
    )
    if wait:
        raise Problem("sign_in_slowed", retry_after=wait, seconds=wait)
    attempt = SignInAttempt(id=new_id(), account=account, address=origin, at=now, succeeded=False)
    session.add(attempt)
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < now - timedelta(days=1)))
    return attempt.id


def succeed(session: Session, attempt_id: UUID) -> None:
    """An attempt was right after all."""
    session.execute(update(SignInAttempt).where(SignInAttempt.id == attempt_id).values(succeeded=True))


def check_password(session: Session, *, login: str, password: str) -> UUID | None:
    """The person whose login and password these are. Slow on purpose: never call it inside a write."""
    person = queries.by_login(session, login)
    right = is_right(password, person.password_hash if person is not None else None)
    return person.id if person is not None and right and person.active else None


def open_session(session: Session, *, person_id: UUID, attempt_id: UUID) -> tuple[str, PersonView]:
    """A new session's token, and who signed in."""
    succeed(session, attempt_id)
    person = queries.person(session, person_id)
    if person is None or not person.active:
        raise Problem("sign_in_failed")
    token, now = new_token(), clock.now()
    session.add(
        SignedIn(
            id=new_id(), token_hash=token_digest(token), person_id=person_id, created_at=now, seen_at=now, expires_at=now + IDLE
        )
    )
    record(
        session,
        home=person.home,
        actor=Actor("person", str(person_id)),
        action="sign_in",
        subject=("person", str(person_id)),
        detail={},
    )
    return token, person


def authenticate_session(session: Session, token: str) -> tuple[Principal, bool] | None:
    """Who a session's token belongs to, and whether its use should be written down; None when it doesn't hold."""
    now = clock.now()
    found = queries.session_by_token(session, token_digest(token))
    if found is None or found.revoked_at is not None or found.expires_at <= now:
        return None
    person = queries.person(session, found.person_id)
    if person is None or not person.active:
        return None
    principal = Principal(
        kind="person",
        role=person.role,
        person_id=person.id,
        holder_ids=frozenset({person.id}),
        branch_ids=person.branch_ids,
        session_id=found.id,
        home=person.home,
    )
    return principal, now - found.seen_at > SEEN_EVERY


def touch_session(session: Session, session_id: UUID) -> None:
    """Move a session's end on, because it is in use."""
    found = session.get(SignedIn, session_id)
    if found is not None:
        now = clock.now()
        found.seen_at = now
        found.expires_at = min(now + IDLE, found.created_at + LONGEST)


def purge_sessions(session: Session) -> None:
    """Forget sessions that ended long ago."""
    session.execute(delete(SignedIn).where(SignedIn.expires_at < clock.now() - LONGEST))


def sign_out(session: Session, *, session_id: UUID) -> None:
    live = update(SignedIn).where(SignedIn.id == session_id, SignedIn.revoked_at.is_(None))
    session.execute(live.values(revoked_at=clock.now()))
