"""The office's page as a supervisor uses it."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

Json = dict[str, Any]
SLOW = 60_000


class OfficeApp:
    """One page of the console at desk size."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin

    def sign_in(self, login: str) -> None:
        self.page.goto(f"{self.origin}/office")
        self.page.get_by_role("button", name=re.compile(rf"\b{login}$")).click()
        expect(self.page.get_by_role("navigation", name="Main")).to_be_visible(timeout=SLOW)

    def go(self, where: str) -> None:
        self.page.get_by_role("navigation", name="Main").get_by_role("link", name=re.compile(f"^{where}")).click()

    # ---------------------------------------------------------------- today

    def progress_of(self, name: str) -> Locator:
        """A reader's line on today's page."""
        self.go("Today")
        return self.page.get_by_role("row").filter(has_text=name)

    # ---------------------------------------------------------------- cases

    def open_case(self, task: Json) -> None:
        """The case about a task's meter, from the queue."""
        self.go("Cases")
        queue = self.page.get_by_role("region", name="Cases")
        queue.get_by_role("link").filter(has_text=f"…{task['meter']['asset_number'][-6:]}").click()
        expect(self.page.get_by_text(task["meter"]["asset_number"])).to_be_visible(timeout=SLOW)

    def photo(self) -> Locator:
        return self.page.get_by_role("img", name=re.compile("^Photo of the meter"))

    def photo_is_shown(self) -> None:
        """Not merely an address: the picture's bytes came and could be drawn."""
        expect(self.photo()).to_be_visible(timeout=SLOW)
        expect(self.photo()).to_have_js_property("complete", value=True, timeout=SLOW)
        assert self.photo().evaluate("picture => picture.naturalWidth") > 0

    def decide(self, decision: str) -> None:
        self.page.get_by_role("toolbar", name="Decision").get_by_role("button", name=re.compile(f"^{decision}")).click()

    def order(self, decision: str, reason: str) -> None:
        """A decision that wants a reason."""
        self.decide(decision)
        sheet = self.page.get_by_role("dialog", name=decision)
        sheet.get_by_role("button", name=reason).click()
        sheet.get_by_role("button", name="Order it").click()
        expect(sheet).to_be_hidden(timeout=SLOW)

    # ---------------------------------------------------------------- moving work

    def move(self, tasks: list[Json], run: str, to: str, reason: str) -> None:
        """Move stops of one run to another reader."""
        self.go("Assign")
        self.page.get_by_role("link", name=run).click()
        mover = self.page.get_by_role("region", name=run)
        expect(mover.get_by_role("checkbox").nth(2)).to_be_visible(timeout=SLOW)
        mover.get_by_label("Stops by their place in the route").fill(", ".join(str(task["sequence"]) for task in tasks))
        mover.get_by_role("button", name="Select").click()
        expect(mover.get_by_text(f"{len(tasks)} selected")).to_be_visible()
        mover.get_by_role("radio", name=to).click()
        mover.get_by_label("Reason").fill(reason)
        mover.get_by_role("button", name=f"Move {len(tasks)} stops").click()
        expect(mover.get_by_text(f"{len(tasks)} stops moved to {to}")).to_be_visible(timeout=SLOW)

    # ---------------------------------------------------------------- inviting a customer

    def invite(self, task: Json, run: str) -> str:
        """Make a link for the customer of a skipped stop; answers its address."""
        self.go("Plan")
        self.page.get_by_role("link", name=run).click()
        panel = self.page.get_by_role("complementary", name=run)
        panel.get_by_role("listitem").filter(has_text=task["meter"]["asset_number"][-6:]).get_by_role(
            "button", name="Invite customer"
        ).click()
        sheet = self.page.get_by_role("dialog", name="Ask the customer for the reading")
        sheet.get_by_role("button", name="Make the link").click()
        expect(sheet.get_by_role("img", name="QR code of the link")).to_be_visible(timeout=SLOW)
        address = sheet.get_by_text(re.compile(r"#t=")).inner_text().strip()
        sheet.get_by_role("button", name="Close").click()
        return address
