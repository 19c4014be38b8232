"""What bears witness to the audit trail outside of it: lines that must be there, whatever the trail and its head say themselves.

A chain tells of every line that is altered, left out or moved, but not of an end that was cut off together with its head. Signed
receipts of days, and the cursors phones closed their days at (sealed, with the trail's hash at that moment), still remember it.
"""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.identity.service import server
from backend.kernel.audit import AuditLine
from backend.kernel.changes import Change, Head
from backend.sync.models import DayClose, DayReceipt
from backend.sync.queries import anchors
from backend.sync.rules import cursors
from backend.sync.rules.cursors import Cursor


@dataclass(frozen=True)
class Contradiction:
    """A witness the trail disagrees with: day_unwritten, past_differs (about a receipt, an entry), head_gone (about nothing)."""

    home: int
    what: Literal["day_unwritten", "past_differs", "head_gone"]
    about: str = ""

    def __str__(self) -> str:
        return _WORDS[self.what].format(about=self.about)


_WORDS = {
    "day_unwritten": "no line tells of the signed day receipt {about}: the trail was cut off before it",
    "past_differs": "the phone that closed a day with entry {about} remembers other lines: the trail was cut off or written anew",
    "head_gone": "there are changes or receipts of this branch, but its trail has no head: it was taken away whole",
}


def homes(session: Session) -> list[int]:
    """All that have a trail, or must have had one."""
    found: set[int] = set()
    for column in (Head.home, Change.home, DayReceipt.home):
        found |= set(session.scalars(select(column).distinct()))
    return sorted(found)


def contradictions(session: Session, home: int) -> list[Contradiction]:
    """What the witnesses of one home know that its trail doesn't say."""
    head = session.execute(select(func.count()).where(Head.home == home)).scalar_one()
    found = [] if head else [Contradiction(home, "head_gone")]
    written = set(session.scalars(select(AuditLine.subject_id).where(AuditLine.home == home, AuditLine.subject_kind == "day")))
    receipts = session.scalars(select(DayReceipt.id).where(DayReceipt.home == home).order_by(DayReceipt.made_at))
    found += [Contradiction(home, "day_unwritten", str(one)) for one in receipts if str(one) not in written]
    keys, life = server.mac_keys(session), str(server.incarnation(session))
    asked = select(DayClose.entry_id, DayClose.cursor).where(DayClose.home == home, DayClose.cursor.is_not(None))
    for row in session.execute(asked.order_by(DayClose.asked_at)).all():
        cursor: Cursor | None = cursors.decode(row.cursor, Cursor, keys)
        # Before a restore there was another past, which phones may still bring.
        if cursor is not None and cursor.incarnation == life and not anchors.hold(session, _of(cursor, home)):
            found.append(Contradiction(home, "past_differs", str(row.entry_id)))
    return found


def _of(cursor: Cursor, home: int) -> dict[str, tuple[int, str]]:
    return {key: anchor for key, anchor in cursor.anchors.items() if key == str(home)}
