"""The job that carries out an import which came over the network."""

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from backend.imports.driver import carry_out
from backend.imports.service import batches, uploads
from backend.kernel import clock, jobs
from backend.kernel.blobs import BlobMissingError
from backend.kernel.jobs import JobContext

_LOOK_AGAIN = dt.timedelta(seconds=3)


def carry(context: JobContext, payload: dict[str, Any]) -> None:
    """Import a batch's file. While another one is being imported it waits its turn, leaving the worker free."""
    batch_id = UUID(payload["batch_id"])
    if context.read(lambda session: batches.is_over(session, batch_id)):
        return
    with tempfile.TemporaryDirectory(prefix="import-") as folder:
        path = Path(folder) / "file"
        try:
            with path.open("wb") as file:
                for piece in context.blobs.stream(uploads.key_of(batch_id)):
                    file.write(piece)
        except BlobMissingError:
            context.run(lambda session: batches.fail(session, batch_id))
            return
        try:
            carry_out(context, batch_id, path, settings=context.settings)
        except batches.BusyError:
            later = clock.now() + _LOOK_AGAIN
            context.run(lambda session: jobs.enqueue(session, uploads.CARRY, payload, run_at=later))
