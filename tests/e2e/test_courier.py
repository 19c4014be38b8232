"""A phone that finds no network hands its outbox to a colleague's, in real browsers: sealed by one, brought by the other."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from tests.e2e.browsers import PHONE
from tests.e2e.conftest import NewBrowser
from tests.e2e.film import Film, face
from tests.e2e.phone_app import SLOW, PhoneApp
from tests.support.server import Server

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


def a_phone(new_browser: NewBrowser, demo: Server, folder: Path, login: str) -> PhoneApp:
    """A reader's phone with its round."""
    film = Film(folder / f"{login}.y4m")
    film.show(face([], barcode=None))
    page = new_browser(login, size=PHONE, film=film.path).start(demo.url)
    app = PhoneApp(page, film, demo.url)
    app.open()
    app.sign_in(login)
    app.round_arrives()
    return app


def courier(page: Page) -> None:
    page.evaluate("location.hash = '#/courier'")
    expect(page.locator("input[type=file]")).to_be_attached(timeout=SLOW)


def bring(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)


def entries_pushed(page: Page) -> list[str]:
    """The ids of the entries a page pushes from now on."""
    found: list[str] = []

    def look(request: Request) -> None:
        if "/sync/push" in request.url:
            found.extend(entry["id"] for entry in json.loads(request.post_data or "{}").get("entries", []))

    page.on("request", look)
    return found


def test_a_colleague_brings_what_a_phone_without_a_network_holds(new_browser: NewBrowser, demo: Server, tmp_path: Path) -> None:
    owner = a_phone(new_browser, demo, tmp_path, "reader1")
    page = owner.page
    pushed = entries_pushed(page)
    # Without the service worker's precache settled, a screen that was never shown can't be fetched in a cellar.
    owner.ready_without_network()
    courier(page)
    owner.to_list()
    page.context.set_offline(offline=True)
    page.get_by_role("list", name="Stops").get_by_role("link").first.click()
    expect(owner.keys).to_be_visible(timeout=SLOW)
    owner.skip("Door closed")
    courier(page)
    expect(page.get_by_text(re.compile("^Entries: 1 · photos: 0"))).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Make the file").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save", exact=True).click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)

    other = a_phone(new_browser, demo, tmp_path, "reader2").page
    courier(other)
    damaged = tmp_path / "damaged.mrc"
    damaged.write_bytes(file.read_bytes()[:-9])
    bring(other, damaged)
    expect(other.get_by_text("This file is damaged")).to_be_visible(timeout=SLOW)
    for _ in range(2):
        bring(other, file)
        expect(other.get_by_text("Brought, all of it")).to_be_visible(timeout=SLOW)

    # The owner learns of it without sending it (a greeting without entries may go out).
    pushed.clear()
    page.context.set_offline(offline=False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("Everything is received")).to_be_visible(timeout=SLOW)
    assert pushed == []
