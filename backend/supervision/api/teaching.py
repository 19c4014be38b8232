"""How rules did in past cycles, and what other thresholds would have done."""

from typing import Any
from uuid import UUID

from backend.identity.service.access import branches_for
from backend.kernel import http
from backend.kernel.http import Blueprint, operation
from backend.supervision.schemas.replay import ReplaySchema
from backend.supervision.schemas.teaching import PrecisionArguments, PrecisionsSchema, TriedSchema, TrySchema
from backend.supervision.service import replay, teaching
from backend.supervision.service.teaching import Trial

blp = Blueprint("teaching", summary="How rules did, and what other thresholds would have done")


@blp.route("/rules/precision")
@operation(
    "see_precision",
    summary="How often each rule was right in past cycles",
    description="Of the visits each rule asked about: how many were corrected, and how many were real after all.",
    problems=("not_found",),
)
@blp.arguments(PrecisionArguments, location="query")
@blp.response(200, PrecisionsSchema)
def see_precision(query: dict[str, Any]) -> Any:
    branch_ids = branches_for(http.principal(), "see_precision", query["branch_id"]) or frozenset({query["branch_id"]})
    found = http.database().read(
        lambda session: teaching.precision(session, branch_ids, upto=query["period"], months=query["months"])
    )
    return {"items": found, "next": None}


@blp.route("/thresholds/what-if", methods=["POST"])
@operation(
    "try_threshold",
    summary="What a rule would have asked of past cycles with other thresholds",
    description="The visits of the last cycles are judged again with the tried numbers. Nothing is changed.",
    problems=("not_found", "threshold_bounds", "threshold_order"),
)
@blp.arguments(
    TrySchema,
    example={
        "rule": "VEE-04", "branch_id": 1, "customer_class": None, "numbers": {"case_z_e2": 450}, "period": "2026-11", "months": 6,
    },
)  # fmt: skip
@blp.response(200, TriedSchema)
def try_threshold(body: dict[str, Any]) -> Any:
    by, zone = http.principal(), http.settings().time_zone
    trial = Trial(
        body["rule"], body["branch_id"], body["customer_class"], body["numbers"], body["period"], body["months"]
    )  # fmt: skip
    return http.database().read(lambda session: teaching.what_if(session, by, trial, zone=zone))


@blp.route("/cases/<uuid:case_id>/replay")
@operation(
    "replay_case",
    summary="The findings of a case's visits judged again",
    description="By the versions they keep, from the same facts; and by the thresholds of today. Nothing is changed.",
    problems=("not_found",),
)
@blp.response(200, ReplaySchema)
def replay_case(case_id: UUID) -> Any:
    by, zone = http.principal(), http.settings().time_zone
    return {"items": http.database().read(lambda session: replay.of_case(session, by, case_id, zone=zone)), "next": None}
