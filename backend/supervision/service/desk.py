"""What the office looks at: loaded, and shown only to those whose it is."""

import datetime as dt
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Route, RouteStop
from backend.grid.models import MeteringPoint
from backend.grid.queries.installations import InstallationView, of_points
from backend.grid.queries.published import published
from backend.identity.service.access import authorise, branches_for
from backend.kernel import clock
from backend.kernel.principal import Principal
from backend.kernel.problems import Problem
from backend.readings.queries import releases, values
from backend.readings.service import releasing
from backend.readings.service.releasing import Outcome
from backend.supervision.queries import detail, handed, people, stops, trail
from backend.vee.queries import charts

_MONTHS = 24


def see_case(session: Session, principal: Principal, case_id: UUID, *, zone: ZoneInfo) -> dict[str, Any]:
    """A case whole. Problem not_found, to strangers too."""
    case = detail.the_case(session, case_id)
    authorise(principal, "see_case", branch_id=case.branch_id)
    return detail.detail(session, case, zone=zone, branch_ids=branches_for(principal, "see_case"))


def _the_point(session: Session, principal: Principal, action: str, point_id: UUID) -> Any:
    query = select(MeteringPoint.id, MeteringPoint.home, MeteringPoint.branch_id).where(
        MeteringPoint.id == point_id, published(MeteringPoint.batch)
    )
    point = session.execute(query).first()
    if point is None:
        raise Problem("not_found")
    authorise(principal, action, branch_id=point.branch_id)
    return point


def _registers(views: list[InstallationView]) -> set[UUID]:
    return {register.id for view in views for register in view.registers}


def readings_of_point(session: Session, principal: Principal, point_id: UUID, *, period: int | None) -> Any:
    """Every reading of a point in a period, or in the last two years; newest first."""
    point = _the_point(session, principal, "list_readings", point_id)
    today = _this_month()
    first, last = (period, period) if period is not None else (values.back(today, _MONTHS), today)
    registers = _registers(of_points(session, [point_id])[point_id])
    return handed.readings(session, home=point.home, register_ids=registers, first=first, last=last)


def _this_month() -> int:
    # A period may be opened a little ahead of its month.
    soon = clock.now() + dt.timedelta(days=31)
    return soon.year * 100 + soon.month


def story(session: Session, principal: Principal, point_id: UUID, *, zone: ZoneInfo) -> dict[str, Any]:
    """What happened at a point: its route, use, readings, hand-overs and trail."""
    point = _the_point(session, principal, "see_point", point_id)
    views = of_points(session, [point_id])[point_id]
    day = clock.business_date(clock.now(), zone)
    history: list[dict[str, Any]] = []
    if views:
        found = charts.of_point(
            session, home=point.home, point_id=point_id, installation_id=views[0].installation_id, upto=_this_month(), day=day,
            zone=zone, count=_MONTHS,
        )  # fmt: skip
        history = detail.history(found)
    handed_over = releases.of_point(session, home=point.home, point_id=point_id)
    names = people.named(session, {release.released_by for release in handed_over})
    first = values.back(_this_month(), _MONTHS)
    return {
        "route": _route(session, point_id, day), "history": history, "stops": stops.of_point(session, point_id),
        "readings": handed.readings(
            session, home=point.home, register_ids=_registers(views), first=first, last=_this_month()
        ),
        "releases": [
            {
                "period": release.period, "number": release.number, "released_at": release.released_at,
                "by": names.get(release.released_by) if release.released_by is not None else None,
            }
            for release in handed_over
        ],
        "audit": trail.lines(
            session, frozenset({point.home}), subject=("point", str(point_id)), cursor=None, limit=50
        ).items,
    }  # fmt: skip


def _route(session: Session, point_id: UUID, day: dt.date) -> dict[str, Any] | None:
    query = (
        select(Route.id, Route.code, Route.name, RouteStop.sequence)
        .join(RouteStop, RouteStop.route_id == Route.id)
        .where(RouteStop.metering_point_id == point_id, RouteStop.valid_from <= day, published(RouteStop.batch))
        .where(RouteStop.valid_to.is_(None) | (RouteStop.valid_to > day))
    )
    row = session.execute(query).first()
    return None if row is None else {"id": row.id, "code": row.code, "name": row.name, "sequence": row.sequence}


def look_at_period(
    session: Session, principal: Principal, *, branch_id: int, period: int, run_id: UUID | None, cursor: str | None, limit: int
) -> dict[str, Any]:
    """Where a branch's period stands on its way to billing."""
    authorise(principal, "list_releases", branch_id=branch_id)
    found = releasing.state(session, branch_id=branch_id, period=period, run_id=run_id)
    return handed.overview(session, found, cursor=cursor, limit=limit)


def release(
    session: Session, principal: Principal, *, branch_id: int, period: int, run_id: UUID | None = None,
    point_ids: list[UUID] | None = None,
) -> Outcome:  # fmt: skip
    """Hand over every point of the branch's period that may be."""
    authorise(principal, "release_readings", branch_id=branch_id)
    return releasing.release_points(
        session, branch_id=branch_id, period=period, actor=principal.actor, run_id=run_id, point_ids=point_ids
    )
