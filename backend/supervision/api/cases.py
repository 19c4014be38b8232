"""The queue of cases, and deciding them."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.identity.service.access import branches_for
from backend.kernel import http
from backend.kernel.http import Blueprint, operation
from backend.supervision.queries import detail, queue
from backend.supervision.queries.queue import Filter
from backend.supervision.schemas.cases import (
    AcceptedSchema,
    AcceptManySchema,
    CaseDetailSchema,
    CaseItemSchema,
    CasePageSchema,
    ClaimSchema,
    DecidedSchema,
    DecideSchema,
    EstimatesSchema,
    QueueArguments,
    ReopenSchema,
)
from backend.supervision.service import decisions, desk
from backend.supervision.service.decisions import Wanted
from backend.vee.rules.facts import FindingView

blp = Blueprint("cases", summary="Open questions, and deciding them")


@blp.route("/cases")
@operation("list_cases", summary="The queue of cases", problems=("not_found",))
@blp.arguments(QueueArguments, location="query")
@blp.response(200, CasePageSchema)
def list_cases(query: dict[str, Any]) -> Any:
    wanted = Filter(
        branches_for(http.principal(), "list_cases", query.get("branch_id")), query["state"], query.get("kind"),
        query.get("period"), query.get("q"),
    )  # fmt: skip
    page, total = http.database().read(
        lambda session: queue.page(session, wanted, sort=query["sort"], cursor=query.get("cursor"), limit=query["limit"])
    )
    return {"items": page.items, "next": page.next, "total": total}


@blp.route("/cases/<uuid:case_id>")
@operation(
    "see_case",
    summary="A case whole: visits, photos, history, what probably happened, and what may be decided",
    problems=("not_found",),
)
@blp.response(200, CaseDetailSchema)
def see_case(case_id: UUID) -> Any:
    by, zone = http.principal(), http.settings().time_zone
    return http.database().read(lambda session: desk.see_case(session, by, case_id, zone=zone))


@blp.route("/cases/<uuid:case_id>/estimates")
@operation(
    "see_estimates",
    summary="What each method would estimate in place of a case's values",
    description="last_year: the same days a year ago × trend. profile: what is expected of it, by its own past and its class. "
    "linear: the mean of the last three months. A method that knows too little is left out.",
    problems=("not_found",),
)
@blp.response(200, EstimatesSchema)
def see_estimates(case_id: UUID) -> Any:
    by, zone = http.principal(), http.settings().time_zone
    found = http.database().read(lambda session: decisions.estimates(session, by, case_id, zone=zone))
    return {
        "items": [
            {
                "method": choice.method,
                "values": [{"register_id": register_id, "value": value} for register_id, value in choice.values.items()],
            }
            for choice in found
        ],
        "next": None,
    }


def _item(session: Session, case: Any) -> dict[str, Any]:
    return queue.items(session, [case])[0]


@blp.route("/cases/<uuid:case_id>/claim", methods=["POST"])
@operation("claim_case", summary="Take a case in hand, or give it back", problems=("not_found", "case_closed", "case_claimed"))
@blp.arguments(ClaimSchema, example={"take_over": False})
@blp.response(200, CaseItemSchema)
def claim_case(body: dict[str, Any], case_id: UUID) -> Any:
    by = http.principal()
    return http.database().run(lambda session: _item(session, decisions.claim(session, by, case_id=case_id, **body)))


def _found(finding: FindingView) -> dict[str, Any]:
    return {
        "rule": finding.rule, "action": finding.action, "register_id": finding.register, "params": dict(finding.params),
        "rules_version": finding.version,
    }  # fmt: skip


@blp.route("/cases/<uuid:case_id>/decide", methods=["POST"])
@operation(
    "decide_case",
    summary="Decide a case",
    description="accept: the value stands (of a contested case: that of `visit_id`). correct, estimate: other values take its "
    "place; without `values` the estimate is what was expected. A correction the rules doubt is asked once more. "
    "re_read, field_check: somebody is sent, and the case waits. "
    "dismiss: there is nothing to do. The reader hears of it with the next pull.",
    problems=(
        "not_found",
        "case_closed",
        "case_claimed",
        "decision_not_allowed",
        "no_estimate",
        "too_many_estimates",
        "conflict",
    ),
)  # fmt: skip
@blp.arguments(
    DecideSchema,
    example={
        "decision": "correct", "reason": "Third digit misread",
        "values": [{"register_id": "01930f5e-7c1a-7000-8000-000000000001", "value": "4321.6"}],
    },
)  # fmt: skip
@blp.response(200, DecidedSchema)
def decide_case(body: dict[str, Any], case_id: UUID) -> Any:
    by, zone = http.principal(), http.settings().time_zone
    values = {one["register_id"]: one["value"] for one in body["values"]} if "values" in body else None
    wanted = Wanted(body["decision"], body["reason"], values, body.get("visit_id"), body["sure"])

    def work(session: Session) -> dict[str, Any]:
        case, said = decisions.decide(session, by, case_id=case_id, wanted=wanted, zone=zone)
        return {"decided": True, "case": _item(session, case), "findings": [_found(finding) for finding in said]}

    try:
        return http.database().run(work)
    except decisions.DoubtedError as doubted:
        item = http.database().read(lambda session: _item(session, detail.the_case(session, case_id)))
        return {"decided": False, "case": item, "findings": [_found(finding) for finding in doubted.findings]}


@blp.route("/cases/<uuid:case_id>/reopen", methods=["POST"])
@operation(
    "decide_case",
    summary="Undo a decision",
    description="Until the point is handed over: what was read stands again, what was ordered is cancelled.",
    problems=("not_found", "case_open", "released_already", "conflict"),
)
@blp.arguments(ReopenSchema, example={"reason": "Wrong case"})
@blp.response(200, CaseItemSchema)
def reopen_case(body: dict[str, Any], case_id: UUID) -> Any:
    by = http.principal()
    return http.database().run(lambda session: _item(session, decisions.reopen(session, by, case_id=case_id, **body)))


@blp.route("/cases/accept", methods=["POST"])
@operation(
    "decide_case", summary="Accept many cases at once", description="What can't be accepted stays, and why is said.",
    problems=("not_found",),
)  # fmt: skip
@blp.arguments(AcceptManySchema, example={"case_ids": ["01930f5e-7c1a-7000-8000-000000000001"], "reason": "Spring Festival"})
@blp.response(200, AcceptedSchema)
def accept_cases(body: dict[str, Any]) -> Any:
    by, zone = http.principal(), http.settings().time_zone
    done = http.database().run(lambda session: decisions.accept_many(session, by, zone=zone, **body))
    return {
        "accepted": list(done.accepted), "left": [{"case_id": case_id, "code": code} for case_id, code in done.left]
    }  # fmt: skip
