"""A phone's way to the server, which breaks: cut after so many bytes in either direction, or held until the phone gives up."""

import contextlib
import socket
import threading
import time
from dataclasses import dataclass
from random import Random

from tests.chaos.faults import Faults

# Pushes have some ten kilobytes and answers a few: cuts fall into heads, bodies and between requests.
MEAN_UP, MEAN_DOWN = 9_000, 3_000
PIECE = 16_384


@dataclass(frozen=True)
class Fate:
    """What becomes of one connection: bytes until it is cut, by direction; bytes of answers until they are held, and how long."""

    up: int | None = None
    down: int | None = None
    held_at: int | None = None
    held_s: float = 0


FAIR = Fate()


def draw(dice: Random, longer_than_patience_s: float) -> Fate:
    """A connection's fate: two of three are cut sooner or later, one of ten answers too late."""
    what = dice.random()
    if what < 0.34:
        return Fate(up=int(dice.expovariate(1 / MEAN_UP)))
    if what < 0.68:
        return Fate(down=int(dice.expovariate(1 / MEAN_DOWN)))
    if what < 0.76:
        return Fate(held_at=int(dice.expovariate(1 / MEAN_DOWN)), held_s=longer_than_patience_s)
    return FAIR


class Link:
    """A listener of its own for one phone; every connection draws its fate in turn, so that a seed gives the same fates."""

    def __init__(self, port_behind: int, dice: Random, faults: Faults, *, patience_s: float) -> None:
        self._port = port_behind
        self._dice = dice
        self._faults = faults
        self._longer = patience_s * 1.2
        self._calm = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def calm(self) -> None:
        """From now on nothing is cut."""
        self._calm.set()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:  # closed: the storm is over
                return
            fate = FAIR if self._calm.is_set() else draw(self._dice, self._longer)
            threading.Thread(target=self._serve, args=(client, fate), daemon=True).start()

    def _serve(self, client: socket.socket, fate: Fate) -> None:
        with client, contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self._port)) as server:
            answers = threading.Thread(target=self._pass_on, args=(server, client, fate.down, "cut_answer", fate), daemon=True)
            answers.start()
            self._pass_on(client, server, fate.up, "cut_request", FAIR)
            answers.join()

    def _pass_on(self, source: socket.socket, target: socket.socket, after: int | None, kind: str, fate: Fate) -> None:
        """Bytes from one end to the other until either closes, or until the connection's hour has come."""
        passed = 0
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                if after is not None and passed + len(piece) >= after and not self._calm.is_set():
                    target.sendall(piece[: after - passed])
                    self._faults.add(kind)
                    break
                if fate.held_at is not None and passed <= fate.held_at < passed + len(piece) and not self._calm.is_set():
                    target.sendall(piece[: fate.held_at - passed])
                    self._faults.add("answer_delayed")
                    # The phone gives up before this has passed; the rest is sent to whoever still listens.
                    time.sleep(fate.held_s)
                    target.sendall(piece[fate.held_at - passed :])
                else:
                    target.sendall(piece)
                passed += len(piece)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
