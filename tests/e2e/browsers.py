"""Real browsers with a profile on disk, as they are on people's machines: closed, killed and started again."""

import os
import shutil
import signal
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Error, Page, Playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
OFFICE = {"width": 1440, "height": 900}


def find_chromium() -> str | None:
    """The machine's own, as the tests use it."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Browser:
    """One installed browser: its profile outlives its processes."""

    def __init__(
        self, playwright: Playwright, chromium: str, profile: Path, *, size: dict[str, int], film: Path | None = None,
        locale: str = "en-US", dark: bool = False, flags: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        self._playwright = playwright
        self._chromium = chromium
        self._profile = profile
        self._film = film
        self._flags = flags
        self._options: dict[str, Any] = {
            "viewport": size, "locale": locale, "timezone_id": "Asia/Shanghai", "color_scheme": "dark" if dark else "light",
            "geolocation": {"latitude": 36.1052, "longitude": 113.2107, "accuracy": 8},
            "has_touch": size is PHONE, "is_mobile": size is PHONE,
        }  # fmt: skip
        self.context: BrowserContext | None = None
        self.errors: list[str] = []
        self._granting: CDPSession | None = None

    def start(self, origin: str) -> Page:
        """A cold start, with what a person allowed once: camera, place, and that the page's data is kept."""
        flags = [*FLAGS, *self._flags]
        if self._film is not None:
            flags += [
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={self._film}",
            ]
        self.context = self._playwright.chromium.launch_persistent_context(
            str(self._profile), executable_path=self._chromium, args=flags, **self._options
        )
        self.context.set_default_timeout(30_000)
        page = self.context.pages[0] if self.context.pages else self.context.new_page()
        permissions = ["durableStorage", "geolocation", "videoCapture"]
        # What was granted ends with the session that granted it.
        self._granting = self.context.new_cdp_session(page)
        self._granting.send("Browser.grantPermissions", {"permissions": permissions, "origin": origin})
        self.context.on("weberror", lambda error: self.errors.append(str(error.error)))
        return page

    def _processes(self) -> list[int]:
        """Ours alone: those whose command line names our profile."""
        mark = f"--user-data-dir={self._profile}".encode()
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    line = (entry / "cmdline").read_bytes()
                except OSError:
                    continue
                if mark in line:
                    found.append(int(entry.name))
        return found

    def kill(self) -> None:
        """Kill -9, as when the battery falls out."""
        pids = self._processes()
        assert pids, "the browser isn't running"
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        until = time.monotonic() + 20
        while self._processes() and time.monotonic() < until:
            time.sleep(0.05)
        self.close()
        # A browser that was killed leaves its lock behind, which names a process that is gone.
        (self._profile / "SingletonLock").unlink(missing_ok=True)

    def close(self) -> None:
        context, self.context = self.context, None
        if context is not None:
            try:
                context.close()
            except Error as error:
                # After a kill there is nobody left to close.
                if "closed" not in str(error):
                    raise
