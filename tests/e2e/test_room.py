"""Room on the phone, in a real browser: a stop isn't begun to be saved in the last megabytes, and whoever clears data says so."""

from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Playwright, expect

from tests.e2e import phone_store
from tests.e2e.browsers import PHONE
from tests.e2e.conftest import NewBrowser
from tests.e2e.demo import Desk
from tests.e2e.film import Film, face, meter
from tests.e2e.phone_app import SLOW, PhoneApp
from tests.e2e.walk import judged, rolls_over, single, usual
from tests.support.server import Server

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

USED = "async () => (await navigator.storage.estimate()).usage"
# Newer Chromium tells every page the same quota, whatever there is; without this it tells what it keeps to.
TELLS = "--disable-features=StaticStorageQuota"


@pytest.fixture
def phone(new_browser: NewBrowser, demo: Server, tmp_path: Path, request: pytest.FixtureRequest) -> PhoneApp:
    film = Film(tmp_path / "reader1.y4m")
    film.show(face([], barcode=None))
    page = new_browser("reader1", size=PHONE, film=film.path, flags=getattr(request, "param", ())).start(demo.url)
    app = PhoneApp(page, film, demo.url)
    app.open()
    app.sign_in("reader1")
    app.round_arrives()
    return app


@pytest.fixture
def browser(phone: PhoneApp) -> CDPSession:
    return phone.page.context.new_cdp_session(phone.page)


@pytest.mark.parametrize("phone", [(TELLS,)], indirect=True, ids=["told"])
def test_a_full_phone_stops_before_the_last_megabytes(
    playwright: Playwright, phone: PhoneApp, browser: CDPSession, demo: Server
) -> None:
    desk = Desk(playwright, demo, "reader1")
    task = next(one for one in desk.pack() if one["state"] == "open" and single(one) and judged(one) and not rolls_over(one))
    page = phone.page
    phone.open_from_list(task)
    phone.look_at(meter(task, usual(task)))
    phone.photograph()
    page.context.set_offline(offline=True)
    phone.type_values(task, usual(task))
    browser.send("Storage.overrideQuotaForOrigin", {"origin": demo.url, "quotaSize": page.evaluate(USED) + 1_000_000})
    phone.save()
    expect(page.get_by_text("The phone is nearly full. Send what is here first, then go on.")).to_be_visible(timeout=SLOW)
    # Nothing is called saved, and what was typed and taken is still there.
    phone.at(task)
    assert phone_store.entries(page, desk.person["id"]) == []
    browser.send("Storage.overrideQuotaForOrigin", {"origin": demo.url})
    phone.save_and_leave()
    assert [one["kind"] for one in phone_store.entries(page, desk.person["id"])] == ["attempt", "visit"]
    page.context.set_offline(offline=False)
    page.evaluate("dispatchEvent(new Event('online'))")
    phone.idle()
    desk.close()


def test_a_browser_that_may_clear_the_data_is_called_that(phone: PhoneApp, browser: CDPSession, demo: Server) -> None:
    def allow(setting: str) -> None:
        permission = {"name": "persistent-storage"}
        browser.send("Browser.setPermission", {"permission": permission, "setting": setting, "origin": demo.url})

    page = phone.page
    warning = page.get_by_text("The browser won't promise to keep the data")
    page.get_by_role("link", name="Settings").click()
    expect(page.get_by_text("Without a network")).to_be_visible(timeout=SLOW)
    expect(warning).not_to_be_visible()
    phone.back()
    allow("denied")
    page.get_by_role("link", name="Settings").click()
    expect(warning).to_be_visible(timeout=SLOW)
    ask = page.get_by_role("button", name="Ask again")
    ask.click()
    # Asked after the button's question, and answered after it.
    assert page.evaluate("navigator.storage.persist()") is False
    expect(warning).to_be_visible()
    allow("granted")
    ask.click()
    expect(warning).not_to_be_visible(timeout=SLOW)
