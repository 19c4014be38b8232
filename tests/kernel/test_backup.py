"""Backing up while the server runs, and putting the backup back."""

import shutil
import subprocess
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from backend.kernel import audit, changes
from backend.kernel.audit import SYSTEM
from backend.kernel.backup import back_up
from backend.kernel.blobs import LocalStore
from backend.kernel.db import Database
from backend.kernel.ids import new_id
from tests.support.postgres import Cluster
from tests.support.shared import ROOT


def deed(session: Session) -> None:
    changes.announce(session, home=1, audience="branch:1", kind="task", subject=new_id())
    audit.record(session, home=1, actor=SYSTEM, action="test", subject=("test", "1"), detail={})


def restored(database: Database, folder: Path, cluster: Cluster | None) -> Database:
    if database.dialect == "sqlite":
        shutil.copyfile(folder / "database.sqlite", folder / "again.sqlite")
        return Database.open(f"sqlite:///{folder}/again.sqlite")
    assert cluster is not None
    url = cluster.url(cluster.create_database())
    plain = url.replace("+psycopg", "")
    subprocess.run(["pg_restore", "--no-owner", f"--dbname={plain}", str(folder / "database.dump")], check=True, cwd=ROOT)
    return Database.open(url)


def test_a_backup_holds_all_that_its_marks_say(
    database: Database, database_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    blobs = LocalStore(tmp_path / "photos")
    for number in range(3):
        database.run(deed)
        blobs.put(f"photos/{number}", bytes([number]))
    folder = tmp_path / "backup"
    marks = back_up(database, blobs, database_url, folder)
    assert marks == {1: 3}
    database.run(deed)
    cluster = request.getfixturevalue("cluster") if database.dialect == "postgresql" else None
    again = restored(database, folder, cluster)
    assert again.read(changes.heads) == marks
    assert again.read(lambda session: audit.verify(session, 1)) == []
    again.close()
    assert sorted(LocalStore(folder / "photos").keys()) == ["photos/0", "photos/1", "photos/2"]

    blobs.put("photos/9", b"9")
    assert back_up(database, blobs, database_url, folder) == {1: 4}
    assert LocalStore(folder / "photos").exists("photos/9")
