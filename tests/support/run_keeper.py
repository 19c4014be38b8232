"""Outlives a test run that was killed: stops the run's PostgreSQL and removes its files once the run's pipe closes."""

import sys
from pathlib import Path

from tests.support.postgres import stop_all

if __name__ == "__main__":
    sys.stdin.read()
    stop_all(Path(sys.argv[1]))
