"""Telling phones that a task of theirs isn't what it was. The change only names the task: the pull looks at it as it is then."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Holding
from backend.kernel.changes import announce
from backend.kernel.sets import among


def tell_people(session: Session, told: Collection[tuple[int, UUID, UUID]], *, new: bool = False) -> None:
    """Each (home, person, task) once. `new`: the person may never have heard of the task."""
    detail = {"new": True} if new else None
    for home, person_id, task_id in sorted(set(told)):
        announce(session, home=home, audience=f"person:{person_id}", kind="task", subject=task_id, detail=detail)


def tell_holders(session: Session, homes: Mapping[UUID, int]) -> None:
    """All who ever held some tasks (task → home)."""
    query = select(Holding.task_id, Holding.holder_id).where(among(session, Holding.task_id, list(homes)))
    tell_people(session, {(homes[row.task_id], row.holder_id, row.task_id) for row in session.execute(query)})


def tell_month(session: Session, *, home: int, branch_id: int, period: int) -> None:
    """All who hold or held something in a month, once a run: the month was closed, or opened again."""
    query = select(Holding.holder_id, Holding.run_id).where(Holding.branch_id == branch_id, Holding.period == period).distinct()
    for row in session.execute(query.order_by(Holding.holder_id, Holding.run_id)):
        announce(session, home=home, audience=f"person:{row.holder_id}", kind="run", subject=row.run_id)
