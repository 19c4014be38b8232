"""Migrated databases, made once in a run and copied for each test."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.postgres import Cluster, lock
from tests.support.shared import ROOT

TEMPLATE = "migrated"


def command(url: str, *arguments: str, root: Path = ROOT, **environment: str) -> "subprocess.CompletedProcess[str]":
    """The server's command line as an operator uses it: a process of its own, the address in its environment."""
    return subprocess.run(
        [sys.executable, "-m", "backend.cli", *arguments],
        cwd=root,
        env={**os.environ, "DATABASE_URL": url, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def migrate(url: str, *, root: Path = ROOT) -> None:
    done = command(url, "migrate", root=root)
    if done.returncode:
        raise RuntimeError(f"migrate failed with {done.returncode}:\n{done.stdout}{done.stderr}")


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


def sqlite_template(folder: Path) -> Path:
    """A migrated file, the same one for all workers of a run that share the folder."""
    template = folder / "migrated.sqlite"
    with lock(folder / "migrated.lock"):
        if not template.exists():
            making = folder / "migrating.sqlite"
            migrate(sqlite_url(making))
            # The last connection's close has folded the journal into the file, which can then be copied alone.
            making.rename(template)
    return template


def copy_sqlite(template: Path, path: Path) -> str:
    shutil.copyfile(template, path)
    return sqlite_url(path)


@contextmanager
def fresh_sqlite(folder: Path) -> Iterator[str]:
    template = sqlite_template(folder)
    own = Path(tempfile.mkdtemp(dir=folder))
    try:
        yield copy_sqlite(template, own / "meterround.db")
    finally:
        shutil.rmtree(own)


def postgres_template(cluster: Cluster) -> str:
    with lock(cluster.folder.parent / "migrated.lock"):
        if not cluster.has_database(TEMPLATE):
            making = cluster.create_database()
            migrate(cluster.url(making))
            cluster.rename_database(making, TEMPLATE)
    return TEMPLATE
