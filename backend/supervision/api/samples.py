"""Visits drawn to be looked at. Observations only: neither scores nor first values feed anyone's pay."""

from typing import Any
from uuid import UUID

from backend.identity.service.access import branches_for
from backend.kernel import http
from backend.kernel.fields import page_of
from backend.kernel.http import Blueprint, operation
from backend.supervision.schemas.samples import (
    DrawnSchema,
    DrawSchema,
    JudgedSampleSchema,
    JudgeSampleSchema,
    SampleArguments,
    SampleSchema,
)
from backend.supervision.service import samples

blp = Blueprint("samples", summary="Visits drawn to be looked at")


@blp.route("/samples")
@operation(
    "list_samples",
    summary="The visits drawn of a period, the highest score first",
    description="What was observed of each, in parts. No part proves anything by itself, and no score feeds anyone's pay.",
    problems=("not_found",),
)
@blp.arguments(SampleArguments, location="query")
@blp.response(200, page_of(SampleSchema))
def list_samples(query: dict[str, Any]) -> Any:
    branches_for(http.principal(), "list_samples", query["branch_id"])
    page = http.database().read(
        lambda session: samples.page(
            session, branch_id=query["branch_id"], period=query["period"], cursor=query.get("cursor"), limit=query["limit"]
        )
    )
    return {"items": page.items, "next": page.next}


@blp.route("/samples/draw", methods=["POST"])
@operation(
    "draw_samples",
    summary="Draw what is to be looked at",
    description="All visits from a score on, and a seeded random share of the rest. Drawing twice adds nothing.",
    problems=("not_found",),
)
@blp.arguments(DrawSchema, example={"branch_id": 1, "period": "2026-11"})
@blp.response(200, DrawnSchema)
def draw_samples(body: dict[str, Any]) -> Any:
    by, zone = http.principal(), http.settings().time_zone
    drawn = http.database().run(
        lambda session: samples.draw_for(session, by, branch_id=body["branch_id"], period=body["period"], zone=zone)
    )
    return {"drawn": drawn}


@blp.route("/samples/<uuid:visit_id>", methods=["POST"])
@operation("judge_sample", summary="Say what was seen of a drawn visit", problems=("not_found",))
@blp.arguments(JudgeSampleSchema, example={"outcome": "fine"})
@blp.response(200, JudgedSampleSchema)
def judge_sample(body: dict[str, Any], visit_id: UUID) -> Any:
    by = http.principal()
    return http.database().run(lambda session: samples.judge(session, by, visit_id=visit_id, outcome=body["outcome"]))
