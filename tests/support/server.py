"""The real server, through gunicorn, in processes of its own that a test can stop, kill and start again."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.postgres import free_port
from tests.support.shared import ROOT


@dataclass
class Server:
    """Keeps its files below a folder and its port for life, so that phones find it again after a restart."""

    folder: Path
    database_url: str
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    _process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def start(self) -> None:
        """Start, and come back when it answers."""
        own = {"DATA": str(self.folder), "DATABASE_URL": self.database_url, "HOST": "127.0.0.1", "PORT": str(self.port)}
        with self.log.open("ab") as log:
            # A session of its own: its workers can then be killed together with it.
            self._process = subprocess.Popen(
                [sys.executable, "-m", "backend.cli", "serve"],
                cwd=ROOT,
                env={**os.environ, **own, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + 60
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > until:
                self.kill()
                raise RuntimeError(f"the server did not start:\n{self.log.read_text(errors='replace')[-4000:]}")
            time.sleep(0.05)

    def answers(self) -> bool:
        """Whether a worker takes requests: gunicorn listens before its workers have loaded the application."""
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(b"HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return connection.recv(16).startswith(b"HTTP/1.")
        return False

    def stop(self) -> None:
        """End in order: requests that have begun are finished."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End all its processes in the middle of whatever they do."""
        self._end(signal.SIGKILL)

    def _end(self, by: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if by is signal.SIGKILL:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        else:
            process.send_signal(by)
        process.wait(timeout=40)


@contextmanager
def running(folder: Path, database_url: str, **environment: str) -> Iterator[Server]:
    """A server that answers; gone afterwards. The database must have been migrated."""
    server = Server(folder, database_url, environment)
    server.start()
    try:
        yield server
    finally:
        server.kill()
