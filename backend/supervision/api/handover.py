"""Readings of points, and handing them over to billing 发送核算."""

from typing import Any
from uuid import UUID

from backend.identity.service.access import authorise
from backend.kernel import http
from backend.kernel.fields import page_of
from backend.kernel.http import Blueprint, operation
from backend.supervision.queries import handed
from backend.supervision.schemas.parts import ReadingSchema
from backend.supervision.schemas.progress import (
    ReadingArguments,
    ReleaseArguments,
    ReleasedSchema,
    ReleaseSchema,
    ReleaseStateSchema,
    SettlementLineSchema,
    StorySchema,
)
from backend.supervision.service import desk

blp = Blueprint("handover", summary="Readings, and handing them over to billing")


@blp.route("/readings")
@operation("list_readings", summary="The readings of a metering point, the newest first", problems=("not_found",))
@blp.arguments(ReadingArguments, location="query")
@blp.response(200, page_of(ReadingSchema))
def list_readings(query: dict[str, Any]) -> Any:
    by = http.principal()
    items = http.database().read(
        lambda session: desk.readings_of_point(session, by, query["point_id"], period=query.get("period"))
    )
    return {"items": items, "next": None}


@blp.route("/points/<uuid:point_id>/story")
@operation(
    "see_point", summary="What happened at a metering point: route, use, readings, hand-overs, trail", problems=("not_found",)
)
@blp.response(200, StorySchema)
def see_point_story(point_id: UUID) -> Any:
    by, zone = http.principal(), http.settings().time_zone
    return http.database().read(lambda session: desk.story(session, by, point_id, zone=zone))


@blp.route("/releases")
@operation(
    "list_releases", summary="Where a period stands on its way to billing, and which points are held", problems=("not_found",)
)
@blp.arguments(ReleaseArguments, location="query")
@blp.response(200, ReleaseStateSchema)
def list_releases(query: dict[str, Any]) -> Any:
    by = http.principal()
    return http.database().read(
        lambda session: desk.look_at_period(
            session, by, branch_id=query["branch_id"], period=query["period"], run_id=query.get("run_id"),
            cursor=query.get("cursor"), limit=query["limit"],
        )
    )  # fmt: skip


@blp.route("/releases", methods=["POST"])
@operation(
    "release_readings",
    summary="Hand over every metering point that may be",
    description="Point by point: a doubtful one is held with its reason and holds nobody else. What was handed over before "
    "stays; a value corrected since has become a numbered adjustment.",
    problems=("not_found", "conflict"),
)
@blp.arguments(ReleaseSchema, example={"branch_id": 1, "period": "2026-11"})
@blp.response(200, ReleasedSchema)
def release_readings(body: dict[str, Any]) -> Any:
    by = http.principal()
    return http.database().run(lambda session: desk.release(session, by, **body))


@blp.route("/settlement")
@operation("list_releases", summary="The settlement lines of what was handed over", problems=("not_found",))
@blp.arguments(ReleaseArguments(exclude=("run_id",)), location="query")
@blp.response(200, page_of(SettlementLineSchema))
def list_settlement(query: dict[str, Any]) -> Any:
    authorise(http.principal(), "list_releases", branch_id=query["branch_id"])
    page = http.database().read(
        lambda session: handed.settlement(
            session, branch_id=query["branch_id"], period=query["period"], cursor=query.get("cursor"), limit=query["limit"]
        )
    )
    return {"items": page.items, "next": page.next}
