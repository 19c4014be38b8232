"""The customer's page as a customer uses it."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.phone_app import boxes

Json = dict[str, Any]
SLOW = 60_000


class ReportApp:
    """One page behind a link, at phone size."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, address: str) -> None:
        self.page.goto(address)

    def confirm_meter(self, task: Json) -> None:
        self.page.get_by_role("button", name=f"Yes, mine ends in {task['meter']['asset_number'][-6:]}").click()

    def type_values(self, task: Json, values: list[str]) -> None:
        registers = sorted(task["registers"], key=lambda one: one["position"])
        for at, (register, value) in enumerate(zip(registers, values, strict=True)):
            self.page.get_by_role("textbox").fill(boxes(register, value))
            last = at == len(registers) - 1
            self.page.get_by_role("button", name="Next: a photo" if last else "Next figures").click()

    def choose_photo(self, picture: Path) -> None:
        self.page.locator("input[type=file]").set_input_files(picture)
        self.page.get_by_role("button", name="Yes, use this one").click()

    def send(self) -> str:
        """Send; answers the receipt's number, when the photo has arrived too."""
        self.page.get_by_role("button", name="Send", exact=True).click()
        expect(self.page.get_by_role("heading", name="Thank you, your reading has arrived")).to_be_visible(timeout=SLOW)
        expect(self.page.get_by_text("Photo received")).to_be_visible(timeout=SLOW)
        return self.page.get_by_role("definition").first.inner_text()

    def is_over(self) -> None:
        """Opened once more, the link says that it was used."""
        self.page.reload()
        expect(self.page.get_by_role("heading", name=re.compile("Thank you|used already"))).to_be_visible(timeout=SLOW)
