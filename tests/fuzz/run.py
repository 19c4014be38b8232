"""Mutated pictures on the whole way: uploaded, stored or kept aside, looked at, shown."""

import hashlib
import os
import resource
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from backend.evidence.models import PhotoReport
from backend.evidence.service.uses import owe
from backend.kernel.db import Database
from backend.kernel.jobs import Job
from tests.factories import fieldwork
from tests.factories.evidence import tus_headers, use_of
from tests.fuzz.pictures import mutated
from tests.support.application import Application, make

PART = {"Content-Type": "application/offset+octet-stream"}
# Bytes that can't be what they are said to be, or no picture; everything else an upload answers here is a mistake.
EXPECTED = {201, 422}
SHOWN = {200, 409, 422}


@dataclass
class Outcome:
    """What became of them. `faults`: what must not happen, with the seed's place."""

    uploads: Counter[int] = field(default_factory=Counter)
    shown: Counter[int] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    own_mb: int = 0
    child_mb: int = 0


def fuzz(database: Database, folder: Path, *, seed: int, count: int) -> Outcome:
    """Send so many mutated pictures through the whole way, and say what became of them."""
    app = make(database, folder)
    office = fieldwork.make_office(database)
    phone = database.run(lambda session: fieldwork.phone(session, office.readers[0], office.branch_id))
    client = app.bearer("Device", phone.token)
    outcome = Outcome()
    for place, data in enumerate(mutated(seed, count)):
        sha256 = hashlib.sha256(data).hexdigest()
        use = use_of(
            sha256, owner=phone.principal.owner, stop=office.stops[0], home=office.branch_id, holder_id=office.readers[0]
        )
        database.run(lambda session, use=use: owe(session, [use]))  # type: ignore[misc]
        answer = client.post("/api/v1/photos", data=data, headers={**tus_headers(sha256, use.visit_id, len(data)), **PART})
        outcome.uploads[answer.status_code] += 1
        if answer.status_code not in EXPECTED:
            outcome.faults.append(f"picture {place}: upload answered {answer.status_code} {answer.text[:200]}")
        app.run_jobs()
        _look(app, outcome, place, client.get(f"/api/v1/photos/{sha256}?visit={use.visit_id}&size=320"), use.visit_id)
    failed = database.read(lambda session: list(session.scalars(select(Job).where(Job.state != "done", Job.error.is_not(None)))))
    outcome.faults += [f"job {job.name} failed: {job.error}" for job in failed]
    outcome.own_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    outcome.child_mb = largest_child_mb()
    return outcome


def _look(app: Application, outcome: Outcome, place: int, answer: object, visit_id: UUID) -> None:
    status = int(getattr(answer, "status_code", 0))
    outcome.shown[status] += 1
    if status not in SHOWN:
        outcome.faults.append(f"picture {place}: looking at it answered {status}")
    if status == 200 and getattr(answer, "mimetype", "") != "image/jpeg":
        outcome.faults.append(f"picture {place}: shown as {getattr(answer, 'mimetype', '')}")
    report = app.database.read(
        lambda session: session.scalars(select(PhotoReport).where(PhotoReport.visit_id == visit_id)).first()
    )
    if report is not None:
        outcome.verdicts[report.verdict] += 1


def largest_child_mb() -> int:
    """The most memory a living child has used: those of the darkroom stay for the next picture."""
    most = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except OSError:
            continue
        fields = dict(line.split(":", 1) for line in text.splitlines() if ":" in line)
        if fields.get("PPid", "").strip() == str(os.getpid()) and "VmHWM" in fields:
            most = max(most, int(fields["VmHWM"].split()[0]) // 1024)
    return most
