"""The database: the columns' vocabulary, the unit of work, and set-wise writes (DESIGN decision 1).

A write is a function `work(session) -> result` given to `Database.run`; it may be run more than once, so it only touches the
session. On PostgreSQL it has its own transaction, retried on deadlock and serialisation failure; on SQLite it is queued to the
one writer thread. Either way its result is handed out only after the commit.
"""

import random
import time
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, cast
from uuid import UUID

import msgspec
from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Dialect,
    Engine,
    FromClause,
    Integer,
    MetaData,
    Table,
    TypeDecorator,
    Uuid,
    create_engine,
    event,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Session, mapped_column
from typing_extensions import override

from backend.kernel import bulk, clock, driver
from backend.kernel.violations import as_problem
from backend.kernel.work import Done, perform
from backend.kernel.writer import Writer

T = TypeVar("T")


class InstantType(TypeDecorator[datetime]):
    """An aware datetime kept as milliseconds since 1970: SQLite would drop the offset of a real timestamp silently."""

    impl = BigInteger
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else clock.to_ms(value)

    @override
    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else clock.from_ms(value)


JSON_TYPE = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")

Instant = Annotated[datetime, mapped_column(InstantType)]
# A register value, an advance, a multiplier or money in whole 1/10,000: Numeric would be REAL on SQLite.
E4 = Annotated[int, mapped_column(BigInteger)]
Json = Annotated[Any, mapped_column(JSON_TYPE)]
Id = Annotated[UUID, mapped_column(Uuid(as_uuid=True))]
# The branch a metering point was first created in: the shard key of all big tables (DESIGN decision 8).
Home = Annotated[int, mapped_column(Integer)]


class Base(DeclarativeBase):
    """All tables. Constraints have names by rule, so that a migration and a violation can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )

    @override
    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        # The condition of a partial index may be written as a plain string, which SQLite's compiler doesn't take.
        for index in _table_of(cls).indexes:
            for dialect in ("sqlite", "postgresql"):
                where = index.dialect_options[dialect]["where"]
                if isinstance(where, str):
                    index.dialect_options[dialect]["where"] = text(where)


# A deadlock's victim and a serialisation failure: PostgreSQL asks for the transaction to be run again.
_RUN_AGAIN = frozenset({"40001", "40P01"})
_TRIES = 6


class Database:
    """One database and the two ways to use it: `run` to write, `read` to read."""

    def __init__(self, dialect: Literal["sqlite", "postgresql"], engine: Engine, readers: Engine) -> None:
        self.dialect = dialect
        self.engine = engine
        self._readers = readers
        self._writer = Writer(engine) if dialect == "sqlite" else None

    @staticmethod
    def open(url: str, *, connections: int = 16) -> "Database":
        """A database by its address: sqlite:///path or postgresql://…; ValueError for any other kind."""
        if url.startswith("sqlite:///") and url not in {"sqlite:///", "sqlite:///:memory:"}:
            Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
            writer, readers = _sqlite_engine(url, writes=True, size=1), _sqlite_engine(url, writes=False, size=connections)
            return Database("sqlite", writer, readers)
        if url.startswith(("postgresql://", "postgresql+psycopg://")):
            engine = create_engine(
                url,
                pool_size=connections,
                max_overflow=connections,
                pool_timeout=10,
                pool_use_lifo=True,
                json_serializer=_to_json,
                json_deserializer=msgspec.json.decode,
                hide_parameters=True,  # a log is no place for personal data
                # Compiling a plan costs half a second, and no question of ours runs for so long.
                connect_args={"application_name": "meterround", "connect_timeout": 5, "options": "-c jit=off"},
            )
            readers = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            return Database("postgresql", engine, readers)
        raise ValueError("the database is sqlite:///path or postgresql://host/name")

    def run(self, work: Callable[[Session], T]) -> T:
        """Do a unit of work and return its result once it is committed. A broken constraint with a code becomes its Problem."""
        try:
            done = self._writer.run(work) if self._writer is not None else self._run_here(work)
        except IntegrityError as error:
            problem = as_problem(error, Base.metadata)
            if problem is None:
                raise
            raise problem from error
        for callback in done.afterwards:
            callback()
        return done.result

    def read(self, work: Callable[[Session], T]) -> T:
        """Read from one snapshot; the database refuses writes."""
        with self._readers.connect() as connection, Session(connection, expire_on_commit=False, autoflush=False) as session:
            found = work(session)
            # Not left to the pool's rollback: psycopg forgets its prepared statements with every rollback, and PostgreSQL would
            # plan each statement of the next request anew.
            connection.commit()
            return found

    def analyze(self) -> None:
        """Refresh the planner's statistics: after migrations and imports its guesses about fresh tables are bad."""
        self.run(lambda session: session.execute(text("ANALYZE")))

    def close(self) -> None:
        """Let the queued works finish and close all connections."""
        if self._writer is not None:
            self._writer.close()
        self.engine.dispose()
        self._readers.dispose()

    def _run_here(self, work: Callable[[Session], T]) -> Done[T]:
        for left in range(_TRIES - 1, -1, -1):
            committing = False
            try:
                with Session(self.engine, expire_on_commit=False) as session:
                    done = perform(session, work)
                    committing = True
                    session.commit()
                    return done
            except DBAPIError as error:
                # A connection that died before the commit was asked for has changed nothing. After it nobody knows.
                again = getattr(error.orig, "sqlstate", None) in _RUN_AGAIN or (error.connection_invalidated and not committing)
                if not again or left == 0:
                    raise
            time.sleep(random.uniform(0, 0.01 * 2 ** (_TRIES - left)))  # noqa: S311  jitter is no secret
        raise AssertionError("unreachable")


def _to_json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _sqlite_engine(url: str, *, writes: bool, size: int) -> Engine:
    engine = create_engine(
        url,
        pool_size=size,
        max_overflow=0 if writes else size,
        pool_timeout=30,
        hide_parameters=True,
        json_serializer=_to_json,
        json_deserializer=msgspec.json.decode,
        # Another process (a command beside the server) may hold the write lock for a moment.
        connect_args={"timeout": 30, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # The driver's own idea of transactions knows neither BEGIN IMMEDIATE nor savepoints.
        connection.isolation_level = None
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "busy_timeout = 30000",
            "recursive_triggers = ON",
            "temp_store = MEMORY",
            "cache_size = -32000",
            f"query_only = {'OFF' if writes else 'ON'}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


# One statement's share of a large set; bounds memory on both sides.
_CHUNK = 5_000
# SQLite's limit of parameters in one statement, which an insert with RETURNING must respect.
_SQLITE_PARAMETERS = 32_000


def insert_rows(
    session: Session,
    target: type[Base] | Table,
    rows: Sequence[Mapping[str, Any]],
    *,
    ignore_conflicts: bool = False,
    returning: Sequence[InstrumentedAttribute[Any] | Column[Any]] = (),
) -> list[Any]:
    """Insert many rows with one statement a chunk; an empty list is fine.

    Rows are mappings by column name; columns that are missing get their Python default. With `ignore_conflicts`, rows whose
    key exists are left out, of the answer too. Answers a named tuple of the `returning` columns a row, in no certain order.
    """
    if not rows:
        return []
    session.flush()
    connection = session.connection()
    dialect = connection.dialect
    shape, filled = bulk.shape_of(_table_of(target), rows)
    wanted = [column.__clause_element__() if isinstance(column, InstrumentedAttribute) else column for column in returning]
    names = tuple(column.name for column in wanted)
    found: list[Any] = []
    if dialect.name == "postgresql":
        statement = bulk.insert_from_json(shape, dialect, ignore_conflicts, names)
        for start in range(0, len(filled), _CHUNK):
            chunk = bulk.as_json(shape, filled[start : start + _CHUNK])
            given, _ = driver.execute(connection, statement, (chunk,), gives=bool(names))
            found += given
    elif not names:
        tuples = bulk.as_tuples(shape, filled, dialect)
        driver.execute(connection, bulk.insert_values(shape, 1, ignore_conflicts, ()), tuples, many=True)
    else:
        most = max(1, min(500, _SQLITE_PARAMETERS // len(shape.names)))
        for start in range(0, len(filled), most):
            part = bulk.as_tuples(shape, filled[start : start + most], dialect)
            statement = bulk.insert_values(shape, len(part), ignore_conflicts, names)
            given, _ = driver.execute(connection, statement, tuple(value for row in part for value in row), gives=True)
            found += given
    return _typed(found, wanted, dialect)


def update_rows(
    session: Session, target: type[Base] | Table, rows: Sequence[Mapping[str, Any]], *, key: Sequence[str] = ("id",)
) -> int:
    """Update many rows, each found by its `key` columns and given its other columns' values; answers how many were found.

    All rows must have the same keys: an update has no defaults. Objects already loaded in the session are not refreshed.
    """
    if not rows:
        return 0
    session.flush()
    connection = session.connection()
    shape = bulk.Shape(_table_of(target), tuple(rows[0]))
    if any(row.keys() != rows[0].keys() for row in rows):
        raise ValueError("the rows of an update name the same columns")
    if connection.dialect.name == "postgresql":
        statement = bulk.update_from_json(shape, connection.dialect, tuple(key))
        return sum(
            driver.execute(connection, statement, (bulk.as_json(shape, rows[start : start + _CHUNK]),))[1]
            for start in range(0, len(rows), _CHUNK)
        )
    ordered = bulk.Shape(shape.table, (*(name for name in shape.names if name not in key), *key))
    tuples = bulk.as_tuples(ordered, rows, connection.dialect)
    return driver.execute(connection, bulk.update_one(shape, tuple(key)), tuples, many=True)[1]


def _table_of(target: type[Base] | Table) -> Table:
    table: FromClause | Table = target if isinstance(target, Table) else target.__table__
    if not isinstance(table, Table):
        raise TypeError("only tables take rows")
    return table


def _typed(found: Sequence[Any], wanted: Sequence[Any], dialect: Dialect) -> list[Any]:
    """What a driver gave, as the columns' types say."""
    if not found:
        return []
    make = cast("Any", namedtuple("Returned", [column.name for column in wanted], rename=True))  # noqa: PYI024
    processors = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in wanted]
    if not any(processors):
        return [make(*row) for row in found]
    return [
        make(*(value if process is None else process(value) for value, process in zip(row, processors, strict=True)))
        for row in found
    ]
