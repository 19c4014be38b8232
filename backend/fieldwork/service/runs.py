"""A run moves on by what happens to it: planned, downloaded, reading, reviewed, released. It never goes back."""

from collections.abc import Collection
from typing import Literal
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.fieldwork.models import Run
from backend.kernel.sets import among

_ORDER = ("planned", "downloaded", "reading", "reviewed", "released")


def advance(
    session: Session, run_ids: Collection[UUID], to: Literal["downloaded", "reading", "reviewed", "released"]
) -> list[UUID]:
    """Move runs on to a state; those that are there or farther stay. Answers the runs that moved."""
    if not run_ids:
        return []
    before = _ORDER[: _ORDER.index(to)]
    moved = update(Run).where(among(session, Run.id, run_ids), Run.state.in_(before)).values(state=to).returning(Run.id)
    return list(session.scalars(moved))
