"""Remembers which inputs a set-up step last ran on, so that a second start does nothing."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAMPS = ROOT / "build" / "stamps"


def digest(paths: Iterable[Path], *also: str) -> str:
    """One hash over the names and contents of files, and over what else the step depends on."""
    whole = hashlib.sha256()
    for path in sorted(paths):
        whole.update(f"{path.relative_to(ROOT)}\0".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    for word in also:
        whole.update(f"{word}\0".encode())
    return whole.hexdigest()


def is_fresh(name: str, value: str) -> bool:
    stamp = STAMPS / name
    return stamp.is_file() and stamp.read_text() == value


def remember(name: str, value: str) -> None:
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(value)


def forget(name: str) -> None:
    """Called before a step starts, so that an interrupted one is not taken for done."""
    (STAMPS / name).unlink(missing_ok=True)
