"""The values of a file, found out and checked, in a scratch table sorted as they will be written."""

import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from backend.imports.queries.registers import By
from backend.imports.rules.faults import Fault
from backend.imports.rules.kind import Slot
from backend.imports.rules.rows import Block, Table
from backend.imports.service.context import Context
from backend.imports.service.directory import Directory, Place, Span
from backend.imports.service.moments import Moments
from backend.kernel import clock
from backend.kernel.money import SCALE, format_e4

_TABLE = """
CREATE TABLE reading (home INTEGER, period INTEGER, place INTEGER, at INTEGER, value INTEGER, line INTEGER,
    PRIMARY KEY (home, period, place, at)) WITHOUT ROWID
"""
_INSERT = "INSERT OR IGNORE INTO reading VALUES (?, ?, ?, ?, ?, ?)"
_DAY_MS = 86_400_000
_NAMES: tuple[By, ...] = ("asset", "point", "account")


class Row(NamedTuple):
    """A value: of which place of the directory, for which moment (ms), in which period."""

    home: int
    period: int
    place: int
    at: int
    value: int
    line: int


class Failure(NamedTuple):
    """A value that couldn't be collected: of which point, for which moment (ms) and period, and why."""

    point_id: str
    at: int
    period: int
    reason: str


class Values:
    """All values of a file. `at_field` is the column that says when."""

    def __init__(self, context: Context, at_field: str) -> None:
        self.context = context
        self.moments = Moments(context.zone)
        self.directory = Directory(self.moments)
        self._db: sqlite3.Connection = context.stage.db
        self._db.execute(_TABLE)
        self._at_field = at_field
        self._latest = clock.to_ms(context.now) + _DAY_MS
        self.count = 0
        self.failures: list[Failure] = []

    def learn(self, session: Session, block: Block) -> None:
        """Find out what the block's names mean."""
        for by in _NAMES:
            names = {name for name in block.columns.get(by, ()) if name is not None}
            if names:
                self.directory.learn(session, by, names)

    def add(self, table: Table, block: Block) -> int:
        """Check a block's values and keep them; answers how many rows it had."""
        wrong = {fault.row for fault in block.faults}
        work = _Work(table, block, self._at_field)
        for index, line in enumerate(block.numbers):
            if line in wrong:
                continue
            found = self._whereabouts(work, index)
            if found is None:
                continue
            span, at, period = found
            if work.failures is not None and work.failures[index] is not None:
                self._take_failure(work, index, span, at, period)
            else:
                self._take_values(work, index, span, at, period)
        self._keep(work)
        self.context.faults.add(block.faults)
        return len(block.numbers)

    def _whereabouts(self, work: "_Work", index: int) -> tuple[Span, int, int] | None:
        """The meter that a row's name means at its moment, with the moment and the period; else a fault."""
        spans = self._spans(work, index)
        if spans is None:
            return None
        text = work.moments[index]
        at, period = self.moments[text]
        if at >= self._latest:
            work.fault(index, self._at_field, "in_the_future", text)
            return None
        if work.periods is not None and work.periods[index] is not None:
            period = work.periods[index]
        for span in reversed(spans):
            if span[0] <= at < span[1]:
                return span, at, period
        work.fault(index, self._at_field, "not_installed", text)
        return None

    def _spans(self, work: "_Work", index: int) -> tuple[Span, ...] | None:
        """What the row's name means: the meter's, else the point's, else the account's."""
        by, name = work.name(index)
        spans = self.directory.spans[by, name]
        if spans:
            place = self.directory.places[next(iter(spans[0][2].values()))]
            if self.context.allowed is None or place.branch_id in self.context.allowed:
                return spans
            code = "branch_not_yours"
        elif spans is None:
            code = "several_points"
        else:
            code = "unknown_meter" if by == "asset" else f"unknown_{by}"
        work.fault(index, by, code, name, key=name)
        return None

    def _take_values(self, work: "_Work", index: int, span: Span, at: int, period: int) -> None:
        for slot, values in work.columns:
            value = values[index]
            if value is None:
                continue
            code = slot[1] if isinstance(slot, tuple) else work.register(index)
            place = span[2].get(code)
            if place is None:
                work.fault(index, "value", "no_such_register_on_meter", code, key=work.name(index)[1], register=code)
                continue
            here = self.directory.places[place]
            if value >= here.limit or value % here.step:
                work.fault(index, "value", "value_too_wide", format_e4(value), **_dial(here))
            else:
                work.rows.append(Row(here.home, period, place, at, value, work.block.numbers[index]))

    def _take_failure(self, work: "_Work", index: int, span: Span, at: int, period: int) -> None:
        reason = work.failures[index] if work.failures is not None else ""
        if any(values[index] is not None for _, values in work.columns):
            work.fault(index, "failure", "failure_with_value", reason)
            return
        here = self.directory.places[next(iter(span[2].values()))]
        self.failures.append(Failure(here.point_id, at, period, reason))

    def _keep(self, work: "_Work") -> None:
        """Add rows to the scratch table; the same register and moment twice is a fault, unless the value is the same, too."""
        cursor = self._db.executemany(_INSERT, work.rows)
        self.count += cursor.rowcount
        if cursor.rowcount == len(work.rows):
            return
        query = "SELECT value, line FROM reading WHERE home = ? AND period = ? AND place = ? AND at = ?"
        title = work.table.title("value")
        for row in work.rows:
            value, line = self._db.execute(query, row[:4]).fetchone()
            if line == row.line and value == row.value:
                continue
            if value == row.value:
                self.context.count("reading", "repeated")
                continue
            params = {"key": format_e4(value), "other": line}
            fault = Fault(row.line, title, "contradicts_row", format_e4(row.value), params, work.table.sheet)
            work.block.faults.append(fault)

    def months(self) -> list[tuple[int, int, int]]:
        """(home, period, how many values)."""
        query = "SELECT home, period, count(*) FROM reading GROUP BY home, period ORDER BY home, period"
        return self._db.execute(query).fetchall()

    def of_month(self, home: int, period: int) -> Iterator[Row]:
        query = "SELECT * FROM reading WHERE home = ? AND period = ? ORDER BY place, at"
        yield from map(Row._make, self._db.execute(query, (home, period)))

    def forget(self, rows: list[Row]) -> None:
        """Leave out values that are known already."""
        query = "DELETE FROM reading WHERE home = ? AND period = ? AND place = ? AND at = ?"
        self._db.executemany(query, [row[:4] for row in rows])
        self.count -= len(rows)

    def chunks(self, size: int) -> Iterator[list[Row]]:
        """All values in the order of their keys."""
        cursor = self._db.execute("SELECT * FROM reading ORDER BY home, period, place, at")
        while rows := cursor.fetchmany(size):
            yield [Row._make(row) for row in rows]


class _Work:
    """A block's columns at hand, while its rows are gone through."""

    def __init__(self, table: Table, block: Block, at_field: str) -> None:
        self.table = table
        self.block = block
        self.names = [(by, block.columns[by]) for by in _NAMES if by in block.columns]
        self.named_by_one = len(self.names) == 1
        self.columns = [(slot, values) for slot, values in block.columns.items() if _is_value(slot)]
        self.moments = block.columns[at_field]
        self.registers = block.columns.get("register")
        self.periods = block.columns.get("period")
        self.failures = block.columns.get("failure")
        self.rows: list[Row] = []

    def name(self, index: int) -> tuple[By, str]:
        """What the row names its meter or point by."""
        if self.named_by_one:
            by, values = self.names[0]
            return by, values[index]
        return next((by, values[index]) for by, values in self.names if values[index] is not None)

    def register(self, index: int) -> str:
        """The register a row names, or the total."""
        return "total" if self.registers is None else self.registers[index] or "total"

    def fault(self, index: int, column: str, code: str, value: str, /, **params: Any) -> None:
        title = self.table.title(column)
        self.block.faults.append(Fault(self.block.numbers[index], title, code, value, params, self.table.sheet))


def _is_value(slot: Slot) -> bool:
    return slot == "value" or (isinstance(slot, tuple) and slot[0] == "value")


def _dial(here: Place) -> dict[str, int]:
    return {"digits": len(str(here.limit // SCALE)) - 1, "decimals": 4 - (len(str(here.step)) - 1)}
