"""The door for looking at photos: only for those who may see the visit, and never the sender's bytes inline."""

import logging
from datetime import datetime
from typing import Any

from flask import Response, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from backend.evidence.queries import photos
from backend.evidence.rules.errand import Errand
from backend.evidence.schemas import PhotoQuerySchema
from backend.evidence.service import arrivals, lost
from backend.evidence.service.darkroom import shared
from backend.identity.rules.access import permits
from backend.identity.service.access import admit
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
        "download. In ranges if wanted; ETag, If-Range and If-None-Match save the repeat."
    ),
    problems=("not_found", "forbidden", "photo_unusable", "photo_owed", "photo_removed", "photo_lost", "range_impossible"),
)
@blp.arguments(PhotoQuerySchema, location="query")
@blp.response(200, description="The picture")
@blp.doc(
    responses={
        "200": {"content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}},
        "206": {"description": "A part of the bytes"},
        "304": {"description": "You have it"},
    }
)
def see_photo(query: dict[str, Any], sha256: str) -> Response:
    size = query["size"]
    action = "see_original" if size == "original" else "see_photo"
    # Whoever may never see any is told so before anything is looked up.
    admit(http.principal(), action)
    found = http.database().read(lambda session: photos.shown(session, sha256, query["visit"]))
    if found is None or not _may_see(found, action):
        raise Problem("not_found")
    if found.removed_at is not None:
        raise Problem("photo_removed", day=clock.business_date(found.removed_at, http.settings().time_zone).isoformat())
    if found.state == "owed":
        raise Problem("photo_owed")
    if found.mime is None or (size != "original" and found.readable is False):
        raise Problem("photo_unusable")
    try:
        if size == "original":
            name = f"{query['visit']}-{sha256[:12]}.{_ENDINGS[found.mime]}"
            response = _sent(arrivals.original_key(sha256), sha256, found.mime, f'attachment; filename="{name}"')
        else:
            response = _copy(sha256, int(size))
    except BlobMissingError as error:
        raise _lost(sha256, found.missing_since) from error
    if found.missing_since is not None and size == "original":
        http.database().run(lambda session: lost.found_again(session, [sha256]))
    return response


def _lost(sha256: str, since: datetime | None) -> Problem:
    """The bytes of a photo are gone: said, written down, and never taken for a picture that can't be shown."""
    now = clock.now()
    if since is None:
        http.database().run(lambda session: lost.note(session, [sha256], now=now))
    log.error("the bytes of photo %s are gone", sha256)
    return Problem("photo_lost", day=clock.business_date(since or now, http.settings().time_zone).isoformat())


def _may_see(found: photos.Shown, action: str) -> bool:
    """A colleague learns no more than a stranger: not even whether there is such a photo."""
    return permits(
        http.principal(), action, branch_id=found.branch_id, holder_id=found.holder_id, point_id=found.metering_point_id
    )


def _sent(key: str, etag: str, mime: str, disposition: str) -> Response:
    """Bytes of the store, or the part of them that is asked for; nothing of them for who has them. BlobMissingError."""
    response = Response(mimetype=mime)
    response.set_etag(etag)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Disposition"] = disposition
    response.make_conditional(request)
    if response.status_code == 304:
        return response
    wanted = request.range
    # Several ranges at once, and one of bytes that have changed since, are answered with the whole: RFC 9110, 14.2 and 13.1.5.
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1 or not _still(etag):
        response.set_data(http.blobs().read(key))
        return response
    size = http.blobs().size(key)
    part = wanted.range_for_length(size)
    if part is None:
        raise RequestedRangeNotSatisfiable(size)
    start, end = part
    response.status_code = 206
    response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    response.set_data(http.blobs().read(key, start, end - start))
    return response


def _still(etag: str) -> bool:
    """If-Range: whether the client's part is one of these very bytes. They have no date that one could go by."""
    asked = request.if_range
    return asked.date is None and asked.etag in {None, etag}


def _copy(sha256: str, side: int) -> Response:
    key, etag = arrivals.copy_key(sha256, side), f"{sha256}-{side}"
    shown_as = f'inline; filename="{sha256[:12]}-{side}.jpg"'
    try:
        return _sent(key, etag, "image/jpeg", shown_as)
    except BlobMissingError:
        # The background hasn't come to it yet; somebody wants to see it now.
        original = http.blobs().read(arrivals.original_key(sha256))
    answer = shared().look(Errand(original, codes=False, most_pixels=http.settings().photo_pixels))
    if side not in answer.copies:
        raise Problem("photo_unusable")
    for made, copy in answer.copies.items():
        http.blobs().put(arrivals.copy_key(sha256, made), copy)
    return _sent(key, etag, "image/jpeg", shown_as)
