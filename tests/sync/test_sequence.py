"""Which entries have arrived."""

from hypothesis import given
from hypothesis import strategies as st

from backend.sync.rules.sequence import Arrived, from_json, with_more


@given(st.lists(st.lists(st.integers(1, 40), max_size=8), max_size=8))
def test_as_a_plain_set_says(batches: list[list[int]]) -> None:
    arrived, seen = Arrived(), set[int]()
    for batch in batches:
        arrived = with_more(arrived, batch)
        seen |= set(batch)
        through = next(number for number in range(42) if number + 1 not in seen)
        assert arrived.through == through
        assert {number for number in range(1, 45) if arrived.holds(number)} == seen
        gaps = {number for first, last in arrived.missing for number in range(first, last + 1)}
        assert gaps == {number for number in range(1, arrived.highest) if number not in seen}
        apart = [arrived.through, *(bound for island in arrived.islands for bound in island)]
        assert apart == sorted(apart)
        assert all(after[0] > before[1] + 1 for before, after in zip(arrived.islands, arrived.islands[1:], strict=False))
        assert from_json(arrived.through, [list(island) for island in arrived.islands]) == arrived
