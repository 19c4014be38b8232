"""The office's door to what a suspended phone sent: see it, take it over."""

from typing import Any
from uuid import UUID

from backend.cases.queries import book
from backend.identity.service.access import authorise
from backend.kernel import http
from backend.kernel.http import Blueprint, operation
from backend.kernel.problems import Problem
from backend.sync.queries import kept
from backend.sync.schemas.kept import KeptSchema, TakenOverSchema, TakeOverSchema
from backend.sync.service import keeping

blp = Blueprint("kept entries", summary="What a suspended phone sent")


@blp.route("/cases/<uuid:case_id>/kept")
@operation("see_kept", summary="The entries a case of a suspended phone is about", problems=("not_found",))
@blp.response(200, KeptSchema)
def see_kept(case_id: UUID) -> Any:
    by = http.principal()

    def work(session: Any) -> dict[str, Any]:
        case = book.one(session, case_id)
        if case is None:
            raise Problem("not_found")
        authorise(by, "see_kept", branch_id=case.branch_id)
        return kept.shown(session, case)

    return http.database().read(work)


@blp.route("/cases/<uuid:case_id>/take-over", methods=["POST"])
@operation(
    "take_over_kept",
    summary="Take over what a suspended phone sent",
    description="The entries are interpreted as the trusted phone's would have been: applied, or contested where they meet "
    "somebody else's. Receipts given stay as they are.",
    problems=("not_found", "case_closed", "case_claimed", "decision_not_allowed"),
)
@blp.arguments(TakeOverSchema, example={"reason": "The phone was found; the reader read these stops"})
@blp.response(200, TakenOverSchema, example={"outcomes": {"applied": 6}})
def take_over_kept(body: dict[str, Any], case_id: UUID) -> Any:
    by, zone = http.principal(), http.settings().time_zone
    return http.database().run(lambda session: keeping.take_over(session, by, case_id=case_id, zone=zone, **body))
