"""`make screenshots`: every screen in both languages and a few in the dark, small, into docs/screenshots."""

import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.e2e.browsers import FLAGS, OFFICE, PHONE, Browser, find_chromium
from tests.e2e.demo import demo_server, seeded
from tests.e2e.film import Film, face
from tests.e2e.stage import Stage, stage
from tests.e2e.tour import console_screens, practice_screens, reader_screens, report_screens
from tests.support.shared import ROOT

SHOTS = ROOT / "docs" / "screenshots"
MOST_BYTES = 60_000
# Which screens are shown in the dark, too.
DARK = {"reader-round", "reader-stop", "reader-doubt", "reader-sync", "console-today", "console-case", "report-value"}
PASSES = (("zh", "zh-CN", False), ("en", "en-US", False), ("en", "en-US", True))


def keep(page: Page, name: str) -> None:
    """A picture as small as its eye allows: never over 60 KB."""
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    tries = (compressed(picture, quality) for quality in (82, 70, 55, 40, 25))
    small = next(one for one in tries if len(one) <= MOST_BYTES)
    (SHOTS / f"{name}.webp").write_bytes(small)
    print(f"{name}: {len(small) // 1024} KB", flush=True)


def compressed(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=quality, method=6)
    return out.getvalue()


def screens(made: Stage, new: "New", turn: int, *, dark: bool) -> Iterator[tuple[Page, str]]:
    """All of them, with the page that shows each."""
    film = Film(new.folder / f"camera{turn}.y4m")
    film.show(face([], barcode=None))
    phone = new.page(PHONE, film)
    yield from ((phone, name) for name in reader_screens(phone, made, film, turn))
    desk = new.page(OFFICE)
    yield from ((desk, name) for name in console_screens(desk, made))
    customer = new.page(PHONE)
    yield from ((customer, name) for name in report_screens(customer, made, turn, new.folder, send=not dark))
    practice = new.page(OFFICE)
    yield from ((practice, name) for name in practice_screens(practice, made))


class New:
    """Makes pages in browsers of their own, and closes them."""

    def __init__(self, made: Stage, program: str, folder: Path, *, locale: str, dark: bool) -> None:
        self.folder = folder
        self._made, self._program, self._locale, self._dark = made, program, locale, dark
        self._browsers: list[Browser] = []

    def page(self, size: dict[str, int], film: Film | None = None) -> Page:
        profile = self.folder / f"{self._locale}-{self._dark}-{len(self._browsers)}"
        path = film.path if film else None
        one = Browser(self._made.playwright, self._program, profile, size=size, film=path, locale=self._locale, dark=self._dark)
        self._browsers.append(one)
        return one.start(self._made.server.url)

    def close(self) -> None:
        for one in self._browsers:
            one.close()


def main() -> int:
    program = find_chromium()
    if program is None:
        print("Chromium is missing: sudo apt-get install chromium", file=sys.stderr)
        return 1
    SHOTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="screens-") as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        (folder / "server").mkdir()
        with demo_server(folder / "server", seeded(folder)) as server:
            drawing = playwright.chromium.launch(executable_path=program, args=FLAGS)
            made = stage(playwright, drawing, server)
            drawing.close()
            for turn, (short, locale, dark) in enumerate(PASSES):
                new = New(made, program, folder, locale=locale, dark=dark)
                for page, name in screens(made, new, turn, dark=dark):
                    if not dark or name in DARK:
                        keep(page, f"{name}.{short}{'.dark' if dark else ''}")
                new.close()
            made.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
