"""What was handed over to billing."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.kernel.sets import among
from backend.readings.models import Release, SettlementLine
from backend.readings.rules.settlement import Line


def numbers(session: Session, *, home: int, period: int, point_ids: Collection[UUID]) -> dict[UUID, int]:
    """Point → the number of its newest hand-over in a period; points without one are missing."""
    query = (
        select(Release.metering_point_id, func.max(Release.number))
        .where(Release.home == home, Release.period == period, among(session, Release.metering_point_id, point_ids))
        .group_by(Release.metering_point_id)
    )
    return dict(session.execute(query).all())


def later_periods(session: Session, *, home: int, after: int, point_ids: Collection[UUID]) -> dict[int, set[UUID]]:
    """Period → points that were handed over in it, of the periods after one."""
    query = (
        select(Release.period, Release.metering_point_id)
        .where(Release.home == home, Release.period > after, among(session, Release.metering_point_id, point_ids))
        .distinct()
    )
    found: dict[int, set[UUID]] = defaultdict(set)
    for row in session.execute(query):
        found[row.period].add(row.metering_point_id)
    return found


def newest_lines(session: Session, *, home: int, period: int, point_ids: Collection[UUID]) -> dict[UUID, list[Line]]:
    """Point → the lines of its newest hand-over in a period, in order of registers."""
    last = numbers(session, home=home, period=period, point_ids=point_ids)
    query = select(SettlementLine).where(
        SettlementLine.home == home, SettlementLine.period == period, among(session, SettlementLine.metering_point_id, point_ids)
    )
    found: dict[UUID, list[Line]] = defaultdict(list)
    for row in session.scalars(query):
        if row.number == last[row.metering_point_id]:
            found[row.metering_point_id].append(as_line(row))
    return {point_id: sorted(lines, key=lambda line: str(line.register_id)) for point_id, lines in found.items()}


def as_line(row: SettlementLine) -> Line:
    return Line(
        row.register_id, row.from_reading_id, row.to_reading_id, row.from_value_e4, row.from_at, row.to_value_e4, row.to_at,
        row.multiplier_e4, row.advance_e4, row.energy_e4,
    )  # fmt: skip


def of_point(session: Session, *, home: int, point_id: UUID) -> Sequence[Release]:
    """Every hand-over of a point, newest first."""
    query = (
        select(Release)
        .where(Release.home == home, Release.metering_point_id == point_id)
        .order_by(Release.period.desc(), Release.number.desc())
    )
    return session.scalars(query).all()
