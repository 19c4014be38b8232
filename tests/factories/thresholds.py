"""Thresholds that have stood in the table for long, as no request can set them today."""

import datetime as dt
from typing import Any

from sqlalchemy import inspect, select

from backend.kernel.db import Database
from backend.kernel.ids import new_id
from backend.vee.models import Threshold


def for_long(database: Database, **more: Any) -> None:
    """What was set last counts since the beginning of 2026, too; `more`: columns in which that setting differs."""

    def work(session: Any) -> None:
        last = session.scalars(select(Threshold).order_by(Threshold.id.desc()).limit(1)).one()
        copied = {column.key: getattr(last, column.key) for column in inspect(Threshold).column_attrs}
        earlier = {"id": new_id(), "version": last.version + 1, "valid_from": dt.date(2026, 1, 1)}
        session.add(Threshold(**copied | earlier | more))

    database.run(work)
