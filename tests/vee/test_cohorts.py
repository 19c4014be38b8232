"""How a class moves: its path from its registers' months, and the cycle's own readings while it is read."""

import datetime as dt
import math
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.fieldwork.models import Run, Task
from backend.kernel.changes import Change
from backend.kernel.db import Database, insert_rows
from backend.kernel.ids import new_id
from backend.kernel.jobs import Job, JobContext
from backend.kernel.settings import Settings
from backend.vee.handlers import follow_cycle
from backend.vee.models import Band, Cohort
from backend.vee.rules.cohort import CYCLE_SPREAD, YEAR, Cycle, Path, cycle_of, is_due, path_of
from backend.vee.rules.festival import festival_effect, festival_share
from backend.vee.service import cohorts
from backend.vee.service.bands import make_bands
from backend.vee.service.intake import intake
from tests.factories.fieldwork import Office, make_office
from tests.factories.readings import DUE, PERIOD, ZONE, noon, remember, visit
from tests.support.either import both

MONTH = 30.0


def matrices(rows: list[list[float]]) -> tuple[np.ndarray, np.ndarray]:
    """Registers' months, newest first, the newest with its middle on day 1000."""
    logs = np.array(rows, dtype=float)
    days = np.where(np.isfinite(logs), 1000.0 - MONTH * np.arange(logs.shape[1]), np.nan)
    return days, logs


def test_a_path_is_the_middle_step_and_one_odd_register_moves_nothing() -> None:
    moves = [0.5, 0.2, 0.0]
    rows = [[level + move for move in moves] for level in (1.0, 2.0, 3.0, 4.0, 5.0)] + [[9.0, 1.0, 7.0]]
    path = path_of(*matrices(rows))
    assert path.days == (940.0, 970.0, 1000.0)
    assert path.logs == pytest.approx((0.0, 0.2, 0.5))
    assert path.at(np.array([985.0])) == pytest.approx([0.35])


def test_a_few_registers_are_no_class() -> None:
    assert path_of(*matrices([[1.0, 2.0, 3.0]] * 4)) == Path()
    assert path_of(np.zeros((0, 28)), np.zeros((0, 28))) == Path()


def test_the_step_ahead_is_last_year_s_until_this_year_s_is_known() -> None:
    days = np.arange(0, 420, 30.0)
    path = Path(tuple(days.tolist()), tuple(math.sin(day / YEAR * 2 * math.pi) for day in days))
    last, ahead = np.array([390.0]), np.array([420.0])
    before = path.at(ahead - YEAR) - path.at(last - YEAR)
    assert path.step(last, ahead) == pytest.approx(before)
    assert path.step(last - 60, ahead - 60) == pytest.approx(path.at(ahead - 60) - path.at(last - 60))
    assert Path(path.days[5:], path.logs[5:]).step(last, ahead) == pytest.approx([0.0])


def _year_of_months(until: dt.date, months: int) -> list[float]:
    return [until.toordinal() - YEAR / 12 * i for i in range(months)][::-1]


def test_the_festival_is_where_it_lies_this_year() -> None:
    """Works that halve around it: in 2025 the month read in February held it, in 2026 half of that and half of the next."""
    days = _year_of_months(dt.date(2026, 1, 26), 24)
    path = Path(tuple(days), tuple((-1.0 * festival_share(np.array(days))).tolist()))
    assert festival_effect(np.array(path.days), np.array(path.logs)) == pytest.approx(-1.0)
    last, ahead = np.array([days[-1]]), np.array([days[-1] + YEAR / 12])
    assert path.step(last, ahead) == pytest.approx(-(festival_share(ahead) - festival_share(last)))
    assert float(path.step(last, ahead)[0]) < -0.4
    assert float((path.at(ahead - YEAR) - path.at(last - YEAR))[0]) > 0.2  # what last year's own step would have said


def test_a_class_that_the_festival_doesn_t_move_keeps_last_year_s_step() -> None:
    days = np.array(_year_of_months(dt.date(2026, 1, 26), 24))
    assert festival_effect(days, np.sin(days / YEAR * 2 * math.pi)) == 0.0
    assert festival_effect(days[:2], np.zeros(2)) == 0.0
    assert festival_effect(days, np.zeros(24)) == 0.0


def test_a_class_of_great_steps_is_less_sure_of_the_next() -> None:
    assert Path((0.0, 30.0), (0.0, 0.1)).unsure == CYCLE_SPREAD
    assert Path((0.0, 30.0, 60.0), (0.0, -0.9, 0.0)).unsure == pytest.approx(0.27)


@given(st.lists(st.floats(-3, 3), max_size=60), st.booleans())
def test_a_shift_lies_between_nothing_and_the_middle(residuals: list[float], has_year: bool) -> None:
    cycle = cycle_of(residuals, has_year=has_year)
    middle = float(np.median(residuals)) if residuals else 0.0
    assert min(0.0, middle) <= cycle.shift <= max(0.0, middle)
    assert cycle.spread <= Cycle().spread


def test_a_cycle_is_looked_at_again_when_a_quarter_more_is_known() -> None:
    looked, since = [], 0
    for readings in range(1, 40):
        if is_due(readings, since):
            looked.append(readings)
            since = readings
    assert looked == [1, 2, 3, 4, 6, 8, 11, 14, 18, 23, 29, 37]


# ------------------------------------------------------------------ against the database


def summer(base: int) -> list[int]:
    """Twenty-five values; what is used has its summer, the same for all but for its size."""
    values = [1000]
    for month in range(24):
        values.append(values[-1] + round(base * (1 + 0.4 * math.sin(month / 12 * 2 * math.pi))))
    return values


def middle(band: Band) -> int:
    assert band.mid_e4 is not None
    return band.mid_e4


def a_run(session: Session, office: Office) -> list[dict[str, object]]:
    run_id = new_id()
    insert_rows(
        session, Run,
        [
            {
                "id": run_id, "home": office.branch_id, "branch_id": office.branch_id, "route_id": office.route_id,
                "period": PERIOD, "window_from": DUE, "window_to": DUE,
            }
        ],
    )  # fmt: skip
    tasks = [
        {
            "id": new_id(), "home": office.branch_id, "branch_id": office.branch_id, "run_id": run_id, "period": PERIOD,
            "metering_point_id": stop.point_id, "installation_id": stop.installation_id, "sequence": i, "due_from": DUE,
            "due_to": DUE, "holder_id": office.readers[0],
        }
        for i, stop in enumerate(office.stops)
    ]  # fmt: skip
    insert_rows(session, Task, tasks)
    return tasks


@both
def test_a_hot_month_is_learned_from_the_first_readings_and_told_to_the_rest(database: Database) -> None:
    office = make_office(database, how_many=16)
    series = [summer(100 + 10 * i) for i in range(16)]
    for stop, values in zip(office.stops, series, strict=True):
        remember(database, office, stop, values)
    tasks = database.run(lambda session: a_run(session, office))
    database.run(lambda session: make_bands(session, run_ids={task["run_id"] for task in tasks}))  # type: ignore[misc]
    (row,) = database.read(lambda session: list(session.scalars(select(Cohort))))
    assert (row.customer_class, row.has_year, row.readings, len(row.days)) == ("residential", True, 0, 24)

    def bands(place: int) -> list[Band]:
        query = select(Band).where(Band.installation_id == office.stops[place].installation_id).order_by(Band.version)
        return database.read(lambda session: list(session.scalars(query)))

    (first,) = bands(15)
    assert first.basis["cycle_percent"] == 0
    # Ten homes used a tenth more than was to be expected.
    read = range(10)
    visits = [
        visit(office, office.stops[i], series[i][-1] + round(middle(bands(i)[0]) / 10_000 * 1.1), task_id=tasks[i]["id"])
        for i in read
    ]

    def come_in(session: Session) -> None:
        intake(session, visits, now=noon(DUE))
        session.execute(update(Task).where(Task.id.in_([tasks[i]["id"] for i in read])).values(state="read"))

    database.run(come_in)
    (job,) = database.read(lambda session: list(session.scalars(select(Job).where(Job.name == cohorts.FOLLOW))))
    assert job.payload == {"home": office.branch_id, "period": PERIOD}
    told = database.read(lambda session: session.query(Change).count())
    context = cast("JobContext", SimpleNamespace(run=database.run, settings=Settings()))
    follow_cycle(context, job.payload)
    # Nothing new has come: nothing moves.
    follow_cycle(context, job.payload)
    before, after = bands(15)
    # 10 of 10 + 8 readings say a tenth more.
    assert middle(after) / middle(before) == pytest.approx(1.1 ** (10 / 18), rel=0.02)
    assert after.basis["cycle_percent"] == pytest.approx(5, abs=1)
    assert len(bands(0)) == 1
    news = database.read(lambda session: list(session.scalars(select(Change).order_by(Change.seq))))[told:]
    assert {change.subject for change in news} == {task["id"] for task in tasks[10:]}


def test_the_path_of_a_period_is_kept_for_an_hour(database: Database) -> None:
    office = make_office(database, how_many=6)
    for stop in office.stops:
        remember(database, office, stop, summer(100))

    def made(session: Session) -> dt.datetime:
        cohorts.make(session, home=office.branch_id, period=PERIOD, zone=ZONE)
        return session.scalars(select(Cohort.made_at)).one()

    assert database.run(made) == database.run(made)
