"""A phone that finds no network hands its outbox to a colleague's, in real browsers: sealed by one, brought by the other."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, Request, expect

from tests.e2e import phone_store
from tests.e2e.browsers import OFFICE, PHONE
from tests.e2e.conftest import NewBrowser
from tests.e2e.demo import Desk
from tests.e2e.film import Film, face
from tests.e2e.office_app import OfficeApp
from tests.e2e.phone_app import SLOW, PhoneApp
from tests.e2e.walk import judged, rolls_over, single, usual
from tests.support.server import Server

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


# Sharing as a phone's system offers it: what is given to it is kept, and the first time the person thinks better of it.
SHARING = """() => {
  window.given = [];
  // Chromium lets known kinds of files through only.
  navigator.canShare = ({ files }) => files.every((file) => file.name.endsWith(".txt"));
  navigator.share = async ({ files }) => {
    window.given.push(files[0]);
    if (window.given.length === 1) throw new DOMException("cancelled", "AbortError");
  };
}"""
GIVEN = """async () => {
  const bytes = new Uint8Array(await window.given.at(-1).arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}"""


def a_phone(new_browser: NewBrowser, demo: Server, folder: Path, login: str, *, script: str | None = None) -> PhoneApp:
    """A reader's phone with its round."""
    film = Film(folder / f"{login}.y4m")
    film.show(face([], barcode=None))
    page = new_browser(login, size=PHONE, film=film.path).start(demo.url)
    if script is not None:
        page.add_init_script(f"({script})()")
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


def test_the_office_brings_a_shared_file_with_its_photo(
    playwright: Playwright, new_browser: NewBrowser, demo: Server, tmp_path: Path
) -> None:
    desk = Desk(playwright, demo, "reader2")
    task = next(one for one in desk.pack() if single(one) and judged(one) and not rolls_over(one))
    owner = a_phone(new_browser, demo, tmp_path, "reader2", script=SHARING)
    page = owner.page
    pushed = entries_pushed(page)
    owner.ready_without_network()
    courier(page)
    owner.to_list()
    page.context.set_offline(offline=True)
    owner.open_from_list(task)
    owner.read(task, usual(task))
    courier(page)
    expect(page.get_by_text(re.compile("^Entries: 2 · photos: 1"))).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Make the file").click()
    give = page.get_by_role("button", name="Share", exact=True)
    give.click()
    # Thought better of, which is no failure; then given.
    expect(page.get_by_text("Sharing didn't work here")).not_to_be_visible()
    give.click()
    page.wait_for_function("window.given.length === 2")
    file = tmp_path / page.evaluate("window.given.at(-1).name")
    file.write_bytes(base64.b64decode(page.evaluate(GIVEN)))

    office = OfficeApp(new_browser("office", size=OFFICE).start(demo.url), demo.url)
    office.sign_in("supervisor1")
    office.page.evaluate("location.hash = '#/carried'")
    bring(office.page, file)
    expect(office.page.get_by_text("Brought, all of it")).to_be_visible(timeout=SLOW)

    pushed.clear()
    page.context.set_offline(offline=False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("Everything is received")).to_be_visible(timeout=SLOW)
    assert pushed == []
    (photo,) = phone_store.photos(page, desk.person["id"])
    assert photo.state == "received"
    supervisor = Desk(playwright, demo, "supervisor1")
    stored = supervisor.bytes(f"/photos/{photo.sha256}", visit=photo.visit_id, size="original")
    assert hashlib.sha256(stored).hexdigest() == photo.declared
    for one in (desk, supervisor):
        one.close()
