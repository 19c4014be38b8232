"""Looking rows up by a set of keys with a statement whose text is the same for every size of the set."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, any_, bindparam
from sqlalchemy.orm import InstrumentedAttribute, Session


def among(session: Session, column: InstrumentedAttribute[Any], values: Collection[Any]) -> ColumnElement[bool]:
    """The condition that a column is one of some values; an empty set is fine and finds nothing.

    On PostgreSQL the values travel as one array, so that the driver and the server keep one prepared statement.
    """
    if session.get_bind().dialect.name != "postgresql":
        return column.in_(values)
    array = bindparam(None, list(values), type_=ARRAY(column.type))
    return column == any_(array)
