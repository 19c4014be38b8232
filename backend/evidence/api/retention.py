"""How long photos are kept: seen and set by the office, with what would go."""

from typing import Any

from backend.evidence.queries import retention as queries
from backend.evidence.schemas import ForecastArguments, ForecastSchema, RetentionArguments, RetentionSchema, SetRetentionSchema
from backend.evidence.service import retention
from backend.identity.service.access import branches_for
from backend.kernel import clock, http
from backend.kernel.fields import page_of
from backend.kernel.http import Blueprint, operation

blp = Blueprint("retention", summary="How long photos are kept")


@blp.route("/photos/retentions")
@operation(
    "list_photo_retentions",
    summary="How long photos are kept",
    description="The newest that applies wins, the more specific first: branch, class, everybody. Without any: for good.",
    problems=("not_found",),
)
@blp.arguments(RetentionArguments, location="query")
@blp.response(200, page_of(RetentionSchema))
def list_retentions(query: dict[str, Any]) -> Any:
    branch_ids = branches_for(http.principal(), "list_photo_retentions", query.get("branch_id"))
    return http.database().read(
        lambda session: queries.page(session, branch_ids, cursor=query.get("cursor"), limit=query["limit"])
    )


@blp.route("/photos/retentions", methods=["PUT"])
@operation(
    "set_photo_retention",
    summary="Set from a day on how long photos are kept",
    description=(
        "Once a day photos whose time is over are removed with all their copies. A shorter time counts from the day after it was "
        "set, a longer one at once. Open cases and disputes hold their photos."
    ),
    problems=("not_found", "backdated"),
)
@blp.arguments(
    SetRetentionSchema, example={"branch_id": 1, "customer_class": "residential", "valid_from": "2026-12-01", "months": 24}
)
@blp.response(200, RetentionSchema)
def set_retention(body: dict[str, Any]) -> Any:
    by = http.principal()
    return http.database().run(lambda session: retention.set_retention(session, by, retention.Wanted(**body)))


@blp.route("/photos/retentions/forecast")
@operation(
    "list_photo_retentions",
    summary="What the next removal would remove",
    description="By what is set, or, with months, as if that were set too.",
    problems=("not_found",),
)
@blp.arguments(ForecastArguments, location="query")
@blp.response(200, ForecastSchema)
def forecast_removal(query: dict[str, Any]) -> Any:
    asked = query.get("branch_id")
    branch_ids = branches_for(http.principal(), "list_photo_retentions", asked)
    today = clock.business_date(clock.now(), http.settings().time_zone)

    def look(session: Any) -> retention.Forecast:
        settings = queries.settings(session)
        if "months" in query:
            wanted = retention.Wanted(asked, query.get("customer_class"), today, query["months"])
            settings = retention.supposed(wanted, settings, on=today)
        return retention.forecast(session, settings, on=today, branch_ids=branch_ids)

    return http.database().read(look)
