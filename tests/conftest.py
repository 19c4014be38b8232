"""What every test can ask for: databases of both kinds, a real PostgreSQL, a real Chromium, the shared data, and no network."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backend.kernel.db import Database
from tests.support import application, databases, run
from tests.support.missing import Missing, go_without, summary
from tests.support.network import allow_only_loopback
from tests.support.postgres import Cluster, find_binaries

KEEPER = pytest.StashKey[run.Keeper]()


def is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    if not is_worker(config) and not config.option.collectonly:
        config.stash[KEEPER] = run.begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    if KEEPER in config.stash:
        run.end(config.stash[KEEPER])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, so that no worker begins them when the other has nothing left to do."""
    items.sort(key=lambda item: item.get_closest_marker("e2e") is None and item.get_closest_marker("chaos") is None)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    terminalreporter.write_line(summary([str(report.longrepr) for report in skipped]))


@pytest.fixture(scope="session", autouse=True)
def only_loopback() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        allow_only_loopback(patch)
        yield


@pytest.fixture(scope="session")
def folder_of_run() -> Path:
    """A folder that all workers of a run share, in memory where there is room; gone afterwards."""
    return run.folder()


@pytest.fixture(scope="session")
def cluster() -> Cluster:
    """A real PostgreSQL, shared by the whole run. Make a database of your own in it."""
    if find_binaries() is None:
        go_without(Missing.POSTGRESQL, "sudo apt-get install postgresql")
    return run.cluster()


@pytest.fixture
def sqlite_url(folder_of_run: Path) -> Iterator[str]:
    """The address of a fresh, migrated SQLite database."""
    with databases.fresh_sqlite(folder_of_run) as url:
        yield url


@pytest.fixture
def postgres_url(cluster: Cluster) -> Iterator[str]:
    """The address of a fresh, migrated PostgreSQL database."""
    with cluster.database(template=databases.postgres_template(cluster)) as url:
        yield url


BOTH = [pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh, migrated database: the test runs once on each kind."""
    return str(request.getfixturevalue(f"{'sqlite' if request.param == 'sqlite' else 'postgres'}_url"))


@pytest.fixture(params=BOTH)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a single table, on each kind."""
    if request.param == "sqlite":
        yield databases.sqlite_url(tmp_path / "empty.sqlite")
        return
    with request.getfixturevalue("cluster").database() as url:
        yield url


def opened(url: str) -> Iterator[Database]:
    database = Database.open(url)
    try:
        yield database
    finally:
        database.close()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh, migrated, open database: the test runs once on each kind."""
    yield from opened(database_url)


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    yield from opened(sqlite_url)


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[Database]:
    yield from opened(postgres_url)


@pytest.fixture
def app(database: Database, tmp_path: Path) -> application.Application:
    """The application on a fresh database: the test runs once on each kind."""
    return application.make(database, tmp_path)


@pytest.fixture
def sqlite_app(sqlite_database: Database, tmp_path: Path) -> application.Application:
    """The application, where the kind of database can't matter."""
    return application.make(sqlite_database, tmp_path)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the machine's own Chromium: Playwright's download isn't used."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        go_without(Missing.CHROMIUM, "sudo apt-get install chromium")
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], chromium: str) -> dict[str, Any]:
    """A browser that works as root without a GPU and asks nobody outside for anything."""
    flags = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    return {**browser_type_launch_args, "executable_path": chromium, "args": [*browser_type_launch_args.get("args", []), *flags]}
