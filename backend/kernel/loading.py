"""Many rows at the database's own speed, for files: COPY on PostgreSQL, executemany on SQLite.

The rows are tuples of scalars as both databases take them from text: ids as 32 hexadecimal digits, days as ISO text, instants as
milliseconds, booleans as 0 and 1, JSON as text. No column type's conversion is run, and no default: the caller gives every
column that has one. A broken constraint fails the unit of work.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import psycopg
from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

Scalar: TypeAlias = str | int | None

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": ""})
# How many rows are put together before they are handed to the connection.
_PIECE = 1000


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _field(value: Scalar) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, int):
        return str(int(value))
    return value if value.isalnum() else value.translate(_ESCAPES)


def _copy(connection: Connection, target: str, names: Sequence[str], rows: Sequence[Sequence[Scalar]]) -> None:
    driver: Any = connection.connection.driver_connection
    statement = f"COPY {target} ({_quoted(names)}) FROM STDIN"
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for start in range(0, len(rows), _PIECE):
                piece = rows[start : start + _PIECE]
                copy.write("".join(["\t".join([_field(value) for value in row]) + "\n" for row in piece]))
    except psycopg.Error as error:
        # As SQLAlchemy does for statements it runs itself, so that the unit of work knows what to repeat and what to translate.
        raise DBAPIError.instance(statement, None, error, psycopg.Error, dialect=connection.dialect) from error


def load(
    session: Session, table: Table, names: Sequence[str], rows: Sequence[Sequence[Scalar]], *, ignore_conflicts: bool = False
) -> None:
    """Store rows, each with a value for each of the named columns. `ignore_conflicts` leaves out those that are there already."""
    if not rows:
        return
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        if not ignore_conflicts:
            _copy(connection, f'"{table.name}"', names, rows)
            return
        _copy_beside(connection, table, names, rows)
        connection.exec_driver_sql(
            f'INSERT INTO "{table.name}" ({_quoted(names)}) SELECT {_quoted(names)} FROM "rows_at_hand" ON CONFLICT DO NOTHING'
        )
        connection.exec_driver_sql('DROP TABLE "rows_at_hand"')
        return
    marks = ", ".join("?" * len(names))
    ending = " ON CONFLICT DO NOTHING" if ignore_conflicts else ""
    statement = f'INSERT INTO "{table.name}" ({_quoted(names)}) VALUES ({marks}){ending}'
    connection.exec_driver_sql(statement, [tuple(row) for row in rows])


def _copy_beside(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[Sequence[Scalar]]) -> None:
    """Rows in a table of this transaction's own, with the columns of another."""
    connection.exec_driver_sql(
        f'CREATE TEMP TABLE "rows_at_hand" ON COMMIT DROP AS SELECT {_quoted(names)} FROM "{table.name}" WITH NO DATA'
    )
    _copy(connection, "rows_at_hand", names, rows)


def change(session: Session, table: Table, key: Sequence[str], names: Sequence[str], rows: Sequence[Sequence[Scalar]]) -> None:
    """Give the named columns of rows new values. Each row: the key's values first, then the new ones."""
    if not rows:
        return
    connection = session.connection()
    if connection.dialect.name != "postgresql":
        changed = ", ".join(f'"{name}" = ?' for name in names)
        found = " AND ".join(f'"{name}" = ?' for name in key)
        width = len(key)
        statement = f'UPDATE "{table.name}" SET {changed} WHERE {found}'
        connection.exec_driver_sql(statement, [(*row[width:], *row[:width]) for row in rows])
        return
    _copy_beside(connection, table, [*key, *names], rows)
    changed = ", ".join(f'"{name}" = c."{name}"' for name in names)
    found = " AND ".join(f't."{name}" = c."{name}"' for name in key)
    connection.exec_driver_sql(f'UPDATE "{table.name}" AS t SET {changed} FROM "rows_at_hand" AS c WHERE {found}')
    connection.exec_driver_sql('DROP TABLE "rows_at_hand"')
