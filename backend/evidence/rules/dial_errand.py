"""What goes to the child process that reads dials, what comes back, and how it is stored."""

from collections.abc import Sequence
from typing import Any

import msgspec

from backend.evidence.rules.dial import Line

# Raised when a dial would be read otherwise than before.
VERSION = 1


class DialErrand(msgspec.Struct, frozen=True):
    """A photo whose dial is to be read. `guide`: the frame that held it, {x, y, w, h} in per mille, or None: the whole photo;
    `places`: how many digits the registers of the meter have."""

    data: bytes
    places: tuple[int, ...]
    guide: dict[str, int] | None = None
    most_pixels: int = 50_000_000


class DialAnswer(msgspec.Struct, frozen=True):
    """What was read; or, where `trouble` says why, nothing. `lines` are JSON values; `ms`: of processor time."""

    trouble: str | None = None
    lines: tuple[dict[str, Any], ...] = ()
    ms: float = 0.0


def answer_of(lines: Sequence[Line]) -> DialAnswer:
    return DialAnswer(lines=tuple(stored(line) for line in lines))


def stored(line: Line) -> dict[str, Any]:
    """A line as JSON; shares in per mille, as whole numbers."""
    return {
        "places": line.places, "texts": [[text, round(share * 1000)] for text, share in line.texts],
        "whole": round(line.whole * 1000), "box": list(line.box), "framed": line.framed,
    }  # fmt: skip


def line_of(row: dict[str, Any]) -> Line:
    """A line as it was stored."""
    left, top, right, bottom = row["box"]
    texts = tuple((str(text), share / 1000) for text, share in row["texts"])
    return Line(row["places"], texts, row["whole"] / 1000, (left, top, right, bottom), row["framed"])
