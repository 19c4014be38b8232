"""What protects the server and its pages: headers on every answer, and proof that a change was asked for by our own page."""

from urllib.parse import urlsplit

from flask import Flask, Request, Response, request

from backend.kernel.problems import Problem

COOKIE = "mr_session"
# A page of another origin can't set a header of its own without asking first, and we never allow it.
PROOF = "X-MeterRound"

_SOURCES = {
    "default-src": "'none'",
    # The barcode decoder and the photo compressor are WebAssembly.
    "script-src": "'self' 'wasm-unsafe-eval'",
    "worker-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob: data:",
    "media-src": "'self' blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}

HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {sources}" for name, sources in _SOURCES.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def is_own_request(asked: Request) -> bool:
    """Whether a request that changes something, made with a cookie or none, comes from our own page.

    The header alone proves it in every browser; Sec-Fetch-Site and Origin must not say otherwise.
    """
    if asked.headers.get(PROOF) != "1":
        return False
    site = asked.headers.get("Sec-Fetch-Site")
    if site is not None and site != "same-origin":
        return False
    origin = asked.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == asked.host


def install(app: Flask) -> None:
    @app.before_request
    def _refuse_cross_site() -> None:
        # A credential in the Authorization header is never sent by a browser on its own.
        if request.method in _SAFE or "Authorization" in request.headers or not request.path.startswith("/api/"):
            return
        if not is_own_request(request):
            raise Problem("cross_site")

    @app.after_request
    def _add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.path.startswith("/api/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response
