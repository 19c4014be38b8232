"""Area `round`, the reader's page: what it fetches first, Lighthouse's word on it, and how soon a cold phone shows the round."""

import gzip
import json
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright, expect, sync_playwright

from scripts import node
from tests.e2e.browsers import PHONE, Browser, find_chromium
from tests.e2e.demo import Desk, demo_server, seeded
from tests.support import databases
from tests.support.server import Server
from tests.support.shared import ROOT

Figure = dict[str, Any]
LIGHTHOUSE = "lighthouse@13.5.0"
STOPS, COLD_STARTS, LOOKS = 500, 5, 3
LOGIN, PASSWORD = "walker", "long-walks-with-500-stops"

# Says when the first row of the list stood on the screen, by the page's own clock, which begins with the navigation.
# Rows that are there when a frame is prepared are painted with it; a message is delivered after that.
_ROWS = """
const look = () => {
  if (!document.querySelector(".stop-row")) { requestAnimationFrame(look); return; }
  const painted = new MessageChannel();
  painted.port1.onmessage = () => { window.firstRows = performance.now(); };
  painted.port2.postMessage(null);
};
requestAnimationFrame(look);
"""


def run() -> dict[str, Figure]:
    """All figures of the reader's page."""
    program = find_chromium()
    if program is None:
        raise RuntimeError("Chromium is missing: sudo apt-get install chromium")
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        (folder / "server").mkdir()
        with demo_server(folder / "server", seeded(folder)) as server:
            _a_long_round(playwright, server)
            profile = Browser(playwright, program, folder / "phone", size=PHONE)
            _download(profile, server)
            figures = _scripts(profile, server) | _lighthouse(server, program, folder)
            server.stop()
            figures |= _cold_starts(profile, server)
    return figures


def _figure(value: float, unit: str, aim: str, note: str) -> Figure:
    return {"value": value, "unit": unit, "aim": aim, "note": note}


def _a_long_round(playwright: Playwright, server: Server) -> None:
    """A reader of all branches who is given five hundred stops."""
    branches = [option for code in ("DH", "XL", "NP") for option in ("--branch", code)]
    arguments = ("user", "create", LOGIN, "--role", "reader", "--name", "Long round", "--password", PASSWORD, *branches)
    done = databases.command(server.database_url, *arguments, DATA=str(server.folder))
    if done.returncode:
        raise RuntimeError(f"no reader: {done.stdout}{done.stderr}")
    office = Desk(playwright, server, "admin")
    holder = next(one for one in office.items("/people", role="reader") if one["login"] == LOGIN)
    tasks: list[str] = []
    for branch in office.get("/branches")["items"]:
        period = office.items("/periods", branch_id=branch["id"])[0]["period"]
        for walk in office.items("/runs", branch_id=branch["id"], period=period):
            tasks += [task["id"] for task in office.items(f"/runs/{walk['id']}/tasks", limit=500)]
    moved = office.post("/tasks/move", {"task_ids": tasks[:STOPS], "holder_id": holder["id"], "reason": "a long walk"})
    if len(moved["moved"]) != STOPS:
        raise RuntimeError(f"only {len(moved['moved'])} stops were moved")
    office.close()


def _download(profile: Browser, server: Server) -> None:
    page = profile.start(server.url)
    page.goto(server.url)
    page.get_by_label("Login").fill(LOGIN)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text(f"0 of {STOPS} done")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Settings").click()
    expect(page.locator("section").filter(has_text="Without a network").last).to_contain_text("ready", timeout=60_000)
    profile.close()


def _scripts(profile: Browser, server: Server) -> dict[str, Figure]:
    """What a load without service worker or cache really fetches until the first rows stand."""
    page = profile.start(server.url)
    fetched: dict[str, bytes] = {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setBypassServiceWorker", {"bypass": True})
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.add_init_script(_ROWS)
    seen: list[Any] = []
    page.on("response", lambda response: seen.append(response) if response.request.resource_type == "script" else None)
    page.goto(server.url)
    expect(page.locator(".stop-row").first).to_be_visible(timeout=60_000)
    rows_at = page.evaluate("performance.timeOrigin + window.firstRows")
    for response in seen:
        if response.request.timing["startTime"] < rows_at:
            fetched[response.url] = response.body()
    profile.close()
    size = sum(len(gzip.compress(body, 9)) for body in fetched.values())
    note = f"{len(fetched)} scripts asked for before the first rows of a loaded round"
    return {"round.reader_js_gz_kb": _figure(round(size / 1024, 1), "KB", "<= 60", note)}


def _lighthouse(server: Server, program: str, folder: Path) -> dict[str, Figure]:
    """The middle of three looks, as on a phone."""
    looks: dict[str, list[float]] = {"performance": [], "accessibility": [], "best-practices": []}
    report = folder / "lighthouse.json"
    flags = "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
    command = ["npx", "--yes", LIGHTHOUSE, server.url, f"--chrome-flags={flags}", "--output=json", f"--output-path={report}"]
    for _ in range(LOOKS):
        environment = node.environment() | {"CHROME_PATH": program}
        done = subprocess.run(
            [*command, "--quiet"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        if done.returncode:
            raise RuntimeError(f"Lighthouse failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        found = json.loads(report.read_text())["categories"]
        for name, scores in looks.items():
            scores.append(round(found[name]["score"] * 100))
    aims = {"performance": ">= 95", "accessibility": "100", "best-practices": "100"}
    return {
        f"round.lighthouse_{name.replace('-', '_')}": _figure(
            statistics.median(scores), "of 100", aims[name], f"{LIGHTHOUSE}, mobile, the first page; all: {scores}"
        )
        for name, scores in looks.items()
    }


def _cold_starts(profile: Browser, server: Server) -> dict[str, Figure]:
    """From the navigation to the first rows: the server is off, the browser has just been started, the processor is slowed."""
    times = []
    for _ in range(COLD_STARTS):
        page = profile.start(server.url)
        times.append(_first_rows(page, server.url))
        profile.close()
    note = f"server off, browser cold, {STOPS} stops, 4x CPU throttle; all: {[round(one) for one in times]}"
    return {"round.cold_first_rows_500_4x_ms": _figure(round(statistics.median(times)), "ms", "<= 1000", note)}


def _first_rows(page: Page, url: str) -> float:
    page.add_init_script(_ROWS)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(url)
    expect(page.locator(".stop-row").first).to_be_visible(timeout=60_000)
    return float(page.evaluate("new Promise((done) => requestAnimationFrame(() => done(window.firstRows)))"))
