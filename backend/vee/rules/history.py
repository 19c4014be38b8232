"""A register's past as the bands need it: what was used when, across meter exchanges, and how long it has stood still."""

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from backend.kernel.money import multiply_e4
from backend.readings.rules.dial import advance, modulus_e4
from backend.vee.rules.forecast import Span

# How many advances the pack shows.
SHOWN = 13
# An installation older than the readings that were imported begins with one huge piece.
LONG_AGO_DAYS = 100


@dataclass(frozen=True, slots=True)
class Mark:
    """A value of a dial on a business day. `id` is None for the value at installation or removal."""

    on: dt.date
    value_e4: int
    id: Any = None
    at: dt.datetime | None = None
    estimated: bool = False
    period: int | None = None


@dataclass(frozen=True, slots=True)
class DialPast:
    """One meter's register at the point: its marks in order, the value at installation first where it is known."""

    kind: str
    digits: int
    multiplier_e4: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a register before a period. `previous` is the last value that was really read.

    `carried`: what an exchanged meter used after it was last read, where the new one hasn't been read yet; not among `spans`.
    """

    previous: Mark | None
    spans: tuple[Span, ...]
    advances_e4: tuple[int, ...]
    zero_run: int
    carried: Span | None = None


def _real(dial: DialPast) -> list[Mark]:
    """Estimates aren't evidence: what was used is taken as even between the readings around them."""
    return [mark for mark in dial.marks if not mark.estimated]


def _went(dial: DialPast, before: Mark, after: Mark) -> int:
    modulus = modulus_e4(dial.digits)
    return advance(before.value_e4, after.value_e4, modulus=modulus, most=modulus // 2).e4


def is_from_long_ago(before: Mark, after: Mark) -> bool:
    """Whether a dial's first piece begins at its installation, long before its first reading: it says nothing of a month."""
    return before.id is None and after.id is not None and (after.on - before.on).days > LONG_AGO_DAYS


def past_of(dials: Sequence[DialPast]) -> Past:
    """Put the dials of a point that count the same (oldest first) together; the last one is the one to be read."""
    spans: list[Span] = []
    advances: list[int] = []
    for dial in dials:
        marks = _real(dial)
        if dial.kind == "demand":
            spans += _demand_spans(dial, marks)
            advances += [mark.value_e4 for mark in marks]
            continue
        for before, after in itertools.pairwise(marks):
            if is_from_long_ago(before, after):
                continue
            went = _went(dial, before, after)
            advances.append(went)
            spans.append(Span(before.on.toordinal(), after.on.toordinal(), multiply_e4(went, dial.multiplier_e4)))
    marks = _real(dials[-1]) if dials else []
    begun, carried = _carried(dials, spans)
    # A part of a month before or after an exchange is no month's advance.
    return Past(
        marks[-1] if marks else None, tuple(spans[: len(spans) - begun]), tuple(advances[-SHOWN:]),
        _zero_run(dials[-1], marks) if dials else 0, carried,
    )  # fmt: skip


def _carried(dials: Sequence[DialPast], spans: Sequence[Span]) -> tuple[int, Span | None]:
    """How many spans, and what they come to, lie after the last reading of meters since taken away, the new one being unread."""
    if len(dials) < 2 or dials[-1].kind == "demand" or any(mark.id is not None for mark in _real(dials[-1])):
        return 0, None
    begun = 0
    for dial in reversed(dials):
        marks = _real(dial)
        for mark in reversed(marks):
            if mark.id is not None:
                since = spans[len(spans) - begun :]
                if not since:
                    return 0, None
                return begun, Span(since[0].from_day, since[-1].to_day, sum(span.kwh_e4 for span in since))
            begun += 1 if mark is not marks[0] else 0
    return 0, None


def _demand_spans(dial: DialPast, marks: Sequence[Mark]) -> list[Span]:
    """Each demand stands for the days since the one before it; the first one for a month."""
    found = []
    for i, mark in enumerate(marks):
        day = mark.on.toordinal()
        since = marks[i - 1].on.toordinal() if i else day - 30
        found.append(Span(since, day, multiply_e4(mark.value_e4, dial.multiplier_e4) * max(day - since, 1)))
    return found


def _zero_run(dial: DialPast, marks: Sequence[Mark]) -> int:
    if dial.kind != "cumulative":
        return 0
    run = 0
    for before, after in zip(reversed(marks[:-1]), reversed(marks[1:]), strict=True):
        if _went(dial, before, after) != 0:
            break
        run += 1
    return run
