"""The office's fieldwork: periods, routes, runs, tasks, the ledger, and links for customers."""

import io
from typing import Any
from uuid import UUID

import segno
from flask import request

from backend.fieldwork.queries import lists, photo_policies, planning
from backend.fieldwork.rules.ledger import Tasks
from backend.fieldwork.rules.photo_policy import USUAL_PX
from backend.fieldwork.schemas import (
    AssignedSchema,
    AssignSchema,
    BranchArguments,
    CancelledSchema,
    CancelSchema,
    ClosePeriodSchema,
    ClosingArguments,
    ClosingSchema,
    ExcludeSchema,
    InvitedSchema,
    InviteSchema,
    LedgerArguments,
    LedgerSchema,
    MoveSchema,
    OpenedSchema,
    OpenPeriodSchema,
    PeriodSchema,
    PhotoPoliciesSchema,
    PhotoPolicyArguments,
    PhotoPolicySchema,
    RouteSchema,
    RunArguments,
    RunSchema,
    SetPhotoPolicySchema,
    TaskArguments,
    TaskSchema,
    UnroutedArguments,
    UnroutedSchema,
)
from backend.fieldwork.service import desk, photo_policy
from backend.identity.service.access import authorise, branches_for
from backend.kernel import clock, http, paging
from backend.kernel.fields import page_of
from backend.kernel.http import Blueprint, operation

blp = Blueprint("fieldwork", summary="Periods, routes, runs and tasks")


def _today() -> Any:
    return clock.business_date(clock.now(), http.settings().time_zone)


@blp.route("/periods")
@operation("list_periods", summary="Periods that were opened, the newest first", problems=("not_found",))
@blp.arguments(BranchArguments, location="query")
@blp.response(200, page_of(PeriodSchema))
def list_periods(query: dict[str, Any]) -> Any:
    branch_ids = branches_for(http.principal(), "list_periods", query.get("branch_id"))
    return {"items": http.database().read(lambda session: lists.periods(session, branch_ids)), "next": None}


@blp.route("/periods", methods=["POST"])
@operation(
    "open_period",
    summary="Open a branch's period",
    description="Runs and tasks appear for every route that is due. Opening an open one adds what was routed since.",
    problems=("not_found", "period_closed", "period_far"),
)
@blp.arguments(OpenPeriodSchema, example={"branch_id": 1, "period": "2026-11"})
@blp.response(200, OpenedSchema, example={"period": "2026-11", "runs": 4, "tasks": 205, "first": 3, "excluded": 0, "unrouted": 2})
def open_period(body: dict[str, Any]) -> Any:
    by = http.principal()
    return http.database().run(lambda session: desk.open_period(session, by, today=_today(), **body))


@blp.route("/periods/closing")
@operation("close_period", summary="What is still open in a period, before it is closed", problems=("not_found",))
@blp.arguments(ClosingArguments, location="query")
@blp.response(200, ClosingSchema)
def see_closing(query: dict[str, Any]) -> Any:
    by = http.principal()
    return http.database().read(lambda session: desk.see_closing(session, by, **query))


@blp.route("/periods/close", methods=["POST"])
@operation(
    "close_period",
    summary="Close a branch's period",
    description="Nothing is lost by it: what phones still bring is kept, and the office is asked about each entry. Open tasks "
    "and cases stay as they are. It can be opened again.",
    problems=("not_found",),
)
@blp.arguments(ClosePeriodSchema, example={"branch_id": 1, "period": "2026-11", "reason": "Handed over to billing"})
@blp.response(200, ClosingSchema)
def close_period(body: dict[str, Any]) -> Any:
    by = http.principal()
    return http.database().run(lambda session: desk.close_period(session, by, **body))


@blp.route("/periods/reopen", methods=["POST"])
@operation("close_period", summary="Open a closed period again", problems=("not_found",))
@blp.arguments(ClosePeriodSchema, example={"branch_id": 1, "period": "2026-11", "reason": "Closed a day too early"})
@blp.response(200, ClosingSchema)
def reopen_period(body: dict[str, Any]) -> Any:
    by = http.principal()
    return http.database().run(lambda session: desk.reopen_period(session, by, **body))


@blp.route("/routes")
@operation("list_routes", summary="Routes with their schedule", problems=("not_found",))
@blp.arguments(BranchArguments, location="query")
@blp.response(200, page_of(RouteSchema))
def list_routes(query: dict[str, Any]) -> Any:
    branch_ids = branches_for(http.principal(), "list_routes", query.get("branch_id"))
    day = _today()
    return {"items": http.database().read(lambda session: lists.routes(session, branch_ids, day)), "next": None}


@blp.route("/runs")
@operation("list_runs", summary="Runs with their counts and holders", problems=("not_found",))
@blp.arguments(RunArguments, location="query")
@blp.response(200, page_of(RunSchema))
def list_runs(query: dict[str, Any]) -> Any:
    branch_ids = branches_for(http.principal(), "list_runs", query.get("branch_id"))
    period = query.get("period")
    return {"items": http.database().read(lambda session: lists.runs(session, branch_ids, period)), "next": None}


@blp.route("/runs/<uuid:run_id>/tasks")
@operation("see_run", summary="The tasks of a run, in walking order", problems=("not_found",))
@blp.arguments(TaskArguments, location="query")
@blp.response(200, page_of(TaskSchema))
def see_tasks(query: dict[str, Any], run_id: UUID) -> Any:
    by, limit = http.principal(), query["limit"]
    after = paging.decode(query["cursor"], int, UUID) if query.get("cursor") else None

    def work(session: Any) -> list[dict[str, Any]]:
        desk.the_run(session, by, "see_run", run_id)
        place = (after[0], after[1]) if after else None
        return lists.tasks_of_run(session, run_id, after=place, limit=limit + 1, state=query["state"])

    found = http.database().read(work)
    last = found[limit - 1] if len(found) > limit else None
    return {"items": found[:limit], "next": paging.encode(last["sequence"], last["id"]) if last else None}


@blp.route("/runs/<uuid:run_id>/assign", methods=["POST"])
@operation(
    "assign_run",
    summary="Give a run to a reader",
    description="Everything of it that can still be read; what is done stays with who did it. Both phones learn it at their "
    "next pull.",
    problems=("not_found", "holder_unknown"),
)
@blp.arguments(AssignSchema)
@blp.response(200, AssignedSchema)
def assign_run(body: dict[str, Any], run_id: UUID) -> Any:
    by = http.principal()
    return http.database().run(lambda session: desk.assign_run(session, by, run_id=run_id, **body))


@blp.route("/tasks/move", methods=["POST"])
@operation("move_tasks", summary="Move tasks to another reader, while both are walking", problems=("holder_unknown",))
@blp.arguments(MoveSchema)
@blp.response(200, AssignedSchema)
def move_tasks(body: dict[str, Any]) -> Any:
    by = http.principal()
    return http.database().run(lambda session: desk.move_tasks(session, by, **body))


@blp.route("/tasks/cancel", methods=["POST"])
@operation(
    "cancel_tasks",
    summary="Take tasks back that needn't be read",
    description="Only what nobody has read: open, skipped and returned ones. Their phones learn it at the next pull; what one "
    "read meanwhile is kept, and the office is asked. It can be undone.",
)
@blp.arguments(CancelSchema)
@blp.response(200, CancelledSchema)
def cancel_tasks(body: dict[str, Any]) -> Any:
    by = http.principal()
    return {"tasks": http.database().run(lambda session: desk.cancel_tasks(session, by, **body))}


@blp.route("/tasks/reopen", methods=["POST"])
@operation("cancel_tasks", summary="Give cancelled tasks back to who held them")
@blp.arguments(CancelSchema)
@blp.response(200, CancelledSchema)
def reopen_tasks(body: dict[str, Any]) -> Any:
    by = http.principal()
    return {"tasks": http.database().run(lambda session: desk.reopen_tasks(session, by, **body))}


@blp.route("/tasks/<uuid:task_id>/exclude", methods=["POST"])
@operation("exclude_task", summary="Approve that a point isn't read this period", problems=("not_found",))
@blp.arguments(ExcludeSchema, example={"reason": "House pulled down"})
@blp.response(204)
def exclude_task(body: dict[str, Any], task_id: UUID) -> None:
    by = http.principal()
    http.database().run(lambda session: desk.exclude(session, by, task_id=task_id, **body))


@blp.route("/tasks/<uuid:task_id>/invitation", methods=["POST"])
@operation(
    "invite_customer",
    summary="A link and a QR code with which a customer reads the meter himself",
    problems=("not_found", "task_done"),
)
@blp.arguments(InviteSchema, example={"hours": 72})
@blp.response(201, InvitedSchema)
def invite_customer(body: dict[str, Any], task_id: UUID) -> Any:
    by = http.principal()
    token, expires_at = http.database().run(lambda session: desk.invite(session, by, task_id=task_id, **body))
    base = http.settings().public_url or request.host_url
    url = f"{base.rstrip('/')}/r#t={token}"
    picture = io.BytesIO()
    segno.make(url, error="m").save(picture, kind="svg", scale=4, xmldecl=False, svgns=True, nl=False)
    return {"url": url, "qr_svg": picture.getvalue().decode(), "expires_at": expires_at}


@blp.route("/points/unrouted")
@operation("list_unrouted", summary="Active metering points that stand in no route", problems=("not_found",))
@blp.arguments(UnroutedArguments, location="query")
@blp.response(200, page_of(UnroutedSchema))
def list_unrouted(query: dict[str, Any]) -> Any:
    by, limit, branch_id = http.principal(), query["limit"], query["branch_id"]
    authorise(by, "list_unrouted", branch_id=branch_id)
    after = paging.decode(query["cursor"], str)[0] if query.get("cursor") else ""
    day = _today()
    found = http.database().read(lambda session: planning.unrouted(session, branch_id, day, after=after, limit=limit + 1))
    return {"items": found[:limit], "next": paging.encode(found[limit - 1].number) if len(found) > limit else None}


@blp.route("/ledger")
@operation(
    "see_ledger",
    summary="The ledger 户数核对 of a period, a run, a holder or a transformer area",
    description="Points: active = routed + unrouted. Due: all = assigned + unassigned + excluded + unplanned "
    "(routed since the period was opened: open it again). Tasks ever assigned to a holder "
    "= read + skipped + returned + moved + contested + closed elsewhere + cancelled + open.",
    problems=("not_found", "invalid"),
)
@blp.arguments(LedgerArguments, location="query")
@blp.response(200, LedgerSchema)
def see_ledger(query: dict[str, Any]) -> Any:
    by = http.principal()
    scope, found, lines, unplanned = http.database().read(lambda session: desk.ledger(session, by, **query))
    return {
        "branch_id": scope.branch_id,
        "period": scope.period,
        "points": found.points,
        "due": found.due,
        "tasks": _flat(found.tasks),
        "by_holder": [{"person": person, **_flat(tasks)} for person, tasks in lines],
        "unplanned_routes": unplanned,
        "imbalances": found.imbalances,
    }


def _flat(tasks: Tasks) -> dict[str, int]:
    return {"ever": tasks.ever, **tasks.by_state}


@blp.route("/photos/policies")
@operation(
    "list_photo_policies",
    summary="Which visits need a photo, how large, and over which networks it goes",
    description="The newest that applies wins, the more specific first: route, branch, class, everybody. `usual`: without any.",
    problems=("not_found",),
)
@blp.arguments(PhotoPolicyArguments, location="query")
@blp.response(200, PhotoPoliciesSchema)
def list_photo_policies(query: dict[str, Any]) -> Any:
    branch_ids = branches_for(http.principal(), "list_photo_policies", query.get("branch_id"))
    page = http.database().read(
        lambda session: photo_policies.page(session, branch_ids, cursor=query.get("cursor"), limit=query["limit"])
    )
    usual = {"need": "all", "max_kb": http.settings().photo_max_kb, "max_px": USUAL_PX, "network": "any"}
    return {"items": page.items, "next": page.next, "usual": usual}


@blp.route("/photos/policies", methods=["PUT"])
@operation(
    "set_photo_policy",
    summary="Set from a day on which visits need a photo",
    description="Visits keep what they were asked; tasks that nobody has been to yet are planned again, and phones hear of it.",
    problems=("not_found",),
)
@blp.arguments(
    SetPhotoPolicySchema,
    example={
        "branch_id": 1, "customer_class": "residential", "route_id": None, "valid_from": "2026-12-01", "need": "sample",
        "share": 200, "max_kb": 150, "max_px": 1280, "network": "unmetered",
    },
)  # fmt: skip
@blp.response(200, PhotoPolicySchema)
def set_photo_policy(body: dict[str, Any]) -> Any:
    by = http.principal()
    return http.database().run(lambda session: photo_policy.set_policy(session, by, photo_policy.Wanted(**body)))
