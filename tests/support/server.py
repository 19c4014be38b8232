"""The real server, through gunicorn, in processes of its own that a test can stop, kill and start again."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.postgres import free_port, is_alive
from tests.support.shared import ROOT


@dataclass
class Server:
    """Keeps its files below a folder and its port for life, so that phones find it again after a restart."""

    folder: Path
    database_url: str
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    # Whose code runs: ours, or a copy with something changed in it.
    root: Path = ROOT
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
                cwd=self.root,
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

    def workers(self) -> list[int]:
        """The processes that take requests; none while there is no master."""
        if self._process is None:
            return []
        with contextlib.suppress(OSError):
            return [int(pid) for pid in Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()]
        return []

    def processes(self) -> list[int]:
        """The master and its workers."""
        return [] if self._process is None else [self._process.pid, *self.workers()]

    def kill_worker(self, choose: Callable[[list[int]], int]) -> bool:
        """End one worker in the middle of whatever it does; the master makes another one. False when there was none."""
        workers = self.workers()
        if not workers:
            return False
        with contextlib.suppress(ProcessLookupError):
            os.kill(choose(workers), signal.SIGKILL)
        return True

    def kill_master(self, patience_s: float = 3) -> None:
        """End the master in the middle; its workers notice by themselves that they are orphans, or are ended after a while."""
        orphans = self.workers()
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait(timeout=40)
        until = time.monotonic() + patience_s
        while any(is_alive(pid) for pid in orphans) and time.monotonic() < until:
            time.sleep(0.05)
        for pid in orphans:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        while any(is_alive(pid) for pid in orphans):
            time.sleep(0.02)

    def start_again(self, patience_s: float = 180) -> None:
        """As whoever watches over a service does: start it until it runs."""
        until = time.monotonic() + patience_s
        while True:
            try:
                return self.start()
            except RuntimeError:
                if time.monotonic() > until:
                    raise
            time.sleep(0.2)

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
