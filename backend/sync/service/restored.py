"""Finding out that the database was restored from a backup (DESIGN decision 7)."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.identity.models import ServerState
from backend.identity.service import server
from backend.kernel.audit import SYSTEM
from backend.kernel.ids import parse
from backend.sync.queries.journal import known_ids
from backend.sync.rules import receipts
from backend.sync.rules.entries import is_id
from backend.sync.rules.split import Push


class RestoredError(Exception):
    """A phone has seen something of a life of the server, the present one, that the database doesn't hold: it was restored."""

    def __init__(self, incarnation: str) -> None:
        super().__init__(incarnation)
        self.incarnation = incarnation


def begin_new_life(session: Session, *, instead_of: str, reason: str) -> None:
    """Turn the incarnation over; once, however many phones prove the same restore at the same time."""
    present = session.execute(select(ServerState.incarnation).with_for_update()).scalar_one()
    if str(present) == instead_of:
        server.rotate_incarnation(session, reason=reason, actor=SYSTEM)


def newest_id(push: Push) -> UUID | None:
    """The entry whose receipt a push shows, if it could prove anything."""
    newest = push.newest
    if newest is None or newest.get("outcome") == "conflict" or not is_id(newest.get("id")):
        return None
    return parse(newest["id"])


def shows_restore(session: Session, push: Push) -> bool:
    """Whether a push proves, by a receipt of our own from this very life, that the database has forgotten an entry.

    Counting alone wouldn't do: a restored database soon has as many changes again. A receipt that isn't ours proves nothing, so
    that nobody may bring a new life about by claiming one; nor does that of a conflict, whose id is another entry's.
    """
    entry_id = newest_id(push)
    if entry_id is None or push.newest is None or push.incarnation != str(server.incarnation(session)):
        return False
    if not any(receipts.is_ours(push.newest, key) for key in server.mac_keys(session)):
        return False
    return entry_id not in known_ids(session, [entry_id])
