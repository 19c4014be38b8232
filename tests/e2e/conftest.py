"""Browser tests: the demo behind a real server, and browsers whose screens are kept when a test fails."""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from tests.e2e.browsers import Browser
from tests.e2e.demo import demo_server, seeded
from tests.support.server import Server
from tests.support.shared import ROOT

FAILED = pytest.StashKey[bool]()
SCREENS = ROOT / "build" / "reports" / "e2e"

NewBrowser = Callable[..., Browser]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="module")
def demo(folder_of_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a fresh demo, for all tests of a module."""
    with demo_server(tmp_path_factory.mktemp("server"), seeded(folder_of_run)) as server:
        yield server


@pytest.fixture
def new_browser(request: pytest.FixtureRequest, playwright: Playwright, chromium: str, tmp_path: Path) -> Iterator[NewBrowser]:
    """Makes browsers by name, each with a profile of its own; what they showed at a failure lies below build/reports/e2e."""
    made: dict[str, Browser] = {}

    def new(name: str, **options: Any) -> Browser:
        made[name] = Browser(playwright, chromium, tmp_path / name, **options)
        return made[name]

    yield new
    for name, browser in made.items():
        if request.node.stash.get(FAILED, False) and browser.context is not None:
            for number, page in enumerate(browser.context.pages):
                page.screenshot(path=SCREENS / f"{request.node.name}-{name}-{number}.png")
        browser.close()
