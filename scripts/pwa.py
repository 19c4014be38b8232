"""Installs, builds and checks the PWA: `python -m scripts.pwa install|build|run NAME`, NAME a script of its package.json."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts import locks, node, stamps

PWA = stamps.ROOT / "pwa"
DIST = PWA / "dist"
LOCKED = [PWA / "package.json", PWA / "package-lock.json"]
# Not sources: the OpenAPI document is written anew for every check, from the server itself.
MADE = {"node_modules", "dist", "openapi.json"}


def sources() -> Iterator[Path]:
    for entry in PWA.iterdir():
        if entry.name in MADE:
            continue
        if entry.is_dir():
            yield from (path for path in entry.rglob("*") if path.is_file())
        else:
            yield entry


def install(environment: dict[str, str]) -> str:
    """Brings node_modules to what the lock says; answers what it was made from."""
    version = node.version_in(environment)
    wanted = stamps.digest(LOCKED, version)
    if stamps.is_fresh("node_modules", wanted) and (PWA / "node_modules").is_dir():
        return wanted
    print("Installing the PWA's packages ...", flush=True)
    stamps.forget("node_modules")
    # Not `npm ci`: npm 11 refuses a lock without the optional packages of other platforms, and not every registry has them all.
    # `npm install` installs what the lock says but adds those it can find: the lock is put back, so that a clone stays clean.
    lock = (PWA / "package-lock.json").read_bytes()
    try:
        command = ["npm", "install", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=PWA, env=environment, stdin=subprocess.DEVNULL, check=True)
    finally:
        (PWA / "package-lock.json").write_bytes(lock)
    wanted = stamps.digest(LOCKED, version)
    stamps.remember("node_modules", wanted)
    return wanted


def build(environment: dict[str, str]) -> None:
    wanted = stamps.digest(sources(), install(environment))
    if stamps.is_fresh("pwa", wanted) and DIST.is_dir():
        return
    print("Building the PWA ...", flush=True)
    stamps.forget("pwa")
    subprocess.run(["npm", "run", "build"], cwd=PWA, env=environment, stdin=subprocess.DEVNULL, check=True)
    stamps.remember("pwa", wanted)


def main() -> int:
    arguments = sys.argv[1:]
    try:
        environment = node.environment()
        with locks.set_up("pwa"):
            if arguments == ["build"]:
                build(environment)
                return 0
            install(environment)
        if len(arguments) >= 2 and arguments[0] == "run":
            return subprocess.run(["npm", "run", "--silent", *arguments[1:]], cwd=PWA, env=environment, check=False).returncode
    except subprocess.CalledProcessError as error:
        print(f"{error.cmd[0]} failed; the message above says why (exit code {error.returncode}).", file=sys.stderr)
        return 1
    if arguments == ["install"]:
        return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
