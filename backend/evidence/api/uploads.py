"""The door for photos: tus 1.0 (https://tus.io), so that any tus client can upload.

In the request: size cap, streaming to a part file, hash, header and pixel bound, fsync and rename, one unit of work. Decoding is
done later, elsewhere (`handlers`).
"""

from datetime import UTC
from uuid import UUID

from flask import Response, request
from sqlalchemy.orm import Session
from werkzeug.http import http_date

from backend.evidence.models import Upload
from backend.evidence.rules import tus
from backend.evidence.rules.arrival import fault
from backend.evidence.rules.sniff import Header
from backend.evidence.service import arrivals
from backend.evidence.service.arrivals import Bounds, Order
from backend.evidence.service.at_once import arrived_at_once
from backend.evidence.service.parts import PartFolder, Whole
from backend.kernel import clock, http
from backend.kernel.http import Blueprint, operation
from backend.kernel.ids import new_id
from backend.kernel.problems import Problem
from backend.kernel.web.body import Body, let_pass

blp = Blueprint("photo uploads", summary="Photos on their way in, by tus 1.0")

PREFIX = "/api/v1/photos"
# The bound of all bodies; what one photo may have is a setting and checked against its declared length.
MOST_BODY = 64 * 1024 * 1024
# Of a body that isn't wanted, this much is let pass.
MOST_UNREAD = 1024 * 1024

_RESUMABLE = {"name": "Tus-Resumable", "in": "header", "required": True, "schema": {"type": "string", "enum": [tus.VERSION]}}


def _header(name: str, description: str, *, required: bool = False, example: str | None = None) -> dict[str, object]:
    schema: dict[str, object] = {"type": "string"}
    return {
        "name": name,
        "in": "header",
        "required": required,
        "description": description,
        "schema": schema | ({"example": example} if example else {}),
    }


_CHECKSUM = _header("Upload-Checksum", "Of this request's body: sha1 or sha256, a blank, base64", example="sha1 2jmj7l5rSw0=")
_BYTES = {"content": {tus.PART_TYPE: {"schema": {"type": "string", "format": "binary"}}}}


def _name_the_protocol(response: Response) -> Response:
    if request.method in {"POST", "PATCH"}:
        let_pass(MOST_UNREAD)
    response.headers["Tus-Resumable"] = tus.VERSION
    if response.status_code == 412:
        response.headers["Tus-Version"] = tus.VERSION
    return response


# Last of all, so that problems name the protocol too.
blp.after_request(_name_the_protocol)


@blp.route("/photos", methods=["OPTIONS"], provide_automatic_options=False)
@operation("discover_uploads", summary="What this server's tus offers")
@blp.response(204, description="Tus-Version, Tus-Extension, Tus-Max-Size and Tus-Checksum-Algorithm say it")
def discover_uploads() -> Response:
    return Response(
        status=204,
        headers={
            "Tus-Version": tus.VERSION,
            "Tus-Extension": tus.EXTENSIONS,
            "Tus-Max-Size": str(http.settings().photo_limit),
            "Tus-Checksum-Algorithm": ",".join(tus.ALGORITHMS),
        },
    )


@blp.route("/photos", methods=["POST"], provide_automatic_options=False)
@operation(
    "upload_photo",
    summary="Begin a photo's upload; its bytes may come along",
    description=(
        "Upload-Metadata: sha256 (of the whole, lower-case hex) and visit (the entry's id) are needed; mime, taken_at (RFC 3339) "
        "and home are welcome. 201 answers Location and Upload-Offset: an offset equal to the length means that these bytes are "
        "here already, brought by the same device, and nothing is left to send."
    ),
    problems=("malformed", "invalid", "too_large", "photo_kind", "photo_differs", "photo_unusable", "tus_version", "tus_checksum",
              "wrong_media_type", "too_many_requests", "photo_not_named", "uploads_open", "uploads_day", "storage_full"),
    body_limit=MOST_BODY,
)  # fmt: skip
@blp.response(201, description="Location names the upload, Upload-Offset how much is here, Upload-Expires until when it waits")
@blp.doc(
    parameters=[
        _RESUMABLE,
        _header("Upload-Length", "How many bytes the photo has", required=True, example="204800"),
        _header("Upload-Metadata", "Pairs of a key and base64", required=True, example="sha256 OWY4NmQw…,visit MDE5MzI0…"),
        _CHECKSUM,
    ],
    requestBody={"required": False, **_BYTES},
)
def begin_upload() -> Response:
    _check_version()
    length = tus.number(request.headers.get("Upload-Length"), field="Upload-Length")
    if not 0 < length <= http.settings().photo_limit:
        raise Problem("too_large" if length else "invalid", field="Upload-Length", most=http.settings().photo_limit)
    declared = tus.declared(tus.metadata(request.headers.get("Upload-Metadata")))
    checksum = tus.checksum(request.headers.get("Upload-Checksum"))
    principal = http.principal()
    order = Order(
        upload_id=new_id(),
        owner=principal.owner,
        # Only a guess until the visit is here. One of a branch that isn't the sender's is left alone, not refused: somebody who
        # has moved to another branch since must still get rid of the photos of his earlier rounds.
        home=declared.home if declared.home in principal.branch_ids else min(principal.branch_ids, default=principal.home),
        length=length,
        sha256=declared.sha256,
        visit_id=UUID(declared.visit),
        mime=declared.mime,
        taken_at=declared.taken_at.astimezone(UTC) if declared.taken_at else None,
    )
    settings = http.settings()
    bounds = Bounds(settings.uploads_open, settings.uploads_day_mb * 1_000_000)
    http.database().read(lambda session: arrivals.check_welcome(session, order, bounds, now=clock.now()))
    if not _has_body():
        return _created(http.database().run(lambda session: arrivals.begin(session, order, now=clock.now())), offset=0)
    _check_part_type()
    parts = _parts()
    try:
        offset = _take(parts, order.upload_id, checksum, offset=0, length=length, first=True)
        if offset < length:
            return _created(http.database().run(lambda session: arrivals.begin(session, order, now=clock.now())), offset=offset)
        upload = _complete(parts, order.upload_id, sha256=order.sha256, order=order)
    except BaseException:
        # Nobody knows this upload's address yet, so nobody can go on with it.
        parts.discard(order.upload_id)
        raise
    return _created(upload, offset=length)


@blp.route("/photos/uploads/<uuid:upload_id>", methods=["HEAD"], provide_automatic_options=False)
@operation(
    "upload_photo",
    summary="How far an upload has come",
    problems=("not_found", "photo_differs", "photo_unusable", "tus_version", "tus_offset", "upload_gone", "storage_full"),
)
@blp.response(200, description="Upload-Offset and Upload-Length")
@blp.doc(parameters=[_RESUMABLE])
def see_upload(upload_id: UUID) -> Response:
    _check_version()
    upload = _mine(upload_id)
    parts = _parts()
    offset = upload.length if upload.state == "whole" else parts.settled_offset(upload_id)
    if offset == upload.length and upload.state != "whole":
        # All bytes are here, but the server was killed, or its store was away, before they were stored for good. An offset equal
        # to the length is an acknowledgement to every client: so it is said only afterwards.
        _complete(parts, upload_id, sha256=upload.sha256, order=None)
    return Response(
        status=200, headers={"Upload-Offset": str(offset), "Upload-Length": str(upload.length), "Cache-Control": "no-store"}
    )


@blp.route("/photos/uploads/<uuid:upload_id>", methods=["PATCH"], provide_automatic_options=False)
@operation(
    "upload_photo",
    summary="Send a photo's bytes on from where they ended",
    description="What arrived before a connection broke is kept: ask with HEAD, and go on from there.",
    problems=("malformed", "not_found", "wrong_media_type", "photo_differs", "photo_unusable", "tus_version", "tus_offset",
              "tus_checksum", "upload_gone", "storage_full"),
    body_limit=MOST_BODY,
)  # fmt: skip
@blp.response(204, description="Upload-Offset says how much is here now; equal to the length means the photo is stored for good")
@blp.doc(
    parameters=[_RESUMABLE, _header("Upload-Offset", "Where these bytes belong", required=True, example="102400"), _CHECKSUM],
    requestBody={"required": True, **_BYTES},
)
def continue_upload(upload_id: UUID) -> Response:
    return _continue(upload_id)


@blp.route("/photos/uploads/<uuid:upload_id>", methods=["POST"], provide_automatic_options=False)
@operation(
    "upload_photo",
    summary="The same as PATCH, for networks that know no PATCH",
    description="With X-HTTP-Method-Override: PATCH, as tus 1.0 describes it.",
    problems=("malformed", "not_found", "method_not_allowed", "photo_differs", "photo_unusable", "tus_version", "tus_offset",
              "tus_checksum", "upload_gone", "storage_full"),
    body_limit=MOST_BODY,
)  # fmt: skip
@blp.response(204, description="As PATCH")
@blp.doc(
    parameters=[_RESUMABLE, _header("X-HTTP-Method-Override", "PATCH", required=True, example="PATCH")],
    requestBody={"required": True, **_BYTES},
)
def continue_upload_by_post(upload_id: UUID) -> Response:
    if request.headers.get("X-HTTP-Method-Override", "").upper() != "PATCH":
        raise Problem("method_not_allowed")
    return _continue(upload_id)


def _continue(upload_id: UUID) -> Response:
    _check_version()
    _check_part_type()
    offset = tus.number(request.headers.get("Upload-Offset"), field="Upload-Offset")
    checksum = tus.checksum(request.headers.get("Upload-Checksum"))
    upload = _mine(upload_id)
    if upload.state == "whole":
        # Bytes that were known from the beginning, to a client that only looks at the answer to its first part; or a last part
        # whose answer was lost on its way.
        return Response(status=204, headers={"Upload-Offset": str(upload.length)})
    parts = _parts()
    if offset != parts.offset(upload_id):
        raise Problem("tus_offset")
    offset = _take(parts, upload_id, checksum, offset=offset, length=upload.length)
    if offset == upload.length:
        upload = _complete(parts, upload_id, sha256=upload.sha256, order=None)
    return Response(status=204, headers={"Upload-Offset": str(offset), **_expires(upload)})


def _take(
    parts: PartFolder, upload_id: UUID, checksum: tus.Checksum | None, *, offset: int, length: int, first: bool = False
) -> int:
    """Append the request's body; answers the new offset. More bytes than the whole has are a problem."""
    if request.content_length is not None and offset + request.content_length > length:
        raise Problem("too_large", most=length - offset)
    body = Body()
    if checksum is None and first:
        return parts.receive_first(upload_id, body, length=length)
    if checksum is None:
        return parts.receive(upload_id, body, offset=offset, length=length)
    return parts.receive_checked(upload_id, body, checksum, offset=offset, length=length)


def _complete(parts: PartFolder, upload_id: UUID, *, sha256: str, order: Order | None) -> Upload:
    """Store bytes that are all there, durably, and say so in one unit of work, together with the upload's beginning if `order`
    gives it. Bytes that aren't what was declared are put aside, and a problem says why."""
    whole = parts.whole(upload_id)
    if whole is None:
        raise Problem("tus_offset")  # another request is just finishing this upload
    wrong = fault(declared=sha256, actual=whole.sha256, header=whole.header, most_pixels=http.settings().photo_pixels)
    now = clock.now()
    try:
        http.blobs().put(arrivals.quarantine_key(upload_id) if wrong else arrivals.original_key(sha256), whole.path)
    except FileNotFoundError as error:
        raise Problem("tus_offset") from error  # as above
    actor = http.principal().actor

    def work(session: Session) -> Upload:
        if order is not None and wrong is None:
            return arrived_at_once(session, order, header=_header_of(whole), actor=actor, now=now)
        if order is not None:
            arrivals.begin(session, order, now=now)
        if wrong is not None:
            arrivals.arrived_faulty(session, upload_id, fault=wrong, actor=actor)
        else:
            arrivals.arrived_whole(session, upload_id, header=_header_of(whole), actor=actor, now=now)
        return arrivals.upload(session, upload_id)

    finished = http.database().run(work)
    parts.discard(upload_id)
    if wrong is not None:
        raise Problem("photo_differs" if wrong == "digest_differs" else "photo_unusable", fault=wrong)
    return finished


def _header_of(whole: Whole) -> Header:
    if whole.header is None:
        raise ValueError("a file without a header has a fault")
    return whole.header


def _mine(upload_id: UUID) -> Upload:
    """The upload, if it is the caller's and not over. Nobody else may know that it exists."""
    upload = http.database().read(lambda session: arrivals.find(session, upload_id))
    if upload is None or upload.owner != http.principal().owner:
        raise Problem("not_found")
    if upload.state == "quarantined" or (upload.state == "open" and upload.expires_at < clock.now()):
        raise Problem("upload_gone")
    return upload


def _created(upload: Upload, *, offset: int) -> Response:
    # A path, which every client resolves against the address it called: whatever proxies stand between can't spoil it.
    location = f"{PREFIX}/uploads/{upload.id}"
    here = upload.length if upload.state == "whole" else offset
    return Response(status=201, headers={"Location": location, "Upload-Offset": str(here), **_expires(upload)})


def _expires(upload: Upload) -> dict[str, str]:
    return {} if upload.state == "whole" else {"Upload-Expires": http_date(upload.expires_at)}


def _parts() -> PartFolder:
    return PartFolder(http.settings().parts)


def _has_body() -> bool:
    return bool(request.content_length) or "Transfer-Encoding" in request.headers


def _check_version() -> None:
    if request.headers.get("Tus-Resumable") != tus.VERSION:
        raise Problem("tus_version")


def _check_part_type() -> None:
    if request.mimetype != tus.PART_TYPE:
        raise Problem("wrong_media_type")
