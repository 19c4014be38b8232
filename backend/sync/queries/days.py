"""Days that phones want closed, and the receipts of those that are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Holding, Run, Visit
from backend.fieldwork.rules.ledger import STATES
from backend.kernel.changes import Head
from backend.kernel.sets import among
from backend.readings.models import Reading
from backend.sync.models import DayClose, DayReceipt, Entry, EntryId, PhoneState
from backend.sync.rules.sequence import Arrived, from_json


def waiting(session: Session, device_id: UUID) -> list[DayClose]:
    """The days of a phone that are asked to be closed and aren't, oldest first; locked."""
    query = select(DayClose).where(DayClose.device_id == device_id, DayClose.closed_at.is_(None))
    return list(session.scalars(query.order_by(DayClose.through_seq, DayClose.entry_id).with_for_update()))


def receipts(session: Session, device_id: UUID, ids: Collection[UUID] | None = None) -> Sequence[Row[*tuple[Any, ...]]]:
    """Day receipts of a phone: some by id, or those of its last seven days."""
    query = select(
        DayReceipt.id, DayReceipt.day, DayReceipt.number, DayReceipt.through_seq, DayReceipt.content, DayReceipt.key_id,
        DayReceipt.signature,
    ).where(DayReceipt.device_id == device_id)  # fmt: skip
    if ids is not None:
        if not ids:
            return []
        return session.execute(query.where(among(session, DayReceipt.id, ids)).order_by(DayReceipt.through_seq)).all()
    days = select(DayReceipt.day).where(DayReceipt.device_id == device_id).distinct().order_by(DayReceipt.day.desc()).limit(7)
    newest = list(session.scalars(days))
    return session.execute(query.where(DayReceipt.day.in_(newest)).order_by(DayReceipt.through_seq, DayReceipt.number)).all()


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier receipts of a phone reached: the highest seq they named, and how many there are of a day."""

    through_seq: int
    numbers: int


def before(session: Session, device_id: UUID, person_id: UUID, day: str) -> Before:
    """How far a phone's earlier day receipts reach, and how many this day of this person has already."""
    reached = select(func.coalesce(func.max(DayReceipt.through_seq), 0)).where(DayReceipt.device_id == device_id)
    count = select(func.count()).where(DayReceipt.person_id == person_id, DayReceipt.day == day)
    return Before(session.execute(reached).scalar_one(), session.execute(count).scalar_one())


def photos_named(session: Session, device_id: UUID, person_id: UUID, day: str) -> set[str]:
    """The photos that earlier receipts of a person's day name, given to this phone: SHA-256, hex."""
    query = select(DayReceipt.content).where(
        DayReceipt.device_id == device_id, DayReceipt.person_id == person_id, DayReceipt.day == day
    )
    return {sha256 for content in session.scalars(query) for sha256 in content["photos"]}


def arrived(session: Session, device_id: UUID) -> Arrived:
    """Which entries of a phone have arrived."""
    query = select(PhoneState.through_seq, PhoneState.islands).where(PhoneState.device_id == device_id)
    found = session.execute(query).one_or_none()
    return Arrived() if found is None else from_json(found.through_seq, found.islands)


def entries(session: Session, device_id: UUID, first: int, last: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The journal of a phone between two seqs, inclusive: seq, entry_id, kind, digest, outcome, home."""
    query = (
        select(Entry.seq, Entry.entry_id, Entry.kind, Entry.digest, Entry.outcome, Entry.home)
        .where(Entry.home.in_(select(Head.home)), Entry.device_id == device_id, Entry.seq.between(first, last))
        .order_by(Entry.seq)
    )
    return session.execute(query).all()


def readings(session: Session, visits: Collection[tuple[int, UUID]]) -> list[Row[*tuple[Any, ...]]]:
    """The readings that some visits (home, id) brought: visit_id, register_id, value_e4, value_at, installation_id, branch_id."""
    if not visits:
        return []
    ids = [visit_id for _, visit_id in visits]
    homes = sorted({home for home, _ in visits})
    where = select(Visit.home, Visit.period).where(Visit.home.in_(homes), among(session, Visit.id, ids)).distinct()
    found: list[Row[*tuple[Any, ...]]] = []
    for home, period in session.execute(where).all():
        query = select(
            Reading.visit_id, Reading.register_id, Reading.value_e4, Reading.value_at, Reading.installation_id, Reading.branch_id
        ).where(Reading.home == home, Reading.period == period, among(session, Reading.visit_id, ids))
        found += session.execute(query).all()
    return sorted(found, key=lambda row: (row.visit_id, row.register_id))


def ledger(session: Session, person_id: UUID) -> dict[str, int]:
    """A person's holdings by state in all runs that aren't released: what his phone counts."""
    query = (
        select(Holding.state, func.count())
        .join(Run, Run.id == Holding.run_id)
        .where(Holding.holder_id == person_id, Run.state != "released")
        .group_by(Holding.state)
    )
    found = dict(session.execute(query).all())
    return {state: found.get(state, 0) for state in STATES}


def surprises(session: Session, device_id: UUID, last: int, marks: Mapping[int, int]) -> bool:
    """Whether the server said more than "applied" of a phone's entry up to a seq, since where its pulls had come to (home → seq).

    The phone may not have known of it when it counted.
    """
    query = (
        select(Entry.entry_id)
        .where(Entry.home.in_(select(Head.home)), Entry.device_id == device_id, Entry.seq <= last, Entry.entry_id.is_not(None))
        .where(or_(Entry.outcome != "applied", Entry.reason.is_not(None)))
    )
    said = select(EntryId.receipt).where(EntryId.id.in_(query), EntryId.receipt.is_not(None))
    told = (receipt["mark"] for receipt in session.scalars(said) if receipt is not None)
    return any(int(mark["change_seq"]) > marks.get(int(mark["home"]), 0) for mark in told)


def own_tasks(session: Session, device_id: UUID, task_ids: Collection[UUID]) -> set[UUID]:
    """Which of some tasks have a visit by this phone."""
    if not task_ids:
        return set()
    query = select(Visit.task_id).where(
        Visit.home.in_(select(Head.home)), among(session, Visit.task_id, task_ids), Visit.device_id == device_id
    )
    return set(session.scalars(query))
