"""A disk that can be full: a small file system of its own, or, where nobody lets us mount one, a limit on its writers."""

import contextlib
import errno
import os
import resource
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path


def mount(folder: Path, megabytes: int) -> bool:
    """Mount a small file system in memory; False where that isn't allowed."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", str(folder)], check=False, capture_output=True
        )
    except FileNotFoundError:
        return False
    return done.returncode == 0


class Disk:
    """A folder that can be filled to its last byte. `writers` are whose writes fail where it couldn't be mounted."""

    def __init__(self, folder: Path, megabytes: int, *, may_mount: bool = True) -> None:
        self.folder = folder
        self.is_mounted = may_mount and mount(folder, megabytes)
        folder.mkdir(parents=True, exist_ok=True)
        self.writers: Callable[[], Iterable[int]] = list
        self._denied: dict[int, tuple[int, int]] = {}

    @property
    def _ballast(self) -> Path:
        return self.folder / "ballast"

    def fill(self) -> bool:
        """Take the last byte of it; or let no file of its writers grow any more (EFBIG instead of ENOSPC).

        False where neither is allowed here: other people's processes can't be limited.
        """
        if not self.is_mounted:
            for pid in self.writers():
                self._deny(pid)
            return bool(self._denied)
        with self._ballast.open("ab", buffering=0) as file:
            size = 1 << 20
            while size:
                try:
                    os.posix_fallocate(file.fileno(), os.fstat(file.fileno()).st_size, size)
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise
                    size //= 4
        return True

    def free(self) -> None:
        self._ballast.unlink(missing_ok=True)
        if not self._denied:
            return
        # Processes begun meanwhile have inherited the limit.
        usual = next(iter(self._denied.values()))
        for pid in {*self._denied, *self.writers()}:
            with contextlib.suppress(ProcessLookupError):
                resource.prlimit(pid, resource.RLIMIT_FSIZE, usual)
        self._denied.clear()

    def _deny(self, pid: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            limits = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, limits[1]))
            self._denied[pid] = limits

    def close(self) -> None:
        self.free()
        if self.is_mounted:
            subprocess.run(["umount", "--lazy", str(self.folder)], check=False, capture_output=True)
