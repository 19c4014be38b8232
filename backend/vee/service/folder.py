"""A folder of real consumption: meters, their readings and exchanges, as the bands and rules take them.

meters.csv: meter_id, source, book (route), seq (walking order), digits, multiplier, and optionally class (one of the product's).
readings.csv: meter_id, read_date, register_reading_kwh. events.csv: meter_id, date, removed_reading, installed_reading.
Other columns are not looked at. Values are whole counts of a dial without decimals.
"""

import csv
import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from statistics import median

from backend.kernel.money import SCALE
from backend.vee.rules.bands import Dial
from backend.vee.rules.history import DialPast, Mark, Past, past_of

# Sources that don't say of which class they are: homes use less than so many kWh a day.
HOMES_USE_LESS = 40.0


@dataclass(frozen=True, slots=True)
class FolderMeter:
    """A meter of the folder."""

    id: str
    source: str
    book: str
    seq: int
    digits: int
    multiplier: int
    customer_class: str

    @property
    def dial(self) -> Dial:
        return Dial(self.multiplier * SCALE, SCALE, self.customer_class)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A meter was taken away and another one put in its place."""

    on: dt.date
    removed: int
    installed: int


@dataclass(frozen=True, slots=True)
class Folder:
    """All of it; readings and exchanges oldest first."""

    meters: Mapping[str, FolderMeter]
    readings: Mapping[str, Sequence[tuple[dt.date, int]]]
    exchanges: Mapping[str, Sequence[Exchange]]

    def past(self, meter_id: str, before: dt.date) -> Past:
        """What is known of a meter from readings dated before a day and exchanges up to it."""
        meter = self.meters[meter_id]
        dials: list[DialPast] = []
        marks: list[Mark] = []
        exchanges = [one for one in self.exchanges.get(meter_id, ()) if one.on <= before]

        def put_away() -> None:
            if marks:
                dials.append(DialPast("cumulative", meter.digits, meter.multiplier * SCALE, tuple(marks)))

        for on, value in self.readings.get(meter_id, ()):
            if on >= before:
                break
            while exchanges and exchanges[0].on <= on:
                marks = self._exchanged(exchanges.pop(0), marks, put_away)
            marks.append(Mark(on, value * SCALE, id=on))
        for exchange in exchanges:
            marks = self._exchanged(exchange, marks, put_away)
        put_away()
        return past_of(dials)

    @staticmethod
    def _exchanged(exchange: Exchange, marks: list[Mark], put_away: Callable[[], None]) -> list[Mark]:
        if marks:
            marks.append(Mark(exchange.on, exchange.removed * SCALE))
        put_away()
        return [Mark(exchange.on, exchange.installed * SCALE)]


def rows_of(folder: FilePath, name: str) -> list[dict[str, str]]:
    """The lines of one of its files, by column."""
    with (folder / name).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def read_folder(folder: FilePath) -> Folder:
    """Read a folder. OSError where a file is missing; KeyError or ValueError where it isn't of this form."""
    readings: dict[str, list[tuple[dt.date, int]]] = defaultdict(list)
    for row in rows_of(folder, "readings.csv"):
        readings[row["meter_id"]].append((dt.date.fromisoformat(row["read_date"]), int(row["register_reading_kwh"])))
    exchanges: dict[str, list[Exchange]] = defaultdict(list)
    for row in rows_of(folder, "events.csv"):
        exchanges[row["meter_id"]].append(
            Exchange(dt.date.fromisoformat(row["date"]), int(row["removed_reading"]), int(row["installed_reading"]))
        )
    for marks in readings.values():
        marks.sort()
    for found in exchanges.values():
        found.sort(key=lambda one: one.on)
    rows = rows_of(folder, "meters.csv")
    classes = _classes(rows, readings)
    meters = {
        row["meter_id"]: FolderMeter(
            row["meter_id"], row["source"], row["book"], int(row["seq"]), int(row["digits"]), int(row["multiplier"]),
            row.get("class") or classes[row["source"]],
        )
        for row in rows
    }  # fmt: skip
    return Folder(meters, readings, exchanges)


def _classes(rows: Sequence[Mapping[str, str]], readings: Mapping[str, Sequence[tuple[dt.date, int]]]) -> dict[str, str]:
    """Source → class, by what half of its meters use a day."""
    uses: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        marks = readings.get(row["meter_id"], ())
        steps = [
            (after - before) * int(row["multiplier"]) / max((to - since).days, 1)
            for (since, before), (to, after) in itertools.pairwise(marks)
            if after >= before
        ]
        if steps:
            uses[row["source"]].append(median(steps))
    homes = {source for source, found in uses.items() if median(found) < HOMES_USE_LESS}
    return {row["source"]: "residential" if row["source"] in homes else "small_business" for row in rows}
