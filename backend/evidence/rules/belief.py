"""Which of the texts that decoders gave can be believed without knowing what to expect.

Both decoders saying the same of one view proves nothing: a blurred EAN was misread alike by both, with a valid check digit.
What a true text stands, and a misread one doesn't, is being looked at again a little larger, smaller and turned.

- B1 A two-dimensional code that zxing reads is believed: it repairs and proves itself.
- B2 A QR code that zbar alone reads is believed as far as it is ASCII: zbar guesses other character sets.
- B3 A Code 128 or Code 93 that both decoders read alike, or that was read in two plain views, is believed.
- B4 Every other text must be read again in second looks at its place, the more often the less its kind guards itself, and
  seldom contradicted.
- B5 Where both decoders read the same place differently, zbar's text counts for nothing: it knows no extended Code 39.
- B6 A text that is part of a longer one at the same place is a piece of it. A line across a slanted ITF code leaves it through
  its long side, and a piece of an ITF code is a valid code: so ITF is looked at again at more angles, and must be read by zxing.
- B7 UPC-E is the half of an EAN-13 too often: it needs as much as a kind without any guard.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from backend.evidence.rules import decoders, views
from backend.evidence.rules.codes import Code, Guard, comparable
from backend.evidence.rules.views import View

PLAIN_VIEWS = frozenset({"full", "1600", "800"})


@dataclass(frozen=True)
class Believed:
    """A text, its kind, and every reading that gave it."""

    text: str
    symbology: str
    readings: tuple[Code, ...]


@dataclass(frozen=True)
class Needs:
    """How often second looks must agree, of six, and how many may disagree for each that agrees."""

    agreeing: int
    against_share: float


NEEDS = {Guard.WEIGHTED: Needs(2, 0.5), Guard.DIGIT: Needs(3, 0.34), Guard.NONE: Needs(3, 0.34)}
NEEDS_OF_ZBAR_ITF = Needs(6, 0)  # of twelve

SECOND_LOOKS: tuple[Callable[[View], View], ...] = (
    lambda view: views.scaled(view, 0.9),
    lambda view: views.scaled(view, 1.12),
    lambda view: views.scaled(view, 1.3),
    lambda view: views.turned(view, 2),
    lambda view: views.turned(view, -2),
    lambda view: views.blurred(view, 0.6),
)
# For ITF, on top.
MORE_ANGLES: tuple[Callable[[View], View], ...] = tuple(partial(views.turned, degrees=by) for by in (-15, -10, -6, 6, 10, 15))

Key = tuple[str, str]
# With these an extended Code 39 writes what the plain one has no character for: +A is a small a.
_SHIFTS = frozenset("$%+/")


@dataclass(frozen=True)
class Step:
    """One view and who looks at it: the picture at no more than `side` pixels (None: as it is), changed."""

    name: str
    side: int | None
    change: Callable[[View], View]
    zxing: bool = True
    zbar: bool = True

    def sized(self, picture: View) -> View:
        return picture if self.side is None else views.within(picture, self.side)

    def scale(self, picture: View) -> float:
        """How much smaller than the picture the view is before its change."""
        return 1.0 if self.side is None else min(1.0, self.side / picture.longer)


def _key(code: Code) -> Key:
    return code.symbology, comparable(code.text, code.symbology)


def believed(picture: View, seen: Sequence[Code], steps: Mapping[str, Step]) -> list[Believed]:
    """The texts among `seen` that can be believed. `steps` are the views by name, to look again in the one that
    read a text; without them only what is plain is believed."""
    groups: dict[Key, list[Code]] = {}
    for code in seen:
        groups.setdefault(_key(code), []).append(code)
    found = [
        Believed(key[1], key[0], tuple(codes))
        for key, codes in groups.items()
        if not _outvoted(key, codes, seen) and (_plainly(codes) or _again(picture, key, codes, steps))
    ]
    return [one for one in found if not _piece(one, found)]


def _outvoted(key: Key, codes: Sequence[Code], seen: Sequence[Code]) -> bool:
    """B5."""
    if any(code.decoder == "zxing" for code in codes):
        return False
    symbology, text = key
    if symbology == "CODE39" and not _SHIFTS.isdisjoint(text):
        return True
    return any(
        other.decoder == "zxing" and _key(other) != key and other.box.overlaps(code.box) for other in seen for code in codes
    )


def _plainly(codes: Sequence[Code]) -> bool:
    """B1 to B3."""
    first = codes[0]
    decoders_of = {code.decoder for code in codes}
    if first.guard is Guard.PROVEN:
        return "zxing" in decoders_of or first.text.isascii()
    if first.guard is Guard.WEIGHTED:
        plain = {code.view for code in codes if code.view in PLAIN_VIEWS and code.decoder == "zxing"}
        return len(decoders_of) == 2 or len(plain) >= 2
    return False


def _again(picture: View, key: Key, codes: Sequence[Code], steps: Mapping[str, Step]) -> bool:
    """B4, B6, B7."""
    if not steps:
        return False
    needs = _needs(key, codes)
    # zxing knows the whole place of a code, zbar only the lines on which it read.
    first_of_view = {code.view: code for code in sorted(codes, key=lambda code: code.decoder)}
    by_place = sorted(first_of_view.values(), key=lambda code: code.decoder, reverse=True)
    for code in by_place[:2]:
        agreeing, against, longer = _second_looks(picture, key, code, steps[code.view])
        if longer:
            return False
        if agreeing >= needs.agreeing and against <= agreeing * needs.against_share:
            return True
    return False


def _needs(key: Key, codes: Sequence[Code]) -> Needs:
    symbology, _ = key
    if symbology == "ITF" and not any(code.decoder == "zxing" for code in codes):
        return NEEDS_OF_ZBAR_ITF
    return NEEDS[Guard.NONE if symbology == "UPCE" else codes[0].guard]


def _second_looks(picture: View, key: Key, code: Code, step: Step) -> tuple[int, int, bool]:
    """How many second looks agree, how many say something else of the same place, and whether one found a longer text."""
    symbology, text = key
    share, least = (0.25, 24) if code.decoder == "zxing" else (1, round(0.25 * picture.longer))
    place = views.scaled(views.part(picture.picture, code.box.grown(share, least)), step.scale(picture))
    agreeing = against = 0
    for look in SECOND_LOOKS + (MORE_ANGLES if symbology == "ITF" else ()):
        view = step.change(look(place))
        by_zxing = [other for other in decoders.zxing(view, code.view) if other.guard is code.guard]
        by_zbar = [other for other in decoders.zbar(view, code.view) if other.guard is code.guard]
        keys = {_key(other) for other in by_zxing} or {_key(other) for other in by_zbar}
        if any(text in other and text != other for _, other in keys):
            return agreeing, against, True
        agreeing += key in keys
        against += bool(keys) and key not in keys
    return agreeing, against, False


def _piece(one: Believed, found: Sequence[Believed]) -> bool:
    """B6."""
    longer = [other for other in found if other.text != one.text and one.text in other.text]
    return any(
        "ITF" in {one.symbology, other.symbology} or any(a.box.overlaps(b.box) for a in one.readings for b in other.readings)
        for other in longer
    )
