"""The compact form of a pull: what the server makes of rows, and that nothing is lost on the way to the phone."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.kernel.money import format_e4
from backend.sync.rules.columns import Scaled, column
from scripts import node
from tests.support.columns import rows
from tests.support.shared import ROOT

VECTORS = json.loads(Path(__file__).with_name("columns.json").read_text())
PHONE = "tests/sync/columns.test.ts"

IDS = st.uuids(version=4).map(str)
DECIMALS = st.integers(-(10**12), 10**12).map(format_e4)
TEXTS = st.one_of(st.text(max_size=6), st.sampled_from(["东河小区 1 栋", "东河小区 12 栋", "𠮷"]), DECIMALS, IDS)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-(2**53) + 1, 2**53 - 1), TEXTS)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.fixed_dictionaries({"id": IDS, "value": inner}),
        st.dictionaries(st.text(max_size=3), inner),
    ),
    max_leaves=12,
)
# Rows of a kind, as a pull has them, and any at all.
ROWS = st.one_of(
    *(st.lists(one, max_size=12) for one in (IDS, DECIMALS, TEXTS, SCALARS, VALUES)),
    st.lists(st.integers(0, 5), max_size=12).map(lambda some: [10 * place for place in some]),
    st.lists(st.fixed_dictionaries({"id": IDS, "on": st.none() | TEXTS, "history": st.lists(DECIMALS, max_size=4)}), max_size=8),
)


def wired(value: Any) -> Any:
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["title"])
def test_the_shared_vectors(vector: dict[str, Any]) -> None:
    assert wired(column(vector["rows"])) == vector["column"]
    assert alike(rows(vector["column"], len(vector["rows"])), vector["rows"])


def alike(one: Any, other: Any) -> bool:
    """Equal as JSON: true is not 1."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


@given(ROWS)
def test_any_rows_come_back(given_rows: list[Any]) -> None:
    assert alike(rows(wired(column(given_rows)), len(given_rows)), given_rows)


@given(st.lists(st.integers(-(10**14), 10**14), min_size=1))
def test_scaled_integers_are_their_decimal_strings(values: list[int]) -> None:
    assert rows(wired(column([Scaled(value) for value in values])), len(values)) == [format_e4(value) for value in values]


def test_the_phone_makes_the_same_rows(tmp_path: Path) -> None:
    cases: list[dict[str, Any]] = []

    @settings(max_examples=400, database=None)
    @given(ROWS)
    def gather(given_rows: list[Any]) -> None:
        cases.append({"rows": given_rows, "column": column(given_rows)})

    gather()
    path = tmp_path / "columns.json"
    path.write_text(json.dumps(cases))
    program = ROOT / "pwa" / "node_modules" / ".bin" / "vitest"
    environment = node.environment() | {"MANY_COLUMNS": str(path)}
    command = [str(program), "run", "--reporter=verbose", PHONE]
    done = subprocess.run(command, cwd=ROOT / "pwa", env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert f"{len(cases)} by chance" in done.stdout
