"""One set-up at a time in one tree: two makes at once must not install into the same folder."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from scripts.stamps import ROOT


@contextmanager
def set_up(name: str) -> Iterator[None]:
    folder = ROOT / "build" / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"Waiting for another set-up of {name} in this folder ...", flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
