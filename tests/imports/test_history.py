"""Readings of the past: unjudged, immutable, unseen until the last one is there, and never twice."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.grid.models import Installation, Meter, MeteringPoint, PendingBatch, Register
from backend.grid.queries.published import published
from backend.identity.service import people
from backend.imports import driver
from backend.imports.driver import carry_out
from backend.imports.models import ImportBatch
from backend.imports.service import batches
from backend.kernel.audit import SYSTEM
from backend.kernel.clock import frozen
from backend.kernel.db import Database
from backend.readings.models import Reading
from tests.factories.imports import SETTINGS, codes, imported, ordered

T = TypeVar("T")
NOW = dt.datetime(2026, 11, 10, 4, tzinfo=dt.UTC)
WIDE = """供电所,抄表册,例日,户号,资产编号,示数位数,费率类型
DH,R1,15,A1,M1,6.2,单费率
DH,R1,15,A2,M2,6.2,分时
"""
HISTORY = """历史示数,,,
户号,抄表日期,示数,
,,总,峰
A1,2026-08-15,100.5,
A1,2026-09-15 10:30,150,
A2,2026-08-15,1000,400.25
A2,2026-09-15,1100,430
"""


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """One database is enough here: what differs between the two is in test_on_both.py."""
    return sqlite_database


@pytest.fixture(autouse=True)
def network(database: Database, tmp_path: Path) -> int:
    branch = database.run(lambda session: people.create_branch(session, code="DH", name="东河供电所", actor=SYSTEM).id)
    imported(database, tmp_path, "wide", WIDE)
    return branch


def seen(database: Database) -> list[tuple[str, str, int, int, str]]:
    """(asset, band, period, value, moment) of the readings that can be seen."""
    query = (
        select(Meter.asset_number, Register.band, Reading.period, Reading.value_e4, Reading.value_at)
        .join(Register, Register.id == Reading.register_id)
        .join(Meter, Meter.id == Register.meter_id)
        .where(published(Reading.batch))
        .order_by(Meter.asset_number, Register.position, Reading.value_at)
    )
    return [(*row[:4], row[4].isoformat()) for row in database.read(lambda session: session.execute(query).all())]


def test_values_are_stored_as_they_were_read_and_nothing_is_judged(database: Database, network: int, tmp_path: Path) -> None:
    with frozen(NOW):
        outcome = imported(database, tmp_path, "history", HISTORY)
    assert (outcome.state, codes(outcome)) == ("done", [])
    assert outcome.summary["counts"] == {"reading.new": 6}
    assert seen(database) == [
        ("M1", "total", 202608, 1_005_000, "2026-08-14T16:00:00+00:00"),
        ("M1", "total", 202609, 1_500_000, "2026-09-15T02:30:00+00:00"),
        ("M2", "total", 202608, 10_000_000, "2026-08-14T16:00:00+00:00"),
        ("M2", "total", 202609, 11_000_000, "2026-09-14T16:00:00+00:00"),
        ("M2", "peak", 202608, 4_002_500, "2026-08-14T16:00:00+00:00"),
        ("M2", "peak", 202609, 4_300_000, "2026-09-14T16:00:00+00:00"),
    ]

    def read(session: Session) -> None:
        reading = session.scalars(
            select(Reading).join(Register, Register.id == Reading.register_id).join(Meter, Meter.id == Register.meter_id)
            .where(Meter.asset_number == "M1", Reading.period == 202608)
        ).one()  # fmt: skip
        point = session.scalars(select(MeteringPoint).where(MeteringPoint.number == "A1")).one()
        assert (reading.home, reading.branch_id, reading.metering_point_id) == (network, network, point.id)
        assert session.get_one(Installation, reading.installation_id).metering_point_id == point.id
        assert (reading.obtained, reading.frozen, reading.visit_id, reading.corrects_id) == ("import", False, None, None)
        assert reading.received_at == NOW
        assert reading.id.version == 7

    database.read(read)


def test_the_same_values_again_are_the_same_and_others_are_refused(database: Database, tmp_path: Path) -> None:
    imported(database, tmp_path, "history", HISTORY)
    before = seen(database)
    again = imported(database, tmp_path, "history", HISTORY)
    assert again.summary["counts"] == {"reading.same": 6}
    more = imported(database, tmp_path, "history", HISTORY + "A1,2026-10-15,200,\n")
    assert more.summary["counts"] == {"reading.same": 6, "reading.new": 1}
    other = imported(database, tmp_path, "history", HISTORY.replace("100.5", "100.6"))
    assert codes(other) == [(4, "", "reading_differs")]
    assert other.faults[0].params == {"known": "100.5"}
    assert len(seen(database)) == len(before) + 1


def test_a_value_twice_in_a_file_must_be_the_same(database: Database, tmp_path: Path) -> None:
    twice = "户号,抄表日期,示数\nA1,2026-08-15,5\nA1,2026-08-15,5\nA1,2026-08-15,6\n"
    outcome = imported(database, tmp_path, "history", twice)
    assert [(fault.row, fault.code, fault.params["other"]) for fault in outcome.faults] == [(4, "contradicts_row", 2)]
    assert imported(database, tmp_path, "history", twice[: twice.rindex("A1")]).summary["counts"] == {
        "reading.new": 1,
        "reading.repeated": 1,
    }


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("A9,,2026-08-15,总,5,", "户号", "unknown_account"),
        (",M9,2026-08-15,总,5,", "资产编号", "unknown_meter"),
        ("A1,,2026-08-15,峰,5,", "示数", "no_such_register_on_meter"),
        ("A1,,2026-08-15,总,1000000,", "示数", "value_too_wide"),
        ("A1,,2026-08-15,总,5.125,", "示数", "value_too_wide"),
        ("A1,,2027-08-15,总,5,", "抄表日期", "in_the_future"),
        ("A1,,1999-08-15,总,5,", "抄表日期", "not_installed"),
        ("A1,,2026-08-15,什么,5,", "示数类型", "unknown_register"),
        ("A1,,2026-08-15,总,,", "示数", "required_blank"),
        (",,2026-08-15,总,5,", "户号", "required_blank"),
    ],
)
def test_what_cannot_be_is_refused_with_its_cell(database: Database, tmp_path: Path, row: str, column: str, code: str) -> None:
    with frozen(NOW):
        outcome = imported(database, tmp_path, "history", f"户号,资产编号,抄表日期,示数类型,示数,电费年月\n{row}\n")
    assert [(fault.row, fault.code) for fault in outcome.faults] == [(2, code)]
    assert column in outcome.faults[0].column
    assert seen(database) == []


def test_a_reading_belongs_to_the_meter_that_hung_there_then(database: Database, tmp_path: Path) -> None:
    imported(database, tmp_path, "meters", "资产编号,费率类型,示数位数\nM3,单费率,6.2\n")
    exchange = "计量点,旧表资产编号,旧表止码,换表日期,新表资产编号,新表起码\nA1,M1,120,2026-09-01,M3,0\n"
    assert imported(database, tmp_path, "installations", exchange).state == "done"
    values = "户号,抄表日期,示数\nA1,2026-08-15,110\nA1,2026-09-01,0.5\nA1,2026-09-15,30\n"
    assert imported(database, tmp_path, "history", values).state == "done"
    assert [(asset, value) for asset, _, _, value, _ in seen(database)] == [("M1", 1_100_000), ("M3", 5_000), ("M3", 300_000)]


def test_the_billing_period_may_be_named(database: Database, tmp_path: Path) -> None:
    values = "户号,抄表日期,示数,电费年月\nA1,2026-09-01,110,2026-08\nA1,2026-10-01,120,\n"
    assert imported(database, tmp_path, "history", values).state == "done"
    assert [period for _, _, period, _, _ in seen(database)] == [202608, 202610]


class Killed(BaseException):
    """The machine is gone."""


class Dying:
    """A way to the database that is cut after so many units of work."""

    def __init__(self, database: Database, lives: int) -> None:
        self._database = database
        self._lives = lives

    def run(self, work: Callable[[Session], T]) -> T:
        if self._lives == 0:
            raise Killed
        self._lives -= 1
        return self._database.run(work)

    def read(self, work: Callable[[Session], T]) -> T:
        return self._database.read(work)


@pytest.mark.parametrize("lives", range(8))
def test_killed_anywhere_nothing_is_seen_and_doing_it_again_finishes_it(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lives: int
) -> None:
    monkeypatch.setattr(driver, "CHUNK", 2)
    path = tmp_path / "history.csv"
    path.write_text(HISTORY)
    batch_id = ordered(database, "history", HISTORY.encode())
    with pytest.raises(Killed):
        # Claim, begin, partitions, three chunks of two: the eighth would be the end.
        carry_out(Dying(database, min(lives, 6)), batch_id, path, settings=SETTINGS, scratch=tmp_path)
    assert seen(database) == []
    later = dt.datetime.now(dt.UTC) + batches.SILENCE * 2
    with frozen(later):
        outcome = carry_out(database, batch_id, path, settings=SETTINGS, scratch=tmp_path)
    assert outcome.state == "done"
    assert len(seen(database)) == 6
    total = database.read(lambda session: session.scalar(select(func.count()).select_from(Reading)))
    assert total == 6


def test_a_dead_batch_gives_way_to_another_file(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "CHUNK", 2)
    path = tmp_path / "history.csv"
    path.write_text(HISTORY)
    batch_id = ordered(database, "history", HISTORY.encode())
    with pytest.raises(Killed):
        carry_out(Dying(database, 5), batch_id, path, settings=SETTINGS, scratch=tmp_path)
    with pytest.raises(batches.BusyError):
        imported(database, tmp_path, "history", HISTORY + "A1,2026-10-15,200,\n")
    with frozen(dt.datetime.now(dt.UTC) + batches.SILENCE * 2):
        outcome = imported(database, tmp_path, "history", HISTORY + "A1,2026-10-15,200,\n")
    assert outcome.summary["counts"] == {"reading.new": 7}
    assert len(seen(database)) == 7
    states = database.read(lambda session: dict(session.execute(select(ImportBatch.number, ImportBatch.state)).all()))
    assert sorted(states.values()) == ["done", "done", "failed"]
    # What the dead one wrote can't be deleted, and is never seen.
    assert database.read(lambda session: session.scalars(select(PendingBatch.number)).all()) == [2]


def test_a_dead_batch_of_the_network_leaves_no_trace(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "CHUNK", 1)
    wide = "供电所,抄表册,例日,户号,资产编号,示数位数\nDH,R7,15,B1,N1,6.2\nDH,R7,15,B2,N2,6.2\n"
    path = tmp_path / "wide.csv"
    path.write_text(wide)
    batch_id = ordered(database, "wide", wide.encode())
    with pytest.raises(Killed):
        carry_out(Dying(database, 13), batch_id, path, settings=SETTINGS, scratch=tmp_path)
    hidden = database.read(lambda session: session.scalars(select(MeteringPoint.number).where(MeteringPoint.batch == 2)).all())
    assert hidden
    with frozen(dt.datetime.now(dt.UTC) + batches.SILENCE * 2):
        outcome = imported(database, tmp_path, "wide", wide.replace("B2", "B3").replace("N2", "N3"))
    assert outcome.state == "done"
    numbers = database.read(lambda session: session.scalars(select(MeteringPoint.number).order_by(MeteringPoint.number)).all())
    assert numbers == ["A1", "A2", "B1", "B3"]
    assert database.read(lambda session: session.scalars(select(PendingBatch.number)).all()) == []
