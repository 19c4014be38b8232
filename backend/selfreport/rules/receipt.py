"""A receipt's number: short enough to be read out on the telephone, impossible to guess."""

import datetime as dt
from typing import Literal

# Without the letters and figures that are taken for one another.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8

Kind = Literal["plain", "will_be_checked"]


def number(day: dt.date, chosen: int) -> str:
    """MR, the business day and eight characters that stand for a random number."""
    letters = []
    for _ in range(LENGTH):
        chosen, place = divmod(chosen, len(ALPHABET))
        letters.append(ALPHABET[place])
    return f"MR{day:%y%m%d}-{''.join(letters)}"
