"""Statements of ours handed to the database's driver as they are.

SQLAlchemy's own way for plain text describes every result anew, which costs a small statement more than its execution. Its
errors are kept, since everybody above knows them and a connection that died must not go back to the pool; so is its event
`before_cursor_execute`.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError


def execute(connection: Connection, text: str, parameters: Any, *, many: bool = False) -> tuple[Sequence[Any], int]:
    """Execute a text once, or once for each of many parameters; answers the rows it gave, if any, and how many it touched."""
    dialect = connection.dialect
    raised = dialect.loaded_dbapi.Error
    cursor = connection.connection.cursor()
    for listener in connection.dispatch.before_cursor_execute:
        listener(connection, cursor, text, parameters, None, many)
    try:
        if many:
            cursor.executemany(text, parameters)
        else:
            cursor.execute(text, parameters)
        return [] if many or not gives_rows(cursor) else cursor.fetchall(), cursor.rowcount
    except raised as error:
        is_lost = dialect.is_disconnect(error, connection.connection, cursor)
        wrapped = DBAPIError.instance(
            text, None, error, raised, hide_parameters=True, connection_invalidated=is_lost, dialect=dialect
        )
        if is_lost:
            connection.invalidate(error)
        raise wrapped from error
    finally:
        cursor.close()


def gives_rows(cursor: Any) -> bool:
    """Whether what was executed gives rows at all, which may be none."""
    return cursor.description is not None
