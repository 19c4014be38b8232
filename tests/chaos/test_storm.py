"""A short storm on each database: nothing that was acknowledged is lost or there twice (P1, P4). A longer one: make chaos."""

from pathlib import Path

import pytest

from tests.chaos.scene import Dialect
from tests.chaos.storm import Forecast, storm
from tests.support.postgres import Cluster

# Every kind of blow at least once; where it meets whom is chance, whatever the seed.
EVERY_STORM = {
    "cut_answer", "cut_request", "database_disk_full", "master_killed", "mutated", "not_understood", "photo_disk_full",
    "reordered", "repeated", "two_phones_at_once", "worker_killed",
}  # fmt: skip

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(300)]


def weathered(folder: Path, dialect: Dialect) -> None:
    outcome = storm(folder, Forecast(dialect, seed=7, faults=80, seconds=8, readers=5, stops=20, pause_s=0.2))
    assert outcome.verdict.lost == {}
    assert outcome.verdict.doubled == {}
    assert outcome.wrong == []
    assert outcome.kinds.keys() >= EVERY_STORM
    assert outcome.verdict.acknowledged > 50
    report = outcome.report
    assert (report["lost"], report["doubled"], report["seed"]) == (0, 0, 7)
    assert report["faults"] == sum(report["kinds"].values())


def test_sqlite_weathers_a_storm(folder_of_run: Path) -> None:
    weathered(folder_of_run, "sqlite")


@pytest.mark.postgres
def test_postgresql_weathers_a_storm(folder_of_run: Path, cluster: Cluster) -> None:
    # A cluster of its own, since this one is killed; the shared one says whether there is a PostgreSQL at all.
    weathered(folder_of_run, "postgresql")
