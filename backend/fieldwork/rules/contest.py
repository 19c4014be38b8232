"""The contested table (DESIGN decision 5): what becomes of a claim to a task that somebody else may have touched meanwhile.

A claim is what an entry says happened at a task. It is judged by who held the task at the assignment version the entry cites,
by the task's state, by whether the visit that stands came from the same device, by whether that device has itself said
something later already, and by whether it says the same as a visit already kept. The first row that fits decides. Nothing is
ever thrown away: every decision keeps the visit, and they differ only in whether it stands, and in whether a person in the
office has to choose.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Claim(StrEnum):
    """What the entry says happened."""

    READ = "read"
    INSPECTED = "inspected"
    SKIPPED = "skipped"
    RETURNED = "returned"


class Held(StrEnum):
    """How the entry's person stood to the task at the version the entry cites."""

    NOW = "now"  # holds it, and holds it still
    THEN = "then"  # held it at that version; it was moved since
    NEWER = "newer"  # cites a version the server doesn't have: it was restored from a backup
    NEVER = "never"  # somebody else's, or nobody's


class State(StrEnum):
    """The states of a task."""

    OPEN = "open"
    READ = "read"
    SKIPPED = "skipped"
    RETURNED = "returned"
    CONTESTED = "contested"
    CLOSED_ELSEWHERE = "closed_elsewhere"
    CANCELLED = "cancelled"


class Decision(StrEnum):
    """What becomes of the claim."""

    APPLY = "apply"  # it stands; a visit that stood before it is superseded
    SET_ASIDE = "set_aside"  # kept, and the task goes on as it was: what stands says more
    OVERTAKEN = "overtaken"  # kept as superseded: its own phone's later word is here already
    DUPLICATE = "duplicate"  # kept once more; it says the same as what is there
    CONTEST = "contest"  # both are kept, the task waits for the office
    QUESTION = "question"  # kept, and the office is asked; the task stays as it is: its month is closed, or it was never his


Outcome = Literal["applied", "duplicate", "contested"]

OUTCOMES: dict[Decision, Outcome] = {
    Decision.APPLY: "applied",
    Decision.SET_ASIDE: "applied",
    Decision.OVERTAKEN: "applied",
    Decision.DUPLICATE: "duplicate",
    Decision.CONTEST: "contested",
    Decision.QUESTION: "contested",
}


@dataclass(frozen=True, slots=True)
class Situation:
    """One cell of the table."""

    claim: Claim
    held: Held
    state: State
    same_device: bool  # the visit that stands came from the device that claims now
    equal: bool  # a visit already kept says the same
    period_closed: bool = False
    overtaken: bool = False  # the same device's later word (by seq) on the task is here already; a skip never overtakes a proof


@dataclass(frozen=True, slots=True)
class Row:
    """One numbered row: what it fits (None fits all), the decision, and the reason told to the phone and the office."""

    number: str
    decision: Decision
    reason: str | None = None
    claim: frozenset[Claim] | None = None
    held: frozenset[Held] | None = None
    state: frozenset[State] | None = None
    same_device: bool | None = None
    equal: bool | None = None
    period_closed: bool | None = None
    overtaken: bool | None = None

    def fits(self, cell: Situation) -> bool:
        """Whether every column that the row names agrees with the cell."""
        return (
            (self.claim is None or cell.claim in self.claim)
            and (self.held is None or cell.held in self.held)
            and (self.state is None or cell.state in self.state)
            and (self.same_device is None or cell.same_device is self.same_device)
            and (self.equal is None or cell.equal is self.equal)
            and (self.period_closed is None or cell.period_closed is self.period_closed)
            and (self.overtaken is None or cell.overtaken is self.overtaken)
        )


def _claims(*claims: Claim) -> frozenset[Claim]:
    return frozenset(claims)


_PROOF = _claims(Claim.READ, Claim.INSPECTED)
_SKIP = _claims(Claim.SKIPPED)
_RETURN = _claims(Claim.RETURNED)
_ENTITLED = frozenset({Held.NOW, Held.THEN, Held.NEWER})
_HOLDS = frozenset({Held.NOW, Held.NEWER})
_UNREAD = frozenset({State.OPEN, State.SKIPPED, State.RETURNED})
_VISITED = frozenset({State.READ, State.SKIPPED, State.CONTESTED})

ROWS: tuple[Row, ...] = (
    # A late entry of a closed period is stored, but a settlement list that was handed over doesn't change by itself.
    Row("C-01", Decision.DUPLICATE, "same_again", equal=True, period_closed=True),
    # The same device, by order of seq, also when it arrives in another order: the last word was said, and nobody need be asked.
    # (It came to the table last, and numbers that cases name don't change.)
    Row(
        "C-19", Decision.OVERTAKEN, "overtaken", claim=_PROOF | _SKIP, held=_ENTITLED, state=_VISITED, equal=False, overtaken=True
    ),
    Row("C-02", Decision.QUESTION, "period_closed", period_closed=True),
    # What somebody did who held the task, at the version he knew, is never lost; a reading beats a skip and a return.
    Row("C-03", Decision.APPLY, claim=_PROOF, held=_ENTITLED, state=_UNREAD),
    # After a restore the phone knows of assignments that the server has forgotten, so a cancellation it never saw is older.
    Row("C-04", Decision.APPLY, claim=_PROOF | _SKIP, held=frozenset({Held.NEWER}), state=frozenset({State.CANCELLED})),
    Row("C-05", Decision.APPLY, claim=_SKIP, held=_HOLDS, state=frozenset({State.OPEN, State.RETURNED})),
    # Equal values are never contested, whoever brings them.
    Row("C-06", Decision.DUPLICATE, "same_again", equal=True, claim=_PROOF | _SKIP),
    # A reader may correct himself: the same device, by order of seq.
    Row("C-07", Decision.APPLY, "corrected", claim=_PROOF, held=_ENTITLED, state=frozenset({State.READ}), same_device=True),
    Row("C-08", Decision.CONTEST, "cancelled", claim=_PROOF, held=_ENTITLED, state=frozenset({State.CANCELLED})),
    Row("C-09", Decision.CONTEST, "closed_elsewhere", claim=_PROOF, held=_ENTITLED, state=frozenset({State.CLOSED_ELSEWHERE})),
    Row("C-10", Decision.CONTEST, "values_differ", claim=_PROOF, held=_ENTITLED, state=frozenset({State.READ, State.CONTESTED})),
    Row("C-11", Decision.APPLY, claim=_SKIP, held=_HOLDS, state=frozenset({State.SKIPPED})),
    # The new holder goes on: that the old one found the door closed doesn't end the new one's task.
    Row("C-12", Decision.SET_ASIDE, "moved", claim=_SKIP, held=frozenset({Held.THEN}), state=_UNREAD),
    # A reading doesn't vanish by a skip of the one who took it; a person decides.
    Row(
        "C-13",
        Decision.CONTEST,
        "reading_withdrawn",
        claim=_SKIP,
        held=_ENTITLED,
        state=frozenset({State.READ}),
        same_device=True,
    ),
    Row("C-14", Decision.SET_ASIDE, "says_less", claim=_SKIP, held=_ENTITLED),
    Row("C-15", Decision.APPLY, claim=_RETURN, held=_HOLDS, state=frozenset({State.OPEN, State.SKIPPED})),
    Row("C-16", Decision.DUPLICATE, "same_again", claim=_RETURN, held=_ENTITLED, state=frozenset({State.RETURNED})),
    Row("C-17", Decision.SET_ASIDE, "says_less", claim=_RETURN, held=_ENTITLED),
    Row("C-18", Decision.QUESTION, "not_the_holder", held=frozenset({Held.NEVER})),
)


def decide(cell: Situation) -> Row:
    """The row that decides a cell. Every cell has one: the last rows of each claim name no further condition."""
    for row in ROWS:
        if row.fits(cell):
            return row
    raise AssertionError(f"no row fits {cell}")


def how_held(*, cited: int, current: int, is_holder_now: bool, held_at_cited: bool) -> Held:
    """How a person stands to a task: by the version the entry cites, the task's version, and the assignment history."""
    if cited > current:
        return Held.NEWER
    if is_holder_now:
        return Held.NOW
    return Held.THEN if held_at_cited else Held.NEVER


def state_after(claim: Claim, decision: Decision, before: State) -> State:
    """The task's state once a claim was decided. An inspection ends a task as a reading does."""
    if decision is Decision.APPLY:
        return State.READ if claim is Claim.INSPECTED else State(claim.value)
    return State.CONTESTED if decision is Decision.CONTEST else before
