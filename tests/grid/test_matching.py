"""Finding metering points by the end of any of their numbers."""

import datetime as dt

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from backend.grid.models import Installation, Meter, MeterBox, MeteringPoint
from backend.grid.queries import points
from backend.grid.queries.identifiers import find_identifier
from backend.grid.queries.matching import ends_with
from backend.kernel.db import Database
from backend.kernel.ids import new_id
from tests.factories import fieldwork as factory


@pytest.fixture
def numbered(database: Database) -> tuple[int, str]:
    """A branch with a point whose every number has an end of its own, among others; answers the branch and the point's number."""
    office = factory.make_office(database, how_many=3)
    stop = office.stops[1]

    def work(session: Session) -> str:
        meter = session.get_one(Meter, stop.meter_id)
        meter.asset_number, meter.serial_number, meter.comm_address = "3301100000000000771111", "SN-77%_22", "C773333"
        box = MeterBox(id=new_id(), home=office.branch_id, branch_id=office.branch_id, barcode="X774444")
        session.add(box)
        session.flush()
        session.get_one(Installation, stop.installation_id).box_id = box.id
        point = session.get_one(MeteringPoint, stop.point_id)
        point.number, point.address = "P775555", "东河小区 7 栋 1203 室"
        return point.number

    return office.branch_id, database.run(work)


@pytest.mark.parametrize(
    "typed", ["1111", "771111", "3301100000000000771111", "%_22", "3333", "C773333", "4444", "774444", "5555", "1203", "东河"]
)
def test_any_end_of_any_number_finds_the_point_alone(database: Database, numbered: tuple[int, str], typed: str) -> None:
    branch_id, number = numbered
    found = database.read(lambda session: points.search(session, branch_ids=[branch_id], text=typed))
    assert [one.number for one in found] == [number]


@pytest.mark.parametrize("typed", ["0771112", "9999", "111", "77%22", "SN-", "770000"])
def test_what_is_no_end_finds_nothing(database: Database, numbered: tuple[int, str], typed: str) -> None:
    branch_id, _ = numbered
    assert database.read(lambda session: points.search(session, branch_ids=[branch_id], text=typed)) == []
    assert database.read(lambda session: find_identifier(session, [branch_id], typed)) == []


def test_a_meter_that_hangs_there_no_more_finds_nothing(database: Database, numbered: tuple[int, str]) -> None:
    branch_id, _ = numbered

    def remove(session: Session) -> None:
        for one in session.scalars(select(Installation)):
            one.valid_to = dt.date(2026, 1, 1)

    database.run(remove)
    assert database.read(lambda session: points.search(session, branch_ids=[branch_id], text="771111")) == []


def test_the_index_of_last_fours_is_used(sqlite_database: Database) -> None:
    query = select(Meter.id).where(ends_with(Meter.asset_number, "771111"))
    told = query.compile(sqlite_database.engine, compile_kwargs={"literal_binds": True})
    plan = sqlite_database.read(lambda session: session.execute(text(f"EXPLAIN QUERY PLAN {told}")).all())
    assert "ix_meter_asset_number_tail" in str(plan)
