"""The dial: how wide it is, what its last digit is worth, and how far it went. All values in whole 1/10,000."""

from dataclasses import dataclass

from backend.kernel.money import SCALE


def modulus_e4(digits: int) -> int:
    """What a dial with so many digits before the point counts to before it shows zeros again."""
    return 10**digits * SCALE  # type: ignore[no-any-return]


def step_e4(decimals: int) -> int:
    """What one count of the last digit is worth."""
    return SCALE // 10**decimals  # type: ignore[no-any-return]


def fits(value_e4: int, digits: int, decimals: int) -> bool:
    """Whether the dial can show this value at all."""
    return 0 <= value_e4 < modulus_e4(digits) and value_e4 % step_e4(decimals) == 0


def figures(value_e4: int, digits: int, decimals: int) -> str:
    """The value as the dial shows it, without the point: 4821.6 on 5 + 1 digits is "048216"."""
    return str(value_e4 // step_e4(decimals)).rjust(digits + decimals, "0")


def value_of(shown: str, decimals: int) -> int:
    """The value of what a dial shows: the other way round of `figures`."""
    return int(shown) * step_e4(decimals)


@dataclass(frozen=True, slots=True)
class Advance:
    """How far a dial went from one value to the next; negative when it went backward."""

    e4: int
    rolled: bool


def advance(previous_e4: int, value_e4: int, *, modulus: int, most: int) -> Advance:
    """From the previous value to this one; past the end of the dial only if that is `most` at the most.

    `most` is cut to half the dial: beyond it a step back is always the shorter way.
    """
    forward = value_e4 - previous_e4
    if forward >= 0:
        return Advance(forward, rolled=False)
    round_the_end = forward + modulus
    if round_the_end <= min(most, modulus // 2):
        return Advance(round_the_end, rolled=True)
    return Advance(forward, rolled=False)
