"""Photo policies: set by the office, dated and audited, and put on tasks. Nothing is changed: a newer setting wins."""

import datetime as dt
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from backend.fieldwork.models import PhotoPolicy, Task
from backend.fieldwork.queries import photo_policies as queries
from backend.fieldwork.rules import photo_policy as rules
from backend.fieldwork.rules.photo_policy import Need, Network, Setting
from backend.fieldwork.service import news
from backend.identity.service.access import authorise
from backend.kernel import clock, jobs
from backend.kernel.audit import record
from backend.kernel.db import update_rows
from backend.kernel.ids import new_id
from backend.kernel.principal import Principal
from backend.kernel.problems import Problem

PLAN = "fieldwork.plan_photos"


@dataclass(frozen=True)
class Wanted:
    """A policy to be set. None: every branch, class, route. `seed` None: one is drawn."""

    branch_id: int | None
    customer_class: str | None
    route_id: UUID | None
    valid_from: dt.date
    need: Need
    share: int
    seed: int | None
    max_kb: int
    max_px: int
    network: Network


def set_policy(session: Session, by: Principal, wanted: Wanted) -> PhotoPolicy:
    """Set a policy from a day on; tasks of rounds that aren't over, which nobody has been to yet, are planned again.

    Problem `not_found` for a branch or route that isn't one's own; every branch at once is the administrator's.
    """
    branch_id = wanted.branch_id
    if wanted.route_id is not None:
        walked_by = queries.branch_of_route(session, wanted.route_id)
        if walked_by is None or branch_id not in {None, walked_by}:
            raise Problem("not_found", field="route_id")
        branch_id = walked_by
    authorise(by, "set_photo_policy", branch_id=branch_id)
    before = session.scalar(select(func.max(PhotoPolicy.version))) or 0
    row = PhotoPolicy(
        id=new_id(), branch_id=branch_id, customer_class=wanted.customer_class, route_id=wanted.route_id,
        valid_from=wanted.valid_from, version=before + 1, need=wanted.need,
        share=wanted.share if wanted.need == "sample" else 1_000,
        seed=wanted.seed if wanted.seed is not None else secrets.randbelow(1_000_000_000),
        max_kb=wanted.max_kb, max_px=wanted.max_px, network=wanted.network, set_by=by.person_id, set_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(
        session, home=branch_id or by.home, actor=by.actor, action="set_photo_policy", subject=("photo_policy", str(row.id)),
        detail={
            "version": row.version, "branch_id": branch_id, "customer_class": row.customer_class,
            "route_id": str(row.route_id) if row.route_id else None, "valid_from": row.valid_from.isoformat(),
            "need": row.need, "share": row.share, "seed": row.seed, "max_kb": row.max_kb, "max_px": row.max_px,
            "network": row.network,
        },
    )  # fmt: skip
    runs = [str(run_id) for run_id in queries.unfinished_runs(session, row)]
    if runs:
        jobs.enqueue(session, PLAN, {"run_ids": runs}, key=f"{PLAN}:{row.id}")
    return row


def plan_run(session: Session, run_id: UUID) -> int:
    """Put what the policies say on the tasks of a run that nobody has been to yet; their holders hear of what changed."""
    return _plan(session, queries.unvisited(session, run_id), queries.settings(session))


def plan_tasks(session: Session, task_ids: Collection[UUID]) -> int:
    """As `plan_run`, for tasks that were just made."""
    settings = queries.settings(session) if task_ids else []
    # A new task asks for a photo by itself: without any setting there is nothing to put on it.
    return _plan(session, queries.stops_of(session, task_ids), settings) if settings else 0


def _plan(session: Session, stops: Collection[Row[*tuple[Any, ...]]], settings: Sequence[Setting]) -> int:
    changed = []
    for stop in stops:
        setting = rules.applying(
            settings, branch_id=stop.branch_id, customer_class=stop.customer_class, route_id=stop.route_id, day=stop.due_to
        )
        photo = rules.of_task(
            setting, kind=stop.kind, point=str(stop.metering_point_id), period=stop.period, has_box=stop.box_id is not None
        )
        policy_id = setting.id if setting is not None else None
        if (photo, policy_id) != (stop.photo, stop.photo_policy_id):
            changed.append((stop, photo, policy_id))
    update_rows(
        session, Task, [{"id": stop.id, "photo": photo, "photo_policy_id": policy_id} for stop, photo, policy_id in changed]
    )
    news.tell_holders(session, {stop.id: stop.home for stop, *_ in changed if stop.holder_id is not None})
    return len(changed)
