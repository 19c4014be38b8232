"""Two phones and one task: reassigned while both walk, nothing done is lost, and both ledgers agree (decision 5, P8)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.cases.models import Case
from backend.fieldwork.models import BillingPeriod, Task, Visit
from backend.fieldwork.queries.ledger import Scope, ledger
from backend.fieldwork.service import claims, orders
from backend.kernel.db import Database
from backend.readings.models import Reading
from backend.readings.queries import values
from backend.readings.rules.standing import standing
from backend.sync.queries import days
from tests.factories.sync import PERIOD, Round, a_round
from tests.support.phone import Phone


@pytest.fixture
def walk(database: Database, tmp_path: Path) -> Round:
    made = a_round(database, tmp_path)
    made.assign(made.office.readers[0])
    return made


@pytest.fixture
def old(walk: Round) -> Phone:
    made = walk.phone(walk.office.readers[0])
    made.pull()
    return made


@pytest.fixture
def new(walk: Round) -> Phone:
    made = walk.phone(walk.office.readers[1])
    made.pull()
    return made


def move(walk: Round, places: list[int], reader: int = 1) -> None:
    walk.assign(walk.office.readers[reader], [walk.task_ids[place] for place in places])


def outcomes(found: list[dict[str, Any]]) -> list[tuple[str, str | None]]:
    return [(receipt["outcome"], receipt.get("reason")) for receipt in found]


def ledger_of(walk: Round, person_id: UUID) -> dict[str, int]:
    return walk.app.database.read(lambda session: days.ledger(session, person_id))


def agree(walk: Round, *phones: Phone) -> None:
    """The ledger balances on each side by itself, and both sides say the same at equal cursor and seq (P8)."""
    found = walk.app.database.read(lambda session: ledger(session, Scope(walk.office.branch_id, PERIOD)))
    assert found.imbalances == ()
    for phone in phones:
        phone.pull()
        assert phone.ledger() == ledger_of(walk, UUID(phone.person_id))


def the_task(walk: Round, place: int = 0) -> Task:
    return walk.app.database.read(lambda session: session.get_one(Task, walk.task_ids[place]))


def standings(walk: Round) -> list[str]:
    return walk.app.database.read(lambda session: list(session.scalars(select(Visit.standing).order_by(Visit.id))))


def test_both_phones_learn_a_move(walk: Round, old: Phone, new: Phone) -> None:
    move(walk, [0, 1])
    old.pull()
    new.pull()
    assert {gone["why"] for gone in old.gone.values()} == {"moved"}
    assert len(old.open_tasks()) == 2
    assert [task["sequence"] for task in new.open_tasks()] == [10, 20]
    assert new.open_tasks()[0]["registers"]
    agree(walk, old, new)


def test_what_the_old_holder_read_is_never_lost(walk: Round, old: Phone, new: Phone) -> None:
    old.read(old.open_tasks()[0], ["12.5"])
    move(walk, [0])
    new.pull()
    assert outcomes(old.push_all()) == [("applied", None)]
    assert the_task(walk).state == "read"
    new.pull()
    assert new.open_tasks() == []
    agree(walk, old, new)


def test_both_read_it_alike(walk: Round, old: Phone, new: Phone) -> None:
    old.read(old.open_tasks()[0], ["12.5"])
    move(walk, [0])
    new.pull()
    new.read(new.open_tasks()[0], ["12.50"])
    assert outcomes(new.push_all()) == [("applied", None)]
    assert outcomes(old.push_all()) == [("duplicate", "same_again")]
    assert standings(walk) == ["set_aside", "stands"]
    assert walk.app.database.read(lambda session: len(session.scalars(select(Reading)).all())) == 1
    agree(walk, old, new)


def test_both_read_it_differently_and_the_office_decides(walk: Round, old: Phone, new: Phone) -> None:
    first = old.read(old.open_tasks()[0], ["12.5"])
    move(walk, [0])
    new.pull()
    second = new.read(new.open_tasks()[0], ["13.5"])
    assert outcomes(old.push_all() + new.push_all()) == [("applied", None), ("contested", "values_differ")]
    assert standings(walk) == ["stands", "contested"]
    assert the_task(walk).state == "contested"
    cases = walk.app.database.read(lambda session: session.scalars(select(Case).where(Case.kind == "contested")).all())
    assert [(case.headline, case.subject_id, case.task_id) for case in cases] == [
        ("contested.values_differ", second, walk.task_ids[0])
    ]
    agree(walk, old, new)
    aside = walk.app.database.run(
        lambda session: claims.settle(session, task_id=walk.task_ids[0], visit_id=UUID(second), actor=walk.office.actor)
    )
    assert [str(visit) for visit in aside] == [first]
    assert standings(walk) == ["set_aside", "stands"]
    assert the_task(walk).state == "read"


def test_the_new_holder_goes_on_after_an_old_skip(walk: Round, old: Phone, new: Phone) -> None:
    old.skip(old.open_tasks()[0])
    move(walk, [0])
    new.pull()
    assert outcomes(old.push_all()) == [("applied", "moved")]
    assert the_task(walk).state == "open"
    new.read(new.open_tasks()[0], ["1"])
    assert outcomes(new.push_all()) == [("applied", None)]
    agree(walk, old, new)


@pytest.mark.parametrize("sent_first", [True, False])
def test_a_reading_takes_the_place_of_a_skip_from_before_the_move(walk: Round, old: Phone, new: Phone, sent_first: bool) -> None:
    old.skip(old.open_tasks()[0])
    if sent_first:
        old.push_all()
    move(walk, [0])
    old.push_all()
    new.pull()
    new.read(new.open_tasks()[0], ["1"])
    assert outcomes(new.push_all()) == [("applied", None)]
    # One that arrives after the move already stands for nothing.
    assert standings(walk) == ["superseded" if sent_first else "set_aside", "stands"]
    agree(walk, old, new)


@pytest.mark.parametrize("deed", ["skip", "give_back"])
def test_a_stop_given_to_the_same_reader_again_begins_anew(walk: Round, old: Phone, deed: str) -> None:
    getattr(old, deed)(old.open_tasks()[0])
    old.push_all()
    move(walk, [0], reader=0)
    agree(walk, old)
    assert len(old.open_tasks()) == len(walk.task_ids)
    old.read(old.open_tasks()[0], ["1"])
    assert outcomes(old.push_all()) == [("applied", None)]
    assert standings(walk) == [*(["superseded"] if deed == "skip" else []), "stands"]
    agree(walk, old)


def test_a_skip_after_somebody_elses_reading_says_less(walk: Round, old: Phone, new: Phone) -> None:
    old.read(old.open_tasks()[0], ["12.5"])
    move(walk, [0])
    new.pull()
    new.skip(new.open_tasks()[0])
    old.push_all()
    assert outcomes(new.push_all()) == [("applied", "says_less")]
    assert the_task(walk).state == "read"
    agree(walk, old, new)


def test_a_reader_corrects_himself(walk: Round, old: Phone) -> None:
    task = old.open_tasks()[0]
    first = old.read(task, ["12.5"])
    old.push_all()
    old.read(task, ["21.5"], supersedes=first)
    assert outcomes(old.push_all()) == [("applied", "corrected")]
    assert standings(walk) == ["superseded", "stands"]
    values = walk.app.database.read(lambda session: session.scalars(select(Reading).order_by(Reading.id)).all())
    assert [(row.value_e4, row.corrects_id) for row in values] == [(125_000, None), (215_000, values[0].id)]
    agree(walk, old)


def test_all_in_one_push(walk: Round, old: Phone) -> None:
    """Skip, then read, then a correction, then a return: each meets what became of the one before."""
    task = old.open_tasks()[0]
    old.skip(task)
    old.read(task, ["12.5"])
    old.read(task, ["13.5"])
    old.give_back(task)
    assert outcomes(old.push_all()) == [("applied", None), ("applied", None), ("applied", "corrected"), ("applied", "says_less")]
    assert standings(walk) == ["superseded", "superseded", "stands"]
    assert the_task(walk).state == "read"
    agree(walk, old)


def standing_values(walk: Round) -> list[int]:
    """What would be billed: every register's standing value, in 1/10,000."""

    def work(session: Session) -> list[int]:
        rows = session.execute(select(Reading.home, Reading.period, Reading.register_id)).all()
        held = values.of_registers(
            session, home=rows[0].home, register_ids={row.register_id for row in rows}, first=PERIOD, last=PERIOD
        )
        return sorted(value.value_e4 for found in held.values() for value in found)

    return walk.app.database.read(work)


def deliver(phone: Phone, order: Sequence[int], *, at_once: bool) -> dict[int, tuple[str, str | None]]:
    """Push what the phone has saved in another order than it was said in; answers place → outcome and reason."""
    saved = phone.outbox.unsent(50)
    batches = [[saved[place] for place in order]] if at_once else [[saved[place]] for place in order]
    found = [receipt for batch in batches for receipt in phone.push(batch)]
    return dict(zip(order, outcomes(found), strict=True))


@pytest.mark.parametrize("at_once", [False, True])
def test_an_older_entry_that_arrives_later_takes_nothing_s_place(walk: Round, old: Phone, at_once: bool) -> None:
    task = old.open_tasks()[0]
    first = old.read(task, ["12.5"])
    old.read(task, ["21.5"], supersedes=first)
    # One push is put in order of seq by the server; two can't be.
    early = ("applied", None) if at_once else ("applied", "overtaken")
    assert deliver(old, [1, 0], at_once=at_once)[0] == early
    assert standings(walk) == ["superseded", "stands"]
    assert standing_values(walk) == [215_000]
    assert walk.app.database.read(lambda session: session.scalars(select(Case)).all()) == []
    assert the_task(walk).state == "read"
    kept = walk.app.database.read(lambda session: session.scalars(select(Reading.value_e4)).all())
    assert sorted(kept) == [125_000, 215_000], "what was said first is kept beside what stands"
    agree(walk, old)


def test_a_skip_that_arrives_after_the_reading_it_was_followed_by_asks_nobody(walk: Round, old: Phone) -> None:
    task = old.open_tasks()[0]
    old.skip(task)
    old.read(task, ["12.5"])
    assert deliver(old, [1, 0], at_once=False)[0] == ("applied", "overtaken")
    assert standings(walk) == ["superseded", "stands"]
    assert walk.app.database.read(lambda session: session.scalars(select(Case)).all()) == []
    agree(walk, old)


def test_what_was_overtaken_asks_nobody_in_a_closed_period_either(walk: Round, old: Phone) -> None:
    task = old.open_tasks()[0]
    first = old.read(task, ["12.5"])
    old.read(task, ["21.5"], supersedes=first)
    saved = old.outbox.unsent(50)
    old.push(saved[1:])
    walk.app.database.run(lambda session: session.execute(update(BillingPeriod).values(state="closed")))
    assert outcomes(old.push(saved[:1])) == [("applied", "overtaken")]
    assert standing_values(walk) == [215_000]


def test_whatever_order_a_phone_s_visits_arrive_in_its_last_word_stands(database: Database, tmp_path: Path) -> None:
    walk = a_round(database, tmp_path, how_many=24)
    walk.assign(walk.office.readers[0])
    old = walk.phone(walk.office.readers[0])
    old.pull()
    tasks = iter(old.open_tasks())

    @settings(max_examples=len(walk.task_ids), deadline=None, database=None)
    @given(order=st.permutations(range(3)), said=st.lists(st.sampled_from(["12.5", "13.5"]), min_size=3, max_size=3))
    def check(order: list[int], said: list[str]) -> None:
        task = next(tasks)
        for value in said:
            old.read(task, [value])
        deliver(old, order, at_once=False)

        def stands(session: Session) -> tuple[str, list[int]]:
            row = session.get_one(Task, UUID(task["id"]))
            assert row.visit_id is not None
            held = values.of_visits(session, home=row.home, period=row.period, visit_ids=[row.visit_id])
            return row.state, [value.value_e4 for chain in held.values() for value in standing(chain)]

        state, held = walk.app.database.read(stands)
        assert (state, held) == ("read", [int(float(said[-1]) * 10_000)])

    check()


def test_somebody_elses_task(walk: Round, old: Phone, new: Phone) -> None:
    new.read(old.open_tasks()[0], ["12.5"])
    new.give_back(old.open_tasks()[1])
    assert outcomes(new.push_all()) == [("contested", "not_the_holder")] * 2
    assert the_task(walk).state == "open"
    old.read(old.open_tasks()[0], ["12.5"])
    assert outcomes(old.push_all()) == [("applied", None)]
    agree(walk, old, new)


def test_cancelled_and_closed_elsewhere(walk: Round, old: Phone) -> None:
    first, second = old.open_tasks()[:2]
    walk.app.database.run(
        lambda session: orders.cancel(session, task_ids=[walk.task_ids[0]], actor=walk.office.actor, reason="moved out")
    )
    walk.app.database.run(lambda session: orders.close_elsewhere(session, task_id=walk.task_ids[1], by=walk.office.actor))
    old.read(first, ["1"])
    old.skip(second)
    assert outcomes(old.push_all()) == [("contested", "cancelled"), ("applied", "says_less")]
    agree(walk, old)


def test_a_version_newer_than_the_servers_is_applied(walk: Round, new: Phone) -> None:
    """After a restore the phone knows an assignment that the server has forgotten."""
    holder = walk.phone(walk.office.readers[0])
    holder.pull()
    task = holder.open_tasks()[0] | {"version": 7}
    new.read(task, ["12.5"])
    assert outcomes(new.push_all()) == [("applied", None)]
    found = the_task(walk)
    assert (found.state, found.version, str(found.holder_id)) == ("read", 7, new.person_id)
    agree(walk, holder, new)


def test_a_re_read_takes_the_place_of_what_it_repeats(walk: Round, old: Phone) -> None:
    old.read(old.open_tasks()[0], ["12.5"])
    old.push_all()
    walk.app.database.run(
        lambda session: orders.order_re_read(session, task_id=walk.task_ids[0], actor=walk.office.actor, reason="look again").id
    )
    old.pull()
    again = next(task for task in old.open_tasks() if task["kind"] == "re_read")
    assert (again["reason"], again["state"]) == ("look again", "open")
    old.read(again, ["21.5"])
    assert outcomes(old.push_all()) == [("applied", None)]
    assert standings(walk) == ["superseded", "stands"]
    agree(walk, old)
