"""The demo: the same every time, through the front door, and believable to the rules that judge it."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Run, Task
from backend.fieldwork.queries.planning import unrouted
from backend.grid.models import Meter, MeterBox, MeteringPoint, PointEvent, Register
from backend.identity.models import Branch, Person
from backend.identity.rules.demo import DEMO_ACCOUNTS
from backend.identity.service import people
from backend.imports.demo import files
from backend.imports.demo.county import build
from backend.imports.demo.seasons import usual_days
from backend.imports.demo.seed import NotEmptyError, accounts_of_the_customer, seed
from backend.imports.rules.practice import Dial, faces, odd_of
from backend.kernel.audit import SYSTEM
from backend.kernel.blobs import LocalStore
from backend.kernel.clock import frozen
from backend.kernel.db import Database
from backend.kernel.settings import Settings
from backend.readings.models import Reading
from backend.vee.rules.festival import SPRING_FESTIVAL
from tests.support import databases
from tests.support.application import Application

TODAY = dt.date(2026, 11, 24)
NOW = dt.datetime(2026, 11, 24, 4, tzinfo=dt.UTC)
SETTINGS = Settings(demo=True)


def test_the_same_seed_gives_the_same_files_and_another_day_other_ones() -> None:
    one, two = build(TODAY), build(TODAY)
    assert files.wide(one) == files.wide(two)
    assert files.history(one, files.histories(one)) == files.history(two, files.histories(two))
    assert files.wide(build(TODAY + dt.timedelta(days=31))) != files.wide(one)


def test_the_county_has_what_a_county_has() -> None:
    county = build(TODAY)
    meters = [meter for site in county.sites for meter in site.meters]
    assert 560 <= len(county.sites) <= 660
    assert len({meter.asset for meter in meters}) == len({meter.asset[-6:] for meter in meters}) == len(meters)
    assert all(len(meter.asset) == 22 and meter.asset.startswith("0") for meter in meters)
    assert {box.rows * box.columns for box in county.boxes} >= {6, 9, 12}
    boxed = [site.box for site in county.sites if site.box]
    assert max(boxed.count(box) for box in set(boxed)) == 12
    assert {meter.dial.registers for meter in meters} == {"单费率", "分时", "分时需量", "双向"}
    assert {site.multiplier for site in county.sites} >= {1, 20, 30, 120}
    assert sum(len(site.meters) > 1 for site in county.sites) == 14
    assert sum(site.closed is not None for site in county.sites) == 6


def test_the_spring_festival_moves_and_sends_people_home() -> None:
    assert SPRING_FESTIVAL[2026] == dt.date(2026, 2, 17)
    january, february = dt.date(2025, 1, 15), dt.date(2025, 2, 15)
    with_festival = usual_days("village", january, february) / 31
    without = usual_days("village", january.replace(year=2026), february.replace(year=2026)) / 31
    # 29 January 2025 and 17 February 2026: the same weeks of the calendar, once with and once all but without it.
    assert with_festival > 1.15 * without
    assert usual_days("works", january, february) < usual_days("works", january.replace(year=2026), february.replace(year=2026))


@pytest.fixture(scope="module")
def demo(folder_of_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """A seeded SQLite database: seeding takes seconds, so all tests here share it and change nothing."""
    folder = tmp_path_factory.mktemp("demo")
    database = Database.open(databases.copy_sqlite(databases.sqlite_template(folder_of_run), folder / "demo.sqlite"))
    with frozen(NOW):
        assert seed(database, settings=SETTINGS, tell=lambda _: None)
        yield Application(database, LocalStore(folder / "blobs"), folder, SETTINGS)
    database.close()


def test_a_newcomer_can_walk_at_once(demo: Application) -> None:
    def read(session: Session) -> None:
        runs = session.scalars(select(Run)).all()
        assert len(runs) == 12
        assert all(run.window_from <= TODAY <= run.window_to for run in runs)
        holders = {row[0]: row[1] for row in session.execute(select(Task.holder_id, func.count()).group_by(Task.holder_id))}
        readers = {row.login: row.id for row in session.execute(select(Person.login, Person.id))}
        assert None not in holders
        assert set(holders) == {readers[f"reader{number}"] for number in (1, 2, 3, 4)}
        kinds = {row[0]: row[1] for row in session.execute(select(Task.kind, func.count()).group_by(Task.kind))}
        assert kinds["first"] >= 3
        assert kinds["regular"] > 550
        assert {row[0] for row in session.execute(select(Person.login))} == {account.login for account in DEMO_ACCOUNTS}
        for branch_id in session.scalars(select(Branch.id)):
            assert len(unrouted(session, branch_id, TODAY)) == 1

    demo.database.read(read)


def test_the_customer_has_accounts_with_something_to_report(demo: Application) -> None:
    found = demo.database.read(accounts_of_the_customer)
    assert found is not None
    _, accounts = found
    query = (
        select(Task.state)
        .join(MeteringPoint, MeteringPoint.id == Task.metering_point_id)
        .where(MeteringPoint.account_id.in_(accounts))
    )
    assert list(demo.database.read(lambda session: session.scalars(query).all())) == ["open", "open"]


def test_there_are_two_years_of_history_with_everything_that_happens(demo: Application) -> None:
    def read(session: Session) -> None:
        by_period = {row[0]: row[1] for row in session.execute(select(Reading.period, func.count()).group_by(Reading.period))}
        assert len(by_period) == 24
        assert min(by_period.values()) > 1000
        assert set(session.scalars(select(Reading.obtained).distinct())) == {"import"}
        assert session.scalar(select(func.count()).select_from(PointEvent)) == 14
        assert session.scalar(select(func.count()).select_from(MeterBox)) == 48
        assert {row[0] for row in session.execute(select(Register.kind).distinct())} == {"cumulative", "demand"}
        assert {row[0] for row in session.execute(select(MeteringPoint.role).distinct())} == {"settlement", "check"}
        assert {row[0] for row in session.execute(select(MeteringPoint.customer_class).distinct())} >= {
            "residential", "small_business", "industrial", "agriculture",
        }  # fmt: skip
        # A dial that rolled over shows less than the month before.
        query = (
            select(Reading.value_e4).join(Register, Register.id == Reading.register_id).join(Meter, Meter.id == Register.meter_id)
        )
        rolled = 0
        for asset in session.scalars(select(Meter.asset_number).where(Meter.model == "DD862")):
            values = list(session.scalars(query.where(Meter.asset_number == asset).order_by(Reading.period)))
            rolled += any(after < before for before, after in pairwise(values))
        assert rolled >= 4

    demo.database.read(read)


def test_seeding_again_does_nothing(demo: Application) -> None:
    assert not seed(demo.database, settings=SETTINGS, tell=lambda _: None)


def test_practice_meters_go_on_where_history_ends(demo: Application) -> None:
    client = demo.anybody()
    routes = client.get("/api/v1/practice/routes").json["items"]
    assert [route["code"] for route in routes][:2] == ["DH01", "DH02"]
    assert {route["stops"] for route in routes} >= {28}
    meters = client.get(f"/api/v1/practice/meters?route_id={routes[0]['id']}").json["items"]
    assert len(meters) == routes[0]["stops"]
    assert [meter["sequence"] for meter in meters] == sorted(meter["sequence"] for meter in meters)
    in_boxes = [meter["box"] for meter in meters if meter["box"] is not None]
    assert len({(box["barcode"], box["row"], box["column"]) for box in in_boxes}) == len(in_boxes)
    again = client.get(f"/api/v1/practice/meters?route_id={routes[0]['id']}").json["items"]
    assert meters == again


def test_a_server_that_is_no_demo_has_no_practice_meters(demo: Application) -> None:
    plain = Application(demo.database, demo.blobs, demo.folder, Settings())
    assert plain.anybody().get("/api/v1/practice/routes").status_code == 404
    assert plain.anybody().get("/api/v1/practice/meters?route_id=01920000-0000-7000-8000-000000000001").status_code == 404


def test_a_database_in_use_is_left_alone(sqlite_database: Database) -> None:
    sqlite_database.run(lambda session: people.create_branch(session, code="REAL", name="某供电所", actor=SYSTEM).id)
    with pytest.raises(NotEmptyError):
        seed(sqlite_database, settings=SETTINGS, tell=lambda _: None)


# ---- faces

_PAST = [(day, 1_000_000 + 3_000 * (day - 100)) for day in range(100, 500, 30)]


def dial(code: str, past: list[tuple[int, int]], *, digits: int = 6) -> Dial:
    return Dial(code, "cumulative", digits, 2, 0, past)


def usual_meter() -> str:
    return next(name for name in map(str, range(1000)) if odd_of(name, 202611) == "none")


def test_a_face_goes_on_at_the_pace_of_its_history() -> None:
    value = faces([dial("total", _PAST)], meter=usual_meter(), period=202611, today=520, hung_on=0)["total"]
    last_day, last = _PAST[-1]
    assert 0.84 * 3_000 * (520 - last_day) <= value - last <= 1.16 * 3_000 * (520 - last_day)
    assert value % 100 == 0


def test_a_total_is_the_sum_of_what_its_bands_went_on_by() -> None:
    dials = [
        dial("total", [(1, 400_000), (31, 800_000)]),
        dial("peak", [(1, 0), (31, 300_000)]),
        dial("valley", [(1, 0), (31, 100_000)]),
    ]
    shown = faces(dials, meter=usual_meter(), period=202611, today=61, hung_on=0)
    assert shown["total"] - 800_000 == shown["peak"] - 300_000 + shown["valley"] - 100_000


def test_a_face_rolls_over_at_its_end() -> None:
    past = [(1, 99_000_0000), (31, 99_999_0000)]
    value = faces([dial("total", past, digits=5)], meter=usual_meter(), period=202611, today=61, hung_on=0)["total"]
    assert value < 2_000_0000


def test_a_few_are_odd_and_always_the_same_ones() -> None:
    odd = [odd_of(str(number), 202611) for number in range(2000)]
    assert odd == [odd_of(str(number), 202611) for number in range(2000)]
    share = sum(kind != "none" for kind in odd) / len(odd)
    assert 0.03 < share < 0.08
    assert set(odd) == {"high", "low", "backward", "none"}
