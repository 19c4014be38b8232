"""A storm: readers at work, machines that die and fill up, an office that moves tasks; then calm, and the reckoning."""

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from tests.chaos.checker import Checker, Connection, Verdict, read
from tests.chaos.diary import Diary
from tests.chaos.faults import Faults
from tests.chaos.office import Office
from tests.chaos.scene import Dialect, Scene, a_scene
from tests.chaos.walker import Walker
from tests.support import databases
from tests.support.shared import ROOT


@dataclass(frozen=True)
class Forecast:
    """How strong a storm is. It ends with the first of both: so many faults, so many seconds."""

    dialect: Dialect
    seed: int
    faults: int
    seconds: float
    readers: int = 10
    stops: int = 150
    # A phone waits this long for an answer.
    patience_s: float = 1.5
    # Between two blows at the machines, and between two moves of the office.
    pause_s: float = 0.4


@dataclass
class Outcome:
    """What a storm left behind. `wrong` is whatever else must not be: things stuck, answers nobody should get, broken chains."""

    forecast: Forecast
    seconds: float
    kinds: dict[str, int]
    verdict: Verdict
    refused: dict[int, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    diaries: list[Diary] = field(default_factory=list)

    @property
    def report(self) -> dict[str, Any]:
        return {
            "faults": sum(self.kinds.values()), "kinds": self.kinds, "acknowledged": self.verdict.acknowledged,
            "lost": len(self.verdict.lost), "doubled": len(self.verdict.doubled), "contested": self.verdict.contested,
            "quarantined": self.verdict.quarantined, "seed": self.forecast.seed, "seconds": round(self.seconds, 1),
        }  # fmt: skip

    @property
    def is_good(self) -> bool:
        return not self.verdict.lost and not self.verdict.doubled and not self.wrong


def storm(folder: Path, forecast: Forecast, *, root: Path = ROOT, may_mount: bool = True) -> Outcome:
    """Let it break over a house of its own below a folder. `root` is whose code runs."""
    began = time.monotonic()
    with ExitStack() as stack:
        scene = stack.enter_context(
            a_scene(folder, forecast.dialect, readers=forecast.readers, stops=forecast.stops, root=root, may_mount=may_mount)
        )
        faults, dice = Faults(), Random(f"{forecast.seed}/{forecast.dialect}")
        walkers = [stack.enter_context(_walker(scene, place, forecast, dice, faults)) for place in range(forecast.readers)]
        _fetch_rounds(walkers)
        incarnations = {walker.phone.outbox.get("incarnation") for walker in walkers}
        for walker in walkers:
            walker.start()
        office = Office(scene, Random(dice.random()), faults, forecast.pause_s)
        office.start()
        _Weather(scene, dice, faults, forecast).blow()
        for thread in (office, *walkers):
            thread.end()
        for thread in (office, *walkers):
            thread.join(timeout=120)
        scene.heal()
        _come_home(walkers)
        wrong = _wrong(walkers, incarnations)
        scene.server.stop()
        wrong += _broken_chains(scene, root)
        connection = scene.connect()
        held = read(connection)
        wrong += _other_ledgers(connection, walkers)
        connection.close()
        diaries = [walker.diary for walker in walkers]
        verdict = Checker(held, scene.photos).check(diaries)
        refused: Counter[int] = sum((walker.refused for walker in walkers), Counter())
        return Outcome(forecast, time.monotonic() - began, faults.kinds, verdict, dict(refused), wrong, diaries)


@contextmanager
def _walker(scene: Scene, place: int, forecast: Forecast, dice: Random, faults: Faults) -> Any:
    folder = scene.server.folder / f"phone-{place}"
    folder.mkdir()
    walker = Walker(
        scene.readers[place], folder, scene.server.port, Random(dice.random()), faults, patience_s=forecast.patience_s
    )  # fmt: skip
    try:
        yield walker
    finally:
        walker.end()
        # Its files may only be closed under a thread that has ended; one that never began can't be joined.
        if walker.is_alive():
            walker.join()
        walker.close()


def _fetch_rounds(walkers: list[Walker]) -> None:
    """In the morning there is a network; the links are bad from the first byte on, so it may take a few tries."""
    for walker in walkers:
        walker.fetch_round()
    every = [task for walker in walkers for task in walker.phone.held()]
    for walker in walkers:
        walker.strangers = every


def _come_home(walkers: list[Walker]) -> None:
    threads = [threading.Thread(target=walker.come_home) for walker in walkers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # What others brought home meanwhile is news.
    for walker in walkers:
        walker.phone.pull()


def _wrong(walkers: list[Walker], incarnations: set[str | None]) -> list[str]:
    wrong = []
    for place, walker in enumerate(walkers):
        if walker.crashed is not None:
            wrong.append(f"phone {place} crashed: {walker.crashed!r}")
        if walker.stuck:
            wrong.append(f"{walker.stuck} entries and photos of phone {place} never got through")
        wrong += [f"phone {place} was answered {mistake}" for mistake in walker.mistakes]
        # Nothing that is said here is beyond the server: what it fails on, it fails on by a mistake of its own.
        failed = [one for one in walker.diary.acknowledged if one.receipt.get("reason") == "failed"]
        wrong += [f"the server failed on {one.raw!r}" for one in failed[:1]]
        if {walker.phone.outbox.get("incarnation")} != incarnations:
            wrong.append(f"phone {place} was told of another life of the server")
    return wrong


def _other_ledgers(connection: Connection, walkers: list[Walker]) -> list[str]:
    """At equal cursor and seq every phone counts its tasks as the server does (P8)."""
    kept: dict[str, Counter[str]] = defaultdict(Counter)
    for holder_id, state in connection.execute("SELECT holder_id, state FROM holding"):
        kept[str(UUID(str(holder_id)))][state] += 1
    ledgers = [(walker.phone.ledger(), kept[walker.phone.person_id]) for walker in walkers]
    return [
        f"phone {place} counts {mine}, the server {dict(its)}"
        for place, (mine, its) in enumerate(ledgers)
        if Counter(mine) != its
    ]  # fmt: skip


def _broken_chains(scene: Scene, root: Path) -> list[str]:
    """The audit trail as the command sees it (P9)."""
    done = databases.command(scene.url, "audit", "verify", root=root)
    return [] if done.returncode == 0 else [f"audit verify: {done.stdout}{done.stderr}"[:2000]]


class _Weather:
    """Blows at the machines, one after another, while readers work."""

    def __init__(self, scene: Scene, dice: Random, faults: Faults, forecast: Forecast) -> None:
        self._scene = scene
        self._dice = dice
        self._faults = faults
        self._forecast = forecast

    def blow(self) -> None:
        """Until there were enough faults, or the time is over; each kind of blow at least once."""
        blows: list[tuple[Callable[[], None], int]] = [
            (self._kill_worker, 8), (self._kill_master, 3), (self._fill_files, 4), (self._fill_database, 4),
        ]  # fmt: skip
        if self._scene.cluster is not None:
            blows.append((self._kill_postgres, 4))
        deeds, weights = zip(*blows, strict=True)
        until = time.monotonic() + self._forecast.seconds
        plan = [*deeds]
        self._dice.shuffle(plan)
        while plan or (time.monotonic() < until and self._faults.count < self._forecast.faults):
            (plan.pop() if plan else self._dice.choices(deeds, weights)[0])()
            time.sleep(self._dice.uniform(0.5, 1.5) * self._forecast.pause_s)

    def _kill_worker(self) -> None:
        until = time.monotonic() + 20
        while time.monotonic() < until:
            if self._scene.server.kill_worker(self._dice.choice):
                self._faults.add("worker_killed")
                return
            # The master is making one anew.
            time.sleep(0.05)

    def _kill_master(self) -> None:
        self._scene.server.kill_master()
        self._faults.add("master_killed")
        self._scene.heal()

    def _kill_postgres(self) -> None:
        cluster = self._scene.cluster
        if cluster is not None and cluster.is_running():
            cluster.kill()
            self._faults.add("postgres_killed")
            time.sleep(self._dice.uniform(0, 0.5))
        self._scene.heal()

    def _fill_files(self) -> None:
        if self._scene.files_disk.fill():
            self._faults.add("photo_disk_full")
        time.sleep(self._dice.uniform(0.3, 1.5))
        self._scene.heal()

    def _fill_database(self) -> None:
        if self._scene.database_disk.fill():
            self._faults.add("database_disk_full")
        time.sleep(self._dice.uniform(0.3, 1.5))
        self._scene.heal()
