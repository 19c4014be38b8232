"""A folder of real consumption: meters, their readings and exchanges, as the bands and rules take them.

meters.csv: meter_id, digits, and where they are known source, book (route), seq (walking order), multiplier, class (one of the
product's). readings.csv: meter_id, read_date, register_reading_kwh. events.csv: meter_id, date, event, removed_reading,
installed_reading; of its events only exchanges are looked at.
Other columns are not looked at. Values are whole counts of a dial without decimals.
"""

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
from backend.vee.service.folder_table import FolderError, Row, table

# Sources that don't say of which class they are: homes use less than so many kWh a day.
HOMES_USE_LESS = 40.0
EXCHANGE = "exchange"
# No dial has more.
MOST_DIGITS = 10


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


def read_folder(folder: FilePath) -> Folder:
    """Read a folder. FolderError, in words, where it isn't of this form; a folder without events.csv has no exchanges."""
    readings: dict[str, list[tuple[dt.date, int]]] = defaultdict(list)
    for row in table(folder, "readings.csv", ("meter_id", "read_date", "register_reading_kwh")):
        readings[row.text("meter_id")].append((row.date("read_date"), row.whole("register_reading_kwh")))
    exchanges: dict[str, list[Exchange]] = defaultdict(list)
    events = table(folder, "events.csv", ("meter_id", "date")) if (folder / "events.csv").exists() else []
    for row in events:
        # Of other events nothing is known that would change a dial.
        if row.text("event", EXCHANGE) == EXCHANGE:
            exchange = Exchange(row.date("date"), row.whole("removed_reading"), row.whole("installed_reading"))
            exchanges[row.text("meter_id")].append(exchange)
    for marks in readings.values():
        marks.sort()
    for found in exchanges.values():
        found.sort(key=lambda one: one.on)
    rows = table(folder, "meters.csv", ("meter_id", "digits"))
    classes = _classes(rows, readings)
    meters: dict[str, FolderMeter] = {}
    for place, row in enumerate(rows):
        meter_id, source = row.text("meter_id"), row.text("source", "")
        if meter_id in meters:
            raise FolderError(f"{row.at}: meter_id {meter_id} was there before")
        meters[meter_id] = FolderMeter(
            # A meter whose route isn't told is a route of its own.
            meter_id, source, row.text("book", meter_id), row.whole("seq", place), _digits(row), _multiplier(row),
            row.text("class", classes.get(source, "small_business")),
        )  # fmt: skip
    return Folder(meters, readings, exchanges)


def _digits(row: Row) -> int:
    digits = row.whole("digits", least=1)
    if digits > MOST_DIGITS:
        raise FolderError(f"{row.at}: digits is {digits}, more than {MOST_DIGITS}")
    return digits


def _multiplier(row: Row) -> int:
    return row.whole("multiplier", 1, least=1)


def _classes(rows: Sequence[Row], readings: Mapping[str, Sequence[tuple[dt.date, int]]]) -> dict[str, str]:
    """Source → class, by what half of its meters use a day."""
    uses: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        marks = readings.get(row.text("meter_id"), ())
        steps = [
            (after - before) * _multiplier(row) / max((to - since).days, 1)
            for (since, before), (to, after) in itertools.pairwise(marks)
            if after >= before
        ]
        if steps:
            uses[row.text("source", "")].append(median(steps))
    homes = {source for source, found in uses.items() if median(found) < HOMES_USE_LESS}
    return dict.fromkeys(homes, "residential")
