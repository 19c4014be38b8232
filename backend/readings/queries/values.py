"""Reading stored values. Every query names the home and the period, so that only the partitions needed are looked at."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from backend.grid.queries.published import published
from backend.kernel.sets import among
from backend.readings.models import Reading, ReadingQuality
from backend.readings.rules.quality import ASIDE
from backend.readings.rules.standing import Value, standing

_COLUMNS = (
    Reading.id, Reading.register_id, Reading.period, Reading.value_e4, Reading.value_at, Reading.obtained, Reading.visit_id,
    Reading.person_id, Reading.corrects_id,
)  # fmt: skip


def back(period: int, months: int) -> int:
    """The period so many months before: back(202602, 3) is 202511."""
    count = period // 100 * 12 + period % 100 - 1 - months
    return count // 12 * 100 + count % 12 + 1


def _with_aside() -> Any:
    aside = exists().where(
        ReadingQuality.home == Reading.home, ReadingQuality.period == Reading.period, ReadingQuality.reading_id == Reading.id,
        ReadingQuality.code.in_(ASIDE),
    )  # fmt: skip
    return select(*_COLUMNS, aside.label("aside")).where(published(Reading.batch))


def _values(rows: Iterable[Sequence[Any]]) -> list[Value]:
    return [Value(*row) for row in rows]


def _found(session: Session, condition: ColumnElement[bool]) -> list[Value]:
    return _values(session.execute(_with_aside().where(condition)).all())


def of_registers(
    session: Session, *, home: int, register_ids: Collection[UUID], first: int, last: int
) -> dict[UUID, list[Value]]:
    """Register → its standing values of the periods `first` to `last`, in order of the moment they stand for."""
    if not register_ids:
        return {}
    in_reach = and_(
        Reading.home == home, Reading.period >= first, Reading.period <= last, among(session, Reading.register_id, register_ids)
    )
    return _by_register(_found(session, in_reach))


def _by_register(values: Iterable[Value]) -> dict[UUID, list[Value]]:
    found: dict[UUID, list[Value]] = defaultdict(list)
    for value in values:
        found[value.register_id].append(value)
    return {register_id: standing(values) for register_id, values in found.items()}


def _beside_visits(session: Session, *, home: int, period: int, visit_ids: Collection[UUID]) -> list[Value]:
    """Every value of the registers that some visits read, in order of their making."""
    here = and_(Reading.home == home, Reading.period == period)
    registers = set(session.scalars(select(Reading.register_id).where(here, among(session, Reading.visit_id, visit_ids))))
    return sorted(_found(session, and_(here, among(session, Reading.register_id, registers))), key=lambda value: value.id)


def of_visits(session: Session, *, home: int, period: int, visit_ids: Collection[UUID]) -> dict[UUID, list[Value]]:
    """Visit → every value it brought and what the office put in its place, standing or not, in order of their making."""
    visit_of: dict[UUID, UUID] = {}
    found: dict[UUID, list[Value]] = defaultdict(list)
    if not visit_ids:
        return found
    # What corrects is made after what it corrects, so its visit is known by then.
    for value in _beside_visits(session, home=home, period=period, visit_ids=visit_ids):
        visit_id = value.visit_id or visit_of.get(value.corrects_id)
        if visit_id is not None:
            visit_of[value.id] = visit_id
            if visit_id in visit_ids:
                found[visit_id].append(value)
    return found


def in_place_of(session: Session, *, home: int, period: int, visit_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], UUID]:
    """(visit, register) → the reading that stands where the visit's value stood: that one, or the last to take its place."""
    if not visit_ids:
        return {}
    held = _beside_visits(session, home=home, period=period, visit_ids=visit_ids)
    followed = {value.corrects_id: value.id for value in held if value.corrects_id is not None and not value.aside}
    found = {}
    for value in held:
        if value.visit_id in visit_ids and not value.aside:
            last = value.id
            while last in followed:
                last = followed[last]
            found[value.visit_id, value.register_id] = last
    return found


def previous(
    session: Session, *, home: int, period: int, before: Mapping[UUID, dt.datetime], months: int = 28
) -> dict[UUID, Value]:
    """Register → the newest standing value before a moment of its own; registers without one are missing."""
    held = of_registers(session, home=home, register_ids=list(before), first=back(period, months), last=period)
    found = {}
    for register_id, values in held.items():
        earlier = [value for value in values if value.value_at < before[register_id]]
        if earlier:
            found[register_id] = earlier[-1]
    return found


def full(session: Session, *, home: int, period: int, ids: Collection[UUID]) -> dict[UUID, Reading]:
    """Readings of a period by id, whole."""
    query = select(Reading).where(Reading.home == home, Reading.period == period, among(session, Reading.id, ids))
    return {reading.id: reading for reading in session.scalars(query)}


def qualities(session: Session, *, home: int, period: int, ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """Reading → its quality codes, in order of when they were learnt."""
    query = (
        select(ReadingQuality.reading_id, ReadingQuality.code)
        .where(ReadingQuality.home == home, ReadingQuality.period == period, among(session, ReadingQuality.reading_id, ids))
        .order_by(ReadingQuality.at, ReadingQuality.code)
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for row in session.execute(query):
        found[row.reading_id].append(row.code)
    return found
