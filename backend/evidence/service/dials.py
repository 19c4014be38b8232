"""Having the dial of a visit's photo read by the second reader, and keeping what it read.

What was typed is known above this room: the comparison rises as a job, and its result comes back down to be kept.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.evidence.models import Photo, PhotoDial, PhotoUse
from backend.evidence.rules.dial import Compared, Line
from backend.evidence.rules.dial_errand import VERSION, DialAnswer, line_of
from backend.grid.queries.installations import installations
from backend.kernel import jobs
from backend.kernel.db import insert_rows

READ = "evidence.read_dial"
RISE = "vee.photo_dial"


@dataclass(frozen=True)
class DialCommission:
    """A photo whose dial is to be read for a visit; `places`: how many digits its meter's registers have, decimals included."""

    home: int
    visit_id: UUID
    sha256: str
    places: tuple[int, ...]
    guide: dict[str, int] | None


def read_later(session: Session, *, home: int, visit_id: UUID, sha256: str) -> None:
    """Have the dial read: once is enough."""
    payload = {"home": home, "visit_id": str(visit_id), "sha256": sha256}
    jobs.enqueue(session, READ, payload, key=f"{READ}:{visit_id}:{sha256}")


def commission(session: Session, *, home: int, visit_id: UUID, sha256: str) -> DialCommission | None:
    """What is to be read; None when the photo isn't whole and readable, belongs to no meter, or has been read already."""
    use = session.get(PhotoUse, (home, visit_id, sha256))
    photo = session.get(Photo, (home, sha256))
    if use is None or photo is None or use.state != "whole" or not photo.readable or use.installation_id is None:
        return None
    before = session.get(PhotoDial, (home, visit_id, sha256))
    if before is not None and before.version >= VERSION:
        return None
    there = installations(session, [use.installation_id]).get(use.installation_id)
    places = sorted({register.digits + register.decimals for register in there.registers}) if there is not None else []
    return DialCommission(home, visit_id, sha256, tuple(places), use.guide) if places else None


def record(session: Session, what: DialCommission, answer: DialAnswer, *, now: datetime) -> None:
    """Write down what was read, and have it compared with what was typed."""
    use = session.get(PhotoUse, (what.home, what.visit_id, what.sha256))
    if use is None or use.period is None:
        return
    before = session.get(PhotoDial, (what.home, what.visit_id, what.sha256))
    if before is not None:
        session.delete(before)
        session.flush()
    row = {
        "home": what.home, "visit_id": what.visit_id, "sha256": what.sha256, "lines": list(answer.lines),
        "trouble": answer.trouble, "agreement": None, "register_id": None, "read": None, "made_at": now, "version": VERSION,
    }  # fmt: skip
    insert_rows(session, PhotoDial, [row])
    payload = {"home": what.home, "period": use.period, "visit_id": str(what.visit_id), "sha256": what.sha256}
    jobs.enqueue(session, RISE, payload, key=f"{RISE}:{what.visit_id}:{what.sha256}")


def lines_of(session: Session, *, home: int, visit_id: UUID, sha256: str, places: Collection[int]) -> list[Line] | None:
    """What was read on a photo with so many digits; None before it was read."""
    dial = session.get(PhotoDial, (home, visit_id, sha256))
    if dial is None:
        return None
    return [line for line in map(line_of, dial.lines) if line.places in places]


def compared(session: Session, *, home: int, visit_id: UUID, sha256: str, found: Compared) -> None:
    """Keep what comparing said."""
    session.execute(
        update(PhotoDial)
        .where(PhotoDial.home == home, PhotoDial.visit_id == visit_id, PhotoDial.sha256 == sha256)
        .values(agreement=found.agreement, register_id=found.register_id, read=found.read)
    )
