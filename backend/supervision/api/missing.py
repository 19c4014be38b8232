"""Estimating stops nobody could read."""

from typing import Any

from backend.identity.service.access import authorise
from backend.kernel import http
from backend.kernel.fields import page_of
from backend.kernel.http import Blueprint, operation
from backend.supervision.schemas.missing import (
    EstimatedSchema,
    EstimateStopsSchema,
    MissingArguments,
    MissingSchema,
    TakeBackSchema,
)
from backend.supervision.service import missing
from backend.supervision.service.missing import Done

blp = Blueprint("estimates", summary="Stops nobody could read, and estimating them")


@blp.route("/estimates")
@operation(
    "see_estimates",
    summary="The stops of a period without a reading, with what each method would estimate",
    description="Nothing is written: this is what to look at before estimating. `why` says why a stop can't be estimated.",
    problems=("not_found",),
)
@blp.arguments(MissingArguments, location="query")
@blp.response(200, page_of(MissingSchema))
def list_missing(query: dict[str, Any]) -> Any:
    authorise(http.principal(), "see_estimates", branch_id=query["branch_id"])
    zone = http.settings().time_zone
    page = http.database().read(
        lambda session: missing.page(
            session, branch_id=query["branch_id"], period=query["period"], run_id=query.get("run_id"),
            point_id=query.get("point_id"), cursor=query.get("cursor"), limit=query["limit"], zone=zone,
        )
    )  # fmt: skip
    return {"items": page.items, "next": page.next}


@blp.route("/estimates", methods=["POST"])
@operation(
    "estimate_stops",
    summary="Estimate stops nobody could read",
    description="Marked as estimates, so often in a row as VEE-13 lets pass. The task stays: who reads the meter later has his "
    "reading stand in the estimate's place, and a point handed over meanwhile is adjusted.",
    problems=("not_found",),
)
@blp.arguments(
    EstimateStopsSchema,
    example={
        "branch_id": 1, "period": "2026-11", "task_ids": ["0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f"], "method": "last_year",
        "reason": "door closed three times",
    },
)  # fmt: skip
@blp.response(200, EstimatedSchema)
def estimate_stops(body: dict[str, Any]) -> Any:
    by, zone = http.principal(), http.settings().time_zone
    return _told(http.database().run(lambda session: missing.estimate(session, by, zone=zone, **body)))


@blp.route("/estimates/take-back", methods=["POST"])
@operation(
    "estimate_stops",
    summary="Take estimates back",
    description="Until the point is handed over: then a correction makes an adjustment.",
    problems=("not_found",),
)
@blp.arguments(
    TakeBackSchema,
    example={"branch_id": 1, "period": "2026-11", "task_ids": ["0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f"], "reason": "will be read"},
)
@blp.response(200, EstimatedSchema)
def take_estimates_back(body: dict[str, Any]) -> Any:
    by = http.principal()
    return _told(http.database().run(lambda session: missing.take_back(session, by, **body)))


def _told(done: Done) -> dict[str, Any]:
    return {"done": list(done.done), "left": [{"task_id": task_id, "why": why} for task_id, why in done.left]}
