"""The contested table, cell by cell (DESIGN decision 5).

Each grid is one claim under one standing of its person. Rows are the task's states; columns are: same device and equal, same
device and different, other device and equal, other device and different. A apply, S set aside, D duplicate, C contest,
Q question. The grids were written from the rules of the field, not from the table.
"""

from dataclasses import replace
from itertools import product

import pytest

from backend.fieldwork.rules.contest import ROWS, Claim, Decision, Held, Situation, State, decide, how_held, state_after

LETTERS = {
    "A": Decision.APPLY, "S": Decision.SET_ASIDE, "D": Decision.DUPLICATE, "C": Decision.CONTEST, "Q": Decision.QUESTION,
}  # fmt: skip
COLUMNS = ((True, True), (True, False), (False, True), (False, False))

PROOF_NOW = """
open             A A A A
read             D A D C
skipped          A A A A
returned         A A A A
contested        D C D C
closed_elsewhere D C D C
cancelled        D C D C
"""
PROOF_NEWER = """
open             A A A A
read             D A D C
skipped          A A A A
returned         A A A A
contested        D C D C
closed_elsewhere D C D C
cancelled        A A A A
"""
PROOF_NEVER = """
open             D Q D Q
read             D Q D Q
skipped          D Q D Q
returned         D Q D Q
contested        D Q D Q
closed_elsewhere D Q D Q
cancelled        D Q D Q
"""
SKIP_NOW = """
open             A A A A
read             D C D S
skipped          D A D A
returned         A A A A
contested        D S D S
closed_elsewhere D S D S
cancelled        D S D S
"""
SKIP_NEWER = """
open             A A A A
read             D C D S
skipped          D A D A
returned         A A A A
contested        D S D S
closed_elsewhere D S D S
cancelled        A A A A
"""
SKIP_THEN = """
open             D S D S
read             D C D S
skipped          D S D S
returned         D S D S
contested        D S D S
closed_elsewhere D S D S
cancelled        D S D S
"""
RETURN_NOW = """
open             A A A A
read             S S S S
skipped          A A A A
returned         D D D D
contested        S S S S
closed_elsewhere S S S S
cancelled        S S S S
"""
RETURN_THEN = """
open             S S S S
read             S S S S
skipped          S S S S
returned         D D D D
contested        S S S S
closed_elsewhere S S S S
cancelled        S S S S
"""
RETURN_NEVER = """
open             Q Q Q Q
read             Q Q Q Q
skipped          Q Q Q Q
returned         Q Q Q Q
contested        Q Q Q Q
closed_elsewhere Q Q Q Q
cancelled        Q Q Q Q
"""

GRIDS = {
    (Claim.READ, Held.NOW): PROOF_NOW,
    (Claim.READ, Held.THEN): PROOF_NOW,
    (Claim.READ, Held.NEWER): PROOF_NEWER,
    (Claim.READ, Held.NEVER): PROOF_NEVER,
    (Claim.INSPECTED, Held.NOW): PROOF_NOW,
    (Claim.INSPECTED, Held.THEN): PROOF_NOW,
    (Claim.INSPECTED, Held.NEWER): PROOF_NEWER,
    (Claim.INSPECTED, Held.NEVER): PROOF_NEVER,
    (Claim.SKIPPED, Held.NOW): SKIP_NOW,
    (Claim.SKIPPED, Held.THEN): SKIP_THEN,
    (Claim.SKIPPED, Held.NEWER): SKIP_NEWER,
    (Claim.SKIPPED, Held.NEVER): PROOF_NEVER,
    (Claim.RETURNED, Held.NOW): RETURN_NOW,
    (Claim.RETURNED, Held.THEN): RETURN_THEN,
    (Claim.RETURNED, Held.NEWER): RETURN_NOW,
    (Claim.RETURNED, Held.NEVER): RETURN_NEVER,
}


# What the same phone's later word has overtaken, where it says something else; P superseded at once. None: as if it hadn't.
OVERTAKEN = """
open             - - - -
read             - P - P
skipped          - P - P
returned         - - - -
contested        - P - P
closed_elsewhere - - - -
cancelled        - - - -
"""


def _cells() -> list[tuple[Situation, Decision]]:
    cells = []
    for (claim, held), grid in GRIDS.items():
        for line in grid.strip().splitlines():
            state, *letters = line.split()
            cells += [
                (Situation(claim, held, State(state), same_device, equal), LETTERS[letter])
                for (same_device, equal), letter in zip(COLUMNS, letters, strict=True)
            ]
    return cells


CELLS = _cells()


def _overtaken_cells() -> list[tuple[Situation, Decision]]:
    places = {
        (State(state), same_device, equal): letter
        for state, *letters in (line.split() for line in OVERTAKEN.strip().splitlines())
        for (same_device, equal), letter in zip(COLUMNS, letters, strict=True)
    }
    cells = []
    for cell, decision in CELLS:
        late = replace(cell, overtaken=True)
        steps_back = (
            places[cell.state, cell.same_device, cell.equal] == "P"
            and cell.claim is not Claim.RETURNED
            and cell.held is not Held.NEVER
        )
        cells.append((late, Decision.OVERTAKEN if steps_back else decision))
    return cells


def _title(value: object) -> str | None:
    if isinstance(value, Situation):
        device = "same" if value.same_device else "other"
        says = "equal" if value.equal else "different"
        late = "-overtaken" if value.overtaken else ""
        return f"{decide(value).number}-{value.claim}-held_{value.held}-{value.state}-{device}_device-{says}{late}"
    return None


def test_the_grids_name_every_cell_once() -> None:
    assert len(CELLS) == len({cell for cell, _ in CELLS}) == len(Claim) * len(Held) * len(State) * 4


@pytest.mark.parametrize(("cell", "expected"), CELLS, ids=_title)
def test_cell(cell: Situation, expected: Decision) -> None:
    assert decide(cell).decision is expected


@pytest.mark.parametrize(("cell", "expected"), _overtaken_cells(), ids=_title)
def test_overtaken_cell(cell: Situation, expected: Decision) -> None:
    assert decide(cell).decision is expected
    # Of what the phone itself has overtaken nobody is asked, also when the period was closed meanwhile.
    if expected is Decision.OVERTAKEN:
        assert decide(replace(cell, period_closed=True)).decision is Decision.OVERTAKEN


def test_every_row_decides_some_cell_and_every_number_is_one_row_s() -> None:
    yes_or_no = (True, False)
    everything = [Situation(*cell) for cell in product(Claim, Held, State, yes_or_no, yes_or_no, yes_or_no, yes_or_no)]
    assert {decide(cell).number for cell in everything} == {row.number for row in ROWS}
    assert sorted(row.number for row in ROWS) == [f"C-{number:02d}" for number in range(1, len(ROWS) + 1)]


@pytest.mark.parametrize(("cell", "_expected"), CELLS, ids=_title)
def test_closed_period_keeps_late_entries_and_asks(cell: Situation, _expected: Decision) -> None:
    late = Situation(cell.claim, cell.held, cell.state, cell.same_device, cell.equal, period_closed=True)
    assert decide(late).decision is (Decision.DUPLICATE if cell.equal else Decision.QUESTION)


@pytest.mark.parametrize(
    ("cited", "current", "now", "then", "expected"),
    [
        (2, 2, True, True, Held.NOW),
        (1, 3, True, False, Held.NOW),
        (1, 2, False, True, Held.THEN),
        (1, 2, False, False, Held.NEVER),
        (0, 0, False, False, Held.NEVER),
        (3, 2, False, False, Held.NEWER),
        (3, 2, True, True, Held.NEWER),
    ],
)
def test_how_held(cited: int, current: int, now: bool, then: bool, expected: Held) -> None:
    assert how_held(cited=cited, current=current, is_holder_now=now, held_at_cited=then) is expected


def test_state_after() -> None:
    assert state_after(Claim.INSPECTED, Decision.APPLY, State.OPEN) is State.READ
    assert state_after(Claim.SKIPPED, Decision.APPLY, State.OPEN) is State.SKIPPED
    assert state_after(Claim.READ, Decision.CONTEST, State.CANCELLED) is State.CONTESTED
    assert state_after(Claim.READ, Decision.QUESTION, State.OPEN) is State.OPEN
    assert state_after(Claim.SKIPPED, Decision.SET_ASIDE, State.READ) is State.READ
    assert state_after(Claim.READ, Decision.DUPLICATE, State.CONTESTED) is State.CONTESTED
    assert state_after(Claim.READ, Decision.OVERTAKEN, State.READ) is State.READ
