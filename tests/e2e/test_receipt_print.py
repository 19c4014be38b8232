"""A day's receipts on paper: a phone closes its day, then again after more stops, and the office prints both."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Playwright, expect

from tests.e2e.browsers import OFFICE
from tests.e2e.conftest import NewBrowser
from tests.e2e.demo import Desk
from tests.e2e.office_app import OfficeApp
from tests.e2e.walk import usual
from tests.factories.evidence import photo
from tests.support.outbox import Outbox
from tests.support.phone import Phone
from tests.support.server import Server
from tests.support.wire import HttpWire

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

DAY = "2026-11-24"
STOPS = 40
# What stands over the edge of its cell, or begins before the row above it has ended.
AMISS = """(paper) => {
  const rows = [...paper.querySelectorAll("tr")].map((row) => row.getBoundingClientRect());
  const wide = [...paper.querySelectorAll("th, td, dd")].filter((cell) => cell.scrollWidth > cell.clientWidth + 1);
  return wide.length + rows.filter((row, at) => at > 0 && row.top < rows[at - 1].bottom - 1).length;
}"""


def close_day(phone: Phone, stops: list[dict[str, Any]], photos: list[bytes]) -> None:
    """Read stops, the last with a photo of its own, and close the day; the phone names all photos it has of the day."""
    visits = [phone.read(task, usual(task), attempts=True) for task in stops[:-1]]
    visits.append(phone.read(stops[-1], usual(stops[-1]), attempts=True, photos=photos[-1:]))
    phone.close_day(DAY, photos=photos)
    phone.push_all()
    assert phone.upload(photos[-1], visits[-1]).status in {201, 204}
    phone.pull()


@pytest.fixture
def receipts(demo: Server, playwright: Playwright) -> list[dict[str, Any]]:
    """The content of a day's first receipt and of its supplement."""
    reader = Desk(playwright, demo, "reader1")
    device = reader.post("/devices", {"name": "Android · Chrome"})
    phone = Phone(
        HttpWire(demo.url), device_id=device["device_id"], token=device["token"], person_id=reader.person["id"], outbox=Outbox()
    )
    phone.pull()
    stops = [task for task in phone.open_tasks() if all(one["previous"] and one["expect"] for one in task["registers"])]
    early, late = photo("1").data, photo("2").data
    close_day(phone, stops[:STOPS], [early])
    close_day(phone, stops[STOPS : STOPS + 2], [early, late])
    phone.close()
    return [one["content"] for one in phone.receipts_of_days]


def shown(page: Page, number: int) -> Locator:
    """A receipt of the day; the newest stands first in the list."""
    buttons = page.get_by_role("button", name="Show")
    expect(buttons).to_have_count(2)
    buttons.nth(2 - number).click()
    paper = page.locator(".paper")
    expect(paper).to_be_visible()
    return paper


def test_every_reading_entry_and_photo_stands_on_paper(
    demo: Server, receipts: list[dict[str, Any]], new_browser: NewBrowser
) -> None:
    page = new_browser("supervisor1", size=OFFICE).start(demo.url)
    OfficeApp(page, demo.url).sign_in("supervisor1")
    page.evaluate("location.hash = '#/receipts'")
    for content, said in zip(receipts, ["No. 1 (the day's first)", "No. 2 (supplement 1)"], strict=True):
        page.emulate_media(media="screen")
        paper = shown(page, content["number"])
        page.emulate_media(media="print")
        expect(paper).to_contain_text(said)
        readings, entries, photos = [table.inner_text() for table in paper.get_by_role("table").all()]
        assert len(re.findall(r"\b\d{22}\b", readings)) == len(content["readings"]), "every meter"
        assert [one["value"] for one in content["readings"] if one["value"] not in readings] == []
        assert re.findall(r"\b[0-9a-f]{64}\b", entries) == [one["digest"] for one in content["entries"]]
        assert re.findall(r"\b[0-9a-f]{64}\b", photos) == content["photos"]
        assert paper.evaluate(AMISS) == 0
        pdf = page.pdf(prefer_css_page_size=True)
        pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
        assert pages == 1 if content["number"] == 2 else pages > 2
        page.keyboard.press("Escape")
        expect(paper).to_have_count(0)
