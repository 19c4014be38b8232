"""Phones that carry a changed point's task are told to look at it again; the task of an exchanged meter moves to the new one."""

import datetime as dt
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Task
from backend.fieldwork.service.exchanges import follow
from backend.fieldwork.service.news import tell_holders
from backend.grid.models import Installation, MeteringPoint
from backend.imports.service.stage import Stage
from backend.kernel import jobs
from backend.kernel.audit import Actor
from backend.kernel.ids import new_id
from backend.kernel.sets import among

_CHUNK = 2000


def tell(session: Session, stage: Stage) -> int:
    """Tell the holders of open tasks at points of which, or of whose account or meter, a file changes something; how many."""
    told = 0
    for table, column in (
        ("metering_point", MeteringPoint.id),
        ("account", MeteringPoint.account_id),
        ("installation", Installation.id),
    ):
        ids = _changed(stage, table)
        for start in range(0, len(ids), _CHUNK):
            query = select(Task.id, Task.home).where(Task.state == "open", Task.holder_id.is_not(None))
            query = query.join(MeteringPoint, MeteringPoint.id == Task.metering_point_id)
            if table == "installation":
                query = query.join(Installation, Installation.metering_point_id == MeteringPoint.id)
            query = query.where(among(session, column, ids[start : start + _CHUNK]))
            tasks = {row.id: row.home for row in session.execute(query)}
            tell_holders(session, tasks)
            told += len(tasks)
    return told


def _changed(stage: Stage, table: str) -> list[UUID]:
    """The rows of a table that a file changes, by id."""
    return sorted(
        {
            UUID(str(row[0]))
            for target in stage.targets
            if target.table == table and target.key
            for rows in stage.rows_for(target, _CHUNK)
            for row in rows
        }
    )


def judge_anew(session: Session, stage: Stage) -> int:
    """Have bands made again where an account's status changes: what counts as use on it is told to phones with them.

    Answers how many runs are concerned.
    """
    ids = _changed_statuses(stage)
    runs: set[str] = set()
    for start in range(0, len(ids), _CHUNK):
        query = select(Task.run_id).where(Task.state == "open", Task.run_id.is_not(None)).distinct()
        query = query.join(MeteringPoint, MeteringPoint.id == Task.metering_point_id)
        query = query.where(among(session, MeteringPoint.account_id, ids[start : start + _CHUNK]))
        runs |= {str(run_id) for run_id in session.scalars(query)}
    if runs:
        jobs.enqueue(session, "vee.make_bands", {"run_ids": sorted(runs)}, key=f"vee.make_bands:{new_id()}")
    return len(runs)


def _changed_statuses(stage: Stage) -> list[UUID]:
    """The accounts that were known before and of which a file says another status."""
    return sorted(
        {
            UUID(str(row[0]))
            for target in stage.targets
            if target.table == "account_status" and (target.key or target.late)
            for rows in stage.rows_for(target, _CHUNK)
            for row in rows
        }
    )


def move_tasks(session: Session, stage: Stage, *, day: dt.date, actor: Actor) -> None:
    """Unread tasks of meters that a file says were taken away by a day follow to the meters that hang there now."""
    ids = _changed(stage, "installation")
    for start in range(0, len(ids), _CHUNK):
        query = select(Installation.metering_point_id).where(among(session, Installation.id, ids[start : start + _CHUNK]))
        follow(session, point_ids=sorted(set(session.scalars(query))), day=day, actor=actor)
