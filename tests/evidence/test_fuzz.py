"""A short fuzz run; `make fuzz` is the long one."""

from pathlib import Path

from backend.kernel.db import Database
from tests.fuzz.run import fuzz


def test_mutated_pictures_do_no_harm(sqlite_database: Database, tmp_path: Path) -> None:
    outcome = fuzz(sqlite_database, tmp_path, seed=7, count=60)
    assert outcome.faults == []
    assert outcome.uploads[201] > 10, "some must get through to the decoders"
    assert outcome.child_mb < 600
