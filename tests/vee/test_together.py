"""VEE-21 and VEE-22: what is only seen over many visits."""

import datetime as dt
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.cases.models import Case
from backend.grid.models import MeteringPoint
from backend.kernel.clock import business_date, now
from backend.kernel.db import Database
from backend.vee.models import Finding
from backend.vee.rules import reader_day, sub_meters
from backend.vee.rules.sub_meters import Counted, used
from backend.vee.service.together import look_at_day, look_at_masters
from tests.factories.readings import DUE, PERIOD, ZONE
from tests.factories.thresholds import for_long
from tests.supervision.desk import Desk, a_desk

PRICED = {**sub_meters.DEFAULTS, "price_e4": 5_000}


def of(values: list[int]) -> Any:
    found = reader_day.check([value * 10_000 for value in values], reader_day.DEFAULTS)
    return None if found is None else dict(found.params)


def test_vee_21_digits_as_dials_show_them_say_nothing() -> None:
    assert of([1000 + 37 * n for n in range(60)]) is None


def test_vee_21_round_digits() -> None:
    values = [1000 + 5 * n for n in range(20)] + [1001 + 10 * n for n in range(19)]
    assert of(values) == {"what": "round", "count": 20, "of": 39, "percent": 51}
    assert of([*values, 1001]) is None
    assert of([1000 + 5 * n for n in range(29)]) is None


def test_vee_21_repeated_digits() -> None:
    values = [1011 + 100 * n for n in range(13)] + [1012 + 100 * n for n in range(17)]
    assert of(values) == {"what": "repeated", "count": 13, "of": 30, "percent": 43}


@given(st.lists(st.integers(0, 10**9), max_size=80))
def test_vee_21_no_day_breaks_it(values: list[int]) -> None:
    of(values)


@pytest.mark.parametrize(
    ("master", "subs", "found"),
    [
        (1000, [300, 300], False),
        (1000, [500, 550], False),
        (1000, [500, 551], True),
        (0, [10], False),
        (0, [11], True),
        (1000, [], False),
    ],
)
def test_vee_22_the_meters_behind_a_master(master: int, subs: list[int], found: bool) -> None:
    answer = sub_meters.check(master * 10_000, [sub * 10_000 for sub in subs], PRICED)
    assert (answer is not None) is found


def test_vee_22_a_point_used_what_its_forward_totals_counted() -> None:
    total, peak = Counted("forward", "total", "kWh", 900), Counted("forward", "peak", "kWh", 400)
    # A photovoltaic site feeds in more than it draws; kvarh are no kWh.
    assert used([total, peak, Counted("reverse", "total", "kWh", 5000), Counted("forward", "total", "kvarh", 7000)]) == 900
    # A meter exchanged within the period counted the first half, the new one the second.
    assert used([total, Counted("forward", "total", "kWh", 300)]) == 1200
    assert used([peak, Counted("forward", "flat", "kWh", 100)]) == 500
    assert used([Counted("reverse", "total", "kWh", 5000)]) is None


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return a_desk(database, tmp_path)


def cases(desk: Desk) -> list[tuple[str, Any]]:
    return desk.round.app.database.read(
        lambda session: [(case.headline, case.params) for case in session.scalars(select(Case).order_by(Case.id))]
    )


def test_vee_22_opens_one_case_on_the_master_s_visit(desk: Desk) -> None:
    database = desk.round.app.database
    master, *subs = (stop.point_id for stop in desk.people.stops)
    database.run(
        lambda session: session.execute(update(MeteringPoint).where(MeteringPoint.id.in_(subs[:2])).values(parent_id=master))
    )

    def look() -> list[UUID]:
        return database.run(lambda session: look_at_masters(session, home=desk.branch_id, period=PERIOD, day=DUE))

    visit_id = desk.read(0, "4748")
    desk.read(1, "4748")
    assert look() == []
    desk.read(2, "4750")
    assert len(look()) == 1
    # 148 on the master, 148 and 150 behind it.
    assert cases(desk) == [("VEE-22", {"master": "148", "subs": "298", "count": 2})]
    asked_of = select(Finding.rule, Finding.visit_id).where(Finding.rule == "VEE-22")
    found = database.read(lambda session: session.execute(asked_of).all())
    assert [tuple(row) for row in found] == [("VEE-22", UUID(visit_id))]
    # Asked once; and the case shows it beside the master's value.
    assert look() == []
    assert desk.get(f"/cases/{desk.the_case()}")["visits"][0]["findings"][-1]["rule"] == "VEE-22"


def test_vee_21_a_closed_day_is_looked_at_once(desk: Desk) -> None:
    database = desk.round.app.database
    numbers = {"least": 4, "round_percent": 50, "repeated_percent": 40}
    admin_set = {
        "rule": "VEE-21", "branch_id": desk.branch_id, "valid_from": business_date(now(), ZONE).isoformat(), "numbers": numbers,
        "reason": "a small branch",
    }  # fmt: skip
    assert desk.office.put("/api/v1/thresholds", json=admin_set).status_code == 200
    for_long(database)
    for place, value in enumerate(("4745", "4750", "4755", "4751")):
        desk.read(place, value)

    def look(session: Session) -> UUID | None:
        return look_at_day(session, home=desk.branch_id, person_id=desk.people.readers[0], day=DUE, zone=ZONE)

    first, second = database.run(look), database.run(look)
    assert first == second is not None
    expected = {"what": "round", "count": 3, "of": 4, "percent": 75, "day": DUE.isoformat()}
    assert cases(desk) == [("VEE-21", expected)]
    assert desk.get(f"/cases/{first}")["decisions_allowed"] == ["dismiss"]
    later = DUE + dt.timedelta(days=1)
    reader = desk.people.readers[0]
    assert database.run(lambda s: look_at_day(s, home=desk.branch_id, person_id=reader, day=later, zone=ZONE)) is None
