"""A request's bytes, from a phone that may be in a lift by now."""

import errno
from contextlib import suppress
from typing import Any

from flask import request
from werkzeug.exceptions import ClientDisconnected, HTTPException

from backend.kernel.problems import Problem

# A phone that has gone silent for so long is waited for no more: its thread is needed by others, and it can go on later.
SILENCE_S = 20


class Body:
    """The request's body. When the connection breaks, what had come is still handed out, then Problem `malformed` ends it.

    A body that has no more to give ends with empty bytes, as files do.
    """

    def __init__(self) -> None:
        self._stream = request.stream
        connection: Any = request.environ.get("gunicorn.socket")
        if connection is not None:
            connection.settimeout(SILENCE_S)

    def read(self, size: int, /) -> bytes:
        try:
            return self._stream.read(size)
        except ClientDisconnected as error:
            raise Problem("malformed") from error
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                raise
            raise Problem("malformed") from error


def let_pass(most: int) -> None:
    """Read what is left of a body that isn't wanted: a server that answers and hangs up while its caller is still sending is, to
    the caller, only a broken connection, and tried again for ever. One that is too long, or too slow, is hung up on all the same.
    """
    body = Body()
    with suppress(Problem, HTTPException):
        while most > 0 and (piece := body.read(min(most, 64 * 1024))):
            most -= len(piece)
