"""Mistakes planted in a copy of the product, to see that the checker catches them: make chaos PLANTED=1."""

import os
import shutil
import subprocess
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.scene import Dialect
from tests.chaos.storm import Forecast, storm
from tests.support.shared import ROOT

MISTAKES = Path(__file__).parent / "mistakes"
PRODUCT = ("backend", "migrations", "config.py", "wsgi.py", "pyproject.toml")
# A mistake shows when the axe falls in the right moment; this many storms must be enough.
STORMS = 5


@dataclass(frozen=True)
class Mistake:
    """What is planted, where it matters, and what the checker must then find."""

    patch: str
    dialect: Dialect
    shows_as: str

    @property
    def path(self) -> Path:
        return MISTAKES / self.patch


ALL = (
    Mistake("answer_before_commit_sqlite.patch", "sqlite", "lost"),
    Mistake("answer_before_commit_postgresql.patch", "postgresql", "lost"),
    Mistake("no_unique_entry_id.patch", "postgresql", "doubled"),
)


class DoesNotApplyError(Exception):
    """The product has changed where a mistake is to be planted: the patch must be made anew."""


def a_copy(folder: Path, mistake: Mistake) -> Path:
    """A copy of the product with the mistake in it."""
    copy = folder / f"product-{uuid.uuid4().hex[:8]}"
    copy.mkdir(parents=True)
    for name in PRODUCT:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, copy / name)
    done = subprocess.run(
        ["git", "apply", "--verbose", "-C2", str(mistake.path)], cwd=copy, capture_output=True, text=True, check=False,
        # In a folder of a repository, git would leave out what isn't in it, and say nothing.
        env={**os.environ, "GIT_CEILING_DIRECTORIES": str(copy.parent), "GIT_DIR": str(copy / "none")},
    )  # fmt: skip
    if done.returncode or "Skipped" in done.stderr:
        raise DoesNotApplyError(f"{mistake.patch} no longer applies; make it anew:\n{done.stderr}")
    return copy


def main(folder: Path, seed: int) -> int:
    """Plant each, storm until it shows; 1 when one never does."""
    missed = 0
    for mistake in ALL:
        began = time.monotonic()
        shown = hunt(folder, mistake, seed)
        took = f"{time.monotonic() - began:.0f} s"
        print(f"{mistake.patch}: caught after {took}: {shown}" if shown else f"{mistake.patch}: NOT CAUGHT in {took}")
        missed += shown is None
    return 1 if missed else 0


def hunt(folder: Path, mistake: Mistake, seed: int) -> str | None:
    """Storms over a copy with a mistake until the checker finds it; answers what it found, None when it found nothing."""
    root = a_copy(folder, mistake)
    for place in range(STORMS):
        outcome = storm(folder, forecast_of(mistake, seed + place), root=root)
        found = outcome.verdict.lost if mistake.shows_as == "lost" else outcome.verdict.doubled
        if found:
            what, why = next(iter(found.items()))
            return (
                f"{len(found)} {mistake.shows_as} of {outcome.verdict.acknowledged}, such as {what}: {why} (seed {seed + place})"
            )
    return None


def forecast_of(mistake: Mistake, seed: int) -> Forecast:
    """Much work and many blows in a short time."""
    return Forecast(mistake.dialect, seed, faults=100_000, seconds=20, stops=200, pause_s=0.1)
