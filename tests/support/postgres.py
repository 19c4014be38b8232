"""A real PostgreSQL of our own in a temporary folder, so that tests neither need nor touch one that is already running."""

import contextlib
import fcntl
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

# What only protects against a loss of power costs tests half their time, and tests have no power to lose.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "256MB"}
SUPERUSER = "meterround"
# A run keeps a few dozen databases of 10 MB at once.
MEMORY_NEEDED = 2 << 30


def find_binaries() -> Path | None:
    """The folder of initdb and pg_ctl: the newest of Debian's, which are not on the PATH, else wherever initdb is."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: float(path.parts[-3]), default=None)
    found = newest or shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def system_user() -> str | None:
    """PostgreSQL refuses to run as root: the user to run it as, None for the one we are."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    return "nobody"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_alive(pid: int) -> bool:
    """A process that has ended but whose parent hasn't noticed yet is not alive."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    return not Path("/proc/self").exists()


@dataclass(frozen=True)
class Cluster:
    """One server below one folder. Durable as in production, or fast and forgetful."""

    folder: Path
    durable: bool = False

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @cached_property
    def _binaries(self) -> Path:
        found = find_binaries()
        if found is None:
            raise FileNotFoundError("initdb of PostgreSQL")
        return found

    def _run(self, program: str, *arguments: str) -> None:
        user = system_user()
        command = [str(self._binaries / program), *arguments]
        with (self.folder / f"{program}.log").open("ab") as log:
            done = subprocess.run(
                command,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                check=False,
                user=user,
                group=pwd.getpwnam(user).pw_gid if user else None,
                extra_groups=[] if user else None,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            )
        if done.returncode:
            logs = "\n".join(path.read_text(errors="replace")[-2000:] for path in self.folder.glob("*.log"))
            raise RuntimeError(f"{program} failed with {done.returncode}:\n{logs}")

    def create(self) -> None:
        """Make the files of a new cluster; without a password, since only we can reach its folder and loopback."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if user := system_user():
            shutil.chown(self.folder, user)
        options = ["--auth=trust", "--no-sync", "--no-instructions", "--encoding=UTF8", "--locale=C.UTF-8"]
        self._run("initdb", "-D", str(self.data), "-U", SUPERUSER, *options)
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(free_port()),
            "unix_socket_directories": "",
            "max_connections": "200",
            "timezone": "UTC",
            **({} if self.durable else FAST),
        }
        with (self.data / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
        (self.folder / "port").write_text(settings["port"])

    def start(self) -> None:
        lock_file = self.data / "postmaster.pid"
        if lock_file.exists() and not self.is_running():
            # The server would take its predecessor for alive until that process has been reaped.
            lock_file.unlink()
        self._run("pg_ctl", "start", "-w", "-t", "60", "-D", str(self.data), "-l", str(self.folder / "server.log"))

    def stop(self) -> None:
        """Stop in order: sessions are ended, and what they committed is written down."""
        self._end([self.pid], signal.SIGINT)

    def kill(self) -> None:
        """End every process of the server at once, as an empty battery would."""
        server = self.pid
        children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
        self._end([server, *map(int, children)], signal.SIGKILL)

    def _end(self, pids: list[int], by: signal.Signals) -> None:
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, by)
        until = time.monotonic() + 60
        while any(is_alive(pid) for pid in pids):
            if time.monotonic() > until:
                raise TimeoutError(f"PostgreSQL in {self.folder} does not end")
            time.sleep(0.02)

    def is_running(self) -> bool:
        return (self.data / "postmaster.pid").exists() and is_alive(self.pid)

    @property
    def pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])

    @cached_property
    def major_version(self) -> int:
        return int((self.data / "PG_VERSION").read_text())

    @property
    def port(self) -> int:
        return int((self.folder / "port").read_text())

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{SUPERUSER}@127.0.0.1:{self.port}/{database}"

    def _connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(f"postgresql://{SUPERUSER}@127.0.0.1:{self.port}/postgres", autocommit=True)

    def _execute(self, statement: LiteralString, *names: str) -> None:
        with self._connect() as connection:
            connection.execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)))

    def has_database(self, name: str) -> bool:
        with self._connect() as connection:
            return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None

    def create_database(self, name: str | None = None, *, template: str = "template1") -> str:
        """A new database, a copy of another one; answers its name."""
        name = name or f"test_{uuid.uuid4().hex[:16]}"
        # Copying files is the faster way where they needn't reach a disk; before version 15 it was the only one.
        strategy: LiteralString = " STRATEGY file_copy" if self.major_version >= 15 else ""
        self._execute("CREATE DATABASE {} TEMPLATE {}" + strategy, name, template)
        return name

    def rename_database(self, name: str, to: str) -> None:
        self._execute("ALTER DATABASE {} RENAME TO {}", name, to)

    def drop_database(self, name: str) -> None:
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    @contextmanager
    def database(self, *, template: str = "template1") -> Iterator[str]:
        """The address of a database that is gone afterwards."""
        name = self.create_database(template=template)
        try:
            yield self.url(name)
        finally:
            self.drop_database(name)

    def ensure_running(self) -> None:
        """For a cluster that several processes share: whoever comes first makes it."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with lock(self.folder.with_suffix(".lock")):
            if not self.data.exists():
                self.create()
            if not self.is_running():
                self.start()


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Held by one process at a time, and let go by its death."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def new_folder(*, durable: bool) -> Path:
    """A folder that the server's user can walk to, which pytest's own are not: on disk, or in memory where there is room."""
    memory = Path("/dev/shm")
    in_memory = not durable and memory.is_dir() and shutil.disk_usage(memory).free > MEMORY_NEEDED
    folder = Path(tempfile.mkdtemp(prefix="meterround-", dir=memory if in_memory else "/tmp"))
    folder.chmod(0o755)
    return folder


def stop_all(folder: Path) -> None:
    """Stop every cluster below a folder and remove it."""
    for data in folder.glob("*/data"):
        cluster = Cluster(data.parent)
        if cluster.is_running():
            cluster.kill()
    unmount_below(folder)
    shutil.rmtree(folder, ignore_errors=True)


def unmount_below(folder: Path) -> None:
    """Let go of small disks that a test mounted below a folder."""
    mounted = [Path(line.split()[1]) for line in Path("/proc/self/mounts").read_text().splitlines()]
    for path in mounted:
        if path.is_relative_to(folder) and path != folder:
            subprocess.run(["umount", "--lazy", str(path)], check=False, capture_output=True)


@contextmanager
def temporary_cluster(*, durable: bool) -> Iterator[Cluster]:
    """A cluster of one's own, for measuring and for killing."""
    folder = new_folder(durable=durable)
    try:
        cluster = Cluster(folder / "own", durable)
        cluster.create()
        cluster.start()
        yield cluster
    finally:
        stop_all(folder)
