"""One server at a time on a SQLite database (DESIGN decision 1): a second one would write past the first one's writer thread."""

import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path

# How long what a server just killed has left behind, its orphaned workers, is waited for.
PATIENCE_S = 3.0
_LOOK_AGAIN_S = 0.05


class TakenError(Exception):
    """Another server has this database."""


def hold(database: Path, *, patience_s: float = PATIENCE_S, waiting: Callable[[], None] = lambda: None) -> int:
    """Hold a database for this process and the server it becomes or starts; answers the open lock file's descriptor.

    The lock is the operating system's and ends with the last process that has the descriptor, so that no crash leaves it behind.
    TakenError when another server still has it after `patience_s` seconds; `waiting` is called once when it doesn't come at once.
    """
    descriptor = os.open(database.with_name(f"{database.name}-serving"), os.O_RDWR | os.O_CREAT, 0o600)
    until = time.monotonic() + patience_s
    told = False
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                os.close(descriptor)
                raise TakenError from None
            if not told:
                waiting()
                told = True
            time.sleep(_LOOK_AGAIN_S)
        else:
            # Descriptors are closed when a program becomes another one, unless one says so.
            os.set_inheritable(descriptor, True)  # noqa: FBT003  the library takes it so
            return descriptor
