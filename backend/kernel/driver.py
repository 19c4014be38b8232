"""Statements of ours handed to the database's driver as they are.

SQLAlchemy's own way for plain text describes every result anew, which costs a small statement more than its execution. Its
errors are kept, since everybody above knows them and a connection that died must not go back to the pool; so is its event
`before_cursor_execute`.
"""

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError


def execute(connection: Connection, text: str, parameters: Any, *, gives: bool = False, many: bool = False) -> tuple[Any, int]:
    """Execute a text once, or once for each of many parameters; answers its rows, if it `gives` any, and how many it touched.

    That it gives rows is said by the caller: finding out would have the driver describe every column.
    """
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
        return cursor.fetchall() if gives else (), cursor.rowcount
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
