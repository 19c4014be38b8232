"""Storing readings and what is learnt of them: one statement a table, whatever the number."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.kernel.db import insert_rows
from backend.readings.models import Reading, ReadingQuality


def store(session: Session, rows: Sequence[Mapping[str, Any]], qualities: Sequence[Mapping[str, Any]] = ()) -> None:
    """Write readings (mappings of the columns of Reading, with their ids) and quality codes (of ReadingQuality)."""
    insert_rows(session, Reading, rows)
    insert_rows(session, ReadingQuality, qualities, ignore_conflicts=True)


def quality(home: int, period: int, reading_id: UUID, code: str, *, at: dt.datetime, by: UUID | None = None) -> dict[str, Any]:
    """A quality code as a row. Saying it twice changes nothing."""
    return {"home": home, "period": period, "reading_id": reading_id, "code": code, "at": at, "by": by}


def mark(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Append quality codes."""
    insert_rows(session, ReadingQuality, rows, ignore_conflicts=True)
