"""The customers' door: a link opens one meter, a signed-in customer sees their own."""

from typing import Any

from backend.kernel import clock, http
from backend.kernel.http import Blueprint, operation
from backend.selfreport.schemas import (
    HelpReceivedSchema,
    HelpSchema,
    OwnPointsSchema,
    ReceivedSchema,
    ReportSchema,
    ReportSessionSchema,
    TaskQuerySchema,
)
from backend.selfreport.service import reporting, views
from backend.selfreport.service.reporting import Photo, Report
from backend.selfreport.service.views import MeterView

blp = Blueprint("customers", summary="Customers read their own meter")

_ID = "019a2b3c-4d5e-7f60-8123-456789abcdef"
_SESSION: dict[str, Any] = {
    "branch": {"name": "城关供电所"},
    "point": {"id": _ID, "address_masked": "北街**号*单元"},
    "meter": {"tail": "204417"},
    "registers": [
        {
            "id": _ID, "kind": "cumulative", "direction": "forward", "energy": "active", "band": "total", "unit": "kWh",
            "digits": 6, "decimals": 2, "position": 1,
        }
    ],
    "expires_at": "2026-11-27T08:00:00Z",
    "state": "open",
    "receipt": None,
}  # fmt: skip
_RECEIPT = {"receipt_no": "MR261124-7F3K9Q2M", "received_at": "2026-11-24T08:00:00Z", "kind": "plain"}
_REPORT = {
    "id": _ID,
    "values": [{"register_id": _ID, "value": "4821.6"}],
    "meter_found": {"how": "typed", "text": "204417"},
    "note": "",
    "taken_at": "2026-11-24T15:59:00+08:00",
    "photos": [
        {"sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "size": 180000, "mime": "image/jpeg"}
    ],
}
_POINTS = {
    "items": [
        {
            "point": {"id": _ID, "number": "0412000017", "address": "北街12号3单元"},
            "meter": {"tail": "204417"},
            "task_id": _ID,
            "state": "open",
            "last": {"value": "4710.2", "period": "2026-10"},
        }
    ],
    "next": None,
}


@blp.route("/report/session")
@operation(
    "see_report_task",
    summary="The meter a customer is asked to read",
    description="With a link's token, or signed in with ?task_id=. What the dials showed before is not told.",
    problems=("invitation_invalid", "not_found", "invalid"),
)
@blp.arguments(TaskQuerySchema, location="query")
@blp.response(200, ReportSessionSchema, example=_SESSION)
def see_report_session(query: dict[str, Any]) -> Any:
    return http.database().read(lambda session: _shown(views.meter(session, http.principal(), task_id=query["task_id"])))


def _shown(view: MeterView) -> dict[str, Any]:
    receipt = view.receipt
    return {
        "branch": {"name": view.branch_name},
        "point": {"id": view.task.metering_point_id, "address_masked": view.address_masked},
        "meter": {"tail": view.meter_tail},
        "registers": view.registers,
        "expires_at": view.expires_at,
        "state": view.state,
        "receipt": receipt and {"receipt_no": receipt.receipt_number, "received_at": receipt.received_at, "kind": receipt.kind},
    }


@blp.route("/report", methods=["POST"])
@operation(
    "report_reading",
    summary="A customer's own reading",
    description=(
        "Judged by the same rules as a reader's, and answered with a receipt. The task is closed for its reader with his next "
        "contact. Sending the same id and content again answers the same receipt. Photos follow by tus, with the answer's "
        "`visit` in their metadata."
    ),
    problems=("invitation_invalid", "not_found", "invalid", "conflict", "task_done"),
)
@blp.arguments(TaskQuerySchema, location="query")
@blp.arguments(ReportSchema, example=_REPORT)
@blp.response(200, ReceivedSchema, example={**_RECEIPT, "visit": _ID, "photos_owed": []})
def report_reading(query: dict[str, Any], body: dict[str, Any]) -> Any:
    report = Report(
        id=body["id"],
        values=[(value["register_id"], value["value"]) for value in body["values"]],
        found_how=body["meter_found"]["how"],
        found_text=body["meter_found"]["text"],
        note=body["note"],
        taken_at=body["taken_at"],
        photos=[Photo(photo["sha256"], photo["taken_at"]) for photo in body["photos"]],
    )
    by, now, zone = http.principal(), clock.now(), http.settings().time_zone
    return http.database().run(lambda session: reporting.take(session, by, report, task_id=query["task_id"], now=now, zone=zone))


@blp.route("/report/help", methods=["POST"])
@operation(
    "report_reading",
    summary="The customer can't read the meter: send somebody",
    problems=("invitation_invalid", "not_found", "invalid", "task_done"),
)
@blp.arguments(TaskQuerySchema, location="query")
@blp.arguments(HelpSchema, example={"reason": "cannot_read", "note": "表箱锁住了"})
@blp.response(200, HelpReceivedSchema, example={"received_at": "2026-11-24T08:00:00Z"})
def ask_for_a_reader(query: dict[str, Any], body: dict[str, Any]) -> Any:
    by, now = http.principal(), clock.now()
    return {
        "received_at": http.database().run(
            lambda session: reporting.ask_for_a_reader(session, by, task_id=query["task_id"], now=now, **body)
        )
    }


@blp.route("/report/points")
@operation("list_own_points", summary="A signed-in customer's metering points")
@blp.response(200, OwnPointsSchema, example=_POINTS)
def list_own_points() -> Any:
    now = clock.now()
    today = clock.business_date(now, http.settings().time_zone)
    items = http.database().read(
        lambda session: views.own_points(session, http.principal(), now=now, period=today.year * 100 + today.month)
    )
    return {"items": items, "next": None}
