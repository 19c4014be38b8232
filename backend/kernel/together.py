"""Doing at once what waits at the same moment.

Whoever comes while nobody is at work does what is waiting; whoever comes meanwhile waits for his turn, and is either done with
others by then, or is the next to do what is waiting. Nobody waits for companions: a lone one is done at once, alone.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_log = logging.getLogger(__name__)


class _Waiting(Generic[T, R]):
    """Somebody in the queue. `turn` is set when the result is there, or when it is for him to go on."""

    __slots__ = ("one", "result", "state", "turn")

    def __init__(self, one: T) -> None:
        self.one = one
        self.turn = threading.Event()
        # waiting | leads | done | alone
        self.state = "waiting"
        self.result: R | None = None


class Together(Generic[T, R]):
    """Works of any thread of this process, done by one of them at a time.

    `at_once` does some and answers their results in order, or changes nothing and raises; then each is done by itself in its own
    thread, by `alone` if that is another way. `fits` says whether one may be done together with some others.
    """

    def __init__(
        self,
        *,
        at_once: Callable[[Sequence[T]], Sequence[R]],
        fits: Callable[[Sequence[T], T], bool],
        alone: Callable[[T], R] | None = None,
    ) -> None:
        self._at_once, self._fits = at_once, fits
        self._alone = alone or (lambda one: at_once([one])[0])
        self._lock = threading.Lock()
        self._queue: deque[_Waiting[T, R]] = deque()
        self._led = False

    def do(self, one: T) -> R:
        """Have one done; raises what `alone` raises."""
        mine: _Waiting[T, R] = _Waiting(one)
        with self._lock:
            if self._led:
                self._queue.append(mine)
            else:
                self._led, mine.state = True, "leads"
        if mine.state == "waiting":
            mine.turn.wait()
        if mine.state == "leads":
            try:
                self._lead(mine)
            finally:
                self._pass_on()
        if mine.state == "done":
            return mine.result  # type: ignore[return-value]  # whoever set the state has set it
        return self._alone(one)

    def _lead(self, mine: _Waiting[T, R]) -> None:
        group = self._group(mine)
        if len(group) == 1:
            # Still the leader, so that those who come meanwhile gather.
            mine.result = self._alone(mine.one)
            mine.state = "done"
            return
        state = "alone"
        try:
            results = self._at_once([waiting.one for waiting in group])
            for waiting, result in zip(group, results, strict=True):
                waiting.result = result
            state = "done"
        except Exception as error:  # noqa: BLE001  whatever it is: each finds out alone whether it is his
            _log.warning("%d that waited together are done one by one", len(group), exc_info=error)
        finally:
            for waiting in group:
                waiting.state = state
                waiting.turn.set()

    def _group(self, mine: _Waiting[T, R]) -> list[_Waiting[T, R]]:
        """Those who are waiting and fit, in the order they came; the others keep their places."""
        group, left = [mine], []
        with self._lock:
            for waiting in self._queue:
                if self._fits([member.one for member in group], waiting.one):
                    group.append(waiting)
                else:
                    left.append(waiting)
            self._queue = deque(left)
        return group

    def _pass_on(self) -> None:
        with self._lock:
            if not self._queue:
                self._led = False
                return
            following = self._queue.popleft()
            following.state = "leads"
            following.turn.set()
