"""Disks that can be full, mounted or not."""

import contextlib
import errno
import subprocess
import sys
from pathlib import Path

import pytest

from tests.chaos.disk import Disk

WRITER = """
import sys
for line in sys.stdin:
    try:
        with open(line.strip(), "wb", buffering=0) as file:
            left = b"x" * 100_000
            while left:
                left = left[file.write(left) :]
        print("written", flush=True)
    except OSError as error:
        print(error.errno, flush=True)
"""


@pytest.mark.parametrize("may_mount", [True, False])
def test_a_full_disk_takes_nothing_and_a_freed_one_does(tmp_path: Path, *, may_mount: bool) -> None:
    disk = Disk(tmp_path / "disk", 4, may_mount=may_mount)
    with contextlib.closing(disk), subprocess.Popen(
        [sys.executable, "-c", WRITER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:  # fmt: skip
        disk.writers = lambda: [writer.pid]

        def write(name: str) -> str:
            assert writer.stdin is not None
            assert writer.stdout is not None
            writer.stdin.write(f"{disk.folder / name}\n")
            writer.stdin.flush()
            return writer.stdout.readline().strip()

        assert write("before") == "written"
        assert disk.fill()
        full = write("meanwhile")
        assert full in {str(errno.ENOSPC), str(errno.EFBIG)}
        # Without a mount its first byte still fits: the rest doesn't.
        assert (disk.folder / "meanwhile").stat().st_size <= 1
        disk.free()
        assert write("after") == "written"
