"""The reader's app as a reader uses it: by what can be read and tapped on the screen."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.film import BITS, FIELD, Film, meter

Json = dict[str, Any]
SLOW = 60_000

# Draws what the camera shows now and reads the picture's number off its corner, until it is the one wanted.
SEES = """([number, bits, field]) => new Promise((resolve, reject) => {
  const video = document.querySelector("video");
  if (!video) { reject(new Error("no camera on this screen")); return; }
  const canvas = new OffscreenCanvas(bits * field, field);
  const look = () => {
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (video.videoWidth) {
      context.drawImage(video, 0, 0, bits * field, field, 0, 0, bits * field, field);
      let seen = 0;
      for (let bit = 0; bit < bits; bit += 1) {
        if (context.getImageData(bit * field + field / 2, field / 2, 1, 1).data[0] > 128) seen |= 1 << bit;
      }
      if (seen === number) { resolve(true); return; }
    }
    setTimeout(look, 60);
  };
  look();
})"""


def tail(task: Json) -> str:
    return f"…{task['meter']['asset_number'][-6:]}"


def boxes(register: Json, value: str) -> str:
    """The digits to type for a value: every box of the dial."""
    whole, _, fraction = value.partition(".")
    return whole.rjust(register["digits"], "0") + fraction.ljust(register["decimals"], "0")


class PhoneApp:
    """One page of the reader's app, at phone size, and the camera it looks through."""

    def __init__(self, page: Page, film: Film, origin: str) -> None:
        self.page = page
        self.film = film
        self.origin = origin

    # ---------------------------------------------------------------- coming and going

    def open(self) -> None:
        self.page.goto(f"{self.origin}/")

    def sign_in(self, login: str) -> None:
        """With a demo account, by a tap."""
        self.page.get_by_role("button", name=re.compile(rf"\b{login}$")).click()

    def round_arrives(self) -> None:
        """The round is loaded by itself after signing in."""
        expect(self.stops).to_be_visible(timeout=SLOW)
        self.idle()

    def idle(self) -> None:
        """All that there is was received."""
        expect(self.page.get_by_role("link", name=re.compile("^Sync: all received"))).to_be_visible(timeout=SLOW)

    def ready_without_network(self) -> None:
        """The app says that it needs the server no more."""
        self.page.get_by_role("link", name="Settings").click()
        expect(self.page.locator("dl, section").filter(has_text="Without a network").last).to_contain_text("ready", timeout=SLOW)
        self.back()

    def back(self) -> None:
        self.page.get_by_role("button", name="Back").click()

    # ---------------------------------------------------------------- the list

    @property
    def stops(self) -> Any:
        return self.page.get_by_role("list", name="Stops")

    def show(self, which: str) -> None:
        """Filter the list."""
        self.page.get_by_role("group", name="Which stops").get_by_role("button", name=re.compile(f"^{which}")).click()

    def counted(self, which: str) -> int:
        """The figure beside a filter."""
        text = self.page.get_by_role("group", name="Which stops").get_by_role("button", name=re.compile(f"^{which}")).inner_text()
        return int(re.findall(r"\d+", text)[-1])

    def search(self, text: str) -> None:
        self.page.get_by_role("searchbox", name="Address, number, name").fill(text)

    def open_from_list(self, task: Json) -> None:
        self.search(task["point"]["number"])
        self.stops.get_by_role("link").filter(has_text=tail(task)).first.click()
        self.at(task)

    def open_by_digits(self, task: Json, reason: str = "Barcode worn") -> None:
        """By the last figures of its number, with a reason."""
        self.page.get_by_role("button", name="Digits").click()
        sheet = self.page.get_by_role("dialog", name="Last digits")
        sheet.get_by_role("textbox", name="Last digits").fill(task["meter"]["asset_number"][-6:])
        sheet.get_by_role("radio", name=reason).click()
        sheet.get_by_role("button").filter(has_text=tail(task)).first.click()
        self.at(task)

    def open_by_camera(self, task: Json, values: list[str]) -> None:
        self.film.show(meter(task, values))
        self.page.get_by_role("button", name="Scan a meter").click()
        self.at(task)

    def open_by_box(self, task: Json, box_face: Any) -> None:
        """Scan the meter box, then touch the meter in its grid."""
        self.film.show(box_face)
        self.page.get_by_role("button", name="Scan a meter").click()
        self.page.get_by_role("button").filter(has_text=tail(task)).click()
        self.at(task)

    # ---------------------------------------------------------------- a stop

    def at(self, task: Json) -> None:
        """This task's stop is on the screen, ready to be worked at."""
        expect(self.page).to_have_url(re.compile(rf"/stop/{task['id']}"), timeout=SLOW)
        expect(self.keys).to_be_visible()

    @property
    def keys(self) -> Any:
        return self.page.get_by_role("group", name="Keypad")

    def look_at(self, picture: Any) -> None:
        """Point the camera at something and wait until it shows that."""
        number = self.film.show(picture)
        expect(self.page.get_by_role("button", name="Take a photo")).to_be_visible(timeout=SLOW)
        self.page.evaluate(SEES, [number, BITS, FIELD])

    def photograph(self) -> None:
        self.page.get_by_role("button", name="Take a photo").click()
        expect(self.keys.get_by_role("button", name=re.compile("^1 photo"))).to_be_visible(timeout=SLOW)

    def type_values(self, task: Json, values: list[str]) -> None:
        """Figure after figure on the phone's own keys, which go on to the next register by themselves."""
        registers = sorted(task["registers"], key=lambda one: one["position"])
        for register, value in zip(registers, values, strict=True):
            for figure in boxes(register, value):
                self.keys.get_by_role("button", name=figure, exact=True).click()

    def save(self) -> None:
        self.keys.get_by_role("button", name="Save").click()

    def leaves(self, stop: str) -> None:
        """The app says that it saved, and goes on from a stop's address."""
        expect(self.page).not_to_have_url(stop, timeout=SLOW)
        expect(
            self.page.get_by_role("status").filter(has_text=re.compile("Saved on this phone|Noted: not read")).first
        ).to_be_visible()

    def save_and_leave(self) -> None:
        stop = self.page.url
        self.save()
        self.leaves(stop)

    def read(self, task: Json, values: list[str], *, readable: bool = True) -> None:
        """The whole stop as it usually goes: look, photograph, type, save."""
        self.look_at(meter(task, values, readable=readable))
        self.photograph()
        self.type_values(task, values)
        self.save_and_leave()

    def doubt(self) -> Any:
        return self.page.get_by_role("dialog").filter(has_text="Your first entry is noted")

    def skip(self, reason: str) -> None:
        stop = self.page.url
        self.keys.get_by_role("button", name="Not read").click()
        sheet = self.page.get_by_role("dialog", name="Why not read?")
        sheet.get_by_role("radio", name=reason).click()
        sheet.get_by_role("button", name=re.compile("^Save")).click()
        self.leaves(stop)

    def report_trouble(self, trouble: str, note: str) -> None:
        self.keys.get_by_role("button", name="Trouble").click()
        sheet = self.page.get_by_role("dialog", name="Trouble and note")
        sheet.get_by_role("button", name=trouble).click()
        sheet.get_by_role("textbox", name="Note").fill(note)
        sheet.get_by_role("button", name="Done").click()

    def to_list(self) -> None:
        self.page.evaluate("location.hash = '#/'")
        self.search("")
        expect(self.stops).to_be_visible()

    # ---------------------------------------------------------------- sync

    def send(self) -> None:
        """Open the sync screen and send now, until that is done."""
        self.page.get_by_role("link", name=re.compile("^Sync:")).click()
        self.send_here()

    def send_here(self) -> None:
        """Send now, on the sync screen: out with what is here, and the office's news in."""
        with self.page.expect_response(re.compile("/sync/pull"), timeout=SLOW):
            self.page.get_by_role("button", name="Send now").click()
        expect(self.page.get_by_role("button", name="Send now")).to_be_enabled(timeout=SLOW)

    def ledger(self) -> dict[str, int]:
        """The ledger on the sync screen, by its words."""
        card = self.page.locator("dl.balance")
        expect(card).to_be_visible()
        names = card.get_by_role("term").all_inner_texts()
        figures = card.get_by_role("definition").all_inner_texts()
        return {name.split(" (")[0].strip(): int(figure) for name, figure in zip(names, figures, strict=True)}
