"""Whose meter was it? The stops near by on the route, and what is expected of them."""

from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.kernel.db import Database
from backend.supervision.queries import mates
from backend.vee.rules.facts import RegisterFacts
from tests.factories.readings import DUE, noon
from tests.supervision.desk import a_desk

ZONE = ZoneInfo("Asia/Shanghai")


def test_the_stops_near_by_with_what_is_expected_of_them(sqlite_database: Database, tmp_path: Path) -> None:
    desk = a_desk(sqlite_database, tmp_path)
    task_id = UUID(desk.task(1)["id"])
    database = desk.round.app.database
    found = database.read(lambda session: mates.near(session, task_id))
    assert {view.point.number: distance for view, _, distance in found} == {
        desk.stop(place).number: distance for place, distance in ((0, 1), (2, 1), (3, 2))
    }
    register = RegisterFacts("own", "cumulative", "forward", "total", "kWh", 6, 2)
    near = mates.of_register(found, register, taken_at=noon(DUE), zone=ZONE)
    assert [mate.register.previous_e4 for mate in near] == [4600_0000] * 3
    assert all(mate.register.expect is not None for mate in near)
    # A peak register isn't compared with a neighbour's total.
    peak = RegisterFacts("own", "cumulative", "forward", "peak", "kWh", 6, 2)
    assert mates.of_register(found, peak, taken_at=noon(DUE), zone=ZONE) == []
