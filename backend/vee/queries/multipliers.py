"""The newest multiplier of installations, where only a magnitude is asked."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.orm import Session

from backend.grid.queries.installations import dated_multipliers


def of_installations(session: Session, ids: Collection[UUID]) -> dict[UUID, int]:
    """Installation → its newest multiplier in 1/10,000; installations without one are missing."""
    return {key: spans[-1][1] for key, spans in dated_multipliers(session, ids).items()} if ids else {}
