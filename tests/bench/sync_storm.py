"""The evening storm: everybody comes home within two minutes and hands over the day's visits."""

import random
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.bench.sync_load import Client, Push, outcomes
from tests.bench.sync_meters import memory_mb


@dataclass
class Storm:
    """What became of it. `last_receipt_s` counts from the last phone's arrival."""

    visits: int
    last_receipt_s: float = 0.0
    waits: list[float] = field(default_factory=list)
    errors: int = 0
    # Answered 503 with Retry-After, and tried again then.
    deferred: int = 0
    memory_mb: float = 0.0
    ended: float = 0.0
    outcomes: dict[str, int] = field(default_factory=dict)

    @property
    def p99_s(self) -> float:
        return statistics.quantiles(self.waits, n=100)[98]


def blow(port: int, rounds: Sequence[Sequence[Push]], *, within_s: float, roots: Sequence[int]) -> Storm:
    """Phones arrive at random moments within some seconds; each sends its pushes in order, and again those that fail."""
    chance = random.Random(1)
    arrivals = sorted(chance.uniform(0, within_s) for _ in rounds)
    storm = Storm(sum(push.visits for pushes in rounds for push in pushes))
    answers: list[bytes] = []
    locked = threading.Lock()
    began = time.perf_counter()

    def phone(arrives: float, pushes: Sequence[Push]) -> None:
        time.sleep(max(0.0, began + arrives - time.perf_counter()))
        client = Client(port)
        for push in pushes:
            answer = _until_taken(client, push, storm, locked)
            with locked:
                answers.append(answer)
        client.close()

    threads = [threading.Thread(target=phone, args=pair) for pair in zip(arrivals, rounds, strict=True)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        storm.memory_mb = max(storm.memory_mb, sum(memory_mb(root) for root in roots))
        time.sleep(2)
    for thread in threads:
        thread.join()
    storm.last_receipt_s = max(0.0, storm.ended - (began + arrivals[-1]))
    storm.outcomes = outcomes(answers)
    return storm


def _until_taken(client: Client, push: Push, storm: Storm, locked: threading.Lock) -> bytes:
    for _ in range(100):
        sent = time.perf_counter()
        status, body, later = client.send(push)
        now = time.perf_counter()
        with locked:
            storm.waits.append(now - sent)
            storm.ended = now
            if status == 503 and later is not None:
                storm.deferred += 1
            elif status != 200:
                storm.errors += 1
        if status == 200:
            return body
        time.sleep(float(later or 1))
    raise RuntimeError("a push was never taken")
