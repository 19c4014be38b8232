"""Leaving out what is still being written."""

from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from backend.grid.models import PendingBatch


def published(batch: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """The condition that a row's batch is whole, given the table's `batch` column: `.where(published(RouteStop.batch))`.

    For queries that enumerate. The list of pending batches has at most one row, and is looked at once a statement.
    """
    return or_(batch.is_(None), batch.not_in(select(PendingBatch.number)))
