"""Looking rows up by a set of keys with a statement whose text is the same for every size of the set."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Dialect, Select, String, TypeDecorator, any_, bindparam, func, literal_column, select
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.types import TypeEngine
from typing_extensions import override


class _AsJson(TypeDecorator[Any]):
    """A list of a column's values as one JSON text, in the form the column keeps them in."""

    impl = String
    cache_ok = True

    def __init__(self, of: TypeEngine[Any]) -> None:
        super().__init__()
        self.of = of

    @override
    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> str:
        process = self.of.dialect_impl(dialect).bind_processor(dialect)
        return json.dumps([one if process is None else process(one) for one in value or ()])


def prepared(dialect: str, column: InstrumentedAttribute[Any], name: str = "keys") -> ColumnElement[bool]:
    """The same condition for a `Statement`, which is built once and asked with {name: list of values} each time.

    The set travels as one parameter on either database. On PostgreSQL it is unnested in the statement, so that its plan doesn't
    depend on the size and is kept: planning costs a small query more than executing it.
    """
    if dialect != "postgresql":
        values = func.json_each(bindparam(name, type_=_AsJson(column.type))).table_valued("value")
        return column.in_(select(values.c.value))
    keys = select(func.unnest(bindparam(name, type_=ARRAY(column.type)))).scalar_subquery()
    return column == any_(func.array(keys))


def there_is(inner: Select[Any]) -> ColumnElement[bool]:
    """EXISTS, asked row by row through the inner table's index.

    PostgreSQL would rather read a whole inner table once for some thousands of rows, which costs more with every year stored.
    What has a limit it can't turn into a join.
    """
    return inner.with_only_columns(literal_column("1")).limit(1).scalar_subquery().is_not(None)


def among(session: Session, column: InstrumentedAttribute[Any], values: Collection[Any]) -> ColumnElement[bool]:
    """The condition that a column is one of some values; an empty set is fine and finds nothing.

    On PostgreSQL the values travel as one array, so that the driver and the server keep one prepared statement.
    """
    if dialect_of(session) != "postgresql":
        return column.in_(values)
    array = bindparam(None, list(values), type_=ARRAY(column.type))
    return column == any_(array)


def dialect_of(session: Session) -> str:
    """The name of a session's dialect."""
    return session.get_bind().dialect.name
