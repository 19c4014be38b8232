"""Jobs of this room."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.fieldwork.service.photo_policy import plan_run
from backend.kernel.jobs import JobContext


def plan_photos(context: JobContext, payload: Mapping[str, Any]) -> None:
    """fieldwork.plan_photos {run_ids}: put a new photo policy on the tasks of runs that aren't over. A run a unit of work."""

    def of_run(session: Session) -> int:
        return plan_run(session, run_id)

    for text in payload["run_ids"]:
        run_id = UUID(text)
        context.run(of_run)
