"""Any order of reading, skipping, moving, losing answers and syncing: nothing lost or doubled, and ledgers agree (P1, P4, P8)."""

import shutil
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from backend.fieldwork.models import Task, Visit
from backend.fieldwork.queries.ledger import Scope, ledger
from backend.fieldwork.service import claims, orders, periods
from backend.kernel.db import Database
from backend.readings.models import Reading
from backend.sync.models import Entry
from backend.sync.queries import days
from tests.factories.sync import PERIOD, Round, a_round
from tests.support.phone import Phone

who = st.integers(0, 1)
which = st.integers(0, 2)


class Walks(RuleBasedStateMachine):
    """Two readers, three stops, an office that moves them about."""

    database: Database

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.walk: Round = a_round(self.database, self.folder, how_many=3)
        self.walk.assign(self.walk.office.readers[0])
        self.phones: list[Phone] = [self.walk.phone(reader) for reader in self.walk.office.readers]
        for phone in self.phones:
            phone.pull()

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _held(self, phone: Phone, place: int) -> dict[str, Any] | None:
        held = sorted(phone.held(), key=lambda task: task["id"])
        return held[place % len(held)] if held else None

    @rule(reader=who, place=which, value=st.sampled_from(["1", "2"]))
    def read(self, reader: int, place: int, value: str) -> None:
        phone = self.phones[reader]
        if task := self._held(phone, place):
            phone.read(task, [value])

    @rule(reader=who, place=which)
    def skip(self, reader: int, place: int) -> None:
        phone = self.phones[reader]
        if task := self._held(phone, place):
            phone.skip(task)

    @rule(reader=who, place=which)
    def give_back(self, reader: int, place: int) -> None:
        phone = self.phones[reader]
        if task := self._held(phone, place):
            phone.give_back(task)

    @rule(reader=who, batch=st.integers(1, 5))
    def push(self, reader: int, batch: int) -> None:
        self.phones[reader].push_all(batch)

    @rule(reader=who)
    def push_without_hearing_the_answer(self, reader: int) -> None:
        phone = self.phones[reader]
        if unsent := phone.outbox.unsent(3):
            answered = phone.push(unsent)
            phone.outbox.offer_again(one.seq for one in unsent)
            assert phone.push(unsent) == answered
            phone.outbox.offer_again(one.seq for one in unsent)

    @rule(reader=who)
    def pull(self, reader: int) -> None:
        self.phones[reader].pull()

    @rule(reader=who, places=st.lists(which, min_size=1, max_size=2, unique=True))
    def move(self, reader: int, places: list[int]) -> None:
        self.walk.assign(self.walk.office.readers[reader], [self.walk.task_ids[place] for place in places])

    @rule(place=which)
    def re_read(self, place: int) -> None:
        self.database.run(
            lambda session: (
                orders.order_re_read(session, task_id=self.walk.task_ids[place], actor=self.walk.office.actor, reason="again").id
            )
        )

    @rule(place=which)
    def close_elsewhere(self, place: int) -> None:
        self.database.run(
            lambda session: orders.close_elsewhere(session, task_id=self.walk.task_ids[place], by=self.walk.office.actor)
        )

    @rule(closed=st.booleans())
    def turn_the_month(self, closed: bool) -> None:
        office = self.walk.office
        turn = periods.close_period if closed else periods.reopen_period
        self.database.run(lambda session: turn(session, branch_id=office.branch_id, period=PERIOD, actor=office.actor))

    @rule(place=which)
    def the_office_decides(self, place: int) -> None:
        task_id = self.walk.task_ids[place]
        query = select(Visit.id).where(Visit.task_id == task_id, Visit.standing == "contested").order_by(Visit.id)
        visit_id = self.database.read(lambda session: session.scalars(query).first())
        if visit_id is not None:
            self.database.run(
                lambda session: claims.settle(session, task_id=task_id, visit_id=visit_id, actor=self.walk.office.actor)
            )

    @invariant()
    def the_server_balances_by_itself(self) -> None:
        found = self.database.read(lambda session: ledger(session, Scope(self.walk.office.branch_id, PERIOD)))
        assert found.imbalances == ()

    @rule()
    def meet(self) -> None:
        """Everybody syncs: now both sides know the same, and must count the same."""
        for phone in self.phones:
            phone.push_all()
        for phone in self.phones:
            phone.pull()
            assert phone.ledger() == self._servers(UUID(phone.person_id))
        self._nothing_lost_nothing_twice()

    def _servers(self, person_id: UUID) -> dict[str, int]:
        return self.database.read(lambda session: days.ledger(session, person_id))

    def _nothing_lost_nothing_twice(self) -> None:
        home = self.walk.office.branch_id
        saved = [one for phone in self.phones for one in phone.outbox.all()]
        journaled = self.database.read(lambda session: session.scalars(select(Entry.entry_id).where(Entry.home == home)).all())
        assert sorted(map(str, journaled)) == sorted(one.id for one in saved)
        visits = self.database.read(lambda session: session.scalars(select(Visit.id).where(Visit.home == home)).all())
        assert sorted(map(str, visits)) == sorted(one.id for one in saved if one.kind in {"visit", "skip"})
        # At most one visit stands for a task, and it is the one the task names.
        standing = self.database.read(
            lambda session: session.execute(
                select(Visit.task_id, func.count()).where(Visit.home == home, Visit.standing == "stands").group_by(Visit.task_id)
            ).all()
        )
        assert all(count == 1 for _, count in standing)
        doubled = self.database.read(
            lambda session: session.execute(
                select(Reading.visit_id)
                .where(Reading.home == home, Reading.corrects_id.is_(None))
                .group_by(Reading.visit_id, Reading.register_id)
                .having(func.count() > 1)
            ).all()
        )
        assert doubled == []

    @invariant()
    def a_read_task_names_its_visit(self) -> None:
        unnamed = self.database.read(
            lambda session: session.scalars(
                select(Task.id).where(Task.branch_id == self.walk.office.branch_id, Task.state == "read", Task.visit_id.is_(None))
            ).all()
        )
        assert unnamed == []


def test_any_order(sqlite_database: Database) -> None:
    class Machine(Walks):
        database = sqlite_database

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
        ),
    )
