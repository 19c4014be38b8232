"""Receipts of days for the office: looked at, handed out as a file, printed."""

import io
from typing import Any
from uuid import UUID

import segno
from sqlalchemy.orm import Session

from backend.identity.service import server
from backend.identity.service.access import authorise, branches_for
from backend.kernel import http, paging
from backend.kernel.fields import page_of
from backend.kernel.http import Blueprint, operation
from backend.kernel.problems import Problem
from backend.sync.queries import day_receipts as queries
from backend.sync.queries.receipt_legend import legend
from backend.sync.rules import day_receipt
from backend.sync.schemas.day_receipts import DayReceiptArguments, DayReceiptDetailSchema, DayReceiptSchema

blp = Blueprint("day receipts", summary="What a day's end was signed for")


@blp.route("/days/receipts")
@operation("list_day_receipts", summary="Receipts of days, the newest first", problems=("not_found",))
@blp.arguments(DayReceiptArguments, location="query")
@blp.response(200, page_of(DayReceiptSchema))
def list_day_receipts(query: dict[str, Any]) -> Any:
    homes = branches_for(http.principal(), "list_day_receipts", query.get("branch_id"))
    limit: int = query["limit"]
    after = paging.decode(query["cursor"], str, UUID) if query.get("cursor") else None
    day = query["day"].isoformat() if query.get("day") else None
    found = http.database().read(lambda session: queries.of_branches(session, homes, day=day, after=after, limit=limit + 1))
    more = len(found) > limit
    return {"items": found[:limit], "next": paging.encode(found[limit - 1].day, found[limit - 1].id) if more else None}


@blp.route("/days/receipts/<uuid:receipt_id>")
@operation(
    "see_day_receipt",
    summary="One receipt: what was signed, whether it holds, and its digest to print",
    description="`file` is what `python -m backend.cli receipt verify` takes, without this server. `legend` says what its ids "
    "stand for; points and meters are named where their branch is yours.",
    problems=("not_found",),
)
@blp.response(200, DayReceiptDetailSchema)
def see_day_receipt(receipt_id: UUID) -> Any:
    by = http.principal()

    def work(session: Session) -> dict[str, Any]:
        found = queries.of_id(session, receipt_id)
        if found is None:
            raise Problem("not_found")
        row, listed = found
        authorise(by, "see_day_receipt", branch_id=row.home)
        keys = server.public_keys(session)
        file = day_receipt.as_file(row)
        return {
            **{name: getattr(listed, name) for name in listed.__dataclass_fields__},
            "file": file,
            # A reader may walk for several branches: what this office may see of them.
            "legend": legend(session, row, branches_for(by, "see_day_receipt")),
            "key": keys.get(row.key_id),
            "faults": day_receipt.faults(file, keys),
            "qr_svg": _qr(file["digest"]),
        }

    return http.database().read(work)


def _qr(text: str) -> str:
    picture = io.BytesIO()
    segno.make(text, error="m").save(picture, kind="svg", scale=4, xmldecl=False, svgns=True, nl=False)
    return picture.getvalue().decode()
