"""What goes into and comes out of the services here, as values."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from backend.fieldwork.queries.tasks import TaskFacts
from backend.fieldwork.rules.contest import Claim, Decision, Outcome


@dataclass(frozen=True, slots=True)
class FieldClaim:
    """What an entry says happened at a task. `installation_id` is None where the kind of entry doesn't name it.

    `seq` is its place among its device's entries, by which the device's last word is known whatever order they arrive in.
    """

    entry_id: UUID
    claim: Claim
    person_id: UUID
    device_id: UUID
    task_id: UUID
    task_version: int
    taken_at: dt.datetime
    seq: int | None = None
    corrected_at: dt.datetime | None = None
    sameness: str | None = None
    installation_id: UUID | None = None
    skip_code: str | None = None
    troubles: tuple[str, ...] = ()
    note: str | None = None
    meter_found: Any = None
    place: Any = None
    judged: Any = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a claim. `task` is None, and `outcome` quarantined, when there is no such task.

    `supersedes` is the visit that stood before, when this one took its place; `row` the row of the contested table.
    """

    entry_id: UUID
    outcome: Outcome | Literal["quarantined"]
    reason: str | None
    decision: Decision | None = None
    row: str | None = None
    task: TaskFacts | None = None
    supersedes: UUID | None = None


@dataclass(frozen=True, slots=True)
class MakeUp:
    """A metering point whose value is missing in a period, and why (a remote failure code, an estimate to be replaced)."""

    metering_point_id: UUID
    period: int
    reason: str


@dataclass(frozen=True, slots=True)
class RemoteVisit:
    """A value collected remotely, as a visit."""

    visit_id: UUID
    home: int
    metering_point_id: UUID
    installation_id: UUID
    period: int
    taken_at: dt.datetime
    check_on_site: bool = False  # somebody must go nevertheless: an open task stays open


@dataclass(frozen=True, slots=True)
class RemoteClaim:
    """Where a remote value belongs: run and task are None for a point that has none in the period.

    `stands`: nothing else does.
    """

    branch_id: int
    run_id: UUID | None
    task_id: UUID | None
    frozen_at: dt.datetime | None
    stands: bool


@dataclass(frozen=True, slots=True)
class OutsideVisit:
    """A visit of a task by somebody who isn't its holder: a customer, or the office."""

    visit_id: UUID
    task_id: UUID
    source: Literal["customer", "remote", "office"]
    taken_at: dt.datetime
    sameness: str | None = None
    meter_found: Any = None
    note: str | None = None
    place: Any = None


@dataclass(frozen=True, slots=True)
class StandIn:
    """What the office puts in place of a visit that wasn't made: `visit_id` of its own, the task, the moment it stands for."""

    visit_id: UUID
    task_id: UUID
    taken_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Left:
    """A task that an assignment left as it was, and why: already_held, read, contested, closed_elsewhere, cancelled, unknown."""

    task_id: UUID
    why: str


@dataclass(frozen=True, slots=True)
class Assigned:
    """What an assignment did."""

    moved: tuple[UUID, ...]
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a period did: how many runs and tasks are new, and how many active points stand in no route."""

    period: int
    runs: int
    tasks: int
    first: int
    excluded: int
    unrouted: int
