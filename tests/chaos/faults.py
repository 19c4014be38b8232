"""What was broken on purpose, counted by kind."""

import threading
from collections import Counter


class Faults:
    """Counts from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kinds: Counter[str] = Counter()

    def add(self, kind: str) -> None:
        with self._lock:
            self._kinds[kind] += 1

    @property
    def kinds(self) -> dict[str, int]:
        with self._lock:
            return dict(sorted(self._kinds.items()))

    @property
    def count(self) -> int:
        with self._lock:
            return self._kinds.total()
