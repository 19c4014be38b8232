"""Statements that are asked all day long: built and compiled once, their text always the same, so that the driver and PostgreSQL
keep them prepared. Building and compiling a small query costs more than executing it.

    _PHONE = Statement(lambda dialect: select(PhoneState.anchors).where(PhoneState.device_id == bindparam("device")))
    _PHONE.all(session, device=device_id)
"""

from collections import namedtuple
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, Select
from sqlalchemy.orm import Session

from backend.kernel import driver

Process = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement's text for one dialect, and what its parameters and results go through on their way."""

    text: str
    # In the order of the text where the driver counts parameters, else in any.
    names: tuple[str, ...]
    constants: dict[str, Any]
    binds: dict[str, Process]
    positional: bool
    make: Callable[..., Any]
    results: tuple[Process, ...] | None


class Statement:
    """A query with named parameters. `build` is called once a dialect, by its name."""

    def __init__(self, build: Callable[[str], Select[*tuple[Any, ...]]]) -> None:
        self._build = build
        self._compiled: dict[str, _Compiled] = {}

    def all(self, session: Session, **values: Any) -> list[Any]:
        """The rows found, as named tuples of the selected columns."""
        # What the work has changed so far must be seen.
        session.flush()
        connection = session.connection()
        form = self._compiled.get(connection.dialect.name) or self._compile(connection)
        given = form.constants | values
        for name, process in form.binds.items():
            if process is not None and given[name] is not None:
                given[name] = process(given[name])
        parameters = tuple(given[name] for name in form.names) if form.positional else given
        rows, _ = driver.execute(connection, form.text, parameters, gives=True)
        if form.results is None:
            return [form.make(*row) for row in rows]
        return [
            form.make(*(one if process is None else process(one) for one, process in zip(row, form.results, strict=True)))
            for row in rows
        ]

    def first(self, session: Session, **values: Any) -> Any | None:
        """The first row, if there is any."""
        return next(iter(self.all(session, **values)), None)

    def _compile(self, connection: Connection) -> _Compiled:
        dialect = connection.dialect
        statement = self._build(dialect.name)
        compiled = statement.compile(dialect=dialect)
        names = tuple(compiled.bind_names.values())
        binds, order = cast("Any", compiled).binds, cast("Any", compiled).positiontup
        columns = list(statement.selected_columns)
        results = tuple(column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns)
        made = _Compiled(
            compiled.string, tuple(order) if order is not None else names, dict(compiled.params),
            {name: binds[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names},
            order is not None, cast("Any", namedtuple("Row", [str(column.key) for column in columns], rename=True)),  # noqa: PYI024
            results if any(results) else None,
        )  # fmt: skip
        self._compiled[dialect.name] = made
        return made
