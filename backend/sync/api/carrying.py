"""The door for files that carry a phone's outbox 捎带: tus 1.0 for the bytes, as photos have it, and what became of them.

Who carries needs nothing but being signed in, on a phone or in a browser; the file says, sealed, whose it is.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from flask import Response, request

from backend.evidence.rules import tus
from backend.evidence.service.parts import PartFolder
from backend.identity.service import courier_keys
from backend.identity.service.access import branches_for
from backend.kernel import http, paging
from backend.kernel.fields import page_of
from backend.kernel.http import Blueprint, operation
from backend.kernel.problems import Problem
from backend.kernel.web.body import Body, let_pass
from backend.sync.models import CourierFile
from backend.sync.queries import carried
from backend.sync.rules import courier as file_format
from backend.sync.schemas.carrying import CarriedArguments, CarriedSchema, KeySchema, ListedCarriedSchema
from backend.sync.service import courier
from backend.sync.service.courier import Parcel, Seen

blp = Blueprint("carrying", summary="Files that carry a phone's outbox when it finds no network")

PREFIX = "/api/v1/courier/files"
# One part of a file: clients that go over a thin line send smaller ones.
MOST_PART = 32 * 1024 * 1024
MOST_UNREAD = 1024 * 1024

_REFUSED = ("courier_unknown", "courier_newer", "courier_foreign", "courier_damaged", "courier_device_unknown",
            "courier_not_signed")  # fmt: skip
_RESUMABLE = {"name": "Tus-Resumable", "in": "header", "required": True, "schema": {"type": "string", "enum": [tus.VERSION]}}


def _header(name: str, description: str, example: str) -> dict[str, object]:
    schema = {"type": "string", "example": example}
    return {"name": name, "in": "header", "required": True, "description": description, "schema": schema}


def _name_the_protocol(response: Response) -> Response:
    if request.method == "PATCH":
        let_pass(MOST_UNREAD)
    response.headers["Tus-Resumable"] = tus.VERSION
    return response


blp.after_request(_name_the_protocol)


@blp.route("/sync/key", methods=["PUT"])
@operation("register_key", summary="The phone's public key, by which its files are known as its own", problems=("invalid",))
@blp.arguments(KeySchema)
@blp.response(204, description="Kept; saying it again changes nothing")
def register_key(body: dict[str, str]) -> None:
    device_id = http.principal().device_id
    if device_id is None:
        raise Problem("device_unknown")
    http.database().run(lambda session: courier_keys.register(session, device_id=device_id, key=body["key"]))


@blp.route("/courier/files", methods=["POST"])
@operation(
    "carry",
    summary="Begin to bring a colleague's file",
    description="Upload-Metadata: sha256 of the whole, lower-case hex. The same file again, by the same person or phone, answers "
    "where it stands: Upload-Offset says how much is here, all of it where it was taken up already.",
    problems=("malformed", "invalid", "courier_empty", "too_large", "tus_version", "too_many_requests"),
)
@blp.response(201, description="Location names the upload, Upload-Offset how much is here")
@blp.doc(
    parameters=[
        _RESUMABLE,
        _header("Upload-Length", "How many bytes the file has", "48213907"),
        _header("Upload-Metadata", "sha256 and base64", "sha256 OWY4NmQw…"),
    ]
)
def begin_carrying() -> Response:
    _check_version()
    length = tus.number(request.headers.get("Upload-Length"), field="Upload-Length")
    if length == 0:
        raise Problem("courier_empty", field="Upload-Length")
    if length > file_format.MAX_FILE_BYTES:
        raise Problem("too_large", field="Upload-Length", most=file_format.MAX_FILE_BYTES)
    digest = tus.metadata(request.headers.get("Upload-Metadata")).get("sha256", "")
    if not tus.is_sha256(digest):
        raise Problem("invalid", field="sha256")
    principal = http.principal()
    parcel = Parcel(principal.owner, min(principal.branch_ids, default=principal.home), digest, length)
    file = http.database().run(lambda session: courier.begin(session, parcel))
    offset = _parts().settled_offset(file.id) if file.state == "open" else file.length
    headers = {"Location": f"{PREFIX}/{file.id}/content", "Upload-Offset": str(offset)}
    return Response(status=201, headers=headers)


@blp.route("/courier/files/<uuid:file_id>/content", methods=["HEAD"], provide_automatic_options=False)
@operation("carry", summary="How far a file has come", problems=("not_found", "tus_version"))
@blp.response(200, description="Upload-Offset and Upload-Length")
@blp.doc(parameters=[_RESUMABLE])
def see_carrying(file_id: UUID) -> Response:
    _check_version()
    file = _mine(file_id)
    offset = _parts().settled_offset(file_id) if file.state == "open" else file.length
    return Response(
        status=200, headers={"Upload-Offset": str(offset), "Upload-Length": str(file.length), "Cache-Control": "no-store"}
    )


@blp.route("/courier/files/<uuid:file_id>/content", methods=["PATCH"], provide_automatic_options=False)
@operation(
    "carry",
    summary="Send a file's bytes on from where they ended",
    description="With the last byte the file is looked through from end to end: 204 means that it is kept and being taken up.",
    problems=("malformed", "not_found", "wrong_media_type", "too_large", "tus_version", "tus_offset", "storage_full", *_REFUSED),
    body_limit=MOST_PART,
)
@blp.response(204, description="Upload-Offset says how much is here now")
@blp.doc(
    parameters=[_RESUMABLE, _header("Upload-Offset", "Where these bytes belong", "1048576")],
    requestBody={"required": True, "content": {tus.PART_TYPE: {"schema": {"type": "string", "format": "binary"}}}},
)
def continue_carrying(file_id: UUID) -> Response:
    _check_version()
    if request.mimetype != tus.PART_TYPE:
        raise Problem("wrong_media_type")
    offset = tus.number(request.headers.get("Upload-Offset"), field="Upload-Offset")
    file = _mine(file_id)
    if file.state == "refused":
        raise Problem(file.problem or "courier_damaged")
    if file.state == "open":
        offset = _receive(file, offset)
    return Response(status=204, headers={"Upload-Offset": str(file.length if file.state != "open" else offset)})


@blp.route("/courier/files/<uuid:file_id>")
@operation("carry", summary="What became of a file one brought", problems=("not_found",))
@blp.response(200, CarriedSchema)
def see_carried(file_id: UUID) -> Any:
    return _mine(file_id)


@blp.route("/courier/files")
@operation("list_carried", summary="Files brought for phones of one's branches, the newest first", problems=("not_found",))
@blp.arguments(CarriedArguments, location="query")
@blp.response(200, page_of(ListedCarriedSchema))
def list_carried(query: dict[str, Any]) -> Any:
    homes = branches_for(http.principal(), "list_carried", query.get("branch_id"))
    limit: int = query["limit"]
    after: tuple[dt.datetime, UUID] | None = None
    if query.get("cursor"):
        after = paging.decode(query["cursor"], dt.datetime, UUID)
    found = http.database().read(lambda session: carried.carried(session, homes, after=after, limit=limit + 1))
    more = len(found) > limit
    last = found[limit - 1] if more else None
    next_page = paging.encode(last.begun_at, last.id) if last is not None else None
    return {"items": found[:limit], "next": next_page}


def _receive(file: CourierFile, offset: int) -> int:
    """Append the request's body; with the last byte, look the file through and hand it on."""
    parts = _parts()
    if offset != parts.offset(file.id):
        raise Problem("tus_offset")
    if request.content_length is not None and offset + request.content_length > file.length:
        raise Problem("too_large", most=file.length - offset)
    if offset < file.length:
        offset = parts.receive(file.id, Body(), offset=offset, length=file.length)
    if offset == file.length:
        _complete(parts, file)
    return offset


def _complete(parts: PartFolder, file: CourierFile) -> None:
    path = parts.path(file.id)
    database = http.database()
    try:
        seen = _looked_through(parts, file)
    except FileNotFoundError as error:
        raise Problem("tus_offset") from error  # another request is just finishing this upload
    except Problem as problem:
        code = problem.code
        database.run(lambda session: courier.refuse(session, file.id, code))
        parts.discard(file.id)
        raise
    http.blobs().put(courier.blob_key(file.id), path)
    actor = http.principal().actor
    database.run(lambda session: courier.accept(session, file.id, seen, actor=actor))
    parts.discard(file.id)


def _looked_through(parts: PartFolder, file: CourierFile) -> Seen:
    path = parts.path(file.id)
    if courier.digest_of(path) != file.sha256:
        raise Problem("courier_damaged")
    with path.open("rb") as content:
        return courier.look_through(http.database(), content.read)


def _mine(file_id: UUID) -> CourierFile:
    """A file that the caller brings. Nobody else may know that it exists."""
    file = http.database().read(lambda session: courier.find(session, file_id))
    if file is None or not courier.may_see(http.principal(), file):
        raise Problem("not_found")
    return file


def _parts() -> PartFolder:
    return PartFolder(http.settings().parts)


def _check_version() -> None:
    if request.headers.get("Tus-Resumable") != tus.VERSION:
        raise Problem("tus_version")
