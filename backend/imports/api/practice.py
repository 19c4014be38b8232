"""Practice meters: only on a demo's server, and there for everybody."""

from typing import Any

from backend.imports.queries import practice as queries
from backend.imports.schemas import PracticeArguments, PracticeMeterSchema, PracticeRouteSchema
from backend.imports.service import practice
from backend.kernel import clock, http
from backend.kernel.fields import page_of
from backend.kernel.http import Blueprint, operation
from backend.kernel.problems import Problem

blp = Blueprint("practice", summary="A demo's meters to practise on")


def _only_on_a_demo() -> None:
    if not http.settings().demo:
        raise Problem("not_found")


@blp.route("/practice/routes")
@operation("see_practice", summary="The demo's routes", description="Only a demo's server has them.", problems=("not_found",))
@blp.response(200, page_of(PracticeRouteSchema))
def practice_routes() -> Any:
    _only_on_a_demo()
    found = http.database().read(queries.routes)
    return {
        "items": [
            {
                "id": row.id, "code": row.code, "name": row.name, "branch": {"id": row.branch_id, "name": row.branch},
                "stops": row.stops,
            }
            for row in found
        ],
        "next": None,
    }  # fmt: skip


@blp.route("/practice/meters")
@operation(
    "see_practice",
    summary="What the meters of a route show today",
    description="In walking order. They go on from their history; a few are odd on purpose. Only a demo's server has them.",
    problems=("not_found",),
)
@blp.arguments(PracticeArguments, location="query")
@blp.response(200, page_of(PracticeMeterSchema))
def practice_meters(query: dict[str, Any]) -> Any:
    _only_on_a_demo()
    zone = http.settings().time_zone
    today = clock.business_date(clock.now(), zone)
    items = http.database().read(lambda session: practice.meters(session, route_id=query["route_id"], today=today, zone=zone))
    if not items:
        raise Problem("not_found", field="route_id")
    return {"items": items, "next": None}
