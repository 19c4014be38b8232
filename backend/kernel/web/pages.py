"""The built PWA: pages under short addresses, assets that never change, and a clear word when nothing has been built."""

import mimetypes
from pathlib import Path
from typing import Any

from flask import Flask, Response, request, send_file
from werkzeug.routing import PathConverter
from werkzeug.security import safe_join

from backend.kernel.http import page
from backend.kernel.problems import Problem
from backend.kernel.web.compression import best_encoding
from backend.kernel.web.errors import answer

# The customer's token stands in the fragment of /r, so that it reaches no log.
PAGES = {"/": "index.html", "/office": "console.html", "/r": "report.html", "/practice": "practice.html"}

_TYPES = {".webmanifest": "application/manifest+json", ".wasm": "application/wasm", ".js": "text/javascript"}
_SUFFIXES = {"br": ".br", "gzip": ".gz", "zstd": ".zst"}

_MISSING = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>MeterRound 抄表通</title>
<h1>MeterRound 抄表通</h1>
<p>The server runs, but its pages haven't been built. On the server: <code>make pwa</code></p>
<p>服务器已运行，但页面尚未构建。请在服务器上执行：<code>make pwa</code></p>
<p><a href="/api/docs">API</a></p></html>"""


_NOWHERE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>MeterRound 抄表通</title>
<h1>There is no such page</h1>
<p>Check the address, or go to <a href="/">the reader's round</a> or <a href="/office">the office</a>.</p>
<div lang="zh-CN"><h2>没有这个页面</h2>
<p>请检查网址，或前往<a href="/">抄表页面</a>或<a href="/office">办公室页面</a>。</p></div></html>"""


class _BuiltFile(PathConverter):
    """Any path but the API's: an address that isn't there must not look like one that only wants another method."""

    regex = r"(?!api/)[^/].*?"


def _not_built() -> Response:
    response = Response(_MISSING, 503, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response


def _nowhere() -> Response:
    """For a person with a browser a page that can be read, in both languages; for a program the problem."""
    response = answer(Problem("not_found"))
    # A browser names the kind; a program that takes anything gets what the API speaks.
    if "text/html" in (kind for kind, _ in request.accept_mimetypes):
        del response.headers["Content-Language"]
        response.mimetype = "text/html"
        response.set_data(_NOWHERE)
    response.vary.add("Accept")
    return response


def _send(dist: Path, name: str) -> Response:
    """A built file, compressed beforehand where the build did so, cached for ever where its name holds its hash."""
    found = safe_join(str(dist), name)
    if found is None or not (path := Path(found)).is_file() or any(part.startswith(".") for part in Path(name).parts):
        return _nowhere()
    mimetype = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    offered = tuple(encoding for encoding, suffix in _SUFFIXES.items() if path.with_name(path.name + suffix).is_file())
    encoding = best_encoding(request.headers.get("Accept-Encoding", ""), offered) if offered else None
    chosen = path.with_name(path.name + _SUFFIXES[encoding]) if encoding else path
    response = send_file(chosen, mimetype=mimetype, conditional=True, etag=True, last_modified=None)
    if encoding:
        response.headers["Content-Encoding"] = encoding
    if offered:
        response.vary.add("Accept-Encoding")
    forever = name.startswith("assets/")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if forever else "no-cache"
    return response


def install(app: Flask, dist: Path) -> None:
    def shown(name: str) -> Any:
        @page
        def show() -> Response:
            return _send(dist, name) if (dist / name).is_file() else _not_built()

        return show

    for address, name in PAGES.items():
        app.add_url_rule(address, f"page_{name.removesuffix('.html')}", shown(name))

    app.url_map.converters["built"] = _BuiltFile

    @app.get("/<built:name>")
    @page
    def built_file(name: str) -> Response:
        return _send(dist, name)
