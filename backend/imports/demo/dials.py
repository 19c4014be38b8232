"""What the demo's meters showed, month after month: whole steps of each dial, so that bands add up to the total."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from backend.grid.rules.register_codes import find_set
from backend.imports.demo.county import Fitted, Site
from backend.imports.demo.seasons import usual_days

# Which part of a day's consumption falls into 尖, 峰, 平 and 谷.
_SHARES = (("sharp", 0.09), ("peak", 0.31), ("flat", 0.33))


@dataclass(frozen=True)
class Shown:
    """A meter's values on a day, by register code, in steps of its dial (a step is 1/10^decimals)."""

    day: dt.date
    values: dict[str, int]


class DialState:
    """One meter counting on. `capacity` is where it rolls over."""

    def __init__(self, site: Site, meter: Fitted, random: Random) -> None:
        self.site = site
        self.meter = meter
        self._random = random
        self._scale = 10**meter.dial.decimals
        self._capacity = 10**meter.dial.digits * self._scale
        codes = find_set("分时" if meter.dial.registers == "分时需量" else meter.dial.registers) or ("total",)
        self._banded = "peak" in codes
        self._counts = dict.fromkeys(codes, 0)
        self._count_before()

    def _count_before(self) -> None:
        total = int(self.meter.before * self._scale)
        if self._banded:
            self._spread(total)
        else:
            self._counts["total"] = total
        if "reverse_total" in self._counts:
            self._counts["reverse_total"] = int(self.meter.before * 2.9 * self._scale)

    def _spread(self, steps: int) -> None:
        left = steps
        for code, share in _SHARES:
            part = int(steps * share * self._random.uniform(0.9, 1.1))
            self._counts[code] += part
            left -= part
        self._counts["valley"] += max(0, left)
        self._counts["total"] = sum(self._counts[code] for code in ("sharp", "peak", "flat", "valley"))

    def run(self, begins: dt.date, ends: dt.date) -> None:
        """Count what the site uses from a day to another."""
        site = self.site
        mood = self._random.lognormvariate(0.0, 0.14)
        energy = site.daily * usual_days(site.habit, begins, ends) * mood / site.multiplier
        steps = int(energy * self._scale)
        if self._banded:
            self._spread(steps)
        else:
            self._counts["total"] += steps
        if "reverse_total" in self._counts:
            sun = site.out * usual_days("roof", begins, ends) * self._random.uniform(0.85, 1.1)
            self._counts["reverse_total"] += int(sun * self._scale)

    def shown(self, day: dt.date) -> Shown:
        """What the dial shows. The demand is the month's highest, in kW with four decimals."""
        values = {code: count % self._capacity for code, count in self._counts.items()}
        if self.meter.dial.registers == "分时需量":
            load = self.site.daily / 24 * 1.9 * self._random.uniform(0.9, 1.12) / self.site.multiplier
            values["demand"] = int(load * 10_000)
        return Shown(day, values)


@dataclass(frozen=True)
class Past:
    """A meter's history: its values on reading days, and the last ones before it was taken down."""

    meter: Fitted
    readings: list[Shown]
    last: Shown | None


def pasts(site: Site, reading_days: list[dt.date], history_from: dt.date, random: Random) -> Iterator[Past]:
    """The histories of a site's meters, oldest first."""
    for meter in site.meters:
        state = DialState(site, meter, random)
        at = max(meter.since, history_from)
        readings = []
        for day in reading_days:
            if day <= at or (meter.until is not None and day >= meter.until):
                continue
            state.run(at, day)
            readings.append(state.shown(day))
            at = day
        last = None
        if meter.until is not None:
            state.run(at, meter.until)
            last = state.shown(meter.until)
        if meter.about_to_roll:
            readings = _before_the_end(readings, 10 ** (meter.dial.digits + meter.dial.decimals))
        yield Past(meter, readings, last)


def _before_the_end(readings: list[Shown], capacity: int) -> list[Shown]:
    """The readings moved along the dial so that half a month is left on it after the last one."""
    usual = (readings[-1].values["total"] - readings[-2].values["total"]) % capacity
    offset = capacity - usual // 2 - 1 - readings[-1].values["total"]
    return [Shown(each.day, {"total": (each.values["total"] + offset) % capacity}) for each in readings]
