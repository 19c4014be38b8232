"""The meters of a route as they hang there now, for the page that shows their faces."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Route, RouteStop
from backend.grid.models import Installation, MeterBox, MeteringPoint
from backend.grid.queries.published import published
from backend.identity.models import Branch
from backend.imports.queries.existing import Found
from backend.kernel.sets import among


def routes(session: Session) -> Sequence[Found]:
    """Every route with its branch and how many stops it has."""
    return session.execute(
        select(
            Route.id, Route.code, Route.name, Branch.id.label("branch_id"), Branch.name.label("branch"),
            func.count().label("stops"),
        )
        .join(Branch, Branch.id == Route.branch_id)
        .join(RouteStop, RouteStop.route_id == Route.id)
        .where(RouteStop.valid_to.is_(None), published(Route.batch), published(RouteStop.batch))
        .group_by(Route.id, Route.code, Route.name, Branch.id, Branch.name)
        .order_by(Branch.id, Route.code)
    ).all()  # fmt: skip


def stops(session: Session, route_id: UUID, day: dt.date) -> Sequence[Found]:
    """The installations in force on a route, in walking order: (sequence, point, installation, home)."""
    in_force = or_(Installation.valid_to.is_(None), Installation.valid_to > day)
    return session.execute(
        select(RouteStop.sequence, MeteringPoint.number, Installation.id, Installation.home)
        .join(MeteringPoint, MeteringPoint.id == RouteStop.metering_point_id)
        .join(Installation, Installation.metering_point_id == MeteringPoint.id)
        .where(RouteStop.route_id == route_id, RouteStop.valid_to.is_(None), published(RouteStop.batch))
        .where(Installation.valid_from <= day, in_force, published(Installation.batch))
        .order_by(RouteStop.sequence, MeteringPoint.number)
    ).all()


def boxes(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[int, int]]:
    """Box → rows and columns."""
    query = select(MeterBox.id, MeterBox.rows, MeterBox.columns).where(among(session, MeterBox.id, ids))
    return {row.id: (row.rows, row.columns) for row in session.execute(query)}
