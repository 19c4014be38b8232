"""The machine's own Chromium under Playwright, as browser tests use it."""

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.e2e
def test_it_shows_a_page_in_chinese_letters(page: Page) -> None:
    page.set_content('<meta charset="utf-8"><h1>抄表通</h1>')
    expect(page.get_by_role("heading")).to_have_text("抄表通")
