"""How fast the queue of photos is drained, and what a look costs."""

import io
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from backend.evidence.rules.errand import Errand
from backend.evidence.service.darkroom import Darkroom
from backend.evidence.service.uses import owe
from backend.kernel.db import Database
from backend.kernel.worker import Worker
from backend.wiring import lanes
from tests.factories import fieldwork
from tests.factories.evidence import Photo, picture, tus_headers, use_of
from tests.factories.fieldwork import Stop
from tests.fuzz.run import largest_child_mb
from tests.support import databases
from tests.support.application import make


@dataclass(frozen=True)
class Drain:
    per_s: float
    dials_per_s: float
    median_ms: float
    child_mb: int


def taken_of(stop: Stop, shade: int) -> Photo:
    """A photo as the app makes it: 1600 pixels, the meter's barcode and two others on it."""
    out = io.BytesIO()
    picture("SEAL-0099", stop.asset_number, "MODULE-7", size=(1600, 1200), shade=shade).save(out, "JPEG", quality=80)
    return Photo(out.getvalue())


def drained(folder: Path, *, photos: int) -> Drain:
    """Upload photos for known visits, then let the workers do their jobs, one worker after the other."""
    url = databases.sqlite_url(folder / "bench.sqlite")
    databases.migrate(url)
    database = Database.open(url)
    app = make(database, folder)
    office = fieldwork.make_office(database)
    phone = database.run(lambda session: fieldwork.phone(session, office.readers[0], office.branch_id))
    client = app.bearer("Device", phone.token)
    stop = office.stops[0]
    several = [taken_of(stop, 100 + place) for place in range(photos)]
    for photo in several:
        use = use_of(photo.sha256, owner=phone.principal.owner, stop=stop, home=office.branch_id)
        headers = {**tus_headers(photo.sha256, use.visit_id, len(photo.data)), "Content-Type": "application/offset+octet-stream"}
        client.post("/api/v1/photos", data=photo.data, headers=headers)
        database.run(lambda session, use=use: owe(session, [use]))  # type: ignore[misc]
    everyday, _, second_reader = (Worker(database, app.blobs, app.settings, lane) for lane in lanes().values())
    looked, read = _took(everyday), _took(second_reader)
    child_mb = largest_child_mb()
    database.close()
    return Drain(photos / looked, photos / read, _median_ms(several[:40], stop), child_mb)


def _took(worker: Worker) -> float:
    started = time.perf_counter()
    if not worker.run_pending():
        raise RuntimeError("there was nothing to do")
    return time.perf_counter() - started


def _median_ms(photos: list[Photo], stop: Stop) -> float:
    darkroom = Darkroom()
    answers = [darkroom.look(Errand(photo.data, expected=(stop.asset_number,))) for photo in photos]
    darkroom.close()
    return statistics.median(answer.ms for answer in answers)
