"""One line of JSON a request: the route's template instead of its address, ids instead of names, no query, no body."""

import logging

import msgspec
from flask import Flask, Response, g, request

from backend.kernel import clock
from backend.kernel.ids import new_token

log = logging.getLogger("meterround.access")


def install(app: Flask) -> None:
    @app.before_request
    def _begin() -> None:
        g.began = clock.monotonic()
        g.request_id = new_token()[:12]

    @app.after_request
    def _log(response: Response) -> Response:
        principal = g.get("principal")
        line = {
            "at": clock.now(),
            "request": g.get("request_id", ""),
            "method": request.method,
            "route": request.url_rule.rule if request.url_rule is not None else None,
            "status": response.status_code,
            "ms": round((clock.monotonic() - g.get("began", clock.monotonic())) * 1000, 1),
            "who": principal.label if principal is not None else "",
            "problem": g.get("problem"),
        }
        log.info("%s", msgspec.json.encode(line).decode())
        response.headers["X-Request-Id"] = g.get("request_id", "")
        return response
