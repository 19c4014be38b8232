"""The office gives stops to others, again and again, while whoever has them walks on without a network."""

import json
import threading
from random import Random

from tests.chaos.faults import Faults
from tests.chaos.scene import Scene
from tests.support.wire import HttpWire

AT_ONCE = 8


class Office(threading.Thread):
    """A supervisor, signed in, in a thread of their own."""

    def __init__(self, scene: Scene, dice: Random, faults: Faults, pause_s: float) -> None:
        super().__init__(daemon=True)
        self._scene = scene
        self._dice = dice
        self._faults = faults
        self._pause_s = pause_s
        self._ended = threading.Event()

    def end(self) -> None:
        self._ended.set()

    def run(self) -> None:
        wire = HttpWire(self._scene.server.url, timeout=5)
        while not self._ended.wait(self._dice.uniform(0.5, 1.5) * self._pause_s):
            self._move(wire)
        wire.close()

    def _move(self, wire: HttpWire) -> None:
        body = {
            "task_ids": [str(one) for one in self._dice.sample(self._scene.task_ids, AT_ONCE)],
            "holder_id": str(self._dice.choice(self._scene.readers).person_id),
            "reason": "storm",
        }
        headers = {"Cookie": f"mr_session={self._scene.cookie}", "X-MeterRound": "1", "Content-Type": "application/json"}
        headers["Origin"] = self._scene.server.url
        try:
            reply = wire.send("POST", "/api/v1/tasks/move", json.dumps(body).encode(), headers)
        except OSError:
            return
        if reply.status == 200 and reply.json["moved"]:
            self._faults.add("reassigned")
