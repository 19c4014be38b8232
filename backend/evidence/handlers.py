"""Jobs of this room: photos looked at, uploads swept away."""

import logging
from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.evidence.rules.decoders import HAS_ZBAR
from backend.evidence.rules.errand import Errand
from backend.evidence.service import arrivals, verification
from backend.evidence.service.darkroom import shared
from backend.evidence.service.parts import PartFolder
from backend.kernel import clock, jobs
from backend.kernel.jobs import JobContext

log = logging.getLogger(__name__)

SWEEP = "evidence.sweep"

if not HAS_ZBAR:
    log.warning("libzbar isn't installed: barcodes in photos are read by one decoder (zxing) instead of two")


def verify(context: JobContext, payload: dict[str, Any]) -> None:
    """Look at a photo for a visit: copies to show, its quality, the codes in it, and the verdict. Done once is enough."""
    home, visit_id, sha256 = int(payload["home"]), UUID(payload["visit_id"]), str(payload["sha256"])
    what = context.read(lambda session: verification.commission(session, home=home, visit_id=visit_id, sha256=sha256))
    if what is None:
        return
    answer = None
    if what.needs_look:
        data = context.blobs.read(arrivals.original_key(sha256))
        errand = Errand(
            data, tuple(sorted(what.identifiers)), copies=what.seen is None, most_pixels=context.settings.photo_pixels
        )
        answer = shared().look(errand)
        for side, copy in answer.copies.items():
            context.blobs.put(arrivals.copy_key(sha256, side), copy)
    context.run(lambda session: verification.record(session, what, answer, now=clock.now()))


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
