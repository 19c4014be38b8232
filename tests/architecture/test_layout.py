"""What import contracts can't show about the house (DESIGN.md, The house)."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.shared import ROOT

SOURCES = sorted([*(ROOT / "backend").rglob("*.py"), *(ROOT / "migrations").rglob("*.py"), ROOT / "config.py", ROOT / "wsgi.py"])
READS_THE_ENVIRONMENT = {ROOT / "config.py"}
READS_THE_TIME = {ROOT / "backend" / "kernel" / "clock.py"}

ENVIRONMENT = {"os.environ", "os.environb", "os.getenv"}
TIME = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
}


def dotted(node: ast.AST) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (left := dotted(node.value)):
        return f"{left}.{node.attr}"
    return None


def names_used(path: Path) -> Iterator[tuple[int, str]]:
    """Dotted names as written, and `from module import name` as module.name."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute) and (name := dotted(node)):
            yield node.lineno, name
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def places(forbidden: set[str], allowed: set[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in SOURCES
        if path.exists() and path not in allowed
        for line, name in names_used(path)
        if name in forbidden
    ]


def test_only_config_reads_the_environment() -> None:
    assert places(ENVIRONMENT, READS_THE_ENVIRONMENT) == []


def test_only_the_clock_reads_the_time() -> None:
    assert places(TIME, READS_THE_TIME) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import os\nx = os.environ['A']", "os.environ"),
        ("from os import environ", "os.environ"),
        ("import datetime\nx = datetime.datetime.now()", "datetime.datetime.now"),
        ("from datetime import datetime\nx = datetime.now()", "datetime.now"),
        ("from time import time", "time.time"),
    ],
)
def test_the_search_finds_what_it_is_for(tmp_path: Path, source: str, found: str) -> None:
    path = tmp_path / "planted.py"
    path.write_text(source)
    assert found in {name for _, name in names_used(path)} & (ENVIRONMENT | TIME)


def test_packages_export_nothing() -> None:
    """Importers name the exact module: an __init__.py that re-exports hides which floor a name comes from."""
    filled = [path for path in (ROOT / "backend").rglob("__init__.py") if path.read_text().strip()]
    assert filled == []


def test_every_room_with_storeys_is_under_their_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    contract = next(each for each in contracts if each["name"] == "Storeys inside a domain")
    rooms = {f"backend.{path.parent.name}" for path in (ROOT / "backend").glob("*/__init__.py")} - {"backend.kernel"}
    assert rooms == set(contract["containers"])
