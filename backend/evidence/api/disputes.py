"""Disputes about a metering point's readings: seen, opened and ended by the office."""

from typing import Any
from uuid import UUID

from backend.evidence.schemas import DisputeSchema, EndDisputeSchema, OpenDisputeSchema
from backend.evidence.service import disputes
from backend.kernel import http
from backend.kernel.fields import page_of
from backend.kernel.http import Blueprint, operation

blp = Blueprint("disputes", summary="Metering points whose readings are disputed")


@blp.route("/points/<uuid:point_id>/disputes")
@operation("list_disputes", summary="The disputes of a metering point, the newest first", problems=("not_found",))
@blp.response(200, page_of(DisputeSchema))
def list_disputes(point_id: UUID) -> Any:
    by = http.principal()
    return {"items": http.database().read(lambda session: disputes.of_point(session, by, point_id)), "next": None}


@blp.route("/points/<uuid:point_id>/disputes", methods=["POST"])
@operation(
    "set_dispute",
    summary="Say that a metering point's readings are disputed",
    description="Until it ends, the photos of these periods are kept, whatever is set. One at a time.",
    problems=("not_found", "conflict"),
)
@blp.arguments(
    OpenDisputeSchema,
    example={"from_period": "2026-09", "to_period": "2026-11", "reason": "The customer doubts the reading (letter of the 12th)"},
)
@blp.response(200, DisputeSchema)
def open_dispute(body: dict[str, Any], point_id: UUID) -> Any:
    by = http.principal()
    return http.database().run(lambda session: disputes.open_dispute(session, by, point_id, disputes.Wanted(**body)))


@blp.route("/points/<uuid:point_id>/disputes/end", methods=["POST"])
@operation("set_dispute", summary="End a metering point's dispute", problems=("not_found", "conflict"))
@blp.arguments(EndDisputeSchema, example={"reason": "Settled: the reading stands"})
@blp.response(200, DisputeSchema)
def end_dispute(body: dict[str, Any], point_id: UUID) -> Any:
    by = http.principal()
    return http.database().run(lambda session: disputes.end_dispute(session, by, point_id, reason=body["reason"]))
