"""What waits at the same moment is done at once, by one of those who wait."""

import threading
from collections.abc import Sequence

import pytest

from backend.kernel.together import Together


class Desk:
    """Doubles numbers, and remembers how; 0 is only done once the gate is open, so that others gather behind it."""

    def __init__(self) -> None:
        self.gate, self.begun = threading.Event(), threading.Event()
        self.groups: list[list[int]] = []
        self.alone: list[int] = []
        self.together = Together(at_once=self.at_once, alone=self.by_itself, fits=self.fits)
        self.answers: dict[int, int | BaseException] = {}

    def at_once(self, some: Sequence[int]) -> list[int]:
        self.groups.append([*some])
        if any(one < 0 for one in some):
            raise ArithmeticError
        return [2 * one for one in some]

    def by_itself(self, one: int) -> int:
        self.alone.append(one)
        if one == 0:
            self.begun.set()
            assert self.gate.wait(10)
        if one < 0:
            raise ArithmeticError(one)
        return 2 * one

    @staticmethod
    def fits(some: Sequence[int], another: int) -> bool:
        return len(some) < 3 and another not in some

    def all(self, numbers: Sequence[int]) -> None:
        """A thread each; in the queue in this order."""

        def work(number: int) -> None:
            try:
                self.answers[number] = self.together.do(number)
            except ArithmeticError as error:
                self.answers[number] = error

        threads = []
        for place, number in enumerate([0, *numbers]):
            threads.append(threading.Thread(target=work, args=(number,)))
            threads[-1].start()
            assert self.begun.wait(10)
            while len(self.together._queue) < place:
                threads[-1].join(0.001)
        self.gate.set()
        for thread in threads:
            thread.join(10)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_lone_one_is_done_alone_at_once(desk: Desk) -> None:
    assert (desk.together.do(4), desk.groups, desk.alone) == (8, [], [4])
    with pytest.raises(ArithmeticError):
        desk.together.do(-1)
    assert desk.together.do(5) == 10


def test_those_who_wait_are_done_in_groups_that_fit(desk: Desk) -> None:
    desk.all([1, 2, 3, 4, 5])
    assert desk.groups == [[1, 2, 3], [4, 5]]
    assert desk.answers == {number: 2 * number for number in range(6)}
    assert desk.together.do(7) == 14


def test_when_a_group_fails_each_is_done_alone(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.all([1, -2, 3, 4])
    assert desk.groups == [[1, -2, 3]]
    assert sorted(desk.alone) == [-2, 0, 1, 3, 4]
    assert isinstance(desk.answers.pop(-2), ArithmeticError)
    assert desk.answers == {0: 0, 1: 2, 3: 6, 4: 8}
    assert "done one by one" in caplog.text
