"""The door for looking at photos: only for those who may see the visit, and never the sender's bytes inline."""

import logging
from typing import Any
from uuid import UUID

from flask import Response, request

from backend.evidence.queries import photos
from backend.evidence.rules.errand import Errand
from backend.evidence.schemas import PhotoQuerySchema
from backend.evidence.service import arrivals
from backend.evidence.service.darkroom import shared
from backend.identity.service.access import authorise
from backend.kernel import clock, http
from backend.kernel.blobs import BlobMissingError
from backend.kernel.http import Blueprint, operation
from backend.kernel.problems import Problem

log = logging.getLogger("meterround.photos")

blp = Blueprint("photos", summary="Photos as the proof of visits")

_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


@blp.route("/photos/<string(length=64):sha256>")
@operation(
    "see_photo",
    summary="A photo of a visit",
    description=(
        "A copy without metadata, upright, 320 or 1280 pixels on its longer side; or, for supervisors, the original bytes as a "
        "download, in ranges if wanted. ETag and If-None-Match save the repeat."
    ),
    problems=("not_found", "forbidden", "photo_unusable", "photo_owed", "photo_removed", "range_impossible"),
)
@blp.arguments(PhotoQuerySchema, location="query")
@blp.response(200, description="The picture")
@blp.doc(
    responses={
        "200": {"content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}},
        "206": {"description": "A part of the original bytes"},
        "304": {"description": "You have it"},
    }
)
def see_photo(query: dict[str, Any], sha256: str) -> Response:
    size = query["size"]
    found = http.database().read(lambda session: photos.shown(session, sha256, query["visit"]))
    if found is None:
        raise Problem("not_found")
    authorise(
        http.principal(),
        "see_photo" if size != "original" else "see_original",
        branch_id=found.branch_id,
        holder_id=found.holder_id,
        point_id=found.metering_point_id,
    )
    if found.removed_at is not None:
        raise Problem("photo_removed", day=clock.business_date(found.removed_at, http.settings().time_zone).isoformat())
    if found.state == "owed":
        raise Problem("photo_owed")
    if found.mime is None or (size != "original" and found.readable is False):
        raise Problem("photo_unusable")
    if size == "original":
        return _original(sha256, found.mime, query["visit"])
    return _copy(sha256, int(size))


def _copy(sha256: str, side: int) -> Response:
    response = Response(mimetype="image/jpeg")
    response.set_etag(f"{sha256}-{side}")
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = f'inline; filename="{sha256[:12]}-{side}.jpg"'
    response.make_conditional(request)
    if response.status_code != 304:
        response.set_data(_copy_bytes(sha256, side))
    return response


def _copy_bytes(sha256: str, side: int) -> bytes:
    key = arrivals.copy_key(sha256, side)
    try:
        return http.blobs().read(key)
    except BlobMissingError:
        # The background hasn't come to it yet; somebody wants to see it now.
        original = _bytes(sha256)
        answer = shared().look(Errand(original, codes=False, most_pixels=http.settings().photo_pixels))
        if side not in answer.copies:
            raise Problem("photo_unusable") from None
        for made, copy in answer.copies.items():
            http.blobs().put(arrivals.copy_key(sha256, made), copy)
        return answer.copies[side]


def _bytes(sha256: str) -> bytes:
    try:
        return http.blobs().read(arrivals.original_key(sha256))
    except BlobMissingError as error:
        # `evidence audit` names it; somebody has to put it back from a backup.
        log.warning("the bytes of photo %s are gone", sha256)
        raise Problem("photo_unusable") from error


def _original(sha256: str, mime: str, visit_id: UUID) -> Response:
    data = _bytes(sha256)
    response = Response(data, mimetype=mime)
    response.set_etag(sha256)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = f'attachment; filename="{visit_id}-{sha256[:12]}.{_ENDINGS[mime]}"'
    response.make_conditional(request, accept_ranges=True, complete_length=len(data))
    return response
