"""A push and its answers, as values."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.fieldwork.queries.tasks import TaskFacts
from backend.sync.rules.entries import Decoded
from backend.sync.rules.split import Push


@dataclass(frozen=True, slots=True)
class Sender:
    """The authenticated phone: whose journal this is, and where what belongs to no task is kept."""

    device_id: UUID
    home: int
    enrolled_by: UUID
    suspended: bool
    # Who has signed in on it, and may be named by its entries.
    people: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One push on its way in: decoded, but not yet looked at. It may be taken more than once (a retry), so it never changes."""

    sender: Sender
    push: Push
    items: tuple[Decoded, ...]
    received_at: dt.datetime
    zone: ZoneInfo
    # Who brought it, where the phone didn't come itself: "person:<id>" or "device:<id>".
    carried_by: str | None = None


@dataclass(slots=True)
class Answer:
    """What became of one entry; the receipt is made of it once the marks are known."""

    item: Decoded
    outcome: str
    reason: str | None
    home: int
    branch_id: int
    period: int
    task: TaskFacts | None = None
    findings: list[dict[str, Any]] = field(default_factory=list)
    decision_row: str | None = None
