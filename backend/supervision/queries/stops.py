"""The newest stops of a metering point, and what was reported of each."""

from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Task, Visit
from backend.supervision.queries import people

_MOST = 12


def of_point(session: Session, point_id: UUID) -> list[dict[str, Any]]:
    """Its tasks with what was reported of each, newest first: a skip is told, too, that an estimate took the place of."""
    query = (
        select(Task.id, Task.home, Task.period, Task.kind, Task.state)
        .where(Task.metering_point_id == point_id).order_by(Task.period.desc(), Task.id.desc()).limit(_MOST)
    )  # fmt: skip
    tasks = session.execute(query).all()
    said: dict[UUID, Any] = {}
    if tasks:
        told = select(
            Visit.task_id, Visit.skip_code, Visit.note, Visit.taken_at, Visit.person_id
        ).where(
            and_(Visit.home == tasks[0].home, Visit.task_id.in_([task.id for task in tasks])),
            Visit.standing.in_(("stands", "superseded")), Visit.source != "office",
        ).order_by(Visit.id)  # fmt: skip
        said = {row.task_id: row for row in session.execute(told)}
    names = people.named(session, {row.person_id for row in said.values()})
    return [
        {
            "task_id": task.id, "period": task.period, "kind": task.kind, "state": task.state,
            "skip_code": visit.skip_code if visit is not None and task.state == "skipped" else None,
            "note": visit.note if visit is not None else None, "at": visit.taken_at if visit is not None else None,
            "by": names.get(visit.person_id) if visit is not None and visit.person_id is not None else None,
        }
        for task, visit in ((task, said.get(task.id)) for task in tasks)
    ]  # fmt: skip
