"""What processes used: CPU seconds and memory, from the kernel's own books."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def family(root: int) -> list[int]:
    """A process and everything below it."""
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        except OSError:
            continue
        found.append(pid)
        waiting += map(int, children)
    return found


def cpu_seconds(root: int) -> float:
    """User and system time of a process and all below it, those that have ended included."""
    total = 0
    for pid in family(root):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        # utime, stime; and of the root the same of children that were waited for.
        total += int(fields[11]) + int(fields[12]) + (int(fields[13]) + int(fields[14]) if pid == root else 0)
    return total / _TICKS


def memory_mb(root: int) -> float:
    """Resident memory of a process and all below it that is theirs alone, shared pages counted by share."""
    total = 0
    for pid in family(root):
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


class Stopwatch:
    """CPU of several families between two moments."""

    def __init__(self, roots: Iterable[int]) -> None:
        self._roots = list(roots)
        self._began = [cpu_seconds(root) for root in self._roots]

    def spent(self) -> list[float]:
        """Seconds of each since the start."""
        return [cpu_seconds(root) - began for root, began in zip(self._roots, self._began, strict=True)]


def cpu_of(roots: Iterable[int], work: Callable[[], object]) -> list[float]:
    """CPU seconds of each family while some work is done."""
    watch = Stopwatch(roots)
    work()
    return watch.spent()
