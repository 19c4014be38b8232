"""Every failure becomes problem+json (RFC 9457) from the one catalogue, in the caller's language."""

import errno
import logging
from typing import Any

import msgspec
from flask import Flask, Response, g, request
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestedRangeNotSatisfiable
from werkzeug.routing import RequestRedirect

from backend.kernel.blobs import StoreAwayError
from backend.kernel.problems import Language, Problem
from backend.kernel.traces import where

log = logging.getLogger("meterround.problems")

_BY_STATUS = {
    400: "malformed",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    413: "too_large",
    415: "wrong_media_type",
    416: "range_impossible",
    422: "invalid",
    429: "too_many_requests",
    503: "unavailable",
}
# PostgreSQL: connection failures, too many connections, shutting down; and a full disk.
_AWAY = ("08", "53300", "57P0")
_FULL = ("53100",)
# A folder that can't be written to, or isn't there: somebody has to mend the server, and until then nothing is acknowledged.
_NO_STORE = frozenset({errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EIO})
# A full disk, a used-up quota, a limit on the size of a process's files.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def language() -> Language:
    """The caller's language, of the two we speak."""
    return "zh" if request.accept_languages.best_match(["en", "zh", "zh-CN", "zh-Hans"], "en").startswith("zh") else "en"


def problem_of(error: Exception) -> Problem:
    """Which problem an exception means to the caller."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return Problem("storage_full", retry_after=60)
    if isinstance(error, OSError) and error.errno in _NO_STORE:
        return Problem("unavailable", retry_after=20)
    if isinstance(error, StoreAwayError):
        return Problem("storage_full" if error.full else "unavailable", retry_after=60 if error.full else 20)
    if isinstance(error, PoolTimeoutError):
        return Problem("unavailable", retry_after=5)
    if isinstance(error, DBAPIError):
        state = str(getattr(error.orig, "sqlstate", "") or "")
        text = str(error.orig)
        if state.startswith(_FULL) or "disk is full" in text:
            return Problem("storage_full", retry_after=60)
        if state.startswith(_AWAY) or error.connection_invalidated or "database is locked" in text:
            return Problem("unavailable", retry_after=5)
        if isinstance(error, OperationalError) and not state:
            # The driver failed before the server could say anything.
            return Problem("unavailable", retry_after=5)
    return Problem("unexpected", request=g.get("request_id", ""))


def answer(problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """The response for a problem."""
    response = Response(msgspec.json.encode(problem.body(language())), problem.status, mimetype="application/problem+json")
    response.headers["Content-Language"] = "zh-CN" if language() == "zh" else "en"
    response.headers["Cache-Control"] = "no-store"
    if problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    response.headers.update(headers or {})
    g.problem = problem.code
    return response


def install(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Any:
        if isinstance(error, RequestRedirect) or error.code is None or error.code < 400:
            return error
        headers = {}
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            headers["Allow"] = ", ".join(sorted(error.valid_methods))
        if isinstance(error, RequestedRangeNotSatisfiable) and error.length is not None:
            headers["Content-Range"] = f"bytes */{error.length}"
        code = _BY_STATUS.get(error.code, "unexpected" if error.code >= 500 else "malformed")
        return answer(Problem(code), headers)

    @app.errorhandler(Exception)
    def _any(error: Exception) -> Response:
        problem = problem_of(error)
        if problem.kind.alarm:
            log.error("%s in %s: %s", problem.code, g.get("request_id", ""), where(error))
        return answer(problem)
