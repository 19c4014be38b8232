"""Ways for a simulated phone to reach a server: over a real connection, or straight into a Flask application."""

import contextlib
import gzip
import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from typing_extensions import override


@dataclass(frozen=True)
class Reply:
    """A response: its status, its headers (lower case), its body as it would be after decompression."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    # What really went over the wire, for those who count bytes.
    size: int = 0

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Wire(Protocol):
    """Sends one request. OSError (or a subclass) when the network fails: whether the server did anything is unknown then."""

    def send(self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Reply: ...
    def close(self) -> None: ...


class _WholeHead:
    """A response's stream while its head is read. The client library takes a head that was cut off for a short one."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self._begun = False

    def readline(self, *limit: int) -> bytes:
        line: bytes = self.stream.readline(*limit)
        if not line.endswith(b"\n") and (line or self._begun):
            raise ConnectionResetError("cut off in the head")
        self._begun = True
        return line

    def close(self) -> None:
        self.stream.close()


class _Response(http.client.HTTPResponse):
    @override
    def begin(self) -> None:
        stream: Any = self.fp
        head: Any = _WholeHead(stream)
        self.fp = head
        try:
            super().begin()
        finally:
            if self.fp is head:
                self.fp = stream


class _Connection(http.client.HTTPConnection):
    response_class = _Response


class HttpWire:
    """One keep-alive connection to a server; made anew after a failure."""

    def __init__(self, url: str, *, timeout: float = 30, accept_encoding: str = "gzip") -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        self._timeout = timeout
        self._accept = accept_encoding
        self._connection: http.client.HTTPConnection | None = None

    def send(self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Reply:
        for fresh in (False, True):
            reused = self._connection is not None
            try:
                return self._once(method, path, body, headers)
            except (http.client.HTTPException, OSError) as error:
                self.close()
                # A server may have closed an idle connection; only that is worth trying again here.
                if (
                    reused
                    and not fresh
                    and isinstance(error, (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError))
                ):
                    continue
                if isinstance(error, OSError):
                    raise
                raise ConnectionError(str(error)) from error
        raise AssertionError("unreachable")

    def _once(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str] | None) -> Reply:
        if self._connection is None:
            self._connection = _Connection(self._host, self._port, timeout=self._timeout)
        self._connection.request(method, path, body, {"Accept-Encoding": self._accept, **(headers or {})})
        response = self._connection.getresponse()
        raw = response.read()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, found, gzip.decompress(raw) if found.get("content-encoding") == "gzip" else raw, len(raw))

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.close()


class ClientWire:
    """Straight into an application, without a connection."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client

    def send(self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Reply:
        response = self._client.open(path, method=method, data=body, headers=dict(headers or {}))
        found = {name.lower(): value for name, value in response.headers.items()}
        return Reply(response.status_code, found, response.get_data(), len(response.get_data()))

    def close(self) -> None:
        """There is no connection."""
