"""What a customer sees: the meter to be read, without what was read before; and, signed in, what is theirs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy.orm import Session

from backend.fieldwork.queries import tasks as task_queries
from backend.fieldwork.queries.tasks import TaskFacts
from backend.grid.queries.installations import InstallationView, RegisterView, installations
from backend.identity import queries as identity
from backend.identity.service.access import authorise
from backend.kernel.principal import Principal
from backend.kernel.problems import Problem
from backend.readings.queries import values
from backend.selfreport.models import SelfReport
from backend.selfreport.queries import reports
from backend.selfreport.rules.masking import masked, tail

OPEN = frozenset({"open", "skipped", "returned"})

State = Literal["open", "used", "closed"]


@dataclass(frozen=True)
class MeterView:
    """What is to be read. `installation` holds more than a customer may see: the schema picks."""

    task: TaskFacts
    installation: InstallationView
    branch_name: str
    expires_at: datetime | None
    state: State
    receipt: SelfReport | None

    @property
    def address_masked(self) -> str:
        return masked(self.installation.point.address)

    @property
    def meter_tail(self) -> str:
        return tail(self.installation.meter.asset_number)

    @property
    def registers(self) -> tuple[RegisterView, ...]:
        return self.installation.registers


def the_task(session: Session, by: Principal, action: str, asked: UUID | None) -> TaskFacts:
    """The task somebody may report for: the link's own, or one of a signed-in customer's points that they name.

    Problem `invalid` for a customer who names none, `not_found` for what isn't theirs.
    """
    task_id = by.task_id if by.kind == "invitation" else asked
    if task_id is None:
        raise Problem("invalid", field="task_id")
    task = task_queries.of_ids(session, [task_id]).get(task_id)
    if task is None or (by.kind == "invitation" and asked not in {None, task_id}):
        raise Problem("not_found")
    authorise(by, action, branch_id=task.branch_id, point_id=task.metering_point_id)
    return task


def meter(session: Session, by: Principal, *, task_id: UUID | None) -> MeterView:
    """The meter to be read, and whether it still is to be."""
    task = the_task(session, by, "see_report_task", task_id)
    installation = installations(session, [task.installation_id])[task.installation_id]
    receipt = sent(session, by, task.id)
    (branch,) = identity.branches(session, [task.branch_id])
    return MeterView(
        task=task,
        installation=installation,
        branch_name=branch.name,
        expires_at=reports.expiry(session, by.invitation_id) if by.invitation_id is not None else None,
        state="used" if receipt is not None else "open" if task.state in OPEN else "closed",
        receipt=receipt,
    )


def sent(session: Session, by: Principal, task_id: UUID) -> SelfReport | None:
    """What the caller has reported for a task already."""
    if by.invitation_id is not None:
        return reports.of_invitation(session, by.invitation_id)
    if by.person_id is not None:
        return reports.of_person(session, by.person_id, task_id)
    return None


def own_points(session: Session, by: Principal, *, now: datetime, period: int) -> list[dict[str, Any]]:
    """A signed-in customer's points: the meter, the task that is read now, and the last value of the first dial."""
    there = reports.installed_now(session, by.point_ids)
    views = installations(session, there.values())
    tasks = reports.latest_tasks(session, by.point_ids)
    found = []
    for point_id, installation_id in there.items():
        view = views[installation_id]
        task = tasks.get(point_id)
        first = view.registers[0] if view.registers else None
        last = None
        if first is not None:
            held = values.previous(session, home=view.home, period=period, before={first.id: now})
            last = held.get(first.id)
        found.append(
            {
                "point": {"id": point_id, "number": view.point.number, "address": view.point.address},
                "meter": {"tail": tail(view.meter.asset_number)},
                "task_id": task.task_id if task else None,
                "state": "none" if task is None else "open" if task.state in OPEN else "done",
                "last": None if last is None else {"value": last.value_e4, "period": last.period},
            }
        )
    return sorted(found, key=lambda item: item["point"]["number"])
