"""Every main screen, in light and in dark, held against axe-core's rules: nothing serious, nothing critical."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser as PlaywrightBrowser
from playwright.sync_api import Page, Playwright

from tests.e2e.browsers import OFFICE, PHONE
from tests.e2e.conftest import NewBrowser
from tests.e2e.film import Film, face
from tests.e2e.stage import Stage, stage
from tests.e2e.tour import console_screens, practice_screens, reader_screens, report_screens
from tests.support.missing import Missing, go_without
from tests.support.server import Server
from tests.support.shared import ROOT

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

AXE = ROOT / "pwa" / "node_modules" / "axe-core" / "axe.min.js"
BOTH = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.exists():
        go_without(Missing.NODE, "make venv-dev; python -m scripts.pwa install")
    return AXE.read_text()


@pytest.fixture(scope="module")
def scene(playwright: Playwright, browser: PlaywrightBrowser, demo: Server) -> Iterator[Stage]:
    made = stage(playwright, browser, demo)
    yield made
    made.close()


def grave(page: Page, axe: str) -> list[str]:
    """What axe finds serious or critical: rule and place."""
    # Run as the debugger's script: the page's own content security policy admits no foreign one.
    page.evaluate(axe)
    found: list[dict[str, Any]] = page.evaluate("async () => (await axe.run()).violations")
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['failureSummary']}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


def checked(screens: Iterator[str], page: Page, axe: str) -> int:
    faults: dict[str, list[str]] = {}
    seen = 0
    for name in screens:
        seen += 1
        found = grave(page, axe)
        if found:
            faults[name] = found
    assert faults == {}
    return seen


@BOTH
def test_the_reader_s_screens(new_browser: NewBrowser, scene: Stage, axe: str, tmp_path: Path, *, dark: bool) -> None:
    film = Film(tmp_path / "camera.y4m")
    film.show(face([], barcode=None))
    page = new_browser("reader", size=PHONE, film=film.path, dark=dark).start(scene.server.url)
    assert checked(reader_screens(page, scene, film, int(dark)), page, axe) >= 10


@BOTH
def test_the_office_s_screens(new_browser: NewBrowser, scene: Stage, axe: str, *, dark: bool) -> None:
    page = new_browser("office", size=OFFICE, dark=dark).start(scene.server.url)
    assert checked(console_screens(page, scene), page, axe) >= 12


@BOTH
def test_the_customer_s_screens(new_browser: NewBrowser, scene: Stage, axe: str, tmp_path: Path, *, dark: bool) -> None:
    page = new_browser("customer", size=PHONE, dark=dark).start(scene.server.url)
    assert checked(report_screens(page, scene, 1 if dark else 0, tmp_path, send=True), page, axe) == 6


@BOTH
def test_the_practice_meters(new_browser: NewBrowser, scene: Stage, axe: str, *, dark: bool) -> None:
    page = new_browser("practice", size=OFFICE, dark=dark).start(scene.server.url)
    assert checked(practice_screens(page, scene), page, axe) == 1
