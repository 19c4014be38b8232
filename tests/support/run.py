"""One test run: a folder that its workers share, with one PostgreSQL in it, both gone when the run is."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.postgres import Cluster, new_folder
from tests.support.shared import ROOT

# The workers are children of the run and find the folder here.
VARIABLE = "METERROUND_TEST_RUN"

Keeper = subprocess.Popen[bytes]


def begin() -> Keeper:
    """Called once, by the process that runs the run. The keeper sees our end by its pipe, however we end."""
    made = new_folder(durable=False)
    os.environ[VARIABLE] = str(made)
    # A session of its own, so that Ctrl-C in the terminal reaches only us.
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.run_keeper", made], cwd=ROOT, stdin=subprocess.PIPE, start_new_session=True
    )


def end(keeper: Keeper) -> None:
    keeper.communicate(timeout=60)


def folder() -> Path:
    return Path(os.environ[VARIABLE])


def cluster() -> Cluster:
    """Started by the first test that needs it."""
    shared = Cluster(folder() / "shared")
    shared.ensure_running()
    return shared
