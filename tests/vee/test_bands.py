"""Bands: what is expected of a register, and how sure that is."""

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.fieldwork.models import Run, Task
from backend.grid.models import Installation, InstallationRegister
from backend.kernel.changes import Change
from backend.kernel.db import Database, insert_rows
from backend.kernel.ids import new_id
from backend.vee.models import Band
from backend.vee.queries import packs
from backend.vee.rules import bands as rules
from backend.vee.rules.bands import Ask, Dial, band
from backend.vee.rules.cohort import Cycle, Path
from backend.vee.rules.consumption import HIGH, LOW
from backend.vee.rules.facts import Expect
from backend.vee.rules.forecast import Span
from backend.vee.service.bands import make_bands, of_installations, refresh
from tests.factories.fieldwork import Office, make_office
from tests.factories.readings import DUE, PERIOD, noon, remember, steady
from tests.support.either import both

HOME = Dial(multiplier_e4=10_000, step_e4=1000, customer_class="residential")
TODAY = dt.date(2026, 11, 10).toordinal()


def months(kwh: list[int], until: int = TODAY) -> list[Span]:
    """A span of 30 days for each month's use, oldest first, the last one ending on a day."""
    start = until - 30 * len(kwh)
    return [Span(start + 30 * i, start + 30 * (i + 1), use * 10_000) for i, use in enumerate(kwh)]


def made(spans: list[Span], dial: Dial = HOME, days: int = 30) -> Expect:
    return band(Ask(dial, spans, TODAY, TODAY + days, HIGH.defaults, LOW.defaults, 1))[0]


def width(expect: Expect) -> float:
    return math.log(max(expect.high_e4, 1) / max(expect.low_e4, 1))


def test_the_longer_the_history_the_narrower_the_band() -> None:
    widths = [width(made(months([150] * n))) for n in (0, 1, 2, 6, 12, 24)]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 2 * widths[1]


def test_without_any_history_the_band_is_the_class_s_own() -> None:
    home, factory = made([]), made([], Dial(10_000, 1000, "industrial"))
    assert home.mid_e4 == pytest.approx(180_0000, rel=0.01)
    assert factory.mid_e4 > 50 * home.mid_e4
    assert home.case_high_e4 > 4000_0000
    # Nobody may live there.
    assert home.low_e4 == home.case_low_e4 == 0


def test_the_same_month_last_year_is_looked_at() -> None:
    # A heater: 300 a month from November to February, 100 else. Last month was 100; a year ago this month brought 300.
    year = [300 if month in {11, 12, 1, 2} else 100 for month in (11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)]
    expect = made(months(year * 2))
    assert 140_0000 < expect.mid_e4 < 190_0000
    # The same jump without a year of history isn't foreseen.
    assert made(months(year[4:])).mid_e4 == pytest.approx(100_0000, rel=0.02)


def test_an_erratic_customer_has_a_wide_band() -> None:
    wild = [100, 400, 60, 300, 120, 500, 90, 350, 80, 420, 100, 380] * 2
    assert width(made(months(wild))) > 2 * width(made(months([200] * 24)))


def test_a_missed_month_hardly_matters() -> None:
    plain = months([150] * 24)
    missed = [*plain[:10], Span(plain[10].from_day, plain[11].to_day, 300 * 10_000), *plain[12:]]
    assert made(missed).mid_e4 == made(plain).mid_e4
    assert width(made(missed)) == pytest.approx(width(made(plain)), rel=0.02)


def test_a_span_of_years_says_nothing_of_a_month_where_there_is_better() -> None:
    plain = months([150] * 6)
    years_before = Span(plain[0].from_day - 2000, plain[0].from_day, 10 * 10_000)
    assert made([years_before, *plain]) == made(plain)
    assert made([years_before]).mid_e4 < 10_0000


def test_twice_the_days_are_twice_the_use() -> None:
    assert made(months([150] * 6), days=60).mid_e4 == pytest.approx(2 * made(months([150] * 6)).mid_e4, rel=0.01)


def test_behind_a_transformer_the_dial_moves_less() -> None:
    big = [Span(span.from_day, span.to_day, span.kwh_e4 * 40) for span in months([150] * 24)]
    expect = made(big, Dial(400_000, 100, "small_business"))
    assert expect.mid_e4 == pytest.approx(150_0000, rel=0.01)
    # 10 kWh are a quarter of a count behind it.
    assert expect.floor_e4 == 2500


def test_a_demand_isn_t_summed_up() -> None:
    demand = Dial(10_000, 1, "industrial", is_demand=True)
    spans = [Span(span.from_day, span.to_day, 30 * 3 * 10_000) for span in months([0] * 12)]
    assert made(spans, demand).mid_e4 == made(spans, demand, days=60).mid_e4 == pytest.approx(3_0000, rel=0.01)


@given(
    st.lists(st.integers(-5_000, 200_000), max_size=40), st.integers(1, 400), st.sampled_from([10_000, 400_000, 60_000_000]),
    st.sampled_from([*rules.PRIORS, "something else"]),
)  # fmt: skip
def test_any_history_gives_a_band_in_order(kwh: list[int], days: int, multiplier: int, customer_class: str) -> None:
    expect = made(months(kwh), Dial(multiplier, 10_000, customer_class), days)
    assert 0 <= expect.case_low_e4 <= expect.low_e4 <= expect.mid_e4 <= expect.high_e4 <= expect.case_high_e4
    assert expect.floor_e4 >= 20_000


paths = st.lists(st.floats(-8, 8), max_size=30).map(
    lambda logs: Path(tuple(TODAY - 15.0 - 30 * (len(logs) - i) for i in range(len(logs))), tuple(logs))
)
carries = st.none() | st.builds(Span, st.just(TODAY - 12), st.just(TODAY), st.integers(0, 10**12))


@given(
    st.lists(st.integers(0, 200_000), max_size=30), paths, st.builds(Cycle, st.floats(-3, 3), st.integers(0, 500)),
    st.sampled_from([*rules.PRIORS, "something else"]), carries,
)  # fmt: skip
def test_any_class_and_cycle_give_a_band_in_order(
    kwh: list[int], path: Path, cycle: Cycle, customer_class: str, carried: Span | None
) -> None:
    dial = Dial(10_000, 10_000, customer_class)
    ask = Ask(dial, months(kwh, TODAY - 12), TODAY, TODAY + 18, HIGH.defaults, LOW.defaults, 1, carried)
    expect, _ = band(ask, path=path, cycle=cycle)
    assert 0 <= expect.case_low_e4 <= expect.low_e4 <= expect.mid_e4 <= expect.high_e4 <= expect.case_high_e4


# ------------------------------------------------------------------ against the database


def stored(database: Database, office: Office, place: int = 0) -> list[Band]:
    query = select(Band).where(Band.installation_id == office.stops[place].installation_id).order_by(Band.version)
    return database.read(lambda session: list(session.scalars(query)))


def run_of(database: Database, office: Office, *, holder: bool = False) -> tuple[Run, list[Task]]:
    """A run with an open task a stop."""
    run = {
        "id": new_id(), "home": office.branch_id, "branch_id": office.branch_id, "route_id": office.route_id, "period": PERIOD,
        "window_from": DUE, "window_to": DUE,
    }  # fmt: skip
    tasks = [
        {
            "id": new_id(), "home": office.branch_id, "branch_id": office.branch_id, "run_id": run["id"], "period": PERIOD,
            "metering_point_id": stop.point_id, "installation_id": stop.installation_id, "sequence": i, "due_from": DUE,
            "due_to": DUE, "holder_id": office.readers[0] if holder else None,
        }
        for i, stop in enumerate(office.stops)
    ]  # fmt: skip

    def write(session: Session) -> None:
        insert_rows(session, Run, [run])
        insert_rows(session, Task, tasks)

    database.run(write)
    return Run(**run), [Task(**task) for task in tasks]


@both
def test_bands_of_a_run_are_made_once(database: Database) -> None:
    office = make_office(database)
    for stop in office.stops:
        remember(database, office, stop, steady(24))
    run, _ = run_of(database, office)
    assert database.run(lambda session: make_bands(session, run_ids=[run.id])) == 4
    assert database.run(lambda session: make_bands(session, run_ids=[run.id])) == 0
    assert [row.version for row in stored(database, office)] == [1]


@both
def test_a_correction_of_the_month_before_makes_the_band_anew_and_tells_the_holder(database: Database) -> None:
    office = make_office(database)
    for stop in office.stops:
        remember(database, office, stop, steady(24), until=202610)
    run, tasks = run_of(database, office, holder=True)
    database.run(lambda session: make_bands(session, run_ids=[run.id]))
    told = database.read(lambda session: session.query(Change).count())
    stop = office.stops[0]
    remember(database, office, stop, [4750])
    database.run(lambda session: refresh(session, home=office.branch_id, after=202610, register_ids=list(stop.register_ids)))
    assert [(row.version, row.previous_e4) for row in stored(database, office)] == [(1, 4600_0000), (2, 4750_0000)]
    assert [row.version for row in stored(database, office, 1)] == [1]
    news = database.read(lambda session: list(session.scalars(select(Change).order_by(Change.seq))))[told:]
    assert [(change.kind, change.subject, change.audience) for change in news] == [
        ("task", tasks[0].id, f"person:{office.readers[0]}")
    ]


def test_the_pack_gets_the_newest_version(database: Database) -> None:
    office = make_office(database, how_many=1)
    stop = office.stops[0]
    wanted = {stop.installation_id: (stop.point_id, DUE)}
    for until, values in ((202610, steady(13)), (PERIOD, [3100])):
        remember(database, office, stop, values, until=until)
        database.run(lambda session: of_installations(session, home=office.branch_id, period=PERIOD, wanted=wanted))
    found = database.read(
        lambda session: packs.expectations(session, home=office.branch_id, period=PERIOD, installation_ids=[stop.installation_id])
    )
    pack = found[stop.installation_id]
    register = pack.registers[stop.register_ids[0]]
    assert (pack.band_version, pack.account_status, pack.limits) == (2, "active", {})
    assert (register.previous_e4, register.previous_on, register.zero_run) == (3100_0000, dt.date(2026, 10, 10), 0)
    assert register.previous_at == noon(dt.date(2026, 10, 10))
    assert register.expect is not None
    assert (register.expect.version, register.expect.days) == (2, 31)


def test_history_goes_on_behind_a_meter_exchange(database: Database) -> None:
    """The old meter's use counts for the new one's band, by its own multiplier and final value."""
    office = make_office(database, how_many=2)
    old, new = office.stops
    remember(database, office, old, steady(23, a_month=100), until=202610)
    changed = dt.date(2026, 9, 20)

    def exchange(session: Session) -> None:
        is_old = Installation.id == old.installation_id
        is_new = Installation.id == new.installation_id
        session.execute(update(Installation).where(is_old).values(valid_to=changed))
        session.execute(update(Installation).where(is_new).values(metering_point_id=old.point_id, valid_from=changed))
        of_old = InstallationRegister.installation_id == old.installation_id
        session.execute(update(InstallationRegister).where(of_old).values(final_e4=3340_0000))

    database.run(exchange)
    wanted = {new.installation_id: (old.point_id, DUE)}
    database.run(lambda session: of_installations(session, home=office.branch_id, period=PERIOD, wanted=wanted))
    (row,) = stored(database, office, 1)
    # Begun at zero on the day of the exchange, 51 days before the round. 100 a month are 200 since the old meter was read, on the
    # 10th of September; it counted 40 of them itself.
    assert (row.previous_e4, row.previous_on, row.days) == (0, changed, 51)
    assert row.mid_e4 == pytest.approx(160_0000, rel=0.05)
