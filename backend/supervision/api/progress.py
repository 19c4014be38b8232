"""How far everybody has come, who did what, and what failed."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.identity.service.access import branches_for
from backend.kernel import clock, http
from backend.kernel.fields import PageArguments, page_of
from backend.kernel.http import Blueprint, operation
from backend.supervision.queries import today, trail
from backend.supervision.schemas.parts import AuditLineSchema
from backend.supervision.schemas.progress import AuditArguments, DeadJobSchema, DropJobSchema, TodayArguments, TodaySchema
from backend.supervision.service import failed_jobs

blp = Blueprint("progress", summary="Progress, audit trail, failed jobs")


@blp.route("/today")
@operation("see_today", summary="How far every reader has come", problems=("not_found",))
@blp.arguments(TodayArguments, location="query")
@blp.response(200, TodaySchema)
def see_today(query: dict[str, Any]) -> Any:
    branch_ids = branches_for(http.principal(), "see_today", query.get("branch_id"))
    zone = http.settings().time_zone
    begin = dt.datetime.combine(clock.business_date(clock.now(), zone), dt.time(), zone)
    end = begin + dt.timedelta(days=1)

    def look(session: Session) -> dict[str, Any]:
        return {
            "items": today.progress(session, branch_ids, day_from=begin, day_to=end), "next": None,
            "stops": today.stops(session, branch_ids),
        }  # fmt: skip

    return http.database().read(look)


@blp.route("/audit")
@operation(
    "see_audit",
    summary="The audit trail, the newest lines first",
    description="Chained by hashes, a chain a branch; `audit verify` on the server checks it.",
    problems=("not_found",),
)
@blp.arguments(AuditArguments, location="query")
@blp.response(200, page_of(AuditLineSchema))
def see_audit(query: dict[str, Any]) -> Any:
    homes = branches_for(http.principal(), "see_audit", query.get("branch_id"))
    kind, _, name = query.get("subject", "").partition(":")
    page = http.database().read(
        lambda session: trail.lines(
            session, homes, subject=(kind, name) if name else None, cursor=query.get("cursor"), limit=query["limit"]
        )
    )
    return {"items": page.items, "next": page.next}


@blp.route("/jobs/dead")
@operation("see_dead_jobs", summary="Jobs that failed too often and wait for a person")
@blp.arguments(PageArguments, location="query")
@blp.response(200, page_of(DeadJobSchema))
def see_dead_jobs(query: dict[str, Any]) -> Any:
    page = http.database().read(lambda session: trail.dead_jobs(session, cursor=query.get("cursor"), limit=query["limit"]))
    return {"items": page.items, "next": page.next}


@blp.route("/jobs/<uuid:job_id>/retry", methods=["POST"])
@operation("retry_job", summary="Try a failed job again", description="It gets as many attempts as a new one.",
           problems=("not_found",))  # fmt: skip
@blp.response(204, description="It is tried in a moment")
def retry_job(job_id: UUID) -> None:
    actor = http.principal().actor
    http.database().run(lambda session: failed_jobs.retry(session, job_id, actor=actor))


@blp.route("/jobs/<uuid:job_id>/drop", methods=["POST"])
@operation("drop_job", summary="Give a failed job up", description="What it was to do stays in the audit trail.",
           problems=("not_found", "invalid"))  # fmt: skip
@blp.arguments(DropJobSchema, example={"reason": "The file was imported again"})
@blp.response(204, description="It is gone from the list")
def drop_job(body: dict[str, str], job_id: UUID) -> None:
    actor = http.principal().actor
    http.database().run(lambda session: failed_jobs.drop(session, job_id, reason=body["reason"], actor=actor))
