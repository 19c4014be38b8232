"""Imports over the network: a file is taken at once, checked and written by a job, and asked about until it has ended."""

import csv
import io
import json
import tempfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from backend.identity.service.access import authorise, branches_for
from backend.imports.models import ImportBatch, ImportFault
from backend.imports.queries import batches as queries
from backend.imports.rules.cells import spreadsheet_safe
from backend.imports.rules.faults import Fault, sentences
from backend.imports.rules.kind import Kind
from backend.imports.rules.kinds.all import KINDS
from backend.imports.schemas import (
    ImportDetailSchema,
    ImportFileSchema,
    ImportFormSchema,
    ImportSchema,
    KindSchema,
    ListImportsSchema,
    StartedSchema,
)
from backend.imports.service import uploads
from backend.imports.service.batches import Order
from backend.kernel import http, paging
from backend.kernel.fields import page_of
from backend.kernel.http import Blueprint, operation
from backend.kernel.ids import new_id
from backend.kernel.problems import Language, Problem
from backend.kernel.web.errors import language

blp = Blueprint("imports", summary="Files: master data, history, values collected remotely")

# Of a form with a file. The settings may say less.
_LARGEST = 1024**3
_SHOWN = 200
_PIECE = 1 << 20


@blp.route("/imports", methods=["POST"])
@operation(
    "import_file",
    summary="Import a file",
    description="The file is checked whole before anything is written, and seen at once at its end. Ask `/imports/{import_id}` "
    "how far it is. The same file sent again while it is on its way is the same import.",
    problems=("invalid", "not_found", "too_large", "storage_full"),
    body_limit=_LARGEST,
)
@blp.arguments(ImportFormSchema, location="form")
@blp.arguments(ImportFileSchema, location="files")
@blp.response(202, StartedSchema)
def import_file(form: dict[str, Any], files: dict[str, Any]) -> Any:
    principal = http.principal()
    branch_id = form["branch_id"]
    if branch_id is not None:
        authorise(principal, "import_file", branch_id=branch_id)
    own = branches_for(principal, "import_file")
    upload = files["file"]
    with tempfile.TemporaryDirectory(prefix="upload-") as folder:
        path = Path(folder) / "file"
        digest = _keep(upload.stream, path, http.settings().import_limit)
        order = Order(
            kind=form["kind"], filename=Path(upload.filename or "file").name, sha256=digest, sender=form["sender"].strip(),
            # A supervisor of one branch needn't name it, and sees the import as that branch's.
            branch_id=branch_id if branch_id is not None or own is None or len(own) != 1 else next(iter(own)),
            dry_run=form["dry_run"], mapping=_mapping(form["mapping"]),
            options={
                **({} if form["datum"] is None else {"datum": form["datum"]}),
                **({} if own is None else {"branches": sorted(own)}),
            },
        )  # fmt: skip
        uploads.check(order)
        batch_id = new_id()
        http.blobs().put(uploads.key_of(batch_id), path)
    begun = http.database().run(lambda session: uploads.begin(session, batch_id, order, actor=principal.actor).id)
    if begun != batch_id:
        http.blobs().delete(uploads.key_of(batch_id))
    return {"id": begun}


def _keep(stream: BinaryIO, path: Path, most: int) -> str:
    """Write an upload to a file; its digest. Problem `too_large` beyond the limit."""
    digest, size = sha256(), 0
    with path.open("wb") as file:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > most:
                raise Problem("too_large", field="file", limit=most)
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


def _mapping(text: str) -> dict[str, str]:
    if not text.strip():
        return {}
    try:
        mapping = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Problem("invalid", field="mapping") from error
    if not isinstance(mapping, dict) or not all(isinstance(value, str) for value in mapping.values()):
        raise Problem("invalid", field="mapping")
    return mapping


@blp.route("/imports")
@operation("see_import", summary="Imports, newest first")
@blp.arguments(ListImportsSchema, location="query")
@blp.response(200, page_of(ImportSchema))
def list_imports(query: dict[str, Any]) -> Any:
    principal = http.principal()
    branch_ids = branches_for(principal, "see_import")
    before = paging.decode(query["cursor"], int)[0] if query.get("cursor") else None
    limit = query["limit"]
    found = http.database().read(
        lambda session: queries.listed(
            session, branch_ids=branch_ids, person_id=principal.person_id, before=before, limit=limit + 1
        )
    )
    more = len(found) > limit
    return {"items": [_brief(batch) for batch in found[:limit]], "next": paging.encode(found[limit - 1].number) if more else None}


@blp.route("/imports/kinds")
@operation(
    "see_import",
    summary="The kinds of files, and their columns",
    description="In the order in which a company that begins imports them.",
)
@blp.response(200, page_of(KindSchema))
def import_kinds() -> Any:
    return {"items": [_kind(kind, language()) for kind in KINDS.values()], "next": None}


@blp.route("/imports/kinds/<string:kind>/template.csv")
@operation("see_import", summary="An empty file of a kind, with an example row", problems=("not_found",))
@blp.doc(responses={"200": {"description": "A CSV file", "content": {"text/csv": {"schema": {"type": "string"}}}}})
def import_template(kind: str) -> Response:
    found = KINDS.get(kind)
    if found is None:
        raise Problem("not_found")
    chinese = language() == "zh"
    rows = [[each.zh if chinese else each.en for each in found.fields], [each.example for each in found.fields]]
    return _csv(f"{kind}.csv", rows)


@blp.route("/imports/<uuid:import_id>")
@operation("see_import", summary="How an import goes, and what is wrong in its file", problems=("not_found",))
@blp.response(200, ImportDetailSchema)
def see_import(import_id: UUID) -> Any:
    batch, faults = http.database().read(lambda session: _seen(session, import_id, _SHOWN))
    summary = batch.summary
    return {
        **_brief(batch),
        "errors": [_fault(fault, language()) for fault in faults],
        "mapping": batch.mapping,
        "counts": summary.get("counts", {}),
        "assumed": summary.get("assumed", {}),
        "ignored_columns": summary.get("ignored_columns", []),
        "in_no_route": summary.get("in_no_route", []),
        "left_out_rows": summary.get("left_out_rows", 0),
    }


@blp.route("/imports/<uuid:import_id>/errors.csv")
@operation("see_import", summary="All faults of a file, as a file", problems=("not_found",))
@blp.doc(responses={"200": {"description": "A CSV file", "content": {"text/csv": {"schema": {"type": "string"}}}}})
def import_errors(import_id: UUID) -> Response:
    spoken = language()
    _, faults = http.database().read(lambda session: _seen(session, import_id, None))
    heading = ["工作表", "行", "列", "代码", "内容", "问题", "处理办法"]
    if spoken == "en":
        heading = ["sheet", "row", "column", "code", "value", "what", "what to do"]
    rows = ([fault.sheet, fault.row or "", fault.column, fault.code, fault.value, *_sentences(fault, spoken)] for fault in faults)
    return _csv(f"errors-{import_id}.csv", [heading, *rows])


def _seen(session: Session, import_id: UUID, most: int | None) -> tuple[ImportBatch, Sequence[ImportFault]]:
    batch = session.get(ImportBatch, import_id)
    if batch is None:
        raise Problem("not_found")
    principal = http.principal()
    # One that names no branch is its starter's.
    theirs = batch.branch_id is None and batch.started_by == principal.person_id
    authorise(principal, "see_import", branch_id=min(principal.branch_ids, default=None) if theirs else batch.branch_id)
    return batch, queries.faults(session, import_id, limit=most)


def _brief(batch: ImportBatch) -> dict[str, Any]:
    counts: dict[str, int] = batch.summary.get("counts", {})
    over = batch.state in {"done", "refused", "failed"}
    through = batch.rows_done * 100 // batch.rows_total if batch.rows_total else 0
    return {
        "id": batch.id, "kind": batch.kind, "sender": batch.sender or None, "file_name": batch.filename, "dry_run": batch.dry_run,
        "state": batch.state, "progress": 100 if over else min(99, through), "created_at": batch.created_at,
        "finished_at": batch.finished_at,
        "rows": {
            "total": batch.rows_total or None, "checked": batch.rows_total if over else batch.rows_done,
            "written": 0 if batch.dry_run else _sum(counts, ("new", "changed")),
            "unchanged": _sum(counts, ("same", "repeated")), "wrong": batch.error_count,
        },
    }  # fmt: skip


def _sum(counts: dict[str, int], endings: tuple[str, ...]) -> int:
    return sum(number for what, number in counts.items() if what.endswith(endings))


def _sentences(fault: ImportFault, spoken: Language) -> tuple[str, str]:
    return sentences(Fault(fault.row, fault.column, fault.code, fault.value, fault.params, fault.sheet), spoken)


def _fault(fault: ImportFault, spoken: Language) -> dict[str, Any]:
    title, what_to_do = _sentences(fault, spoken)
    return {
        "sheet": fault.sheet, "row": fault.row or None, "column": fault.column or None, "code": fault.code, "title": title,
        "what_to_do": what_to_do, "value": fault.value or None,
    }  # fmt: skip


def _kind(kind: Kind, spoken: Language) -> dict[str, Any]:
    group_of = {name: number for number, group in enumerate(kind.needs) for name in group}
    return {
        "kind": kind.code, "label_en": kind.en, "label_zh": kind.zh,
        "columns": [
            {
                "name": each.zh if spoken == "zh" else each.en, "field": each.name, "label_en": each.en, "label_zh": each.zh,
                "required": each.name in group_of, "group": group_of.get(each.name), "per_register": each.banded,
                "example": each.example, "aliases": list(each.aliases),
            }
            for each in kind.fields
        ],
    }  # fmt: skip


def _csv(name: str, rows: Sequence[Sequence[Any]]) -> Response:
    """A CSV file that spreadsheets open right: with a byte order mark, long numbers kept as text, formulas defused."""

    def lines() -> Iterator[str]:
        yield "\ufeff"
        for row in rows:
            line = io.StringIO()
            csv.writer(line).writerow([spreadsheet_safe(cell) for cell in row])
            yield line.getvalue()

    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(lines(), mimetype="text/csv", headers=headers)
