"""Looking rows up by a set of keys with a statement whose text is the same for every size of the set."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, any_, bindparam
from sqlalchemy.orm import InstrumentedAttribute, Session


def prepared(dialect: str, column: InstrumentedAttribute[Any], name: str = "keys") -> ColumnElement[bool]:
    """The same condition for a statement that is built once and executed with {name: list of values} each time.

    Building a statement costs more than executing a small one, so the busiest are kept, one for each dialect.
    """
    if dialect != "postgresql":
        return column.in_(bindparam(name, expanding=True, type_=column.type))
    return column == any_(bindparam(name, type_=ARRAY(column.type)))


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
