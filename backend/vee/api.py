"""The rules and their thresholds."""

from typing import Any

from sqlalchemy.orm import Session

from backend.identity.service.access import branches_for
from backend.kernel import http
from backend.kernel.http import Blueprint, operation
from backend.vee.queries import thresholds
from backend.vee.rules.known_rules import ALL
from backend.vee.schemas import SetThresholdSchema, ThresholdArguments, ThresholdSchema, ThresholdsSchema
from backend.vee.service.thresholds import Wanted, set_threshold

blp = Blueprint("plausibility", summary="Plausibility rules and their thresholds")


@blp.route("/thresholds")
@operation(
    "list_thresholds",
    summary="The rules with their defaults, and what was set instead",
    description="The newest that applies wins, the more specific first: branch and class, branch, class, everybody.",
    problems=("not_found",),
)
@blp.arguments(ThresholdArguments, location="query")
@blp.response(200, ThresholdsSchema)
def list_thresholds(query: dict[str, Any]) -> Any:
    branch_ids = branches_for(http.principal(), "list_thresholds", query.get("branch_id"))
    page = http.database().read(
        lambda session: thresholds.page(session, branch_ids, cursor=query.get("cursor"), limit=query["limit"])
    )
    rules = [{"code": rule.code, "version": rule.version, "where": rule.where, "defaults": dict(rule.defaults)} for rule in ALL]
    return {"items": page.items, "next": page.next, "rules": rules}


@blp.route("/thresholds", methods=["PUT"])
@operation(
    "set_threshold",
    summary="Set a rule's thresholds from a day on",
    description="Findings keep what they were judged by; bands of rounds that aren't over are made again.",
    problems=("not_found", "threshold_bounds", "threshold_order", "threshold_day"),
)
@blp.arguments(
    SetThresholdSchema,
    example={
        "rule": "VEE-06",
        "branch_id": 1,
        "customer_class": None,
        "valid_from": "2026-12-01",
        "numbers": {"case_run": 6},
        "reason": "holiday homes",
    },
)  # fmt: skip
@blp.response(200, ThresholdSchema)
def set_thresholds(body: dict[str, Any]) -> Any:
    by, zone = http.principal(), http.settings().time_zone

    def work(session: Session) -> Any:
        return thresholds.shown(session, [set_threshold(session, by, Wanted(**body), zone=zone)])[0]

    return http.database().run(work)
