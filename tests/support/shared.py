"""Data that lies beside the repository because it isn't ours to publish: METERROUND_SHARED says where, ../shared otherwise."""

import os
from pathlib import Path

from tests.support.missing import Missing, go_without

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("METERROUND_SHARED") or ROOT.parent / "shared")


def shared_path(relative: str) -> Path:
    """A file or folder of the shared data; the test is left out where it isn't there."""
    path = SHARED / relative
    if not path.exists():
        go_without(Missing.SHARED, f"{relative} is not below METERROUND_SHARED (default ../shared)")
    return path
