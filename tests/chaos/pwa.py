"""Kill -9 of the real app in a real browser, during saves and syncs: what the screen confirmed is on the server, once (P1, P2).

The values are read from the server's database and photo store themselves, past the server's code.
"""

import hashlib
import shutil
import sqlite3
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from playwright.sync_api import Playwright, expect, sync_playwright

from tests.e2e import phone_store
from tests.e2e.browsers import PHONE, Browser, find_chromium
from tests.e2e.demo import Desk, demo_server, seeded
from tests.e2e.film import Film, meter
from tests.e2e.phone_app import SLOW, PhoneApp
from tests.e2e.walk import e4, judged, single, usual
from tests.support.server import Server

Json = dict[str, Any]
READER = "reader1"


@dataclass
class Killed:
    """What a storm over the app came to."""

    seed: int
    kills: Counter[str] = field(default_factory=Counter)
    confirmed: dict[str, int] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    photos: int = 0
    lost: dict[str, str] = field(default_factory=dict)
    doubled: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    seconds: float = 0

    @property
    def is_good(self) -> bool:
        return not self.lost and not self.doubled and not self.errors

    @property
    def report(self) -> Json:
        return {
            "kills": self.kills.total(), "kinds": dict(sorted(self.kills.items())), "confirmed": len(self.confirmed),
            "photos": self.photos, "lost": len(self.lost), "doubled": len(self.doubled), "seed": self.seed,
            "seconds": round(self.seconds, 1),
        }  # fmt: skip

    @property
    def told(self) -> str:
        faults = [f"  !! {what}: {why}" for what, why in [*self.lost.items(), *self.doubled.items()]]
        return "\n".join([f"\nthe app in Chromium: {self.report}", *faults, *(f"  !! {error}" for error in self.errors)])


class Storm:
    """One reader's browser, killed again and again; its profile outlives it."""

    def __init__(self, browser: Browser, film: Film, server: Server, tasks: list[Json], seed: int) -> None:
        self._browser = browser
        self._film = film
        self._server = server
        self._dice = Random(seed)
        self._left = [task for task in tasks if single(task) and judged(task)]
        self._dice.shuffle(self._left)
        self.killed = Killed(seed)

    def _start(self) -> PhoneApp:
        app = PhoneApp(self._browser.start(self._server.url), self._film, self._server.url)
        app.open()
        return app

    def first_start(self) -> None:
        """Sign in and load the round, as in the morning."""
        app = self._start()
        app.sign_in(READER)
        app.round_arrives()
        self._browser.close()

    def blow(self) -> None:
        """Start, do a few stops, and be killed in the middle of something."""
        app = self._start()
        expect(app.stops).to_be_visible(timeout=SLOW)
        app.to_list()
        for _ in range(self._dice.randrange(2)):
            self._read(app)
            app.to_list()
        deeds = {"during_save": self._in_a_save, "during_sync": self._in_a_sync, "while_typing": self._while_typing}
        # Each kind once; then mostly where something is being written.
        missing = [kind for kind in deeds if not self.killed.kills[kind]]
        kind = self._dice.choice(missing) if missing else self._dice.choices([*deeds], [3, 3, 1])[0]
        deeds[kind](app)
        self._browser.kill()
        self.killed.kills[kind] += 1
        self.killed.errors += self._browser.errors
        self._browser.errors.clear()

    def _read(self, app: PhoneApp) -> None:
        """A stop as far as the screen's word that it is saved."""
        task, value = self._begin(app)
        app.save_and_leave()
        self.killed.confirmed[task["id"]] = e4(value)

    def _begin(self, app: PhoneApp) -> tuple[Json, str]:
        task = self._left.pop()
        value = usual(task)[0]
        self.killed.touched.add(task["id"])
        app.open_from_list(task)
        if task["photo"] in {"always", "box"} or self._dice.random() < 0.4:
            app.look_at(meter(task, [value]))
            app.photograph()
        app.type_values(task, [value])
        return task, value

    def _in_a_save(self, app: PhoneApp) -> None:
        """Between the tap and the word that it is saved, or a moment after it."""
        self._begin(app)
        app.save()
        time.sleep(self._dice.uniform(0, 0.12))

    def _in_a_sync(self, app: PhoneApp) -> None:
        """What was saved goes out by itself, at once."""
        self._read(app)
        time.sleep(self._dice.uniform(0, 0.5))

    def _while_typing(self, app: PhoneApp) -> None:
        self._begin(app)

    def come_home(self, person_id: str) -> list[phone_store.TakenPhoto]:
        """Start once more and wait until everything is received; answers the photos of what was saved."""
        app = self._start()
        expect(app.stops).to_be_visible(timeout=SLOW)
        app.idle()
        photos = phone_store.photos(app.page, person_id)
        saved = {entry["id"] for entry in phone_store.entries(app.page, person_id)}
        self.killed.errors += self._browser.errors
        self._browser.close()
        return [photo for photo in photos if photo.visit_id in saved]


def storm(folder: Path, folder_of_run: Path, *, seed: int, kills: int) -> Killed:
    """So many kills over a demo of its own; `folder_of_run` keeps the seeded demo for others."""
    chromium = find_chromium()
    if chromium is None:
        raise FileNotFoundError("chromium: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        return blow_over(playwright, chromium, folder, folder_of_run, seed=seed, kills=kills)


def blow_over(playwright: Playwright, chromium: str, folder: Path, folder_of_run: Path, *, seed: int, kills: int) -> Killed:
    """The same, where a Playwright is there already."""
    began = time.monotonic()
    (folder / "server").mkdir()
    with demo_server(folder / "server", seeded(folder_of_run)) as server:
        desk = Desk(playwright, server, READER)
        film = Film(folder / "film.y4m")
        browser = Browser(playwright, chromium, folder / "profile", size=PHONE, film=film.path)
        made = Storm(browser, film, server, desk.pack(), seed)
        try:
            made.first_start()
            for _ in range(kills):
                made.blow()
            photos = made.come_home(desk.person["id"])
        finally:
            browser.close()
        desk.close()
        server.stop()
        _check(made.killed, folder / "server", photos)
    shutil.rmtree(folder / "server")
    made.killed.seconds = time.monotonic() - began
    return made.killed


def _check(killed: Killed, folder: Path, photos: list[phone_store.TakenPhoto]) -> None:
    connection = sqlite3.connect(f"file:{folder / 'meterround.db'}?mode=ro", uri=True)
    visits: dict[str, set[str]] = {}
    values: dict[str, list[int]] = {}
    for task_id, visit_id, value in connection.execute(
        "SELECT v.task_id, v.id, r.value_e4 FROM visit v LEFT JOIN reading r ON r.visit_id = v.id WHERE v.source = 'phone'"
    ):
        visits.setdefault(task_id, set()).add(visit_id)
        values.setdefault(task_id, []).append(value)
    whole = {row[0] for row in connection.execute("SELECT sha256 FROM photo_use WHERE state = 'whole'")}
    connection.close()
    for task_id, value in killed.confirmed.items():
        found = values.get(task_id.replace("-", ""), [])
        if value not in found:
            killed.lost[task_id] = f"the screen said that {value} is saved; the server has {found}"
    for task_id in killed.touched:
        key = task_id.replace("-", "")
        if len(visits.get(key, ())) > 1 or len(values.get(key, [])) > 1:
            killed.doubled[task_id] = f"visits {visits[key]}, values {values[key]}"
    killed.photos = len(photos)
    for photo in photos:
        if photo.sha256 not in whole or not _is_whole(folder / "photos" / "photos" / photo.sha256[:2] / photo.sha256):
            killed.lost[photo.sha256] = "a photo of a saved stop isn't whole on the server"


def _is_whole(path: Path) -> bool:
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == path.name
