"""The steps that make takes before the product's own code runs."""

from pathlib import Path

import pytest

from scripts import node, stamps
from tests.support.shared import ROOT


@pytest.mark.parametrize("version", ["v20.19.0", "v20.20.2", "v22.12.0", "v24.19.0\n", "v26.0.0"])
def test_node_that_builds_the_pwa(version: str) -> None:
    assert node.fits(version)


@pytest.mark.parametrize("version", ["v18.20.4", "v20.18.9", "v21.7.3", "v22.11.0", "", "node: not found"])
def test_node_that_does_not(version: str) -> None:
    assert not node.fits(version)


def test_a_step_is_fresh_until_an_input_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "ROOT", tmp_path)
    monkeypatch.setattr(stamps, "STAMPS", tmp_path / "stamps")
    source = tmp_path / "source"
    source.write_text("one")
    first = stamps.digest([source], "v24")
    assert not stamps.is_fresh("step", first)
    stamps.remember("step", first)
    assert stamps.is_fresh("step", stamps.digest([source], "v24"))
    assert stamps.digest([source], "v26") != first
    source.write_text("two")
    assert not stamps.is_fresh("step", stamps.digest([source], "v24"))
    stamps.remember("step", first)
    stamps.forget("step")
    assert not stamps.is_fresh("step", first)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-node.txt"])
def test_locks_name_exact_versions_with_hashes_and_no_source(name: str) -> None:
    text = (ROOT / name).read_text()
    packages = [line for line in text.splitlines() if line[:1].isalnum()]
    assert packages
    assert all("==" in line and line.endswith("\\") for line in packages)
    assert "://" not in text
    assert "--index" not in text
    assert text.count("--hash=sha256:") >= len(packages)


def test_the_lock_for_tests_holds_the_server_s_at_the_same_versions() -> None:
    def pinned(name: str) -> set[str]:
        return {line.rstrip(" \\") for line in (ROOT / name).read_text().splitlines() if line[:1].isalnum()}

    assert pinned("requirements.txt") <= pinned("requirements-dev.txt")
