"""Imported readings that are there already."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.grid.queries.published import published
from backend.kernel.clock import to_ms
from backend.kernel.sets import among
from backend.readings.models import Reading


def any_obtained(session: Session, *, home: int, period: int, obtained: str) -> bool:
    """Whether there is any at all: mostly there isn't, and then nothing needs to be compared."""
    query = select(Reading.id).where(Reading.home == home, Reading.period == period, Reading.obtained == obtained)
    return session.execute(query.where(published(Reading.batch)).limit(1)).first() is not None


def obtained(
    session: Session, *, home: int, period: int, obtained: str, registers: Collection[UUID] | None = None
) -> dict[tuple[str, int], int]:
    """(register in hexadecimal, moment in ms) → value, of some registers or all of them."""
    query = select(Reading.register_id, Reading.value_at, Reading.value_e4).where(
        Reading.home == home, Reading.period == period, Reading.obtained == obtained, published(Reading.batch)
    )
    if registers is not None:
        query = query.where(among(session, Reading.register_id, registers))
    return {(row[0].hex, to_ms(row[1])): row[2] for row in session.execute(query)}
