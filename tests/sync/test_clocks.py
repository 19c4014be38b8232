"""Corrected times: only within one page start, whatever the wall clock says (DESIGN decision 6)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.cases.models import Case
from backend.fieldwork.models import Visit
from backend.fieldwork.rules import moments
from backend.kernel import clock
from backend.kernel.db import Database
from backend.readings.models import Reading
from backend.sync.rules.clocks import KEPT_ANCHORS, anchored, corrected_ms
from backend.vee.models import Finding
from backend.vee.service.intake import CLOCK
from tests.factories.readings import DUE, noon
from tests.factories.sync import a_round
from tests.supervision.desk import USUAL, a_desk
from tests.support.phone import Phone

NOW = 1_790_000_000_000


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 60_000))
def test_a_moment_of_the_same_page_start_is_found_again(then: int, later: int, delay: int) -> None:
    pushed = then + later
    anchors = anchored({}, boot="b", mono_ms=pushed, received_ms=NOW + delay)
    found = corrected_ms(anchors, boot="b", mono_ms=then)
    assert found is not None
    assert 0 <= found - (NOW - later) <= delay


def test_another_page_start_is_unknown() -> None:
    anchors = anchored({}, boot="b", mono_ms=5, received_ms=NOW)
    assert corrected_ms(anchors, boot="c", mono_ms=5) is None


def test_the_least_delayed_push_is_believed() -> None:
    anchors = anchored({}, boot="b", mono_ms=0, received_ms=NOW + 900)
    anchors = anchored(anchors, boot="b", mono_ms=1000, received_ms=NOW + 1005)
    anchors = anchored(anchors, boot="b", mono_ms=2000, received_ms=NOW + 2400)
    assert corrected_ms(anchors, boot="b", mono_ms=0) == NOW + 5


def test_only_the_last_page_starts_are_kept() -> None:
    anchors: dict[str, int] = {}
    for number in range(KEPT_ANCHORS + 5):
        anchors = anchored(anchors, boot=str(number), mono_ms=0, received_ms=NOW)
    assert list(anchors) == [str(number) for number in range(5, KEPT_ANCHORS + 5)]


def test_a_broken_monotonic_clock_says_nothing() -> None:
    anchors = anchored({}, boot="b", mono_ms=-(2**60), received_ms=NOW)
    assert corrected_ms(anchors, boot="b", mono_ms=2**53) is None


def test_a_phone_a_year_off(sqlite_database: Database, tmp_path: Path) -> None:
    walk = a_round(sqlite_database, tmp_path)
    walk.assign(walk.office.readers[0])
    phone = walk.phone(walk.office.readers[0])
    phone.pull()
    first, second = phone.open_tasks()[:2]
    phone.skew = timedelta(days=365)
    phone.read(first, ["1"])
    phone.skew = timedelta(days=-365)
    phone.read(second, ["1"])
    known = phone.push_all()
    assert [receipt["outcome"] for receipt in known] == ["applied"] * 2
    visits = sqlite_database.read(lambda session: session.scalars(select(Visit)).all())
    assert len({visit.taken_at.year for visit in visits}) == 2
    assert all(visit.corrected_at is not None for visit in visits)
    assert all(abs(visit.corrected_at - clock.now()) < timedelta(minutes=1) for visit in visits if visit.corrected_at)
    # After the page was loaded anew, without a push in between, nobody can say.
    third = phone.open_tasks()[0]
    phone.read(third, ["1"])
    phone.restart()
    phone.push_all()
    latest = sqlite_database.read(lambda session: session.get_one(Visit, (walk.office.branch_id, latest_id(phone))))
    assert latest.corrected_at is not None  # that start is known from the push before
    phone.restart()
    last = phone.read(phone.open_tasks()[0], ["1"])
    phone.restart()
    phone.push_all()
    assert last == str(latest_id(phone))
    unknown = sqlite_database.read(lambda session: session.get_one(Visit, (walk.office.branch_id, latest_id(phone))))
    assert unknown.corrected_at is None


def readings_and_notes(database: Database, visit_id: str) -> tuple[Reading, dict[str, Any]]:
    """A visit's only reading, and what was noted: rule → params. (That it came late is this day's doing.)"""

    def work(session: Session) -> tuple[Reading, dict[str, Any]]:
        found = session.scalars(select(Finding).where(Finding.visit_id == UUID(visit_id), Finding.rule != "VEE-19"))
        reading = session.scalars(select(Reading).where(Reading.visit_id == UUID(visit_id))).one()
        return reading, {one.rule: one.params for one in found}

    return database.read(work)


@pytest.mark.parametrize("days", [400, -400])
def test_a_reading_is_dated_and_judged_by_the_servers_time(database: Database, tmp_path: Path, days: int) -> None:
    """The phone's own words stay in the journal and at the visit; the office is told of the clock, and of nothing false."""
    desk = a_desk(database, tmp_path)
    desk.phone.skew = timedelta(days=days)
    said = noon(DUE) + desk.phone.skew
    visit_id = desk.phone.read(desk.task(0), [USUAL], taken_at=said.isoformat(), judged=None)
    desk.phone.push_all()
    reading, notes = readings_and_notes(database, visit_id)
    assert all(abs(at - noon(DUE)) < timedelta(minutes=5) for at in (reading.value_at, reading.taken_at))
    assert notes == {CLOCK: {"said": said.date().isoformat(), "meant": DUE.isoformat()}}
    visit = database.read(lambda session: session.get_one(Visit, (desk.branch_id, UUID(visit_id))))
    assert visit.taken_at == said
    assert database.read(lambda session: session.scalars(select(Case)).all()) == []


def test_what_the_meter_froze_keeps_the_meter_s_time(sqlite_database: Database, tmp_path: Path) -> None:
    desk = a_desk(sqlite_database, tmp_path)
    desk.phone.skew = timedelta(days=400)
    (_, body), *_ = desk.phone.reading(desk.task(0), [USUAL], taken_at=(noon(DUE) + desk.phone.skew).isoformat(), judged=None)
    frozen = {"frozen": True, "value_at": noon(DUE).isoformat()}
    (visit_id,) = desk.phone.save(("visit", body | {"readings": [body["readings"][0] | frozen]}))
    desk.phone.push_all()
    reading, _ = readings_and_notes(sqlite_database, visit_id)
    assert reading.value_at == noon(DUE)
    assert abs(reading.taken_at - noon(DUE)) < timedelta(minutes=5)


def test_where_the_true_time_can_t_be_known_nothing_is_shifted_and_the_office_is_told(
    sqlite_database: Database, tmp_path: Path
) -> None:
    desk = a_desk(sqlite_database, tmp_path)
    desk.phone.restart()
    desk.phone.skew = timedelta(days=400)
    said = noon(DUE) + desk.phone.skew
    visit_id = desk.phone.read(desk.task(0), [USUAL], taken_at=said.isoformat(), judged=None)
    desk.phone.restart()
    desk.phone.push_all()
    reading, notes = readings_and_notes(sqlite_database, visit_id)
    assert reading.taken_at == said
    assert notes[CLOCK] == {"said": said.date().isoformat()}


def test_a_clock_that_is_nearly_right_is_believed(sqlite_database: Database, tmp_path: Path) -> None:
    desk = a_desk(sqlite_database, tmp_path)
    desk.phone.skew = timedelta(minutes=-50)
    visit_id = desk.phone.read(desk.task(0), [USUAL], taken_at=noon(DUE).isoformat(), judged=None)
    desk.phone.push_all()
    reading, notes = readings_and_notes(sqlite_database, visit_id)
    assert (reading.taken_at, reading.value_at, notes) == (noon(DUE), noon(DUE), {})


AT = datetime(2026, 11, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "corrected", "wrong"),
    [
        (timedelta(), timedelta(), False),
        (timedelta(minutes=59), None, False),
        (timedelta(minutes=61), None, True),  # from the future
        (timedelta(days=-400), None, False),  # may have waited as long
        (timedelta(days=-400), timedelta(), True),
        (timedelta(days=-2), timedelta(), False),  # the phone slept
        (timedelta(days=-3), timedelta(), True),
        (timedelta(minutes=61), timedelta(minutes=-1), True),
    ],
)
def test_when_a_clock_is_surely_wrong(said: timedelta, corrected: timedelta | None, wrong: bool) -> None:
    by_the_server = None if corrected is None else AT + corrected
    assert moments.is_wrong(AT + said, by_the_server, AT) is wrong
    counts = moments.that_counts(AT + said, by_the_server, AT)
    assert counts == (by_the_server if wrong and by_the_server else AT + said)


def latest_id(phone: Phone) -> UUID:
    return UUID(phone.outbox.all()[-1].id)
