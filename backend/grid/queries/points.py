"""Metering points: by number, by whatever a person types, and one of them whole."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.grid.models import (
    Account,
    AccountStatus,
    AreaLine,
    Installation,
    Line,
    Meter,
    MeterBox,
    MeteringPoint,
    PointArea,
    PointEvent,
    TransformerArea,
)
from backend.grid.queries.matching import points_meant
from backend.grid.queries.published import published
from backend.kernel.sets import among


def points_by_number(session: Session, numbers: Collection[str]) -> dict[str, UUID]:
    """Number → id of the metering points that exist."""
    query = select(MeteringPoint.number, MeteringPoint.id).where(
        among(session, MeteringPoint.number, numbers), published(MeteringPoint.batch)
    )
    return dict(session.execute(query).all())


@dataclass(frozen=True, slots=True)
class Found:
    """A line of a list of metering points, with the meter in force there, if any."""

    id: UUID
    number: str
    branch_id: int
    account_number: str
    name: str
    address: str
    customer_class: str
    role: str
    asset_number: str | None
    serial_number: str | None
    phases: int | None


_FOUND: tuple[Any, ...] = (
    MeteringPoint.id, MeteringPoint.number, MeteringPoint.branch_id, Account.number, Account.name,
    func.coalesce(func.nullif(MeteringPoint.address, ""), Account.address), MeteringPoint.customer_class, MeteringPoint.role,
    Meter.asset_number, Meter.serial_number, Meter.phases,
)  # fmt: skip


def search(
    session: Session, *, branch_ids: Collection[int] | None, text: str = "", after: str | None = None, limit: int = 50
) -> list[Found]:
    """Metering points of some branches (None: of all) that a text finds, by number, after a number. No text finds all."""
    query = (
        select(*_FOUND)
        .join(Account, Account.id == MeteringPoint.account_id)
        .outerjoin(
            Installation,
            (Installation.metering_point_id == MeteringPoint.id)
            & Installation.valid_to.is_(None)
            & published(Installation.batch),
        )
        .outerjoin(Meter, Meter.id == Installation.meter_id)
        .outerjoin(MeterBox, MeterBox.id == Installation.box_id)
        .where(published(MeteringPoint.batch))
        .order_by(MeteringPoint.number)
        .limit(limit)
    )
    if branch_ids is not None:
        query = query.where(MeteringPoint.branch_id.in_(branch_ids))
    if text.strip():
        query = query.where(MeteringPoint.id.in_(points_meant(text.strip())))
    if after is not None:
        query = query.where(MeteringPoint.number > after)
    return [Found(*row) for row in session.execute(query)]


@dataclass(frozen=True)
class PointDetail:
    """One metering point whole, but for its installations (`installations.of_points`)."""

    point: MeteringPoint
    account: Account
    statuses: Sequence[AccountStatus]
    area: TransformerArea | None
    line: Line | None
    events: Sequence[PointEvent]


def point_detail(session: Session, point_id: UUID, *, day: dt.date) -> PointDetail | None:
    """A metering point as of a day, or None."""
    found = session.execute(
        select(MeteringPoint, Account)
        .join(Account, Account.id == MeteringPoint.account_id)
        .where(MeteringPoint.id == point_id, published(MeteringPoint.batch))
    ).one_or_none()
    if found is None:
        return None
    point, account = found
    area, line = _topology(session, point_id, day)
    statuses = select(AccountStatus).where(AccountStatus.account_id == account.id).order_by(AccountStatus.valid_from.desc())
    events = select(PointEvent).where(PointEvent.metering_point_id == point_id).order_by(PointEvent.on.desc(), PointEvent.id)
    return PointDetail(point, account, session.scalars(statuses).all(), area, line, session.scalars(events).all())


def _topology(session: Session, point_id: UUID, day: dt.date) -> tuple[TransformerArea | None, Line | None]:
    query = (
        select(TransformerArea, Line)
        .join(PointArea, PointArea.area_id == TransformerArea.id)
        .outerjoin(
            AreaLine,
            (AreaLine.area_id == TransformerArea.id)
            & (AreaLine.valid_from <= day)
            & ((AreaLine.valid_to.is_(None)) | (AreaLine.valid_to > day)),
        )
        .outerjoin(Line, Line.id == AreaLine.line_id)
        .where(PointArea.metering_point_id == point_id, PointArea.valid_from <= day)
        .where((PointArea.valid_to.is_(None)) | (PointArea.valid_to > day))
    )
    row = session.execute(query).first()
    return (None, None) if row is None else (row[0], row[1])
