"""Visits that no phone reported: a customer's own reading, values collected remotely, the office. The holder needn't go there."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.fieldwork.models import Task, Visit
from backend.fieldwork.queries import tasks as queries
from backend.fieldwork.queries.points import branches_of
from backend.fieldwork.service.facts import OutsideVisit, RemoteClaim, RemoteVisit
from backend.fieldwork.service.orders import end_tasks
from backend.kernel import clock
from backend.kernel.audit import Actor
from backend.kernel.db import insert_rows, update_rows
from backend.kernel.problems import Problem


def claim_outside(session: Session, rows: Sequence[OutsideVisit], *, actor: Actor) -> Mapping[UUID, bool]:
    """Write visits of customers or the office and close their tasks elsewhere; visit → whether it stands.

    One for a task that has been read meanwhile is kept but set aside. Problem not_found for an unknown task.
    """
    tasks = queries.locked(session, {row.task_id for row in rows})
    if any(row.task_id not in tasks for row in rows):
        raise Problem("not_found")
    stands: dict[UUID, bool] = {}
    taken: set[UUID] = set()
    visits = []
    for row in rows:
        task = tasks[row.task_id]
        stands[row.visit_id] = task.state in {"open", "skipped", "returned"} and task.id not in taken
        taken.add(task.id)
        visits.append(
            _visit(row.visit_id, row.source, row.taken_at, stands=stands[row.visit_id])
            | {
                "home": task.home, "branch_id": task.branch_id, "period": task.period, "run_id": task.run_id,
                "task_id": task.id, "metering_point_id": task.metering_point_id, "installation_id": task.installation_id,
                "note": row.note, "meter_found": row.meter_found, "place": row.place, "sameness": row.sameness,
            }
        )  # fmt: skip
    insert_rows(session, Visit, visits)
    closing = {row.task_id: row.visit_id for row in rows if stands[row.visit_id]}
    end_tasks(session, [tasks[task_id] for task_id in sorted(closing)], state="closed_elsewhere", actor=actor, visit_ids=closing)
    return stands


def claim_remote(session: Session, rows: Sequence[RemoteVisit], *, actor: Actor) -> dict[UUID, RemoteClaim]:
    """Write visits of values collected remotely, and close the open task of each point and period elsewhere.

    Where the value must be checked on site, an open task stays open: the value stands until a reader's takes its place. No visit
    row is written for a point without a task in the period: there is no walk it could belong to.
    """
    answer: dict[UUID, RemoteClaim] = {}
    closing: dict[UUID, UUID] = {}
    kept_open: dict[UUID, UUID] = {}
    visits = []
    for period in sorted({row.period for row in rows}):
        here = [row for row in rows if row.period == period]
        points = branches_of(session, [row.metering_point_id for row in here])
        found = queries.of_point(session, [row.metering_point_id for row in here], period)
        had = queries.remote_visits(session, [task.visit_id for task in found if task.visit_id is not None])
        unread = {task.metering_point_id: task for task in found if task.state in {"open", "skipped", "returned"}}
        any_task = {task.metering_point_id: task for task in found} | unread
        for row in here:
            task = any_task.get(row.metering_point_id)
            branch_id = points[row.metering_point_id]
            if task is None:
                answer[row.visit_id] = RemoteClaim(branch_id, None, None, None, stands=True)
                continue
            taken = task.id in closing or task.id in kept_open or task.visit_id in had
            stands = row.metering_point_id in unread and not taken
            answer[row.visit_id] = RemoteClaim(branch_id, task.run_id, task.id, task.frozen_at, stands)
            if stands:
                (kept_open if row.check_on_site and task.state == "open" else closing)[task.id] = row.visit_id
            visits.append(
                _visit(row.visit_id, "remote", row.taken_at, stands=stands)
                | {
                    "home": row.home, "branch_id": branch_id, "period": period, "run_id": task.run_id, "task_id": task.id,
                    "metering_point_id": row.metering_point_id, "installation_id": row.installation_id, "note": None,
                    "meter_found": None, "place": None, "sameness": None,
                }
            )  # fmt: skip
    insert_rows(session, Visit, visits)
    locked = queries.locked(session, [*closing, *kept_open])
    end_tasks(
        session,
        [task for key, task in locked.items() if key in closing],
        state="closed_elsewhere",
        actor=actor,
        visit_ids=closing,
    )
    update_rows(session, Task, [{"id": task_id, "visit_id": visit_id} for task_id, visit_id in kept_open.items()])
    return answer


def _visit(visit_id: UUID, source: str, taken_at: Any, *, stands: bool) -> dict[str, Any]:
    return {
        "id": visit_id, "person_id": None, "device_id": None, "outcome": "read", "source": source, "skip_code": None,
        "troubles": [], "judged": None, "taken_at": taken_at, "corrected_at": None, "received_at": clock.now(),
        "standing": "stands" if stands else "set_aside",
    }  # fmt: skip
