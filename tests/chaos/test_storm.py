"""A short storm on each database: nothing that was acknowledged is lost or there twice (P1, P4). A longer one: make chaos."""

from pathlib import Path

import pytest

from tests.chaos.scene import Dialect
from tests.chaos.storm import Forecast, storm
from tests.support.postgres import Cluster

# Each of these falls at least once; what becomes of phones and connections meanwhile is chance, whatever the seed.
BLOWS = {"database_disk_full", "master_killed", "photo_disk_full", "worker_killed"}

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(600)]


def weathered(folder: Path, dialect: Dialect) -> None:
    outcome = storm(folder, Forecast(dialect, seed=7, faults=80, seconds=8, readers=5, stops=20, pause_s=0.2))
    assert outcome.verdict.lost == {}
    assert outcome.verdict.doubled == {}
    assert outcome.wrong == []
    assert outcome.kinds.keys() >= BLOWS
    assert len(outcome.kinds) > len(BLOWS)
    assert outcome.verdict.acknowledged > 20
    report = outcome.report
    assert (report["lost"], report["doubled"], report["seed"]) == (0, 0, 7)
    assert report["faults"] == sum(report["kinds"].values())


def test_sqlite_weathers_a_storm(folder_of_run: Path) -> None:
    weathered(folder_of_run, "sqlite")


@pytest.mark.postgres
def test_postgresql_weathers_a_storm(folder_of_run: Path, cluster: Cluster) -> None:
    # A cluster of its own, since this one is killed; the shared one says whether there is a PostgreSQL at all.
    weathered(folder_of_run, "postgresql")
