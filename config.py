"""What can be configured, and the only reader of the environment. docs/configuration.md explains each setting."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from zoneinfo import ZoneInfo

from backend.kernel.settings import Settings

ROOT = Path(__file__).parent


class ConfigError(Exception):
    """A setting that can't be used, named."""


@dataclass(frozen=True)
class Config:
    """The server's configuration. `from_env` reads it; tests make their own."""

    # Where a database, photos and uploads in flight lie by default.
    data: Path = Path("var")
    database_url: str = "sqlite:///var/meterround.db"
    # Photos and files: a folder, or s3://bucket/prefix.
    blobs: str = "var/photos"
    # What an S3-compatible store needs: endpoint, region, access_key_id, secret_access_key …
    s3: Mapping[str, str] = field(default_factory=dict)
    host: str = "127.0.0.1"
    port: int = 8000
    # gunicorn's worker processes (always 1 on SQLite) and threads in each.
    processes: int = 1
    threads: int = 8
    certificate: str = ""
    certificate_key: str = ""
    # How many proxies stand before the server and tell the client's address.
    proxies: int = 0
    # Jobs are done by a thread of the server; without it `backend.cli worker` must run.
    embedded_worker: bool = True
    # A broker that tells workers on any machine of jobs, redis://…; without one they look into the database.
    broker: str = ""
    # The built PWA that the server hands out.
    dist: Path = ROOT / "pwa" / "dist"
    # Requests a minute from one signed-in person or device, and from one address that is nobody yet.
    rate_known: int = 1200
    rate_unknown: int = 120
    log_level: str = "INFO"
    settings: Settings = field(default_factory=Settings)

    @property
    def sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @staticmethod
    def from_env(env: Mapping[str, str] | None = None) -> "Config":
        """Read the environment; ConfigError names the variable that can't be used."""
        read = _Reader(os.environ if env is None else env)
        data = Path(read.text("DATA", "var"))
        certificate = read.text("TLS_CERT", "")
        return Config(
            data=data,
            database_url=read.text("DATABASE_URL", f"sqlite:///{data}/meterround.db"),
            blobs=read.text("BLOBS", str(data / "photos")),
            s3=read.group("S3_"),
            host=read.text("HOST", "127.0.0.1"),
            port=read.number("PORT", 8000),
            processes=read.number("WEB_PROCESSES", 1),
            threads=read.number("WEB_THREADS", 8),
            certificate=certificate,
            certificate_key=read.text("TLS_KEY", ""),
            proxies=read.number("PROXIES", 0),
            embedded_worker=read.switch("EMBEDDED_WORKER", default=True),
            broker=read.broker("BROKER"),
            dist=Path(read.text("DIST", str(ROOT / "pwa" / "dist"))),
            rate_known=read.number("RATE_KNOWN", 1200),
            rate_unknown=read.number("RATE_UNKNOWN", 120),
            log_level=read.text("LOG_LEVEL", "INFO").upper(),
            settings=Settings(
                time_zone=read.zone("TIME_ZONE", "Asia/Shanghai"),
                demo=read.switch("DEMO", default=False),
                version=_version(),
                secure=read.switch("SECURE", default=bool(certificate)),
                keep_days=read.number("KEEP_DAYS", 30),
                photo_max_kb=read.number("PHOTO_MAX_KB", 200),
                uploads_open=read.number("UPLOADS_OPEN", 200),
                uploads_day_mb=read.number("UPLOADS_DAY_MB", 2_000),
                read_dials=read.switch("READ_DIALS", default=True),
                parts=data / "uploads",
                public_url=read.text("PUBLIC_URL", "").rstrip("/"),
            ),
        )


def _version() -> str:
    """The installed package's version, or, run from a checkout, the one in pyproject.toml."""
    try:
        return metadata.version("meterround")
    except metadata.PackageNotFoundError:
        lines = (ROOT / "pyproject.toml").read_text().splitlines()
        return next(line.split('"')[1] for line in lines if line.startswith("version"))


class _Reader:
    """Reads variables and says which one is wrong."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env

    def text(self, name: str, default: str) -> str:
        return self._env.get(name, "").strip() or default

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not value.isdecimal():
            raise ConfigError(f"{name} must be a whole number, not {value!r}")
        return int(value)

    def switch(self, name: str, *, default: bool) -> bool:
        value = self.text(name, "1" if default else "0").lower()
        if value not in {"0", "1", "no", "yes", "false", "true", "off", "on"}:
            raise ConfigError(f"{name} must be 0 or 1, not {value!r}")
        return value in {"1", "yes", "true", "on"}

    def broker(self, name: str) -> str:
        value = self.text(name, "")
        if value and not value.startswith(("redis://", "rediss://", "unix://")):
            raise ConfigError(f"{name} must be the address of a Redis, such as redis://host:6379/0, not {value!r}")
        return value

    def zone(self, name: str, default: str) -> ZoneInfo:
        value = self.text(name, default)
        try:
            return ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ConfigError(f"{name} must be a time zone such as Asia/Shanghai, not {value!r}") from error

    def group(self, prefix: str) -> dict[str, str]:
        return {
            name.removeprefix(prefix).lower(): value.strip()
            for name, value in self._env.items()
            if name.startswith(prefix) and value.strip()
        }
