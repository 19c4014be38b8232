"""The one PostgreSQL of a test run: started by the first test that needs it, shared by all workers, stopped with the run."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.postgres import Cluster, new_folder
from tests.support.shared import ROOT

# The workers are children of the run and find the folder here.
VARIABLE = "METERROUND_TEST_CLUSTERS"

Keeper = subprocess.Popen[bytes]


def begin() -> Keeper:
    """Called once, by the process that runs the run. The keeper sees our end by its pipe, however we end."""
    folder = new_folder()
    os.environ[VARIABLE] = str(folder)
    # A session of its own, so that Ctrl-C in the terminal reaches only us.
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.cluster_keeper", folder], cwd=ROOT, stdin=subprocess.PIPE, start_new_session=True
    )


def end(keeper: Keeper) -> None:
    keeper.communicate(timeout=60)


def cluster() -> Cluster:
    shared = Cluster(Path(os.environ[VARIABLE]) / "shared")
    shared.ensure_running()
    return shared
