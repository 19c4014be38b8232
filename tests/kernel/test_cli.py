"""The command line, as an operator uses it."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from backend.identity.service import server, sign_in
from backend.kernel import alone
from backend.kernel.db import Database
from backend.kernel.jobs import Job
from config import Config, ConfigError
from tests.support.application import Application
from tests.support.postgres import free_port
from tests.support.server import Server
from tests.support.shared import ROOT


class Shell(Protocol):
    def __call__(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture
def run(sqlite_url: str, tmp_path: Path) -> Shell:
    def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        own = {"PATH": os.environ["PATH"], "DATABASE_URL": sqlite_url, "DATA": str(tmp_path), "BLOBS": str(tmp_path / "photos")}
        program = [sys.executable, "-m", "backend.cli", *arguments]
        return subprocess.run(program, cwd=ROOT, env={**own, **environment}, capture_output=True, text=True, check=False)

    return command


def test_settings_come_from_the_environment() -> None:
    config = Config.from_env(
        {"DATA": "/srv/mr", "PORT": "9000", "DEMO": "yes", "TIME_ZONE": "Asia/Urumqi", "S3_ENDPOINT": "http://s3"}
    )
    assert (config.database_url, config.blobs) == ("sqlite:////srv/mr/meterround.db", "/srv/mr/photos")
    assert (config.port, config.settings.demo, config.settings.time_zone.key) == (9000, True, "Asia/Urumqi")
    assert config.s3 == {"endpoint": "http://s3"}
    assert Config.from_env({"TLS_CERT": "c", "TLS_KEY": "k"}).settings.secure


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "http"), ("DEMO", "perhaps"), ("TIME_ZONE", "Mars/Olympus"), ("WEB_THREADS", "-1")]
)
def test_a_setting_that_can_not_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name):
        Config.from_env({name: value})


def test_a_wrong_setting_is_one_line_to_the_operator(run: Shell) -> None:
    done = run("migrate", PORT="http")
    assert (done.returncode, done.stderr) == (1, "Error: PORT must be a whole number, not 'http'\n")


def test_migrating_twice_and_checking_is_fine(run: Shell) -> None:
    for arguments in (["migrate"], ["migrate"], ["migrate", "--check"]):
        done = run(*arguments)
        assert (done.returncode, done.stderr) == (0, "")


def test_an_account_made_here_can_sign_in(run: Shell, sqlite_database: Database) -> None:
    made = run("user", "create", "Chief", "--role", "admin", "--name", "Chief", "--password", "long enough for us")
    assert (made.returncode, made.stdout) == (0, "Chief can sign in.\n")
    found = sqlite_database.read(lambda session: sign_in.check_password(session, login="chief", password="long enough for us"))
    assert found is not None
    again = run("user", "create", "chief", "--role", "admin", "--name", "Chief", "--password", "long enough for us")
    assert (again.returncode, again.stderr) == (1, "Error: This login exists. Choose another.\n")
    short = run("user", "create", "other", "--role", "admin", "--name", "Other", "--password", "short")
    assert "(password)" in short.stderr
    nowhere = run(
        "user", "create", "other", "--role", "reader", "--name", "O", "--branch", "X", "--password", "long enough for us"
    )
    assert "(branch)" in nowhere.stderr


def test_the_trail_is_verified_and_a_fault_is_named(run: Shell, sqlite_database: Database) -> None:
    run("user", "create", "chief", "--role", "admin", "--name", "Chief", "--password", "long enough for us")
    assert run("audit", "verify").returncode == 0

    def tamper(session: Session) -> None:
        session.execute(text("DROP TRIGGER audit_line_no_update"))
        session.execute(text("UPDATE audit_line SET action = 'nothing'"))

    sqlite_database.run(tamper)
    done = run("audit", "verify")
    assert (done.returncode, done.stdout) == (1, "home 0 line 1: altered, or moved from another place\n")


def test_backup_and_restore_begin_a_new_life_and_say_what_is_gone(run: Shell, sqlite_database: Database, tmp_path: Path) -> None:
    run("user", "create", "chief", "--role", "admin", "--name", "Chief", "--password", "long enough for us")
    assert run("backup", str(tmp_path / "backup")).returncode == 0
    assert sqlite_database.read(server.backed_up_through) == {0: 0}
    before = sqlite_database.read(server.incarnation)
    done = run("restore")
    assert "The backup ends at" in done.stdout
    assert str(sqlite_database.read(server.incarnation)) in done.stdout
    assert sqlite_database.read(server.incarnation) != before


def test_the_document_is_printed_and_compared(run: Shell) -> None:
    printed = run("openapi")
    assert json.loads(printed.stdout)["openapi"] == "3.1.0"
    assert run("openapi").stdout == printed.stdout


def test_the_server_tidies_up_every_day(sqlite_app: Application) -> None:
    sqlite_app.run_jobs()
    query = select(Job.state).where(Job.name == server.TIDY).order_by(Job.run_at)
    assert sqlite_app.database.read(lambda session: session.scalars(query).all()) == ["done", "waiting"]


def test_a_port_in_use_is_said_in_words(run: Shell) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", HOST="127.0.0.1", PORT=str(port))
    assert done.returncode == 1
    assert f"Port {port} is in use" in done.stderr
    assert f"PORT={port + 1}" in done.stderr


def test_a_second_server_on_the_same_sqlite_file_is_refused_and_a_killed_one_leaves_nothing_behind(
    run: Shell, sqlite_database: Database, sqlite_url: str, tmp_path: Path
) -> None:
    first = Server(tmp_path / "first", sqlite_url)
    first.folder.mkdir()
    first.start()
    try:
        refused = run("serve", HOST="127.0.0.1", PORT=str(free_port()))
        assert refused.returncode == 1
        assert "Waiting for another server" in refused.stderr
        assert "Another server is using" in refused.stderr
        first.kill_master()
        os.close(alone.hold(Path(make_url(sqlite_url).database or "")))
    finally:
        first.kill()


def test_a_lock_is_given_up_with_the_process_that_held_it(tmp_path: Path) -> None:
    database = tmp_path / "meters.db"
    descriptor = alone.hold(database)
    with pytest.raises(alone.TakenError):
        alone.hold(database, patience_s=0)
    os.close(descriptor)
    os.close(alone.hold(database, patience_s=0))
