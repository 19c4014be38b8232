"""A round to sync: an office with an open, assigned period, and phones that carry it."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Task
from backend.fieldwork.service import assignment, periods
from tests.factories import fieldwork as factory
from tests.factories.fieldwork import Office
from tests.support.application import Application, make
from tests.support.phone import Phone
from tests.support.wire import ClientWire

PERIOD = 202611


@dataclass
class Round:
    """An application with an office whose period is open; nothing is assigned yet."""

    app: Application
    office: Office
    task_ids: list[UUID]

    def assign(self, holder: UUID, task_ids: list[UUID] | None = None) -> None:
        """Give tasks (all of them) to a reader."""
        ids = self.task_ids if task_ids is None else task_ids
        self.app.database.run(
            lambda session: assignment.assign(session, task_ids=ids, holder_id=holder, actor=self.office.actor, reason="plan")
        )

    def phone(self, person_id: UUID) -> Phone:
        """A phone of somebody, straight at the application."""
        made = self.app.database.run(lambda session: factory.phone(session, person_id, self.office.branch_id))
        wire = ClientWire(self.app.anybody())
        return Phone(wire, device_id=str(made.id), token=made.token, person_id=str(person_id))


def a_round(database: object, folder: Path, **options: int) -> Round:
    """An office with an open period, on a database and below a folder."""
    app = make(database, folder)  # type: ignore[arg-type]

    def plan(session: Session) -> tuple[Office, list[UUID]]:
        office = factory.office(session, **options)
        periods.open_period(session, branch_id=office.branch_id, period=PERIOD, actor=office.actor)
        mine = select(Task.id).where(Task.branch_id == office.branch_id)
        return office, list(session.scalars(mine.order_by(Task.sequence)))

    office, ids = app.database.run(plan)
    return Round(app, office, ids)
