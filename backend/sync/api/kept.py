"""The office's door to entries that were kept rather than applied: see them, take them over."""

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

blp = Blueprint("kept entries", summary="Entries that were kept rather than applied")


@blp.route("/cases/<uuid:case_id>/kept")
@operation(
    "see_kept",
    summary="The entries a quarantine case is about",
    description="Whose phone, who, when, at which stop, the values, notes and photos that can be made out, and each entry as "
    "text; of an id that was taken, both contents. What names no stop belongs to the phone's branch, whose supervisors see it; "
    "administrators see all.",
    problems=("not_found",),
)
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
    summary="Take over entries that were kept",
    description="They are interpreted as if nothing had spoken against them when they came: applied, or contested where they "
    "meet somebody else's. Of a newer version counts what this server knows; null characters are left out. What can't be read, "
    "names a stop there isn't, or has an id that is taken can't be taken over. Receipts given stay as they are.",
    problems=("not_found", "case_closed", "case_claimed", "decision_not_allowed"),
)
@blp.arguments(TakeOverSchema, example={"reason": "The phone was found; the reader read these stops"})
@blp.response(200, TakenOverSchema, example={"outcomes": {"applied": 6}})
def take_over_kept(body: dict[str, Any], case_id: UUID) -> Any:
    by, zone = http.principal(), http.settings().time_zone
    return http.database().run(lambda session: keeping.take_over(session, by, case_id=case_id, zone=zone, **body))
