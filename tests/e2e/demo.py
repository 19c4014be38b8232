"""The demo behind a real server, and what a test itself knows of it: a reader's pack, the office's answers, by plain HTTP."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import APIRequestContext, Playwright

from tests.support import databases
from tests.support.postgres import lock
from tests.support.server import Server, running

Json = dict[str, Any]


def seeded(folder: Path) -> Path:
    """A database with the demo, made once and the same one for all who share the folder."""
    ready = folder / "demo.sqlite"
    with lock(folder / "demo.lock"):
        if not ready.exists():
            making = databases.copy_sqlite(databases.sqlite_template(folder), folder / "seeding.sqlite")
            done = databases.command(making, "seed", DEMO="1", DATA=str(folder / "seeding"))
            if done.returncode:
                raise RuntimeError(f"seed failed with {done.returncode}:\n{done.stdout}{done.stderr}")
            (folder / "seeding.sqlite").rename(ready)
    return ready


@contextmanager
def demo_server(folder: Path, seed: Path) -> Iterator[Server]:
    """A server with the demo in it; its files lie below a folder."""
    database = folder / "meterround.db"
    shutil.copyfile(seed, database)
    # One address does everything here: what slows strangers down would slow the test.
    with running(folder, databases.sqlite_url(database), DEMO="1", RATE_UNKNOWN="100000", RATE_KNOWN="100000") as server:
        yield server


class Desk:
    """Somebody signed in over HTTP, without a page."""

    def __init__(self, playwright: Playwright, server: Server, login: str) -> None:
        self._http: APIRequestContext = playwright.request.new_context(
            base_url=server.url, extra_http_headers={"Origin": server.url, "X-MeterRound": "1"}
        )
        accounts = self.get("/auth/demo")["accounts"]
        account = next(one for one in accounts if one["login"] == login)
        self.person: Json = self.post("/auth/sign-in", {"login": login, "password": account["password"]})["person"]

    def get(self, path: str, **query: str | int | None) -> Any:
        """A JSON answer below /api/v1; anything but a success is the test's failure."""
        wanted: dict[str, str | float | bool] = {name: value for name, value in query.items() if value is not None}
        reply = self._http.get(f"/api/v1{path}", params=wanted)
        assert reply.ok, f"{path}: {reply.status} {reply.text()[:500]}"
        return reply.json()

    def post(self, path: str, body: Json) -> Any:
        reply = self._http.post(f"/api/v1{path}", data=body)
        assert reply.ok, f"{path}: {reply.status} {reply.text()[:500]}"
        return reply.json()

    def items(self, path: str, **query: str | int | None) -> list[Json]:
        """All pages of a list."""
        found: list[Json] = []
        cursor: str | None = None
        while True:
            page = self.get(path, cursor=cursor, **query)
            found += page["items"]
            cursor = page["next"]
            if cursor is None:
                return found

    def bytes(self, path: str, **query: str) -> bytes:
        reply = self._http.get(f"/api/v1{path}", params=dict(query))
        assert reply.ok, f"{path}: {reply.status}"
        return reply.body()

    def pack(self) -> list[Json]:
        """The tasks a reader carries, as a phone of theirs would pull them."""
        device = self.post("/devices", {"name": "the test's eyes"})
        headers = {"Authorization": f"Device {device['token']}", "X-Person": self.person["id"]}
        tasks: list[Json] = []
        page: str | None = None
        while True:
            reply = self._http.get("/api/v1/sync/pull", headers=headers, params={"page": page} if page else {})
            assert reply.ok, f"pull: {reply.status} {reply.text()[:500]}"
            answer = reply.json()
            tasks += answer["tasks"]
            page = answer["page"]
            if page is None:
                return tasks

    def close(self) -> None:
        self._http.dispose()
