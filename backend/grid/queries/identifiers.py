"""Finding a metering point by any number that somebody can read off something: a meter, a box, a bill."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from backend.grid.models import Account, Installation, Meter, MeterBox, MeteringPoint
from backend.grid.queries.matching import SHORTEST_TAIL, ends_with
from backend.grid.queries.published import published

Means = Literal["asset_number", "serial_number", "comm_address", "point", "account", "box"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One installation found, by which of its numbers, whole or by its tail."""

    installation_id: UUID
    point_id: UUID
    branch_id: int
    means: Means
    number: str
    whole: bool


_COLUMNS: tuple[tuple[Means, InstrumentedAttribute[str]], ...] = (
    ("asset_number", Meter.asset_number),
    ("serial_number", Meter.serial_number),
    ("comm_address", Meter.comm_address),
    ("point", MeteringPoint.number),
    ("account", Account.number),
    ("box", MeterBox.barcode),
)


def _in_force(columns: tuple[Any, ...], branch_ids: Collection[int]) -> Select[Any]:
    return (
        select(*columns)
        .select_from(Installation)
        .join(MeteringPoint, MeteringPoint.id == Installation.metering_point_id)
        .join(Account, Account.id == MeteringPoint.account_id)
        .join(Meter, Meter.id == Installation.meter_id)
        .outerjoin(MeterBox, MeterBox.id == Installation.box_id)
        .where(Installation.valid_to.is_(None), MeteringPoint.branch_id.in_(branch_ids))
        .where(published(Installation.batch), published(MeteringPoint.batch))
    )


def find_identifier(session: Session, branch_ids: Collection[int], text: str, *, limit: int = 50) -> list[Hit]:
    """The meters in force in some branches that a number means: whole numbers first; only when there is none, tails.

    A box's barcode finds every meter in it. Fewer than four characters find only whole numbers.
    """
    text = text.strip()
    if not text or not branch_ids:
        return []
    whole = _hits(session, branch_ids, text, whole=True, limit=limit)
    if whole or len(text) < SHORTEST_TAIL:
        return whole
    return _hits(session, branch_ids, text, whole=False, limit=limit)


def _hits(session: Session, branch_ids: Collection[int], text: str, *, whole: bool, limit: int) -> list[Hit]:
    found: dict[UUID, Hit] = {}
    for means, column in _COLUMNS:
        left = limit - len(found)
        if left <= 0:
            break
        condition = column == text if whole else ends_with(column, text)
        columns = (Installation.id, MeteringPoint.id, MeteringPoint.branch_id, column)
        query = _in_force(columns, branch_ids).where(condition).order_by(MeteringPoint.number, Installation.id).limit(left)
        for row in session.execute(query):
            found.setdefault(row[0], Hit(row[0], row[1], row[2], means, row[3], whole))
    return list(found.values())
