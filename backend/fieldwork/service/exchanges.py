"""Meters exchanged in the middle of a period: open tasks follow to the new installation, phones and bands with them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Task
from backend.fieldwork.rules import calendar
from backend.fieldwork.rules.exchange import UNREAD, Hung, successor
from backend.fieldwork.service import news
from backend.grid.models import Installation, MeteringPoint
from backend.grid.queries.published import published
from backend.kernel import jobs
from backend.kernel.audit import Actor, record
from backend.kernel.db import update_rows
from backend.kernel.ids import new_id
from backend.kernel.sets import among
from backend.kernel.settings import Settings


def follow(session: Session, *, point_ids: Collection[UUID], day: dt.date, actor: Actor) -> list[UUID]:
    """Move the unread tasks of some points whose meter is gone by a day; answers those that moved.

    The task keeps its id and its holder. Its first reading on the new meter is a 首抄; a value frozen before that meter was put
    up doesn't exist, so it isn't asked for.
    """
    tasks = session.execute(
        select(
            Task.id, Task.home, Task.run_id, Task.period, Task.kind, Task.state, Task.metering_point_id, Task.installation_id,
            Installation.valid_from, Installation.valid_to, MeteringPoint.billed_at,
        )
        .join(Installation, Installation.id == Task.installation_id)
        .join(MeteringPoint, MeteringPoint.id == Task.metering_point_id)
        .where(among(session, Task.metering_point_id, point_ids), Task.state.in_(UNREAD), Installation.valid_to <= day)
        .order_by(Task.id).with_for_update(of=Task)
    ).all()  # fmt: skip
    hung = _hung(session, {task.metering_point_id for task in tasks})
    moved = []
    rows = []
    for task in tasks:
        old = Hung(task.installation_id, task.valid_from, task.valid_to)
        new = successor(task.state, old, hung[task.metering_point_id], day)
        if new is None:
            continue
        moved.append(task)
        rows.append(
            {
                "id": task.id, "installation_id": new.id, "kind": "first" if task.kind == "regular" else task.kind,
                "frozen_at": calendar.frozen_moment(task.billed_at, new.since, task.period, Settings.time_zone),
            }
        )  # fmt: skip
    if not moved:
        return []
    update_rows(session, Task, rows)
    news.tell_holders(session, {task.id: task.home for task in moved})
    for home in sorted({task.home for task in moved}):
        here = [str(task.id) for task in moved if task.home == home]
        record(session, home=home, actor=actor, action="follow_exchange", subject=("task", here[0]), detail={"tasks": here})
    runs = sorted({str(task.run_id) for task in moved})
    jobs.enqueue(session, "vee.make_bands", {"run_ids": runs}, key=f"vee.make_bands:{new_id()}")
    return [task.id for task in moved]


def _hung(session: Session, point_ids: Collection[UUID]) -> dict[UUID, list[Hung]]:
    found: dict[UUID, list[Hung]] = defaultdict(list)
    if point_ids:
        query = select(Installation.metering_point_id, Installation.id, Installation.valid_from, Installation.valid_to).where(
            among(session, Installation.metering_point_id, point_ids), published(Installation.batch)
        )
        for row in session.execute(query):
            found[row.metering_point_id].append(Hung(row.id, row.valid_from, row.valid_to))
    return found
