"""Links that open one task to its customer: signed, expiring, and kept only as a digest."""

import datetime as dt
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.fieldwork.models import Invitation
from backend.fieldwork.queries import tasks as queries
from backend.fieldwork.rules import tokens
from backend.kernel import clock
from backend.kernel.audit import Actor, record
from backend.kernel.db import insert_rows
from backend.kernel.ids import new_id, new_token, token_digest
from backend.kernel.problems import Problem

LONGEST_HOURS = 24 * 60
_OPEN_TO_CUSTOMERS = frozenset({"open", "skipped", "returned"})


def invite(session: Session, *, task_id: UUID, actor: Actor, hours: int, key: bytes) -> tuple[str, dt.datetime]:
    """A token for a task's customer, and when it expires. An earlier one for the task stops working.

    Problem not_found for an unknown task, task_done when it needs no reading any more, invalid for hours out of bounds.
    """
    task = queries.locked(session, [task_id]).get(task_id)
    if task is None:
        raise Problem("not_found")
    if task.state not in _OPEN_TO_CUSTOMERS:
        raise Problem("task_done", state=task.state)
    if not 1 <= hours <= LONGEST_HOURS:
        raise Problem("invalid", field="hours", largest=LONGEST_HOURS)
    now = clock.now()
    expires_at = now + dt.timedelta(hours=hours)
    token = tokens.signed(new_token(), expires_ms=clock.to_ms(expires_at), key=key)
    revoke(session, task_id=task_id)
    insert_rows(
        session, Invitation,
        [
            {
                "id": new_id(), "token_hash": token_digest(token), "home": task.home, "branch_id": task.branch_id,
                "task_id": task_id, "metering_point_id": task.metering_point_id, "created_by": UUID(actor.id),
                "created_at": now, "expires_at": expires_at, "used_at": None, "revoked_at": None,
            }
        ],
    )  # fmt: skip
    record(
        session, home=task.home, actor=actor, action="invite", subject=("task", str(task_id)),
        detail={"expires_at": clock.to_ms(expires_at)},
    )  # fmt: skip
    return token, expires_at


def redeem(session: Session, *, token: str, key: bytes) -> Invitation:
    """The invitation of a token. Problem invitation_invalid for a forged, expired, revoked or used one.

    A used one isn't one any more for a second reading; what it opened can still be looked at (`of_token`).
    """
    found = of_token(session, token=token, key=key)
    if found.used_at is not None:
        raise Problem("invitation_invalid")
    return found


def of_token(session: Session, *, token: str, key: bytes) -> Invitation:
    """The invitation of a token, used or not. Problem invitation_invalid for a forged, expired or revoked one.

    A forged one is refused by its signature, before the database is asked.
    """
    now = clock.now()
    if not tokens.is_signed(token, key=key, now_ms=clock.to_ms(now)):
        raise Problem("invitation_invalid")
    found = session.scalars(select(Invitation).where(Invitation.token_hash == token_digest(token))).first()
    if found is None or found.revoked_at is not None or found.expires_at <= now:
        raise Problem("invitation_invalid")
    return found


def use(session: Session, *, invitation_id: UUID) -> bool:
    """Mark an invitation used; whether it wasn't before, so that one reading comes of one invitation."""
    done = session.execute(
        update(Invitation).where(Invitation.id == invitation_id, Invitation.used_at.is_(None)).values(used_at=clock.now())
        .returning(Invitation.id)
    )  # fmt: skip
    return done.first() is not None


def revoke(session: Session, *, task_id: UUID) -> None:
    """Make every link of a task stop working."""
    session.execute(
        update(Invitation).where(Invitation.task_id == task_id, Invitation.revoked_at.is_(None)).values(revoked_at=clock.now())
    )
