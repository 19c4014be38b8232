"""Jobs of this room: photos looked at, uploads swept away, what was kept long enough removed."""

import logging
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.evidence.queries import retention as queries
from backend.evidence.queries.retention import Place
from backend.evidence.rules import dial_models
from backend.evidence.rules.decoders import HAS_ZBAR
from backend.evidence.rules.dial_errand import DialErrand
from backend.evidence.rules.errand import Answer, Errand
from backend.evidence.rules.look import THUMBNAIL
from backend.evidence.service import arrivals, dials, lost, retention, reuse, verification
from backend.evidence.service.darkroom import shared, shared_dial_room
from backend.evidence.service.parts import PartFolder
from backend.evidence.service.verification import Commission
from backend.kernel import clock, jobs
from backend.kernel.blobs import BlobMissingError
from backend.kernel.jobs import JobContext

log = logging.getLogger(__name__)

SWEEP = "evidence.sweep"
RETAIN = "evidence.retain"

HAS_READER = dial_models.is_here()

if not HAS_READER:
    log.warning("rapidocr's models or onnxruntime aren't installed: the digits in photos aren't read as a second opinion")
if not HAS_ZBAR:
    log.warning("libzbar isn't installed: barcodes in photos are read by one decoder (zxing) instead of two")


def verify(context: JobContext, payload: dict[str, Any]) -> None:
    """Look at a photo for a visit: copies to show, its quality, the codes in it, and the verdict. Done once is enough."""
    home, visit_id, sha256 = int(payload["home"]), UUID(payload["visit_id"]), str(payload["sha256"])
    what = context.read(lambda session: verification.commission(session, home=home, visit_id=visit_id, sha256=sha256))
    answer = None
    if what is not None:
        try:
            answer = _looked(context, what)
        except BlobMissingError:
            # Nothing to look at, now or at the next try: found again, it is looked at then.
            context.run(lambda session: lost.note(session, [sha256], now=clock.now()))
            log.error("the bytes of photo %s are gone", sha256)  # noqa: TRY400  a traceback says no more
            return
        context.run(lambda session: _keep(session, what, answer, read_dials=context.settings.read_dials))
    turned = answer.turned if answer is not None else _turned(context, sha256)
    _compare(context, home=home, visit_id=visit_id, sha256=sha256, turned=turned)


def _keep(session: Session, what: Commission, answer: Answer | None, *, read_dials: bool) -> None:
    verification.record(session, what, answer, now=clock.now())
    if read_dials and HAS_READER:
        dials.read_later(session, home=what.home, visit_id=what.visit_id, sha256=what.sha256)


def read_dial(context: JobContext, payload: dict[str, Any]) -> None:
    """Have the second reader read the dial in a visit's photo. Done once is enough."""
    home, visit_id, sha256 = int(payload["home"]), UUID(payload["visit_id"]), str(payload["sha256"])
    what = context.read(lambda session: dials.commission(session, home=home, visit_id=visit_id, sha256=sha256))
    if what is None:
        return
    try:
        data = context.blobs.read(arrivals.original_key(sha256))
    except BlobMissingError:
        return  # its time to be kept is over, or it is lost
    errand = DialErrand(data, what.places, what.guide, context.settings.photo_pixels)
    answer = shared_dial_room().read(errand)
    context.run(lambda session: dials.record(session, what, answer, now=clock.now()))


def _looked(context: JobContext, what: Commission) -> Answer | None:
    """What the darkroom sees, its copies stored; None where an earlier look has seen enough."""
    if not what.needs_look:
        return None
    data = context.blobs.read(arrivals.original_key(what.sha256))
    most = context.settings.photo_pixels
    answer = shared().look(Errand(data, tuple(sorted(what.identifiers)), copies=what.seen is None, most_pixels=most))
    for side, copy in answer.copies.items():
        context.blobs.put(arrivals.copy_key(what.sha256, side), copy)
    return answer


def _turned(context: JobContext, sha256: str) -> tuple[int, ...]:
    """The prints of a photo that was looked at before, in the other ways than upright; none where its copy isn't here."""
    copy = _thumbnail(context, sha256)
    return () if copy is None else shared().look(Errand(copy, copies=False, codes=False)).turned


def _compare(context: JobContext, *, home: int, visit_id: UUID, sha256: str, turned: tuple[int, ...]) -> None:
    """Look for an earlier use of the same picture. Candidates by their print are laid over it, as thumbnails."""
    found = context.read(lambda session: reuse.suspects(session, home=home, visit_id=visit_id, sha256=sha256, turned=turned))
    if found is None or not (found.same_bytes or found.near):
        return
    alike: dict[str, int] = {}
    if found.near:
        thumbnails = {one: _thumbnail(context, one) for one in (sha256, *found.to_compare)}
        mine, others = thumbnails.pop(sha256), {one: copy for one, copy in thumbnails.items() if copy is not None}
        if mine is not None and others:
            ways = tuple(found.ways[one] for one in others)
            errand = Errand(mine, copies=False, codes=False, against=tuple(others.values()), ways=ways)
            alike = dict(zip(others, shared().look(errand).alike, strict=False))
    context.run(lambda session: reuse.accuse(session, found, alike))


def _thumbnail(context: JobContext, sha256: str) -> bytes | None:
    try:
        return context.blobs.read(arrivals.copy_key(sha256, THUMBNAIL))
    except BlobMissingError:
        return None


def sweep(context: JobContext, _: dict[str, Any]) -> None:
    """Forget uploads nobody went on with and the bytes they left, also those no record ever named; and come back tomorrow."""
    now = clock.now()
    tomorrow = now + timedelta(days=1)
    key = f"{SWEEP}:{clock.business_date(tomorrow, context.settings.time_zone)}"
    context.run(lambda session: jobs.enqueue(session, SWEEP, {}, key=key, run_at=tomorrow))
    parts = PartFolder(context.settings.parts)
    for upload_id in context.run(lambda session: arrivals.expire(session, now=now)):
        parts.discard(upload_id)
    for path in parts.older_than(now - arrivals.KEPT - timedelta(days=1)):
        path.unlink(missing_ok=True)


def retain(context: JobContext, _: dict[str, Any]) -> None:
    """Let go of photos whose time to be kept is over, with all their copies; and come back tomorrow.

    First the records say that a photo is gone, then its bytes go: killed in between, the next run goes on with the bytes.
    """
    now = clock.now()
    tomorrow = now + timedelta(days=1)
    zone = context.settings.time_zone
    key = f"{RETAIN}:{clock.business_date(tomorrow, zone)}"
    context.run(lambda session: jobs.enqueue(session, RETAIN, {}, key=key, run_at=tomorrow))
    day = clock.business_date(now, zone)
    _erase(context)
    after: Place | None = None
    while True:
        removed, after = context.run(lambda session, after=after: retention.remove(session, on=day, after=after, now=now))  # type: ignore[misc]
        _erase(context)
        if removed:
            log.info("%d photos were removed, their time to be kept being over", removed)
        if after is None:
            break
    for upload_id in context.run(lambda session: retention.forget_quarantined(session, on=day)):
        context.blobs.delete(arrivals.quarantine_key(upload_id))


def _erase(context: JobContext) -> None:
    while hashes := context.read(lambda session: queries.to_erase(session, retention.PAGE)):
        for sha256 in hashes:
            for stored in arrivals.keys_of(sha256):
                context.blobs.delete(stored)
        context.run(lambda session, hashes=hashes: retention.erased(session, hashes, now=clock.now()))  # type: ignore[misc]
