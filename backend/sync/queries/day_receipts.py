"""Receipts of days as the office sees them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from backend.identity.models import Device, Person
from backend.sync.models import DayReceipt


@dataclass(frozen=True)
class Named:
    """A person or a phone as a list names them."""

    id: UUID
    name: str


@dataclass(frozen=True)
class Listed:
    """A receipt in a list: what it names, by number."""

    id: UUID
    day: str
    number: int
    made_at: datetime
    person: Named
    device: Named
    entries: int
    readings: int
    photos: int
    key_id: str


def of_branches(
    session: Session, homes: Collection[int] | None, *, day: str | None, after: tuple[str, UUID] | None, limit: int
) -> list[Listed]:
    """Receipts given in some branches (None: all), the newest day first."""
    query = _query().order_by(DayReceipt.day.desc(), DayReceipt.id.desc()).limit(limit)
    if homes is not None:
        query = query.where(DayReceipt.home.in_(homes))
    if day is not None:
        query = query.where(DayReceipt.day == day)
    if after is not None:
        query = query.where(tuple_(DayReceipt.day, DayReceipt.id) < after)
    return [_listed(*row) for row in session.execute(query)]


def of_id(session: Session, receipt_id: UUID) -> tuple[DayReceipt, Listed] | None:
    """One receipt: as it is stored, and as a list names it."""
    row = session.execute(_query().where(DayReceipt.id == receipt_id)).first()
    return None if row is None else (row[0], _listed(*row))


def _query() -> Any:
    return (
        select(DayReceipt, Person.name, Device.name)
        .join(Person, Person.id == DayReceipt.person_id)
        .join(Device, Device.id == DayReceipt.device_id)
    )


def _listed(row: DayReceipt, person: str, device: str) -> Listed:
    content: dict[str, Any] = row.content
    return Listed(
        row.id, row.day, row.number, row.made_at, Named(row.person_id, person), Named(row.device_id, device),
        len(content["entries"]), len(content["readings"]), len(content["photos"]), row.key_id,
    )  # fmt: skip
