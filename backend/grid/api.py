"""Metering points for the office: found by any number, and one of them whole; and the areas they hang on."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.grid.queries.areas import areas
from backend.grid.queries.installations import InstallationView, of_points
from backend.grid.queries.points import Found, PointDetail, point_detail, search
from backend.grid.rules.status import status_on
from backend.grid.schemas import AreaBriefSchema, AreasArguments, FindPointsSchema, FoundPointSchema, PointFileSchema
from backend.identity.service.access import authorise, branches_for
from backend.kernel import clock, http, paging
from backend.kernel.fields import page_of
from backend.kernel.http import Blueprint, operation
from backend.kernel.problems import Problem

blp = Blueprint("points", summary="Metering points, their accounts and meters")

_POINT = {
    "id": "01920000-0000-7000-8000-000000000001", "number": "3100000001", "account_number": "3100000001", "name": "供电用户0001",
    "address": "东河村1组1号", "class": "residential", "branch_id": 1, "role": "settlement",
}  # fmt: skip
_METER = {"asset_number": "0134000000000000001001", "serial_number": "2019031001", "phases": 1}


@blp.route("/points")
@operation(
    "find_points",
    summary="Find metering points by any number, name or address",
    description="Numbers are those of the point, account, meter (asset, serial, communication address) and box.",
    problems=("not_found",),
)
@blp.arguments(FindPointsSchema, location="query")
@blp.response(200, page_of(FoundPointSchema), example={"items": [{**_POINT, "meter": _METER}], "next": None})
def find_points(query: dict[str, Any]) -> Any:
    branch_ids = branches_for(http.principal(), "find_points", query.get("branch_id"))
    after = paging.decode(query["cursor"], str)[0] if query.get("cursor") else None
    limit = query["limit"]
    found = http.database().read(
        lambda session: search(session, branch_ids=branch_ids, text=query["query"], after=after, limit=limit + 1)
    )
    more = len(found) > limit
    return {"items": [_line(each) for each in found[:limit]], "next": paging.encode(found[limit - 1].number) if more else None}


def _line(found: Found) -> dict[str, Any]:
    meter = None
    if found.asset_number is not None:
        meter = {"asset_number": found.asset_number, "serial_number": found.serial_number, "phases": found.phases}
    return {
        "id": found.id, "number": found.number, "account_number": found.account_number, "name": found.name,
        "address": found.address, "customer_class": found.customer_class, "branch_id": found.branch_id, "role": found.role,
        "meter": meter,
    }  # fmt: skip


@blp.route("/points/<uuid:point_id>")
@operation(
    "see_point",
    summary="One metering point with its account, topology, meters and events",
    description="What happened there (readings, releases, changes) is at `/points/{point_id}/story`.",
    problems=("not_found",),
)
@blp.response(200, PointFileSchema)
def see_point(point_id: UUID) -> Any:
    principal = http.principal()
    today = clock.business_date(clock.now(), http.settings().time_zone)

    def read(session: Session) -> tuple[PointDetail, list[InstallationView]]:
        detail = point_detail(session, point_id, day=today)
        if detail is None:
            raise Problem("not_found")
        authorise(principal, "see_point", branch_id=detail.point.branch_id, point_id=point_id)
        return detail, of_points(session, [point_id])[point_id]

    detail, installations = http.database().read(read)
    point, account = detail.point, detail.account
    spans = [(span.valid_from, span.valid_to, span.status) for span in detail.statuses]
    in_force = next((each for each in installations if each.valid_to is None), None)
    columns = {column.key: getattr(point, column.key) for column in point.__table__.columns}
    return {
        "point": {
            **columns, "account_number": account.number, "name": account.name, "address": point.address or account.address,
        },
        "account": {
            "id": account.id, "number": account.number, "name": account.name, "address": account.address,
            "customer_class": account.customer_class, "status": status_on(spans, today), "statuses": detail.statuses,
        },
        "area": None if detail.area is None else {
            "id": detail.area.id, "number": detail.area.number, "name": detail.area.name, "line": detail.line,
        },
        "box": None if in_force is None else in_force.box,
        "installations": installations,
        "events": detail.events,
    }  # fmt: skip


@blp.route("/areas")
@operation("list_areas", summary="Transformer areas 台区 of a branch, by number", problems=("not_found",))
@blp.arguments(AreasArguments, location="query")
@blp.response(
    200,
    page_of(AreaBriefSchema),
    example={"items": [{"id": _POINT["id"], "number": "T0101", "name": "东河1号台区"}], "next": None},
)
def list_areas(query: dict[str, Any]) -> Any:
    branch_ids, limit = branches_for(http.principal(), "list_areas", query.get("branch_id")), query["limit"]
    after = paging.decode(query["cursor"], str)[0] if query.get("cursor") else ""
    found = http.database().read(lambda session: areas(session, branch_ids, after=after, limit=limit + 1))
    more = len(found) > limit
    return {"items": found[:limit], "next": paging.encode(found[limit - 1]["number"]) if more else None}
