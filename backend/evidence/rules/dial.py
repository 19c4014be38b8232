"""Reading the digits of a dial as text of a known length, and comparing them with what was typed afterwards.

A recogniser gives, for each narrow column of a text line, how likely each digit is, or none (CTC: repeated columns of one digit
are one digit, "none" separates two alike). A register's dial has an exact number of places, so only texts of that length are
asked for, and each gets the share it has among all of them: that is the confidence. Nothing here knows the typed value until
`compare`.

- D1 A text is believed from AGREE_FROM on; below it the photo could not confirm.
- D2 The typed value is the believed text: agrees.
- D3 It isn't, the text is certain (DIFFER_FROM), stood inside the camera's guide frame on a line that holds nothing else, no
  other line holds the typed value, and the difference is more than one in the last place (a wheel between two digits may be read
  either way): differs.
- D4 Everything else: could not confirm.
- D5 A meter with several registers shows one of them in a photo, and which one can't be known: the photo agrees with the one
  register whose value it shows, and never differs.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Agreement = Literal["agrees", "differs", "unconfirmed"]
# Columns × (none, 0, 1, … 9): probabilities.
Columns = NDArray[np.float64]

AGREE_FROM = 0.3
DIFFER_FROM = 0.97
# How sure the recogniser must be that the line holds just so many digits.
WHOLE_LINE_FROM = 0.8
_BEAM = 24
_LEAST = 1e-6
_MOST_TEXTS = 4


@dataclass(frozen=True)
class Line:
    """One line of text read as a dial of `places` digits. texts: likeliest first, each with its share, 0 to 1, among all texts of
    that length; whole: how likely the line holds just so many digits and nothing else; box: left, top, right, bottom in pixels of
    the upright picture; framed: it was found in the guide frame."""

    places: int
    texts: tuple[tuple[str, float], ...]
    whole: float
    box: tuple[int, int, int, int]
    framed: bool


def texts_of(columns: Columns, places: int) -> list[tuple[str, float]]:
    """The likeliest texts of exactly `places` digits, best first, with their shares among all of that length. Prefix beam search:
    of flat columns it finds less than there is, and a share is never too large."""
    # Of each text the probability that its last column is "none", and that it is its last digit.
    beams: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}
    scale = 0.0
    for column in columns:
        none, digits = float(column[0]), [float(p) for p in column[1:]]
        grown: dict[str, list[float]] = {}
        for text, (ended, open_) in beams.items():
            both = ended + open_
            kept = grown.setdefault(text, [0.0, 0.0])
            kept[0] += both * none
            if text:
                kept[1] += open_ * digits[int(text[-1])]
            if len(text) == places:
                continue
            for digit, likely in enumerate(digits):
                if likely > _LEAST:
                    again = bool(text) and int(text[-1]) == digit
                    grown.setdefault(text + str(digit), [0.0, 0.0])[1] += likely * (ended if again else both)
        beams, most = _best(grown)
        scale += math.log(most)
    total = whole_line(columns, places)
    found = sorted(((sum(both) * math.exp(scale), text) for text, both in beams.items() if len(text) == places), reverse=True)
    return [(text, min(1.0, share / total)) for share, text in found if total > 0]


def _best(grown: Mapping[str, Sequence[float]]) -> tuple[dict[str, tuple[float, float]], float]:
    """The best few of each length, divided by the largest, which is answered too, so that small probabilities don't vanish."""
    by_length: dict[int, list[tuple[float, str]]] = {}
    for text, both in grown.items():
        by_length.setdefault(len(text), []).append((sum(both), text))
    kept = [text for texts in by_length.values() for _, text in sorted(texts, reverse=True)[:_BEAM]]
    most = max((sum(grown[text]) for text in kept), default=0.0) or 1.0
    return {text: (grown[text][0] / most, grown[text][1] / most) for text in kept}, most


def whole_line(columns: Columns, places: int) -> float:
    """How likely the line holds exactly `places` digits: columns must be the recogniser's own probabilities, whose rest (letters,
    signs) makes a text that isn't digits alone."""
    ended = np.zeros(places + 1)
    open_ = np.zeros((places + 1, 10))
    ended[0] = 1.0
    scale = 0.0
    for column in columns:
        both = ended + open_.sum(1)
        going_on = open_ * column[1:]
        going_on[1:] += (both[:-1, None] - open_[:-1]) * column[1:]
        ended, open_ = both * column[0], going_on
        total = float(ended.sum() + open_.sum())
        if total < 1e-30:
            return 0.0
        ended, open_, scale = ended / total, open_ / total, scale + math.log(total)
    return float((ended[places] + open_[places].sum()) * math.exp(scale))


def merged(readings: Sequence[tuple[Sequence[tuple[str, float]], float]]) -> tuple[tuple[tuple[str, float], ...], float]:
    """Several looks at one line, each with its texts and its `whole_line`, as one: the surer a look is that it holds the whole
    line and nothing else, the more its texts count."""
    weights = [max(whole, 1e-9) for _, whole in readings]
    shares: dict[str, float] = {}
    for (texts, _), weight in zip(readings, weights, strict=True):
        for text, share in texts:
            shares[text] = shares.get(text, 0.0) + share * weight / sum(weights)
    best = sorted(shares.items(), key=lambda one: (-one[1], one[0]))[:_MOST_TEXTS]
    return tuple(best), max((whole for _, whole in readings), default=0.0)


@dataclass(frozen=True)
class Typed:
    """What was typed for a register: the digits of its dial, all places filled, without the point."""

    register_id: Any
    places: int
    digits: str


@dataclass(frozen=True)
class Compared:
    """What the photo says of the typed values; `register_id` is the one it speaks of, `read` the digits of the photo."""

    agreement: Agreement
    register_id: Any = None
    read: str | None = None


def compare(lines: Sequence[Line], typed: Sequence[Typed]) -> Compared:
    """D1 to D5."""
    best = {places: found[0] for places in {one.places for one in typed} if (found := [x for x in lines if x.places == places])}
    shown = [one for one in typed if one.places in best and _believed(best[one.places]) == one.digits]
    if len(shown) == 1:
        return Compared("agrees", shown[0].register_id, shown[0].digits)
    if len(typed) != 1 or not best:
        return Compared("unconfirmed")
    one, line = typed[0], best[typed[0].places]
    text, share = line.texts[0]
    certain = line.framed and share >= DIFFER_FROM and line.whole >= WHOLE_LINE_FROM
    elsewhere = any(text == one.digits and share > 0.05 for other in lines for text, share in other.texts)
    if certain and not elsewhere and not _next_to(text, one.digits):
        return Compared("differs", one.register_id, text)
    return Compared("unconfirmed", one.register_id, text if share >= AGREE_FROM else None)


def _believed(line: Line) -> str | None:
    text, share = line.texts[0]
    return text if share >= AGREE_FROM else None


def _next_to(one: str, other: str) -> bool:
    """Whether two dials differ by no more than one in the last place, 9999 and 0000 included."""
    away, all_digits = abs(int(one) - int(other)), int("9" * len(one))
    return away <= 1 or away == all_digits
