"""What the demo's meters show today: a believable continuation of their history, and now and then something odd on purpose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from backend.kernel.money import SCALE

Odd = Literal["high", "low", "backward", "none"]
# Of so many meters one is odd that way; the rest go on as they did.
_ODD: tuple[tuple[Odd, int], ...] = (("high", 45), ("low", 60), ("backward", 90))
_USUAL_KWH_A_DAY = 5.0
_LONGEST_DAYS = 62


@dataclass(frozen=True, slots=True)
class Dial:
    """A register with its values of the past: (day as a number, value in 1/10,000), oldest first."""

    code: str
    kind: str
    digits: int
    decimals: int
    initial_e4: int | None
    past: Sequence[tuple[int, int]]

    @property
    def step(self) -> int:
        """The smallest difference it shows, in 1/10,000."""
        return SCALE // int(10**self.decimals)

    @property
    def capacity(self) -> int:
        """Where it rolls over, in 1/10,000."""
        return int(10**self.digits) * SCALE


def dice(*names: object) -> float:
    """A number from 0 to 1 that is always the same for the same names."""
    digest = blake2b("/".join(map(str, names)).encode(), digest_size=6).digest()
    return int.from_bytes(digest) / 2**48


def odd_of(meter: str, period: int) -> Odd:
    """In which way a meter is odd in a month."""
    for odd, one_of in _ODD:
        if dice("odd", odd, meter, period) < 1 / one_of:
            return odd
    return "none"


def faces(dials: Sequence[Dial], *, meter: str, period: int, today: int, hung_on: int) -> dict[str, int]:
    """Register code → what it shows on a day. A total goes on by what its bands do."""
    odd = odd_of(meter, period)
    factor = {"high": 4.2, "low": 0.15, "backward": -0.6, "none": 1.0}[odd] * (0.85 + 0.3 * dice("mood", meter, period))
    advances = {dial.code: _advance(dial, factor, today, hung_on) for dial in dials if dial.kind == "cumulative"}
    bands = [code for code in advances if code in {"sharp", "peak", "flat", "valley", "deep"}]
    if "total" in advances and len(bands) >= 2:
        advances["total"] = sum(advances[code] for code in bands)
    return {dial.code: _shown(dial, advances, meter, period) for dial in dials}


def _shown(dial: Dial, advances: Mapping[str, int], meter: str, period: int) -> int:
    last = dial.past[-1][1] if dial.past else dial.initial_e4 or 0
    if dial.kind == "cumulative":
        return (last + advances[dial.code]) // dial.step * dial.step % dial.capacity
    # A demand is the month's own highest, near last month's.
    return int(last * (0.9 + 0.2 * dice("demand", meter, period))) // dial.step * dial.step % dial.capacity


def _advance(dial: Dial, factor: float, today: int, hung_on: int) -> int:
    """By how much a register has gone on since it was last read, in whole steps of the dial."""
    since = dial.past[-1][0] if dial.past else hung_on
    days = max(0, min(_LONGEST_DAYS, today - since))
    rate = _rate(dial, today)
    usual = _USUAL_KWH_A_DAY * SCALE if dial.code in {"total", "reverse_total"} else _USUAL_KWH_A_DAY * SCALE / 4
    return int((usual if rate is None else rate) * days * factor) // dial.step * dial.step


def _rate(dial: Dial, today: int) -> float | None:
    """The advance a day to be expected: the mean of last month's and of this time last year's; None without a history."""
    spans = [
        (after[0], ((after[1] - before[1]) % dial.capacity) / (after[0] - before[0]))
        for before, after in zip(dial.past, dial.past[1:], strict=False)
        if after[0] > before[0]
    ]
    if not spans:
        return None
    a_year_ago = [rate for day, rate in spans if abs(today - 365 - day) <= 20]
    recent = spans[-1][1]
    return (recent + a_year_ago[0]) / 2 if a_year_ago else recent
