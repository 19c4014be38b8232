"""The owner of partitions: big tables are divided by month on PostgreSQL, and somebody must make next month's in time.

A row whose month has no partition yet lands in the default one, so nothing is ever refused; making the month then moves such
rows over. SQLite has no partitions, and nothing here does anything there.
"""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Table, text
from sqlalchemy.orm import Session

from backend.kernel.db import Base

# Made ahead of time by the migration and every day.
MONTHS_AHEAD = 3


def partitioned_tables() -> list[Table]:
    """The tables that are divided by a month column (YYYYMM), as their models declare it."""
    return [table for table in Base.metadata.sorted_tables if _column(table)]


def _column(table: Table) -> str:
    by = str(table.dialect_options["postgresql"]["partition_by"] or "")
    return by.removeprefix("RANGE (").removesuffix(")")


def next_month(month: int) -> int:
    """202612 → 202701."""
    return month + 89 if month % 100 == 12 else month + 1


def months_from(start: date, count: int) -> list[int]:
    """`count` months as YYYYMM, from that of a date on."""
    months = [start.year * 100 + start.month]
    while len(months) < count:
        months.append(next_month(months[-1]))
    return months


def ensure(session: Session, months: Iterable[int]) -> list[str]:
    """Make the partitions of some months (YYYYMM) where they are missing; answers the names of the new ones."""
    if session.get_bind().dialect.name != "postgresql":
        return []
    wanted = sorted(set(months))
    tables = {f"{table.name}_p{month}": (table, month) for table in partitioned_tables() for month in wanted}
    missing = tables.keys() - _existing(session)
    if not missing:
        return []
    # Two who both find a month missing must not both make it.
    session.execute(text("SELECT pg_advisory_xact_lock(hashtext('meterround.partitions'))"))
    made = sorted(missing - _existing(session))
    for name in made:
        _make(session, name, *tables[name])
    return made


def _existing(session: Session) -> set[str]:
    return set(session.scalars(text("SELECT inhrelid::regclass::text FROM pg_inherits")))


def _make(session: Session, name: str, table: Table, month: int) -> None:
    column, rest = _column(table), f"{table.name}_default"
    bounds = f"FOR VALUES FROM ({month}) TO ({next_month(month)})"
    strays = session.execute(text(f'SELECT 1 FROM "{rest}" WHERE "{column}" = {month} LIMIT 1')).first()
    if strays is None:
        session.execute(text(f'CREATE TABLE "{name}" PARTITION OF "{table.name}" {bounds}'))
        return
    # Moving a row to its partition isn't changing it: the trigger that forbids changes looks away for this transaction only.
    session.execute(text(f'CREATE TABLE "{name}" (LIKE "{table.name}" INCLUDING DEFAULTS INCLUDING CONSTRAINTS)'))
    session.execute(text(f'ALTER TABLE "{rest}" DISABLE TRIGGER USER'))
    moved = f'WITH moved AS (DELETE FROM "{rest}" WHERE "{column}" = {month} RETURNING *)'
    session.execute(text(f'{moved} INSERT INTO "{name}" SELECT * FROM moved'))
    session.execute(text(f'ALTER TABLE "{rest}" ENABLE TRIGGER USER'))
    session.execute(text(f'ALTER TABLE "{table.name}" ATTACH PARTITION "{name}" {bounds}'))
