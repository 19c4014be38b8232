"""A link that breaks: passes bytes on to a server, and cuts every connection after so many bytes from the client."""

import contextlib
import socket
import threading
from dataclasses import dataclass, field
from typing import Self


@dataclass
class CutProxy:
    """Counts what clients send. `after`: bytes from a client until its connection is cut; None never cuts."""

    port_behind: int
    after: int | None
    received: int = 0
    cuts: int = 0
    _listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:  # closed: the test is over
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port_behind)) as server:
            threading.Thread(target=self._back, args=(server, client), daemon=True).start()
            passed = 0
            while self.after is None or passed < self.after:
                piece = client.recv(4096 if self.after is None else min(4096, self.after - passed))
                if not piece:
                    return
                passed += len(piece)
                self.received += len(piece)
                server.sendall(piece)
            self.cuts += 1
            for end in (client, server):
                end.shutdown(socket.SHUT_RDWR)

    @staticmethod
    def _back(server: socket.socket, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := server.recv(16384):
                client.sendall(piece)
            client.shutdown(socket.SHUT_WR)
