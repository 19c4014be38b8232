"""Readings as files for a billing system."""

from typing import Any

from flask import Response

from backend.identity.service.access import authorise, branches_for
from backend.kernel import http
from backend.kernel.http import Blueprint, operation
from backend.kernel.web import errors
from backend.supervision.queries import exports
from backend.supervision.rules.columns import COLUMNS
from backend.supervision.schemas.progress import ExportArguments, ProfileSchema, ProfilesSchema, SetProfileSchema, TodayArguments
from backend.supervision.service import profiles, sheets
from backend.supervision.service.profiles import Profile

blp = Blueprint("exports", summary="Readings as files")

_TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@blp.route("/exports/readings")
@operation(
    "export_readings",
    summary="A period's readings as CSV or XLSX",
    description="Streams, a row a register. Identifiers are text: in XLSX as text cells, in CSV as they are (a spreadsheet that "
    "opens a CSV directly shortens long numbers: give people the XLSX). No cell can become a formula.",
    problems=("not_found", "profile_unknown"),
)
@blp.arguments(ExportArguments, location="query")
@blp.response(200, content_type="text/csv")
def export_readings(query: dict[str, Any]) -> Response:
    branch_id, period, kind = query["branch_id"], query["period"], query["format"]
    authorise(http.principal(), "export_readings", branch_id=branch_id)
    database, settings = http.database(), http.settings()
    language = errors.language()
    chosen = database.read(lambda session: profiles.profile(session, branch_id, query.get("profile"), language=language)).columns
    rows = exports.rows(database.read, exports.Wanted(branch_id, period, settings.time_zone))
    text = f"{period // 100:04d}-{period % 100:02d}"
    pieces = sheets.as_csv(chosen, rows) if kind == "csv" else sheets.as_xlsx(chosen, rows, sheet=text)
    response = Response(pieces, content_type=_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="readings-{text}.{kind}"'
    return response


def _shown(profile: Profile) -> dict[str, Any]:
    return {
        "name": profile.name, "branch_id": profile.branch_id, "built_in": profile.built_in,
        "columns": [{"column": one.column.name, "heading": one.heading} for one in profile.columns],
    }  # fmt: skip


@blp.route("/exports/profiles")
@operation("list_export_profiles", summary="Column profiles, and the columns to choose from", problems=("not_found",))
@blp.arguments(TodayArguments, location="query")
@blp.response(200, ProfilesSchema)
def list_export_profiles(query: dict[str, Any]) -> Any:
    branch_ids = branches_for(http.principal(), "list_export_profiles", query.get("branch_id"))
    found = http.database().read(lambda session: profiles.profiles(session, branch_ids))
    known = [{"column": one.name, "en": one.en, "zh": one.zh, "kind": one.kind} for one in COLUMNS]
    return {"items": [_shown(one) for one in found], "next": None, "columns": known}


@blp.route("/exports/profiles", methods=["PUT"])
@operation(
    "set_export_profile", summary="Make or change a branch's column profile", problems=("not_found", "column_unknown", "conflict")
)
@blp.arguments(
    SetProfileSchema,
    example={"branch_id": 1, "name": "Billing", "columns": [{"column": "point_number", "heading": "SERVICE_POINT"}]},
)
@blp.response(200, ProfileSchema)
def set_export_profile(body: dict[str, Any]) -> Any:
    by = http.principal()
    return http.database().run(
        lambda session: _shown(
            profiles.set_profile(session, by, branch_id=body["branch_id"], name=body["name"], wanted=body["columns"])
        )
    )
