"""What else a doubtful value may mean, beside slips and neighbours: the multiplier, an exchange not recorded, an empty house.

Each is a cost in hundredths of −ln(probability), on the scale of slips.py, or None where the value doesn't speak for it. They are
told apart for the office only; the phone's hints know nothing of them. The shares are ours; no reader is meant by any of them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from backend.kernel.money import SCALE
from backend.readings.rules.dial import modulus_e4, step_e4
from backend.vee.rules.facts import RegisterFacts
from backend.vee.rules.rule import went
from backend.vee.rules.slips import distance_cost

# The dial was multiplied before it was written down.
COST_MULTIPLIED = 250
# The meter counts on the other side of its transformers than the archive says; every other register that shows it speaks for it.
COST_MULTIPLIER = 300
COST_ANOTHER_REGISTER = -400
# A meter hangs ten years or so, and most exchanges are recorded.
COST_EXCHANGE = 100
# A barcode that nobody knows is there for a reason; a slip would have to come together with another one.
COST_STRANGE_BARCODE = -650
# Nothing, or nearly nothing, was used where something was: people move and travel.
COST_EMPTY = 150
# Nearly nothing: so many per cent of what is expected.
NEARLY_PERCENT = 5

# own: the archive's barcode was scanned. strange: a barcode that nobody knows. unseen: nothing surely seen.
Barcode = Literal["own", "strange", "unseen"]


@dataclass(frozen=True, slots=True)
class MeterFacts:
    """What is known of the meter as a whole: its multiplier (1/10,000), its other registers and their values, its barcode."""

    multiplier_e4: int = SCALE
    others: Sequence[tuple[RegisterFacts, int]] = ()
    barcode: Barcode = "unseen"


UNKNOWN_METER = MeterFacts()


def _counts_cost(register: RegisterFacts, range_e4: int) -> int:
    """One count among those of a range, each as probable as the others."""
    return round(100 * math.log(max(range_e4 / step_e4(register.decimals), 1.0)))


def multiplied(register: RegisterFacts, value_e4: int, meter: MeterFacts) -> tuple[int, int] | None:
    """(cost, the value on the dial) if dial × multiplier was written down: exactly a multiple, and what remains could stand."""
    if meter.multiplier_e4 <= SCALE or register.kind != "cumulative" or value_e4 <= 0:
        return None
    real, rest = divmod(value_e4 * SCALE, meter.multiplier_e4)
    if rest or real % step_e4(register.decimals):
        return None
    advance = went(register, real)
    distance = None if advance is None else distance_cost(register, advance.e4)
    return None if distance is None else (COST_MULTIPLIED + distance, real)


def _off_by(register: RegisterFacts, value_e4: int, multiplier_e4: int, *, up: bool) -> int | None:
    """How well the advance fits its band, taken ÷ the multiplier (`up`) or × it; None where it doesn't, or fits as it is."""
    advance = went(register, value_e4)
    if register.kind != "cumulative" or advance is None or advance.e4 <= 0:
        return None
    if distance_cost(register, advance.e4) is not None:
        return None
    scaled = advance.e4 * SCALE // multiplier_e4 if up else advance.e4 * multiplier_e4 // SCALE
    return distance_cost(register, scaled)


def _says_something(register: RegisterFacts, value_e4: int) -> bool:
    advance = went(register, value_e4)
    if register.kind != "cumulative" or register.expect is None or advance is None:
        return False
    return abs(advance.e4) > register.expect.floor_e4


def off_by_multiplier(register: RegisterFacts, value_e4: int, meter: MeterFacts) -> int | None:
    """That the advance is off by the multiplier, and so is every other register of the meter that says anything.

    The dial shows what was read: the archive's multiplier is wrong, or the meter counts on the other side. In primary values one
    count is as seldom met as the multiplier is large.
    """
    if meter.multiplier_e4 <= SCALE:
        return None
    for up in (True, False):
        own = _off_by(register, value_e4, meter.multiplier_e4, up=up)
        if own is None:
            continue
        said = [
            _off_by(other, value, meter.multiplier_e4, up=up) for other, value in meter.others if _says_something(other, value)
        ]
        if None in said:
            return None
        rarer = round(100 * math.log(meter.multiplier_e4 / SCALE)) if up else 0
        return COST_MULTIPLIER + own + rarer + COST_ANOTHER_REGISTER * len(said)
    return None


def exchanged(register: RegisterFacts, value_e4: int, meter: MeterFacts) -> int | None:
    """That another meter hangs there: the dial went back and stands where a new one would, or its barcode is nobody's.

    A new meter began at zero some time since the previous reading, so it shows no more than the most that is usual; one that was
    used elsewhere shows anything.
    """
    if register.kind != "cumulative" or meter.barcode == "own" or value_e4 < 0:
        return None
    strange = meter.barcode == "strange"
    advance = went(register, value_e4)
    most = register.expect.case_high_e4 if register.expect is not None else 0
    new = value_e4 <= most
    if not strange and (advance is None or advance.e4 >= 0 or not new):
        return None
    among = most if new else modulus_e4(register.digits)
    return COST_EXCHANGE + _counts_cost(register, among) + (COST_STRANGE_BARCODE if strange else 0)


def empty(register: RegisterFacts, advance_e4: int) -> int | None:
    """That the house stands empty: the dial stood still again, or it stands still or nearly so where something is expected.

    What stood still so many periods stands still once more with (n + 1) ÷ (n + 2) (the rule of succession).
    """
    expect = register.expect
    if register.kind != "cumulative" or advance_e4 < 0:
        return None
    if advance_e4 == 0 and register.zero_run > 0:
        return round(100 * math.log((register.zero_run + 2) / (register.zero_run + 1)))
    if expect is None or advance_e4 >= expect.case_low_e4:
        return None
    nearly = max(expect.mid_e4 * NEARLY_PERCENT // 100, expect.floor_e4)
    if advance_e4 > nearly:
        return None
    return COST_EMPTY + (_counts_cost(register, nearly) if advance_e4 else 0)
