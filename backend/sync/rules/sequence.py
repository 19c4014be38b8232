"""Which entries of a phone have arrived: everything up to a number, and the islands beyond it.

A phone counts what it saves from 1 without gaps, so a gap on the server is something still on its way.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Arrived:
    """All of 1…through, and the closed ranges of `islands` beyond, ascending and apart from one another."""

    through: int = 0
    islands: tuple[tuple[int, int], ...] = ()

    @property
    def highest(self) -> int:
        """The highest number that has arrived."""
        return self.islands[-1][1] if self.islands else self.through

    @property
    def missing(self) -> list[tuple[int, int]]:
        """The closed ranges between what has arrived."""
        gaps, before = [], self.through
        for first, last in self.islands:
            gaps.append((before + 1, first - 1))
            before = last
        return gaps

    def holds(self, seq: int) -> bool:
        """Whether a number has arrived."""
        return 1 <= seq <= self.through or any(first <= seq <= last for first, last in self.islands)


def with_more(arrived: Arrived, seqs: Iterable[int]) -> Arrived:
    """What has arrived with more numbers; repeats change nothing."""
    fresh = sorted({seq for seq in seqs if seq > arrived.through})
    if not fresh:
        return arrived
    through = arrived.through
    ranges: list[tuple[int, int]] = []
    for first, last in sorted([*arrived.islands, *((seq, seq) for seq in fresh)]):
        if not ranges and first <= through + 1:
            through = max(through, last)
        elif ranges and first <= ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], max(ranges[-1][1], last))
        else:
            ranges.append((first, last))
    return Arrived(through, tuple(ranges))


def from_json(through: int, islands: Sequence[Sequence[int]]) -> Arrived:
    """What the database keeps, as a value."""
    return Arrived(through, tuple((int(first), int(last)) for first, last in islands))
