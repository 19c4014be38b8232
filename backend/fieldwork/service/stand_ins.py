"""Visits the office puts in place of ones that weren't made: an estimate. The task stays as it is, so that somebody may still go.

Whoever reads the meter later has his visit stand in its place, as one that checks a remote value does.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Task, Visit
from backend.fieldwork.queries.tasks import TaskFacts
from backend.fieldwork.service.facts import StandIn
from backend.kernel import clock
from backend.kernel.db import insert_rows, update_rows
from backend.kernel.sets import among

# A task in one of these states has nobody's reading.
UNREAD = ("open", "skipped", "returned")
# Those that repeat a reading aren't estimated: there is one.
REPEATS = ("re_read", "field_check")


def of_office(session: Session, tasks: Mapping[UUID, TaskFacts]) -> dict[UUID, UUID]:
    """Task → the visit the office put in place of one, where that stands."""
    named = {task.visit_id: task.id for task in tasks.values() if task.visit_id is not None and task.state in UNREAD}
    if not named:
        return {}
    query = select(Visit.id).where(among(session, Visit.id, list(named)), Visit.source == "office", Visit.standing == "stands")
    return {named[visit_id]: visit_id for visit_id in session.scalars(query)}


def replaced(session: Session, tasks: Mapping[UUID, TaskFacts], task_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Task → the visit the office put there before a later skip was reported: its values still stand."""
    query = (
        select(Visit.task_id, Visit.id)
        .where(Visit.home.in_(sorted({tasks[task_id].home for task_id in task_ids})), among(session, Visit.task_id, task_ids))
        .where(Visit.source == "office", Visit.outcome == "read", Visit.standing == "superseded").order_by(Visit.id)
    )  # fmt: skip
    return dict(session.execute(query).all()) if task_ids else {}


def stand_in(session: Session, rows: Sequence[StandIn], tasks: Mapping[UUID, TaskFacts]) -> None:
    """Write the visits; the tasks are locked, and unread. What a skip said is kept, and stands again if this is taken back."""
    insert_rows(
        session, Visit,
        [
            {
                "id": row.visit_id, "home": task.home, "branch_id": task.branch_id, "period": task.period, "run_id": task.run_id,
                "task_id": task.id, "metering_point_id": task.metering_point_id, "installation_id": task.installation_id,
                "person_id": None, "device_id": None, "outcome": "read", "source": "office", "skip_code": None, "troubles": [],
                "note": None, "meter_found": None, "place": None, "judged": None, "taken_at": row.taken_at,
                "corrected_at": None, "received_at": clock.now(), "standing": "stands", "sameness": None,
            }
            for row, task in ((row, tasks[row.task_id]) for row in rows)
        ],
    )  # fmt: skip
    _let_stand(session, [(tasks[row.task_id], row.visit_id) for row in rows])


def take_back(session: Session, visit_of: Mapping[UUID, UUID], tasks: Mapping[UUID, TaskFacts]) -> None:
    """Set the office's visits aside (task → visit); what was there before them, a skip, stands again."""
    query = (
        select(Visit.task_id, Visit.id)
        .where(among(session, Visit.task_id, list(visit_of)), Visit.source == "phone", Visit.standing == "superseded")
        .where(Visit.home.in_(sorted({tasks[task_id].home for task_id in visit_of})), Visit.outcome == "skipped")
        .order_by(Visit.id)
    )
    before = dict(session.execute(query).all())
    _let_stand(session, [(tasks[task_id], before.get(task_id)) for task_id in visit_of])
    aside = [{"home": tasks[task_id].home, "id": visit_id, "standing": "set_aside"} for task_id, visit_id in visit_of.items()]
    update_rows(session, Visit, aside, key=("home", "id"))


def _let_stand(session: Session, chosen: Sequence[tuple[TaskFacts, UUID | None]]) -> None:
    """Task and the visit that stands for it from now on; the one before is superseded."""
    standing = [(task.home, task.visit_id, "superseded") for task, _ in chosen if task.visit_id is not None]
    standing += [(task.home, visit_id, "stands") for task, visit_id in chosen if visit_id is not None]
    words = [{"home": home, "id": visit_id, "standing": word} for home, visit_id, word in standing]
    update_rows(session, Visit, words, key=("home", "id"))
    update_rows(session, Task, [{"id": task.id, "visit_id": visit_id} for task, visit_id in chosen])
