"""Histories of metering points, and visits on their way in."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from backend.kernel.db import Database, insert_rows
from backend.kernel.ids import new_id
from backend.readings.models import Reading
from backend.vee.rules.facts import ValueFacts, VisitFacts
from tests.factories.fieldwork import Office, Stop

ZONE = ZoneInfo("Asia/Shanghai")
# The month that tests read in, and the day its window begins.
PERIOD = 202611
DUE = dt.date(2026, 11, 10)


def noon(day: dt.date) -> dt.datetime:
    """A moment of a business day."""
    return dt.datetime.combine(day, dt.time(12), ZONE)


def month_before(period: int, months: int) -> int:
    count = period // 100 * 12 + period % 100 - 1 - months
    return count // 12 * 100 + count % 12 + 1


def history(
    session: Session,
    office: Office,
    stop: Stop,
    values: Sequence[int],
    *,
    register: int = 0,
    until: int = PERIOD,
    obtained: str = "import",
) -> list[UUID]:
    """Values of a register (in whole units), one a month on the 10th; the last one is of the month before `until`."""
    ids = [new_id() for _ in values]
    rows = []
    for i, (reading_id, value) in enumerate(zip(ids, values, strict=True)):
        period = month_before(until, len(values) - i)
        at = noon(dt.date(period // 100, period % 100, 10))
        rows.append(
            {
                "home": office.branch_id, "period": period, "id": reading_id, "branch_id": office.branch_id,
                "metering_point_id": stop.point_id, "installation_id": stop.installation_id,
                "register_id": stop.register_ids[register], "visit_id": None, "value_e4": value * 10_000, "value_at": at,
                "occurred_at": None, "taken_at": at, "received_at": at, "obtained": obtained, "person_id": None,
                "corrects_id": None, "reason": None, "batch": None,
            }
        )  # fmt: skip
    insert_rows(session, Reading, rows)
    return ids


def remember(database: Database, office: Office, stop: Stop, values: Sequence[int], **options: Any) -> list[UUID]:
    """`history` in a unit of work of its own."""
    return database.run(lambda session: history(session, office, stop, values, **options))


def steady(months: int, a_month: int = 150, start: int = 1000) -> list[int]:
    """Values of somebody who uses the same every month; `months` advances need one value more."""
    return [start + a_month * i for i in range(months + 1)]


def visit(office: Office, stop: Stop, *values: int | None, day: dt.date = DUE, **more: Any) -> VisitFacts:
    """A reader's visit with a value (in whole units) a register; None leaves a register out."""
    facts: dict[str, Any] = {
        "visit_id": new_id(), "entry_id": new_id(), "home": office.branch_id, "branch_id": office.branch_id, "period": PERIOD,
        "run_id": None, "task_id": None, "point_id": stop.point_id, "installation_id": stop.installation_id,
        "person_id": office.readers[0], "device_id": None, "obtained": "typed", "taken_at": noon(day),
        "values": tuple(
            ValueFacts(register_id, value * 10_000, noon(day))
            for register_id, value in zip(stop.register_ids, values, strict=False)
            if value is not None
        ),
        "due_from": DUE, "due_to": DUE,
    }  # fmt: skip
    return VisitFacts(**{**facts, **more})
