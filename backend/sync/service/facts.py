"""A push and its answers, as values."""

import datetime as dt
from collections.abc import Mapping
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


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What all entries of a push have in common."""

    sender: Sender
    anchors: Mapping[str, int]
    received_at: dt.datetime
    zone: ZoneInfo
    app_version: str = ""
    carried_by: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """An entry of a push. Two are never the same, whatever they say, so that what becomes of each can be looked up by it."""

    setting: Setting
    item: Decoded


@dataclass(slots=True)
class Answer:
    """What became of one entry; the receipt is made of it once the marks are known."""

    given: Given
    outcome: str
    reason: str | None
    home: int
    branch_id: int
    period: int
    task: TaskFacts | None = None
    findings: list[dict[str, Any]] = field(default_factory=list)
    decision_row: str | None = None

    @property
    def item(self) -> Decoded:
        return self.given.item

    @property
    def sender(self) -> Sender:
        return self.given.setting.sender
