"""Which readings stand: those that no other one corrects and that weren't set aside."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Value:
    """A stored reading, as rules look at it. `aside`: it carries a quality code that keeps it from standing."""

    id: Any
    register_id: Any
    period: int
    value_e4: int
    value_at: dt.datetime
    obtained: str
    visit_id: Any
    person_id: Any
    corrects_id: Any
    aside: bool = False


def standing(values: Iterable[Value]) -> list[Value]:
    """Those that stand, in order of the moment they stand for (then of their making). A correction set aside corrects nothing."""
    values = list(values)
    corrected = {value.corrects_id for value in values if value.corrects_id is not None and not value.aside}
    left = [value for value in values if not value.aside and value.id not in corrected]
    return sorted(left, key=lambda value: (value.value_at, value.id))
