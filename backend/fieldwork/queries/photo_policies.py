"""Photo policies that were set, and the tasks that a new one concerns."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from backend.fieldwork.models import PhotoPolicy, Route, Run, Task
from backend.fieldwork.rules.photo_policy import Setting
from backend.grid.models import Installation, MeteringPoint
from backend.kernel import paging
from backend.kernel.paging import Page
from backend.kernel.sets import among

# Runs in one of these may still be walked.
UNFINISHED = ("planned", "downloaded", "reading")


def settings(session: Session) -> list[Setting]:
    """Every setting ever made: there are few, and a day picks among them."""
    query = select(
        PhotoPolicy.id, PhotoPolicy.branch_id, PhotoPolicy.customer_class, PhotoPolicy.route_id, PhotoPolicy.valid_from,
        PhotoPolicy.version, PhotoPolicy.need, PhotoPolicy.share, PhotoPolicy.seed, PhotoPolicy.max_kb, PhotoPolicy.max_px,
        PhotoPolicy.network,
    ).order_by(PhotoPolicy.version)  # fmt: skip
    return [Setting(**row) for row in session.execute(query).mappings()]


def of_ids(session: Session, ids: Collection[UUID]) -> dict[UUID, Row[*tuple[Any, ...]]]:
    """Rows max_kb, max_px, network of some policies."""
    if not ids:
        return {}
    query = select(PhotoPolicy.id, PhotoPolicy.max_kb, PhotoPolicy.max_px, PhotoPolicy.network)
    return {row.id: row for row in session.execute(query.where(among(session, PhotoPolicy.id, ids)))}


def page(session: Session, branch_ids: frozenset[int] | None, *, cursor: str | None, limit: int) -> Page[PhotoPolicy]:
    """Policies for some branches (None: all) and for every branch, the newest first."""
    query = select(PhotoPolicy)
    if branch_ids is not None:
        query = query.where(or_(PhotoPolicy.branch_id.is_(None), PhotoPolicy.branch_id.in_(sorted(branch_ids))))
    return paging.page(session, query, by=[(PhotoPolicy.id, UUID)], cursor=cursor, limit=limit, descending=True)


def branch_of_route(session: Session, route_id: UUID) -> int | None:
    """Which branch walks a route; None for an unknown one."""
    return session.scalar(select(Route.branch_id).where(Route.id == route_id))


def unfinished_runs(session: Session, policy: PhotoPolicy) -> list[UUID]:
    """The runs whose tasks a policy may concern."""
    query = select(Run.id).where(Run.state.in_(UNFINISHED), Run.window_to >= policy.valid_from).order_by(Run.id)
    if policy.branch_id is not None:
        query = query.where(Run.branch_id == policy.branch_id)
    if policy.route_id is not None:
        query = query.where(Run.route_id == policy.route_id)
    return list(session.scalars(query))


def _stops() -> Any:
    return (
        select(
            Task.id, Task.home, Task.kind, Task.period, Task.metering_point_id, Task.due_to, Task.photo, Task.photo_policy_id,
            Task.holder_id, Run.branch_id, Run.route_id, MeteringPoint.customer_class, Installation.box_id,
        )
        .join(Run, Run.id == Task.run_id)
        .join(MeteringPoint, MeteringPoint.id == Task.metering_point_id)
        .join(Installation, Installation.id == Task.installation_id)
        .order_by(Task.id)
    )  # fmt: skip


def unvisited(session: Session, run_id: UUID) -> list[Row[*tuple[Any, ...]]]:
    """The tasks of a run that nobody has been to yet, with what a policy looks at; locked, so that no visit comes between."""
    query = _stops().where(Task.run_id == run_id, Task.state == "open", Task.visit_id.is_(None))
    return list(session.execute(query.with_for_update(of=Task)))


def stops_of(session: Session, task_ids: Collection[UUID]) -> list[Row[*tuple[Any, ...]]]:
    """As `unvisited`, of some tasks."""
    return list(session.execute(_stops().where(among(session, Task.id, task_ids))))
