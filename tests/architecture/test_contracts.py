"""Every import contract can fail: one violation of each is planted in a copy of the house."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.support.shared import ROOT

PLANTED = {
    "Domain floors": ("backend/grid/planted.py", "import backend.vee.models"),
    "Storeys inside a domain": ("backend/grid/rules/planted.py", "import backend.grid.models"),
    "No folder circles": ("backend/kernel/ids.py", "import backend.vee.models"),
    "HTTP stays in api and schemas": ("backend/grid/models.py", "import flask"),
    "In the kernel only http, web, parsing and fields know Flask and marshmallow": ("backend/kernel/money.py", "import werkzeug"),
    "Only the edge knows the kernel's http, web and fields": ("backend/kernel/ids.py", "import backend.kernel.http"),
    "Rules are pure": ("backend/vee/rules/planted.py", "import random"),
    "Only app.py mounts api modules": ("backend/wiring.py", "import backend.identity.api"),
    "Only wiring names job handlers": ("backend/app.py", "import backend.grid.handlers"),
    "Schemas are the edge's": ("backend/grid/models.py", "import backend.grid.schemas"),
    "Configuration enters at the top": ("backend/kernel/money.py", "import config"),
}


def broken_contracts(folder: Path) -> set[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    found = set(re.findall(r"^(.+) BROKEN", done.stdout, re.MULTILINE))
    assert bool(found) == bool(done.returncode), done.stdout + done.stderr
    return found


def copy_of_the_house(folder: Path) -> Path:
    shutil.copytree(ROOT / "backend", folder / "backend", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("config.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    return folder


def test_every_contract_is_planted_against() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert set(PLANTED) == {contract["name"] for contract in contracts}


def test_every_contract_breaks_when_it_should(tmp_path: Path) -> None:
    house = copy_of_the_house(tmp_path)
    for name in ("backend/grid/schemas.py", "backend/grid/handlers.py"):
        if not (house / name).exists() and not (house / name).with_suffix("").exists():
            (house / name).write_text("")
    for name, line in PLANTED.values():
        path = house / name
        before = path.read_text() if path.exists() else ""
        path.write_text(f"{before}\n{line}\n")
    assert broken_contracts(house) == set(PLANTED)
