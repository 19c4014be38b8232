"""VEE-22: the meters behind a master meter used more than it did."""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.kernel.money import SCALE, format_e4
from backend.vee.rules.facts import Numbers
from backend.vee.rules.money_floor import FLOOR_YUAN, floor_kwh
from backend.vee.rules.rule import Found

CODE = "VEE-22"
VERSION = 1
DEFAULTS: Numbers = {"percent": 5, "floor_kwh": 10, "floor_yuan": FLOOR_YUAN}


@dataclass(frozen=True, slots=True)
class Counted:
    """What one dial counted in the period: its direction, band and unit, and the energy × 10,000."""

    direction: str
    band: str
    unit: str
    energy_e4: int


def used(dials: Sequence[Counted]) -> int | None:
    """kWh × 10,000 that a point drew in the period: its forward totals, those of meters exchanged within it together.

    Where a meter has no total, its bands stand for it. What it fed in and what it drew in kvarh or kW are no part of it. None
    where nothing of it was counted.
    """
    forward = [dial for dial in dials if dial.direction == "forward" and dial.unit == "kWh"]
    totals = [dial.energy_e4 for dial in forward if dial.band == "total"]
    counted = totals or [dial.energy_e4 for dial in forward]
    return sum(counted) if counted else None


def check(master_e4: int, subs_e4: Sequence[int], numbers: Numbers) -> Found | None:
    """kWh × 10,000 of the period. Less than the master is usual: lines lose something, and not everything has a meter."""
    together = sum(subs_e4)
    over = together - master_e4
    if not subs_e4 or over <= max(master_e4 * numbers["percent"] // 100, int(floor_kwh(numbers) * SCALE)):
        return None
    return Found("case", {"master": format_e4(master_e4), "subs": format_e4(together), "count": len(subs_e4)})
