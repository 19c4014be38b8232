"""What becomes of a photo when its last byte is there (DESIGN decision 9)."""

from typing import Literal

from backend.evidence.rules.sniff import Header

# Offered again this often; then a person has to look, and the day can close without it.
TRIES = 3

Fault = Literal["digest_differs", "not_a_picture", "too_many_pixels"]
UseState = Literal["owed", "whole", "quarantined"]


def fault(*, declared: str, actual: str, header: Header | None, most_pixels: int) -> Fault | None:
    """A1: bytes that don't hash to what was declared. A2: no JPEG, PNG or WebP. A3: more pixels than may be decoded. Or None."""
    if declared != actual:
        return "digest_differs"
    if header is None:
        return "not_a_picture"
    if header.pixels > most_pixels:
        return "too_many_pixels"
    return None


def after_fault(state: UseState, failures: int) -> UseState:
    """A4: what a visit's photo is after one more failed arrival, `failures` counting it: owed, then in quarantine for good.

    A photo that is whole already stays whole: the failed one was a copy too many.
    """
    if state == "whole":
        return "whole"
    return "quarantined" if failures >= TRIES else "owed"


def needs_case(state: UseState, failures: int) -> bool:
    """A5: a person has to look once a photo has failed for the last time."""
    return state == "quarantined" and failures >= TRIES
