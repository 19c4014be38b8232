"""Compression of text answers by what the caller accepts: zstd costs an eighth of brotli's time for nearly its size."""

import gzip

import brotli
import zstandard
from flask import Flask, Response, request

# Below this the headers weigh as much as what is saved.
_WORTH = 1000
_ENCODINGS = ("zstd", "br", "gzip")
_TEXT = (
    "text/",
    "application/json",
    "application/problem+json",
    "application/manifest+json",
    "application/javascript",
    "image/svg",
)


def compress(body: bytes, encoding: str) -> bytes:
    match encoding:
        case "zstd":
            return zstandard.ZstdCompressor(level=3).compress(body)
        case "br":
            return bytes(brotli.compress(body, quality=5))
        case _:
            return gzip.compress(body, 6, mtime=0)


def best_encoding(accepted: str, offered: tuple[str, ...] = _ENCODINGS) -> str | None:
    """The encoding to use for an Accept-Encoding header: the most wanted, ours first among equals."""
    wanted: dict[str, float] = {}
    for part in accepted.split(","):
        name, _, rest = part.partition(";")
        quality = rest.strip().removeprefix("q=") or "1"
        try:
            wanted[name.strip().lower()] = float(quality)
        except ValueError:
            continue
    usable = [(wanted.get(name, wanted.get("*", 0.0)), -offered.index(name), name) for name in offered]
    best, _, encoding = max(usable)
    return encoding if best > 0 else None


def install(app: Flask) -> None:
    @app.after_request
    def _compress(response: Response) -> Response:
        if (
            response.direct_passthrough
            or response.is_streamed
            or response.status_code in {204, 206, 304}
            or "Content-Encoding" in response.headers
            or not (response.mimetype or "").startswith(_TEXT)
        ):
            return response
        response.vary.add("Accept-Encoding")
        if request.method == "HEAD" or len(body := response.get_data()) < _WORTH:
            return response
        encoding = best_encoding(request.headers.get("Accept-Encoding", ""))
        if encoding is not None:
            response.set_data(compress(body, encoding))
            response.headers["Content-Encoding"] = encoding
            etag, weak = response.get_etag()
            if etag is not None and not weak:
                response.set_etag(etag, weak=True)
        return response
