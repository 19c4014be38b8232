"""Copying the database and the photos to a safe place, while the server runs."""

import os
import sqlite3
import subprocess
from pathlib import Path

from backend.kernel import changes
from backend.kernel.blobs import BlobMissingError, BlobStore, LocalStore, fsync_folder
from backend.kernel.db import Database

DATABASE = {"sqlite": "database.sqlite", "postgresql": "database.dump"}
PHOTOS = "photos"


def back_up(database: Database, blobs: BlobStore, url: str, folder: Path) -> dict[int, int]:
    """Copy everything into a folder, durable on return; answers home → change_seq that the copy surely holds.

    The heads are read before the database is copied, and the database before the photos: so every photo that the copied
    database counts as whole is in the copy too, and nothing counts as safe that isn't. Photos that are there already stay.
    """
    folder.mkdir(parents=True, exist_ok=True)
    marks = database.read(changes.heads)
    target = folder / DATABASE[database.dialect]
    fresh = target.with_name(f"{target.name}.new")
    fresh.unlink(missing_ok=True)
    if database.dialect == "sqlite":
        _copy_sqlite(Path(url.removeprefix("sqlite:///")), fresh)
    else:
        plain = url.replace("postgresql+psycopg://", "postgresql://")
        subprocess.run(["pg_dump", "--format=custom", f"--file={fresh}", plain], check=True)
    _sync(fresh)
    copied = LocalStore(folder / PHOTOS)
    for key in blobs.keys():  # noqa: SIM118  a store is no mapping
        if not copied.exists(key):
            try:
                copied.put(key, blobs.read(key))
            except BlobMissingError:
                continue
    fresh.replace(target)
    fsync_folder(folder)
    return marks


def _copy_sqlite(source: Path, target: Path) -> None:
    # The online copy takes a consistent state and doesn't stop the writer.
    with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as original, sqlite3.connect(target) as copy:
        original.backup(copy, pages=2000)
    original.close()
    copy.close()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
