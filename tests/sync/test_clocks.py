"""Corrected times: only within one page start, whatever the wall clock says (DESIGN decision 6)."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from backend.fieldwork.models import Visit
from backend.kernel import clock
from backend.kernel.db import Database
from backend.sync.rules.clocks import KEPT_ANCHORS, anchored, corrected_ms
from tests.factories.sync import a_round
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


def latest_id(phone: Phone) -> UUID:
    return UUID(phone.outbox.all()[-1].id)
