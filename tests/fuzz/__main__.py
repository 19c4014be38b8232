"""`python -m tests.fuzz [--seed N] [--count N]`: mutated pictures through upload and verification; fails when one does harm."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from backend.kernel.db import Database
from tests.fuzz.run import fuzz
from tests.support import databases


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=20261124)
    options.add_argument("--count", type=int, default=5_000)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = databases.sqlite_url(Path(folder) / "fuzz.sqlite")
        databases.migrate(url)
        database = Database.open(url)
        started = time.perf_counter()
        outcome = fuzz(database, Path(folder), seed=given.seed, count=given.count)
        took = time.perf_counter() - started
        database.close()
    print(f"{given.count} mutated pictures, seed {given.seed}, {took:.0f} s")
    print(f"uploads {dict(outcome.uploads)}, shown {dict(outcome.shown)}, verdicts {dict(outcome.verdicts)}")
    print(f"memory at most: server {outcome.own_mb} MB, child {outcome.child_mb} MB")
    for fault in outcome.faults:
        print(f"FAULT {fault}")
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
