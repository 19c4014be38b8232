"""Files for import, as text or bytes, carried through on a database."""

import datetime as dt
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from backend.imports.driver import Outcome, carry_out
from backend.imports.service import batches
from backend.kernel.audit import SYSTEM, Actor
from backend.kernel.db import Database
from backend.kernel.settings import Settings

SETTINGS = Settings()
TODAY = dt.date(2026, 11, 10)


def ordered(database: Database, kind: str, content: bytes, *, actor: Actor = SYSTEM, **order: Any) -> UUID:
    """A batch, not yet begun."""
    wanted = batches.Order(kind=kind, filename=f"{kind}.csv", sha256=sha256(content).hexdigest(), **order)
    return database.run(lambda session: batches.create(session, wanted, actor=actor).id)


def imported(
    database: Database, folder: Path, kind: str, content: str | bytes, *, actor: Actor = SYSTEM, **order: Any
) -> Outcome:
    """What became of a file. Text is written as UTF-8."""
    raw = content.encode() if isinstance(content, str) else content
    path = folder / f"{kind}-{sha256(raw).hexdigest()[:8]}"
    path.write_bytes(raw)
    batch_id = ordered(database, kind, raw, actor=actor, **order)
    return carry_out(database, batch_id, path, settings=SETTINGS, scratch=folder)


def codes(outcome: Outcome) -> list[tuple[int, str, str]]:
    """(row, column, code) of an outcome's faults."""
    return [(fault.row, fault.column, fault.code) for fault in outcome.faults]
