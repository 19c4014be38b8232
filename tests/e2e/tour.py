"""Every main screen, one after another: each generator brings its page to a screen and then says the screen's name.

Nothing here is found by its words, so that the tour goes through all languages.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.film import BITS, FIELD, Film, face
from tests.e2e.phone_app import SEES, boxes
from tests.e2e.stage import Stage, jpeg
from tests.e2e.walk import swapped, usual

Json = dict[str, Any]
SLOW = 60_000


def _go(page: Page, address: str) -> None:
    page.evaluate("address => { location.hash = address; }", address)


def settled(page: Page) -> None:
    """Nothing turns any more."""
    expect(page.locator(".spin")).to_have_count(0, timeout=SLOW)


def _tap(page: Page, text: str) -> None:
    """A choice that carries a login."""
    page.locator("button.choice").filter(has_text=text).click()


def reader_screens(page: Page, stage: Stage, film: Film, turn: int) -> Iterator[str]:
    """The reader's screens; reads one stop of the round, another one each turn."""
    walk, task = stage.walk, stage.walk.left[turn]
    film.show(face([], barcode=None))
    page.goto(f"{stage.server.url}/")
    expect(page.locator("button.choice").first).to_be_visible()
    yield "reader-sign-in"
    _tap(page, "reader1")
    expect(page.locator(".stop-row").first).to_be_visible(timeout=SLOW)
    settled(page)
    yield "reader-round"
    _go(page, "#/scan")
    expect(page.locator("video")).to_be_visible()
    yield "reader-scan"
    _go(page, "#/")
    _go(page, "#/scan?digits=1")
    page.locator("dialog input").fill(task["meter"]["asset_number"][-6:])
    yield "reader-digits"
    _go(page, f"#/box/{walk.boxed['box']['id']}")
    expect(page.locator(".box-cell").first).to_be_visible()
    yield "reader-box"
    yield from _a_stop(page, stage, film, task)
    # Read it, so that there is something done by this phone.
    _type(page, task, usual(task))
    page.locator(".camera-shutter").click()
    expect(page.locator(".thumb img")).to_be_visible()
    page.locator(".keys .go").click()
    expect(page).not_to_have_url(f"{stage.server.url}/#/stop/{task['id']}")
    _go(page, f"#/stop/{task['id']}")
    expect(page.locator(".saved-value").first).to_be_visible()
    # What is said in passing has passed.
    expect(page.locator(".toast")).to_have_count(0, timeout=15_000)
    yield "reader-done"
    yield from _a_doubt(page, walk.digit_swap)
    _go(page, "#/sync")
    expect(page.locator(".balance")).to_be_visible()
    yield "reader-sync"
    _go(page, "#/courier")
    expect(page.locator("input[type=file]")).to_be_attached(timeout=SLOW)
    yield "reader-courier"
    _go(page, "#/receipts")
    expect(page.locator("main h1")).to_be_visible(timeout=SLOW)
    settled(page)
    yield "reader-receipts"
    _go(page, "#/settings")
    settled(page)
    yield "reader-settings"


def _type(page: Page, task: Json, values: list[str]) -> None:
    registers = sorted(task["registers"], key=lambda one: one["position"])
    _press(page, "".join(boxes(register, value) for register, value in zip(registers, values, strict=True)))


def _press(page: Page, figures: str) -> None:
    for figure in figures:
        page.locator(".keys").get_by_role("button", name=figure, exact=True).click()


def _a_stop(page: Page, stage: Stage, film: Film, task: Json) -> Iterator[str]:
    number = film.show(stage.faces[task["meter"]["asset_number"]].copy())
    _go(page, f"#/stop/{task['id']}")
    expect(page.locator(".camera-shutter")).to_be_visible(timeout=SLOW)
    page.evaluate(SEES, [number, BITS, FIELD])
    expect(page.locator(".on-camera")).to_be_visible(timeout=SLOW)
    figures = boxes(task["registers"][0], usual(task)[0])
    _press(page, figures[:4])
    yield "reader-stop"
    keys = page.locator(".keys .fn")
    keys.nth(0).click()
    expect(page.locator("dialog")).to_be_visible()
    yield "reader-skip"
    page.keyboard.press("Escape")
    keys.nth(1).click()
    expect(page.locator("dialog")).to_be_visible()
    yield "reader-trouble"
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    for _ in range(4):
        page.locator(".keys button").last.click()


def _a_doubt(page: Page, task: Json) -> Iterator[str]:
    _go(page, f"#/stop/{task['id']}")
    expect(page.locator(".keys")).to_be_visible(timeout=SLOW)
    _type(page, task, [swapped(task) or ""])
    page.locator(".keys .go").click()
    expect(page.locator("dialog .doubt-mark")).to_be_visible()
    yield "reader-doubt"


def console_screens(page: Page, stage: Stage) -> Iterator[str]:
    walk, run = stage.walk, stage.runs[0]["id"]
    page.goto(f"{stage.server.url}/office")
    expect(page.locator("button.choice").first).to_be_visible()
    yield "console-sign-in"
    _tap(page, "supervisor1")
    screens = {
        "today": "/today", "plan": "/plan", "run": f"/plan/{run}", "assign": "/assign", "move": f"/assign/{run}",
        "case": f"/cases/{stage.case_of(walk.too_high)['id']}", "release": "/release", "points": "/points",
        "ledger": "/ledger",
        "point": f"/points/{walk.too_high['point']['id']}", "import": "/import",
        "rules": "/rules", "samples": "/samples", "photos": "/photos", "devices": "/devices", "carried": "/carried",
        "day-receipts": "/receipts", "audit": "/audit",
    }  # fmt: skip
    for name, address in screens.items():
        expect(page.locator("#main")).to_be_visible(timeout=SLOW)
        _go(page, f"#{address}")
        if name == "case":
            expect(page.locator(".stage-photo img")).to_have_js_property("complete", value=True, timeout=SLOW)
        page.wait_for_load_state("networkidle")
        settled(page)
        yield f"console-{name}"
        if name == "plan":
            page.locator("main header button").first.click()
            expect(page.locator("dialog .notice")).to_be_visible(timeout=SLOW)
            yield "console-close-period"
            page.keyboard.press("Escape")
            expect(page.locator("dialog")).to_have_count(0)
        if name == "case":
            page.keyboard.press("c")
            expect(page.locator("dialog")).to_be_visible()
            yield "console-correct"
            page.keyboard.press("Escape")
            expect(page.locator("dialog")).to_have_count(0)


def report_screens(page: Page, stage: Stage, link: int, folder: Path, *, send: bool) -> Iterator[str]:
    """The customer's steps; sent at the end if that is wanted, which uses the link up."""
    task = stage.invited[link]
    page.goto(stage.links[link])
    actions = page.locator(".step-acts button")
    expect(actions.first).to_be_visible(timeout=SLOW)
    yield "report-meter"
    actions.nth(1).click()
    field = page.locator(".digits input")
    value = boxes(task["registers"][0], usual(task)[0])
    field.fill(value[:4])
    yield "report-value"
    field.fill(value)
    actions.first.click()
    yield "report-photo"
    picture = folder / "meter.jpg"
    picture.write_bytes(jpeg(stage.faces[task["meter"]["asset_number"]]))
    page.locator("input[type=file]").set_input_files(picture)
    expect(page.locator("img.taken")).to_be_visible(timeout=SLOW)
    yield "report-taken"
    actions.first.click()
    expect(page.locator(".summary")).to_be_visible()
    yield "report-send"
    if send:
        actions.first.click()
        expect(page.locator("dl.receipt")).to_be_visible(timeout=SLOW)
        settled(page)
        yield "report-receipt"


def practice_screens(page: Page, stage: Stage) -> Iterator[str]:
    page.goto(f"{stage.server.url}/practice#/{stage.office.get('/practice/routes')['items'][0]['id']}")
    expect(page.get_by_role("article").first).to_be_visible(timeout=SLOW)
    yield "practice"
