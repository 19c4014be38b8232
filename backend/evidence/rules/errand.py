"""What goes to the child process that looks at pictures, and what comes back: frames of MessagePack with their length before."""

from typing import Any

import msgspec

from backend.evidence.rules.belief import Believed
from backend.evidence.rules.codes import Code
from backend.evidence.rules.look import Look

# The most bytes a frame may have in either direction: a photo, or its copies.
MOST = 128 * 1024 * 1024


class Errand(msgspec.Struct, frozen=True):
    """A picture to look at. `expected`: identifiers of the meter that should be on it; `copies`, `codes`: what is wanted;
    `against`: pictures to lay over it; `ways`: how it is to be turned for each of them, upright where none is said."""

    data: bytes
    expected: tuple[str, ...] = ()
    copies: bool = True
    codes: bool = True
    against: tuple[bytes, ...] = ()
    ways: tuple[int, ...] = ()
    most_pixels: int = 50_000_000


class Answer(msgspec.Struct, frozen=True):
    """What was seen; or, where `trouble` says why, nothing. `codes` and `hit` are JSON values; `copies`: side → JPEG;
    `prints`: for finding it again; `turned`: for finding what it was turned from;
    `alike`: how much each picture of `against` agrees, per mille; `ms`: of processor time."""

    trouble: str | None = None
    width: int = 0
    height: int = 0
    sharpness: int = 0
    brightness: int = 0
    dark: int = 0
    glare: int = 0
    identifier: str | None = None
    hit: dict[str, Any] | None = None
    codes: tuple[dict[str, Any], ...] = ()
    steps: int = 0
    copies: dict[int, bytes] = {}
    prints: tuple[int, ...] = ()
    turned: tuple[int, ...] = ()
    alike: tuple[int, ...] = ()
    ms: float = 0.0


def answer_of(look: Look) -> Answer:
    """A look as it travels and is stored."""
    expected = look.reading.expected
    return Answer(
        width=look.width, height=look.height, sharpness=look.quality.sharpness, brightness=look.quality.brightness,
        dark=look.quality.dark, glare=look.quality.glare, identifier=expected[0] if expected else None,
        hit=_code(expected[1]) if expected else None, codes=tuple(_believed(code) for code in look.reading.codes),
        steps=look.reading.steps, copies=look.copies, prints=look.prints, turned=look.turned, alike=look.alike,
    )  # fmt: skip


def _believed(code: Believed) -> dict[str, Any]:
    return {"text": storable(code.text), "symbology": code.symbology, "readings": [_where(one) for one in code.readings]}


def _code(code: Code) -> dict[str, Any]:
    return {"text": storable(code.text), "symbology": code.symbology, "readings": [_where(code)]}


def _where(code: Code) -> dict[str, Any]:
    box = code.box
    return {"decoder": code.decoder, "view": code.view, "box": [box.left, box.top, box.right, box.bottom]}


def storable(text: str) -> str:
    """A text that both databases and JSON can hold: PostgreSQL knows no U+0000, UTF-8 no half of a surrogate pair."""
    return text.replace("\x00", "\u2400").encode("utf-8", "replace").decode()
