"""The command line: `python -m backend.cli …`."""

import difflib
import errno
import os
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast, get_args

import click
from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Connection
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from backend.app import create_app
from backend.evidence.commands import evidence
from backend.identity.rules.access import Role
from backend.identity.service import people, server
from backend.imports.commands import import_files
from backend.imports.demo import seed as demo
from backend.kernel import alone, audit, clock, jobs, partitions
from backend.kernel.backup import back_up
from backend.kernel.blobs import LocalStore, open_store
from backend.kernel.broker import Relay, RemoteWorker, connect
from backend.kernel.commands import Tools
from backend.kernel.db import Database
from backend.kernel.problems import Problem
from backend.kernel.web.openapi import Document
from backend.kernel.worker import Worker
from backend.selfreport.service import grants
from backend.supervision.commands import findings
from backend.sync.commands import receipt
from backend.sync.queries import witnesses
from backend.vee.commands import judge_command
from backend.wiring import DAILY, lanes
from config import ROOT, Config, ConfigError

OPENAPI = ROOT / "pwa" / "openapi.json"


@dataclass
class Console(Tools):
    """The tools of a command, and the configuration that only commands of this file may read."""

    config: Config


@contextmanager
def _complaining() -> Iterator[None]:
    """Say a problem in words."""
    try:
        yield
    except Problem as problem:
        field = f" ({problem.field})" if problem.field else ""
        raise click.ClickException(f"{problem.kind.en}{field}. {problem.kind.do_en}") from problem


def _refuse_taken(host: str, port: int) -> None:
    """Say in words that somebody else has the port, before the server tries again and again."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        # As the server itself will: what a server just ended has left behind is no hindrance.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise click.ClickException(f"Can't listen on {host}:{port}: {error.strerror}. Set HOST and PORT.") from error
            raise click.ClickException(
                f"Port {port} is in use. End what uses it, or choose another one: PORT={port + 1} make run"
            ) from error


def _refuse_second(url: str) -> None:
    """Say in words that another server has this SQLite database."""
    database = Path(make_url(url).database or "")
    try:
        alone.hold(database, waiting=lambda: click.echo(f"Waiting for another server to leave {database} …", err=True))
    except alone.TakenError as error:
        raise click.ClickException(
            f"Another server is using {database}. End it, or give this one a folder of its own: DATA=folder make run"
        ) from error


pass_console = click.make_pass_decorator(Console)


@click.group()
@click.pass_context
def main(context: click.Context) -> None:
    """MeterRound 抄表通: meter reading that survives the cellar."""
    try:
        config = Config.from_env()
    except ConfigError as error:
        raise click.ClickException(str(error)) from error
    console = Console(
        settings=config.settings,
        open_database=lambda: Database.open(config.database_url),
        open_blobs=lambda: open_store(config.blobs, **config.s3),
        config=config,
    )
    context.obj = console
    context.call_on_close(console.close)


def _alembic(connection: Connection) -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["connection"] = connection
    return config


@main.command()
@click.option("--check", is_flag=True, help="Change nothing; fail when the database differs from the models.")
@pass_console
def migrate(console: Console, *, check: bool) -> None:
    """Bring the database to the newest migration."""
    database = console.database
    with database.engine.connect() as connection:
        alembic = _alembic(connection)
        if check:
            command.check(alembic)
            return
        if connection.dialect.name == "sqlite":
            # Tables that are rebuilt must not take the rows that point at them along. Only works outside a transaction.
            connection.connection.execute("PRAGMA foreign_keys = OFF")
        command.upgrade(alembic, "head")
        connection.commit()
        connection.invalidate()
    today = clock.business_date(clock.now(), console.settings.time_zone)

    def begin(session: Session) -> None:
        partitions.ensure(session, partitions.months_from(today, partitions.MONTHS_AHEAD))
        server.begin(session)
        for daily in DAILY:
            jobs.enqueue(session, daily, {}, key=f"{daily}:{today}")

    database.run(begin)
    database.analyze()
    click.echo("The database is up to date.")


@main.command()
@pass_console
def seed(console: Console) -> None:
    """Fill an empty database with the demo; does nothing when there is anything in it, or when DEMO is off."""
    if not console.settings.demo:
        click.echo("DEMO is off: nothing is seeded.")
        return
    try:
        made = demo.seed(console.database, settings=console.settings, tell=click.echo)
    except demo.NotEmptyError:
        click.echo("This database holds other data than the demo's: nothing is seeded.")
        return
    if not made:
        click.echo("The demo is there.")
        return
    customer = console.database.read(demo.accounts_of_the_customer)
    if customer is not None:
        person_id, account_ids = customer
        console.database.run(
            lambda session: grants.grant(session, person_id=person_id, account_ids=account_ids, actor=audit.SYSTEM)
        )
    console.database.analyze()
    click.echo("The demo is seeded.")


@main.command()
@pass_console
def serve(console: Console) -> None:
    """Serve with gunicorn, until it is told to end."""
    config = console.config
    # SQLite has one writer, a thread of the one server process (DESIGN decision 1).
    processes = 1 if config.sqlite else config.processes
    host = f"[{config.host}]" if ":" in config.host else config.host
    arguments = ["--bind", f"{host}:{config.port}", "--workers", str(processes), "--threads", str(config.threads)]
    arguments += ["--worker-class", "gthread", "--timeout", "120", "--graceful-timeout", "20", "--keep-alive", "65"]
    # Its own control socket would make a folder in the home directory; its own access log would hold addresses.
    arguments += ["--no-control-socket", "--chdir", str(ROOT)]
    if config.certificate:
        arguments += ["--certfile", config.certificate, "--keyfile", config.certificate_key]
    scheme = "https" if config.certificate else "http"
    shown = "localhost" if config.host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else host  # noqa: S104  only compared
    _refuse_taken(config.host, config.port)
    if config.sqlite:
        _refuse_second(config.database_url)
    click.echo(f"MeterRound on {scheme}://{shown}:{config.port}", err=True)
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *arguments, "wsgi:app"])  # noqa: S606  no shell is wanted


@main.command()
@pass_console
def worker(console: Console) -> None:
    """Do jobs, beside a server that runs with EMBEDDED_WORKER=0 or with a BROKER."""
    tools = (console.database, console.blobs, console.settings)
    workers: list[Worker | Relay | RemoteWorker]
    if console.config.broker:
        broker = connect(console.config.broker)
        # A relay here too: jobs are told of, be all servers down.
        workers = [RemoteWorker(*tools, lanes(), broker), Relay(console.database, broker, lanes())]
    else:
        workers = [Worker(*tools, handlers) for handlers in lanes().values()]
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    for one in workers:
        one.start()
    ended.wait()
    for one in workers:
        one.stop()


@main.command()
@click.option("--check", is_flag=True, help="Compare with pwa/openapi.json instead, and fail when it differs.")
@pass_console
def openapi(console: Console, *, check: bool) -> None:
    """Print the OpenAPI document."""
    with tempfile.TemporaryDirectory() as folder:
        config = replace(console.config, embedded_worker=False)
        database = Database.open(f"sqlite:///{folder}/none.db")
        app = create_app(config, database=database, blobs=LocalStore(Path(folder)))
        text = cast("Document", app.extensions["meterround.openapi"]).text.decode()
        database.close()
    if not check:
        click.echo(text, nl=False)
        return
    kept = OPENAPI.read_text() if OPENAPI.exists() else ""
    if kept != text:
        lines = difflib.unified_diff(kept.splitlines(), text.splitlines(), "pwa/openapi.json", "the server", lineterm="", n=1)
        click.echo("\n".join([*lines][:60]), err=True)
        raise click.ClickException("pwa/openapi.json is not what the server says: make api")


@main.group()
def user() -> None:
    """Accounts."""


@user.command("create")
@click.argument("login")
@click.option("--role", type=click.Choice(get_args(Role)), required=True)
@click.option("--name", required=True, help="As others see it.")
@click.option("--branch", "codes", multiple=True, help="The code of a branch; may be given several times.")
@click.password_option()
@pass_console
def create_user(console: Console, *, login: str, role: str, name: str, codes: tuple[str, ...], password: str) -> None:
    """Make an account that can sign in."""
    with _complaining():
        hashed = people.checked_hash(password)

        def work(session: Session) -> None:
            people.create_person(
                session,
                login=login,
                name=name,
                role=cast("Role", role),
                password_hash=hashed,
                branch_ids=people.branch_ids_of(session, codes),
                actor=audit.SYSTEM,
            )

        console.database.run(work)
    click.echo(f"{login} can sign in.")


@main.group("audit")
def audit_group() -> None:
    """The audit trail."""


@audit_group.command("verify")
@click.option("--home", "homes", type=int, multiple=True, help="Only these branches' trails.")
@pass_console
def verify_audit(console: Console, *, homes: tuple[int, ...]) -> None:
    """Walk the hash chains, ask what remembers them, and name every line that was altered or is missing."""
    found = 0
    for home in homes or tuple(console.database.read(witnesses.homes)):
        faults = console.database.read(lambda session, home=home: audit.verify(session, home))  # type: ignore[misc]
        against = console.database.read(lambda session, home=home: witnesses.contradictions(session, home))  # type: ignore[misc]
        found += len(faults) + len(against)
        for fault in (*faults, *against):
            click.echo(f"home {home} {fault}" if isinstance(fault, audit.Fault) else f"home {home}: {fault}")
    if found:
        raise click.ClickException(f"the trail isn't as it was written, in {found} places")
    click.echo("Every line is as it was written, as far as the chains, signed receipts and phones' cursors tell.")


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@pass_console
def backup(console: Console, folder: Path) -> None:
    """Copy database and photos into a folder, and tell phones that they may forget what is in it."""
    marks = back_up(console.database, console.blobs, console.config.database_url, folder)
    console.database.run(lambda session: server.note_backup(session, marks=marks, place=str(folder), actor=audit.SYSTEM))
    click.echo(f"Everything up to now is in {folder}.")


@main.command()
@click.option("--reason", default="restored from a backup", help="For the audit trail.")
@pass_console
def restore(console: Console, reason: str) -> None:
    """After putting a backup back: begin a new life of the server, so that phones offer again what they sent since."""
    database = console.database
    last = database.read(server.last_deed)
    incarnation = database.run(lambda session: server.rotate_incarnation(session, reason=reason, actor=audit.SYSTEM))
    click.echo(f"The server's incarnation is now {incarnation}.")
    if last is not None:
        local = last.astimezone(console.settings.time_zone)
        click.echo(f"The backup ends at {local:%Y-%m-%d %H:%M:%S %Z}. Phones offer again what they sent since then;")
        click.echo("what the office decided and what customers reported on the web after it is gone and must be done again.")


main.add_command(evidence)
main.add_command(import_files)
main.add_command(findings)
main.add_command(receipt)
main.add_command(judge_command)


if __name__ == "__main__":
    main()
