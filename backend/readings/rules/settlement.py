"""What a metering point's readings of a period mean in energy, and what keeps them from being handed over."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from backend.kernel.money import multiply_e4
from backend.readings.rules.dial import advance, modulus_e4

Why = Literal[
    "not_read", "skipped", "returned", "contested", "case_open", "no_reading", "no_previous", "no_final_value", "no_task"
]  # fmt: skip

# A task in one of these states has no value that stands yet.
_UNDONE: dict[str, Why] = {"open": "not_read", "skipped": "skipped", "returned": "returned", "contested": "contested"}


@dataclass(frozen=True, slots=True)
class End:
    """One end of a stretch: a reading (`id`), or the value at installation (None)."""

    id: Any
    value_e4: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Stretch:
    """One register from a value to a value; a demand has no origin."""

    register_id: Any
    kind: str
    digits: int
    multiplier_e4: int
    origin: End | None
    end: End


@dataclass(frozen=True, slots=True)
class Line:
    """A settlement line: how far the dial went, and the energy it means. Negative where a value was corrected downward."""

    register_id: Any
    from_reading_id: Any
    to_reading_id: Any
    from_value_e4: int | None
    from_at: dt.datetime | None
    to_value_e4: int
    to_at: dt.datetime
    multiplier_e4: int
    advance_e4: int
    energy_e4: int


def in_force(spans: Sequence[tuple[dt.date, int]], day: dt.date) -> int | None:
    """The multiplier in force on a day, of those with the day each begins (oldest first); None where nothing is known.

    Before the first one began, the first one: transformers were there when the meter was.
    """
    found = [multiplier for begins, multiplier in spans if begins <= day]
    return found[-1] if found else spans[0][1] if spans else None


def line(stretch: Stretch) -> Line:
    """Demand is its value (it is set back every month); all else is how far the dial went, round its end if that is shorter."""
    origin, end = stretch.origin, stretch.end
    if stretch.kind == "demand" or origin is None:
        went = end.value_e4
    else:
        modulus = modulus_e4(stretch.digits)
        went = advance(origin.value_e4, end.value_e4, modulus=modulus, most=modulus // 2).e4
    return Line(
        stretch.register_id, origin.id if origin else None, end.id, origin.value_e4 if origin else None,
        origin.at if origin else None, end.value_e4, end.at, stretch.multiplier_e4, went,
        multiply_e4(went, stretch.multiplier_e4),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class TaskState:
    """A task of the point in the period. `follows`: it repeats or makes up another one. `estimated`: nobody read it, and the
    office put an estimate in its place."""

    id: Any
    state: str
    follows_id: Any
    estimated: bool = False


def undone(tasks: Sequence[TaskState]) -> Why | None:
    """Why a point's tasks keep it from being released; None when every walk it needed is done.

    A skipped or returned task doesn't count once a make-up of it was read, or was estimated as it may be itself. A cancelled one
    never does.
    """
    if not any(task.state != "cancelled" for task in tasks):
        return "no_task"
    done = {task.id for task in tasks if task.state in {"read", "closed_elsewhere"} or task.estimated}
    made_up = {task.follows_id for task in tasks if task.follows_id is not None and task.id in done}
    made_up |= {task.id for task in tasks if task.estimated}
    for state, why in _UNDONE.items():
        if any(task.state == state and task.id not in made_up for task in tasks):
            return why
    return None
