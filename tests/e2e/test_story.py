"""One round, end to end: read without a server, survive a killed browser, hand over, decide, move, read again, ask the customer."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.e2e.browsers import OFFICE, PHONE, Browser
from tests.e2e.conftest import NewBrowser
from tests.e2e.demo import Desk
from tests.e2e.film import Film, face, meter
from tests.e2e.phone_app import PhoneApp
from tests.e2e.walk import Walk, far_too_high, plan, swapped, usual
from tests.support.server import Server

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]


@dataclass
class Reader:
    """A reader with a phone."""

    browser: Browser
    film: Film
    server: Server

    def start(self) -> PhoneApp:
        app = PhoneApp(self.browser.start(self.server.url), self.film, self.server.url)
        app.open()
        return app


def reader(new_browser: NewBrowser, folder: Path, server: Server, name: str) -> Reader:
    film = Film(folder / f"{name}.y4m")
    return Reader(new_browser(name, size=PHONE, film=film.path), film, server)


def test_a_round(playwright: Playwright, new_browser: NewBrowser, demo: Server, tmp_path: Path) -> None:
    eyes = Desk(playwright, demo, "reader1")
    walk = plan(eyes.pack())
    assert len(walk.read) == 20
    first = reader(new_browser, tmp_path, demo, "first")
    download(first)
    demo.stop()
    app = first.start()
    read_until_the_battery_falls_out(first, app, walk)


def download(one: Reader) -> None:
    app = one.start()
    app.sign_in("reader1")
    app.round_arrives()
    app.ready_without_network()
    one.browser.close()


def read_until_the_battery_falls_out(one: Reader, app: PhoneApp, walk: Walk) -> None:
    for task in walk.by_camera:
        app.open_by_camera(task, usual(task))
        app.read(task, usual(task))
        app.to_list()
