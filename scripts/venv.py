"""Makes .venv and installs the locked requirements by hash: `python -m scripts.venv run|dev`.

Runs on the machine's own Python, before anything is installed.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from scripts import locks, stamps

VENV = stamps.ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"run": "requirements.txt", "dev": "requirements-dev.txt"}


def works() -> bool:
    """False after the folder was moved, or the Python under it removed."""
    if not PYTHON.exists():
        return False
    asked = subprocess.run([PYTHON, "-c", "import sys, pip; print(sys.prefix)"], capture_output=True, text=True, check=False)
    return asked.returncode == 0 and Path(asked.stdout.strip()) == VENV


def wanted(level: str) -> str:
    version = subprocess.run([PYTHON, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return stamps.digest([stamps.ROOT / LOCKS[level]], version, str(VENV))


def is_ready(level: str) -> bool:
    # What checks and tests need includes all that the server needs, at the same versions.
    return any(stamps.is_fresh(f"venv-{have}", wanted(have)) for have in {level, "dev"})


def pip_install(lock: Path) -> None:
    """pip says a line or more for each package it fetches: shown as a count, one moving line on a terminal."""
    options = ["--disable-pip-version-check", "--no-input", "--no-deps", "--require-hashes"]
    command = [str(PYTHON), "-m", "pip", "install", *options, "-r", str(lock)]
    total = sum(line[:1].isalnum() for line in lock.read_text().splitlines())
    print(f"Installing {total} packages of {lock.name} ...", flush=True)
    seen = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as pip:
        for line in pip.stdout or ():
            if line.startswith(("Collecting ", "Requirement already satisfied: ")):
                seen += 1
                name = line.removeprefix("Collecting ").removeprefix("Requirement already satisfied: ").split(" ", 1)[0]
                if sys.stdout.isatty():
                    print(f"\r\033[K  {seen}/{total} {name}", end="", flush=True)
                elif seen % 20 == 0:
                    print(f"  {seen}/{total}", flush=True)
            elif line.startswith("Installing collected packages"):
                print("\r\033[K  unpacking ..." if sys.stdout.isatty() else "  unpacking ...", flush=True)
    if pip.returncode:
        raise subprocess.CalledProcessError(pip.returncode, command)


def install(level: str) -> None:
    if works() and is_ready(level):
        return
    if not works():
        print("Making a virtual environment in .venv ...", flush=True)
        shutil.rmtree(VENV, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    stamps.forget(f"venv-{level}")
    pip_install(stamps.ROOT / LOCKS[level])
    stamps.remember(f"venv-{level}", wanted(level))


def main() -> int:
    if len(sys.argv) != 2 or sys.argv[1] not in LOCKS:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with locks.set_up("venv"):
            install(sys.argv[1])
    except subprocess.CalledProcessError as error:
        print(f"Setting up .venv failed; the message above says why (exit code {error.returncode}).", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
