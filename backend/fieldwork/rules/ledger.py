"""The ledger 户数核对: who did what with every task he ever held, and whether it all adds up (P8).

A holding says what its holder did; only where he did nothing, what became of the task: moved, closed elsewhere, cancelled.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

STATES = ("read", "skipped", "returned", "moved", "contested", "closed_elsewhere", "cancelled", "open")

# What an event does to a holding in which nothing was done yet; every other holding stays as it is.
_PASSIVE = {"moved", "closed_elsewhere", "cancelled"}


def after_event(state: str, event: str) -> str:
    """A holding's state after something happened to the task without its holder's doing: moved, closed_elsewhere, cancelled."""
    if event not in _PASSIVE:
        raise ValueError(f"{event} is something a holder does")
    return event if state == "open" else state


@dataclass(frozen=True)
class Points:
    """Metering points of a scope: active = routed + unrouted."""

    active: int = 0
    routed: int = 0
    unrouted: int = 0


@dataclass(frozen=True)
class Due:
    """Metering points due in a period: all = assigned + unassigned + excluded (approved) + unplanned.

    Unplanned are those nobody made a task for, because they were routed after the period was opened.
    """

    all: int = 0
    assigned: int = 0
    unassigned: int = 0
    excluded: int = 0
    unplanned: int = 0


@dataclass(frozen=True)
class Tasks:
    """Tasks ever assigned to a holder, by the one state each is in."""

    ever: int = 0
    by_state: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(STATES, 0))


@dataclass(frozen=True)
class Ledger:
    """The three lines of one scope."""

    points: Points
    due: Due
    tasks: Tasks

    @property
    def imbalances(self) -> tuple[str, ...]:
        """Which lines don't add up: points, due, tasks. Empty is how it must be."""
        found = []
        if self.points.active != self.points.routed + self.points.unrouted:
            found.append("points")
        if self.due.all != self.due.assigned + self.due.unassigned + self.due.excluded + self.due.unplanned:
            found.append("due")
        if self.tasks.ever != sum(self.tasks.by_state.values()):
            found.append("tasks")
        return tuple(found)


def differences(ours: Mapping[str, int], theirs: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """State → (server's count, phone's count) where the two ledgers disagree; a state that is missing counts as none."""
    return {state: (ours.get(state, 0), theirs.get(state, 0)) for state in STATES if ours.get(state, 0) != theirs.get(state, 0)}
