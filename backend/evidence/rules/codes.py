"""What a barcode said: one vocabulary for two decoders, and what a text is worth by the kind of code it stood in.

Kinds differ in how they guard against misreading. The two-dimensional ones repair and prove themselves (Reed-Solomon). Code 128
and Code 93 carry a weighted check character, which one misread in a hundred survives. EAN and UPC have one check digit (one in
ten survives), Code 39, Codabar and ITF none at all, and a piece of an ITF code is a valid ITF code.
"""

import re
from dataclasses import dataclass
from enum import Enum

SHORTEST = 4  # a text of fewer characters names nothing, and noise decodes to it easily


class Guard(Enum):
    """How well a kind of code guards itself against misreading."""

    PROVEN = "proven"
    WEIGHTED = "weighted"
    DIGIT = "digit"
    NONE = "none"


GUARDS: dict[str, Guard] = {
    "QRCODE": Guard.PROVEN,
    "DATAMATRIX": Guard.PROVEN,
    "AZTEC": Guard.PROVEN,
    "PDF417": Guard.PROVEN,
    "MAXICODE": Guard.PROVEN,
    "CODE128": Guard.WEIGHTED,
    "CODE93": Guard.WEIGHTED,
    "EAN13": Guard.DIGIT,
    "EAN8": Guard.DIGIT,
    "UPCA": Guard.DIGIT,
    "UPCE": Guard.DIGIT,
    "CODE39": Guard.NONE,
    "CODABAR": Guard.NONE,
    "ITF": Guard.NONE,
}


@dataclass(frozen=True)
class Box:
    """Where a code stands, in pixels of the upright picture: left, top, right, bottom."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def longer(self) -> int:
        return max(self.right - self.left, self.bottom - self.top)

    def overlaps(self, other: "Box") -> bool:
        return self.left <= other.right and other.left <= self.right and self.top <= other.bottom and other.top <= self.bottom

    def grown(self, share: float, least: int) -> "Box":
        """Larger on every side by a share of its longer side, at least by `least` pixels."""
        by = max(least, round(share * self.longer))
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


@dataclass(frozen=True)
class Code:
    """One text read by one decoder in one view of the picture."""

    text: str
    symbology: str
    decoder: str  # "zxing" | "zbar"
    view: str
    box: Box
    angle: int = 0  # by which zxing found it turned in the view, in degrees with the clock; zbar doesn't say

    @property
    def guard(self) -> Guard:
        return GUARDS.get(self.symbology, Guard.NONE)


_CODABAR = re.compile(r"[A-DTN*E]([0-9$:/.+-]+)[A-DTN*E]", re.IGNORECASE)


def comparable(text: str, symbology: str) -> str:
    """The text under which two readings of one code are the same, whatever decoder and view they came from.

    UPC-A is an EAN-13 with a leading zero; Codabar comes with or without its start and stop letters; blanks at the ends are
    no part of an identifier.
    """
    text = text.strip()
    if symbology == "UPCA" and len(text) == 12:
        return "0" + text
    if symbology == "CODABAR" and (inner := _CODABAR.fullmatch(text)):
        return inner[1]
    return text


def has_check_digit(digits: str) -> bool:
    """Whether the last digit is the check digit of EAN, UPC-A and ITF-14 (GS1 General Specifications 7.9: weights 3 and 1)."""
    if not digits.isascii() or not digits.isdigit():
        return False
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits))) % 10 == 0


_WORD = re.compile(r"[0-9A-Z]+")


def tokens(text: str) -> frozenset[str]:
    """The words of a text, upper case: a meter's code may hold serial and date ("9182657 02/18")."""
    return frozenset(_WORD.findall(text.upper()))


def names(text: str, symbology: str, identifier: str) -> bool:
    """Whether a text names a meter by this identifier: as the whole text, or as one of its words.

    An identifier of fewer than four characters names nothing.
    """
    wanted = identifier.strip().upper()
    if len(wanted) < SHORTEST:
        return False
    whole = comparable(text, symbology).upper()
    if symbology == "EAN13" and whole == "0" + wanted:  # UPC-A
        return True
    return whole == wanted or text.strip().upper() == wanted or wanted in tokens(whole)
