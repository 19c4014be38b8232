"""What the server already holds of a phone: its place in the journal, who may speak on it, and receipts given."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from backend.identity.models import Backup, Device, ServerState
from backend.kernel import clock
from backend.kernel.db import insert_rows
from backend.kernel.sets import among, prepared
from backend.kernel.statements import Statement
from backend.sync.models import DayClose, EntryId, PhoneState
from backend.sync.rules.sequence import Arrived, from_json

NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone's place in the journal, and its clock's anchors."""

    arrived: Arrived
    anchors: dict[str, int]


@dataclass(frozen=True, slots=True)
class Known:
    """An id that was taken: by which content, and what was answered."""

    digest: str
    receipt: dict[str, Any]


_PHONES = Statement(
    lambda dialect: (
        select(PhoneState.device_id, PhoneState.through_seq, PhoneState.islands, PhoneState.anchors)
        .where(prepared(dialect, PhoneState.device_id))
        .order_by(PhoneState.device_id)
        .with_for_update()
    )
)


def lock_phones(session: Session, device_ids: Collection[UUID]) -> dict[UUID, Phone]:
    """Phones' states, locked until the commit in order of id: the pushes of one phone go one after another."""
    rows = _PHONES.all(session, keys=device_ids)
    if len(rows) < len(device_ids):
        new = set(device_ids) - {row.device_id for row in rows}
        empty = [{"device_id": device_id, "islands": [], "anchors": {}} for device_id in sorted(new)]
        insert_rows(session, PhoneState, empty, ignore_conflicts=True)
        rows = _PHONES.all(session, keys=device_ids)
    return {row.device_id: Phone(from_json(row.through_seq, row.islands), dict(row.anchors)) for row in rows}


def known_ids(session: Session, entry_ids: Collection[UUID]) -> dict[UUID, Known]:
    """Which of some ids are taken."""
    if not entry_ids:
        return {}
    return {row.id: Known(row.digest, row.receipt) for row in _KNOWN.all(session, keys=entry_ids)}


_KNOWN = Statement(lambda dialect: select(EntryId.id, EntryId.digest, EntryId.receipt).where(prepared(dialect, EntryId.id)))


def receipts_of(session: Session, device_id: UUID, entry_ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """The stored receipts of a phone's own entries."""
    query = select(EntryId.id, EntryId.receipt).where(among(session, EntryId.id, entry_ids), EntryId.device_id == device_id)
    return {row.id: row.receipt for row in session.execute(query)}


def is_long_unheard(session: Session, device_id: UUID) -> bool:
    """Whether it is worth writing down that a phone was heard of."""
    last = session.execute(select(Device.last_contact_at).where(Device.id == device_id)).scalar_one_or_none()
    return last is None or clock.now() - last > NOTED_EVERY


@dataclass(frozen=True, slots=True)
class Standing:
    """What every answer to a phone begins with, and whether a day of it waits to be closed."""

    incarnation: UUID
    backed_up_through: dict[str, int]
    day_waits: bool


_BACKED_UP = select(Backup.marks).order_by(Backup.made_at.desc(), Backup.id.desc()).limit(1).scalar_subquery()
_STANDINGS = Statement(
    lambda dialect: (
        select(ServerState.incarnation, _BACKED_UP, DayClose.device_id)
        .select_from(ServerState)
        .outerjoin(DayClose, and_(prepared(dialect, DayClose.device_id), DayClose.closed_at.is_(None)))
    )
)


def standings(session: Session, device_ids: Collection[UUID]) -> dict[UUID, Standing]:
    """How the server stands to some phones, in one statement: it is asked with every push and pull."""
    rows = _STANDINGS.all(session, keys=device_ids)
    waits = {row[2] for row in rows}
    return {device_id: Standing(rows[0][0], rows[0][1] or {}, device_id in waits) for device_id in device_ids}


def standing(session: Session, device_id: UUID) -> Standing:
    """The same of one phone."""
    return standings(session, [device_id])[device_id]
