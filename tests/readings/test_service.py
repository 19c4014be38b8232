"""Correcting, releasing, adjusting: on both databases."""

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from backend.cases.service.opening import NewCase, open_cases
from backend.fieldwork.models import Run, Task
from backend.grid.models import Installation, InstallationMultiplier, InstallationRegister
from backend.kernel.audit import AuditLine
from backend.kernel.db import Database, insert_rows
from backend.kernel.ids import new_id
from backend.kernel.problems import Problem
from backend.readings.models import Reading, Release, SettlementLine
from backend.readings.queries import values
from backend.readings.service.amending import Addition, Amendment, add, amend
from backend.readings.service.releasing import Outcome, release_points, state
from backend.readings.service.storing import mark, quality, store
from backend.vee.service.intake import intake
from tests.factories.fieldwork import Office, make_office
from tests.factories.readings import DUE, PERIOD, noon, remember, steady, visit
from tests.support.either import both

NOW = noon(DUE)


@dataclass
class Round:
    """A branch of four stops: three with two years of history and a task in the period; the last one only has a meter."""

    database: Database
    office: Office
    run_id: UUID
    tasks: list[UUID] = field(default_factory=list)

    def read(self, place: int, value: int) -> UUID:
        """A stop is read; answers the reading."""
        stop = self.office.stops[place]
        facts = visit(self.office, stop, value, run_id=self.run_id, task_id=self.tasks[place])
        self.database.run(lambda session: intake(session, [facts], now=NOW))
        self.set_state(place, "read")
        return self.database.read(
            lambda session: session.scalars(select(Reading.id).where(Reading.visit_id == facts.visit_id)).one()
        )

    def set_state(self, place: int, state: str) -> None:
        self.database.run(lambda session: session.execute(update(Task).where(Task.id == self.tasks[place]).values(state=state)))

    def release(self, **which: object) -> Outcome:
        return self.database.run(
            lambda session: release_points(
                session, branch_id=self.office.branch_id, period=PERIOD, actor=self.office.actor, **which,  # type: ignore[arg-type]
            )
        )  # fmt: skip

    def amend(self, *amendments: Amendment, reason: str = "typing slip") -> list[UUID]:
        return self.database.run(
            lambda session: amend(
                session, home=self.office.branch_id, period=PERIOD, amendments=amendments, reason=reason, actor=self.office.actor
            )
        )  # fmt: skip

    def lines(self, place: int = 0) -> list[tuple[int, int, int]]:
        """(number, value to, energy) of a point, in whole units."""
        point_id = self.office.stops[place].point_id
        query = select(SettlementLine).where(SettlementLine.metering_point_id == point_id).order_by(SettlementLine.number)
        found = self.database.read(lambda session: list(session.scalars(query)))
        return [(row.number, row.to_value_e4 // 10_000, row.energy_e4 // 10_000) for row in found]


@pytest.fixture
def round_(database: Database) -> Round:
    office = make_office(database, how_many=4)
    for stop in office.stops[:3]:
        remember(database, office, stop, steady(24))
    made = Round(database, office, new_id(), [new_id() for _ in range(3)])

    def write(session: Session) -> None:
        common = {"home": office.branch_id, "branch_id": office.branch_id, "period": PERIOD}
        run = {"id": made.run_id, "route_id": office.route_id, "window_from": DUE, "window_to": DUE}
        insert_rows(session, Run, [common | run])
        insert_rows(
            session, Task,
            [
                common
                | {
                    "id": task_id, "run_id": made.run_id, "metering_point_id": stop.point_id,
                    "installation_id": stop.installation_id, "sequence": i, "due_from": DUE, "due_to": DUE,
                }
                for i, (task_id, stop) in enumerate(zip(made.tasks, office.stops, strict=False))
            ],
        )  # fmt: skip

    database.run(write)
    return made


@both
def test_p5_a_correction_is_a_new_reading_that_names_the_old_one(round_: Round) -> None:
    old = round_.read(0, 4748)
    (new,) = round_.amend(Amendment(old, 4758_0000, "correction"))
    found = round_.database.read(
        lambda session: {row.id: row for row in session.scalars(select(Reading).where(Reading.period == PERIOD))}
    )
    assert (found[old].value_e4, found[new].value_e4, found[new].corrects_id) == (4748_0000, 4758_0000, old)
    assert (found[new].obtained, found[new].person_id, found[new].reason) == (
        "correction",
        round_.office.supervisor,
        "typing slip",
    )
    assert found[new].value_at == found[old].value_at
    (line,) = round_.database.read(
        lambda session: list(session.scalars(select(AuditLine).where(AuditLine.action == "correct_reading")))
    )
    assert (line.subject_id, line.detail["before"], line.detail["after"]) == (str(new), "4748", "4758")


@both
def test_p5_the_database_refuses_to_change_or_delete_a_reading(round_: Round) -> None:
    reading_id = round_.read(0, 4748)
    for statement in ("UPDATE reading SET value_e4 = 1", "DELETE FROM reading", "UPDATE settlement_line SET energy_e4 = 0"):
        round_.release()
        with pytest.raises(DBAPIError):
            round_.database.run(lambda session, statement=statement: session.connection().exec_driver_sql(statement))  # type: ignore[misc]
    assert round_.database.read(lambda session: session.get(Reading, (round_.office.branch_id, PERIOD, reading_id))) is not None


def test_a_reading_is_corrected_once_the_next_correction_names_the_correction(round_: Round) -> None:
    old = round_.read(0, 4748)
    (new,) = round_.amend(Amendment(old, 4758_0000, "correction"))
    with pytest.raises(Problem) as problem:
        round_.amend(Amendment(old, 4759_0000, "correction"))
    assert problem.value.code == "conflict"
    round_.amend(Amendment(new, 4759_0000, "estimate"))
    register_id = round_.office.stops[0].register_ids[0]
    held = round_.database.read(
        lambda session: values.of_registers(
            session, home=round_.office.branch_id, register_ids=[register_id], first=PERIOD, last=PERIOD
        )
    )
    assert [(value.value_e4, value.obtained) for value in held[register_id]] == [(4759_0000, "estimate")]


@both
def test_of_two_corrections_at_the_same_time_one_is_told_that_the_other_was_quicker(round_: Round) -> None:
    old = round_.read(0, 4748)
    round_.amend(Amendment(old, 4758_0000, "correction"))

    def second(session: Session) -> None:
        """What a colleague would write who looked before the first one committed."""
        reading = session.scalars(select(Reading).where(Reading.corrects_id == old)).one()
        row = {column.name: getattr(reading, column.name) for column in Reading.__table__.columns}
        store(session, [row | {"id": new_id()}])

    with pytest.raises(Problem) as problem:
        round_.database.run(second)
    assert problem.value.code == "conflict"


def test_an_unknown_reading_can_t_be_corrected(round_: Round) -> None:
    with pytest.raises(Problem) as problem:
        round_.amend(Amendment(new_id(), 1, "correction"))
    assert problem.value.code == "not_found"


def test_a_value_can_be_added_where_nobody_was(round_: Round) -> None:
    stop = round_.office.stops[0]
    addition = Addition(
        round_.office.branch_id, stop.point_id, stop.installation_id, stop.register_ids[0], 4750_0000, NOW, "estimate"
    )  # fmt: skip
    round_.database.run(
        lambda session: add(
            session, home=round_.office.branch_id, period=PERIOD, additions=[addition], reason="gate locked",
            actor=round_.office.actor,
        )
    )  # fmt: skip
    round_.set_state(0, "closed_elsewhere")
    assert round_.release().released == 1


@both
def test_released_point_by_point_one_doubtful_meter_holds_nobody_else(round_: Round) -> None:
    round_.read(0, 4748)
    round_.read(1, 9000)
    outcome = round_.release()
    held = {held.point_id: held for held in outcome.held}
    assert outcome.released == 1
    assert held[round_.office.stops[1].point_id].why == "case_open"
    assert held[round_.office.stops[1].point_id].case_id is not None
    assert held[round_.office.stops[2].point_id].why == "not_read"
    assert round_.lines(0) == [(1, 4748, 148)]
    assert round_.lines(1) == []


def test_an_excluded_point_is_neither_ready_nor_held(round_: Round) -> None:
    round_.set_state(0, "cancelled")
    outcome = round_.release()
    assert (outcome.released, {held.point_id for held in outcome.held}) == (
        0, {stop.point_id for stop in round_.office.stops[1:3]}
    )  # fmt: skip


def test_releasing_twice_changes_nothing(round_: Round) -> None:
    round_.read(0, 4748)
    round_.release()
    outcome = round_.release()
    assert (outcome.released, outcome.already) == (0, 1)
    assert round_.lines(0) == [(1, 4748, 148)]


@both
def test_a_run_is_released_with_its_last_point(round_: Round) -> None:
    for place in range(3):
        round_.read(place, 4748)
    points = [stop.point_id for stop in round_.office.stops[:3]]

    def run_state() -> str:
        return round_.database.read(lambda session: session.scalars(select(Run.state).where(Run.id == round_.run_id)).one())

    round_.release(point_ids=points[:2])
    assert run_state() != "released"
    round_.release(point_ids=points[2:])
    assert run_state() == "released"


@both
def test_a_released_value_that_is_corrected_becomes_a_numbered_adjustment(round_: Round) -> None:
    reading_id = round_.read(0, 4748)
    round_.read(1, 4748)
    round_.release()
    round_.amend(Amendment(reading_id, 4758_0000, "correction"))
    assert round_.lines(0) == [(1, 4748, 148), (2, 4758, 158)]
    assert round_.lines(1) == [(1, 4748, 148)]
    releases = round_.database.read(lambda session: list(session.scalars(select(Release).where(Release.number == 2))))
    assert [(row.metering_point_id, row.released_by) for row in releases] == [
        (round_.office.stops[0].point_id, round_.office.supervisor)
    ]


def test_a_correction_to_the_same_value_adjusts_nothing(round_: Round) -> None:
    reading_id = round_.read(0, 4748)
    round_.release()
    round_.amend(Amendment(reading_id, 4748_0000, "correction"))
    assert round_.lines(0) == [(1, 4748, 148)]


def test_a_contested_reading_isn_t_settled(round_: Round) -> None:
    reading_id = round_.read(0, 4748)
    home = round_.office.branch_id
    round_.database.run(lambda session: mark(session, [quality(home, PERIOD, reading_id, "3.7.3", at=NOW)]))
    looked = round_.database.read(lambda session: state(session, branch_id=home, period=PERIOD))
    assert {held.point_id: held.why for held in looked.held}[round_.office.stops[0].point_id] == "no_reading"


def test_any_open_case_of_the_point_holds_it(round_: Round) -> None:
    round_.read(0, 4748)
    stop, office = round_.office.stops[0], round_.office
    asked = NewCase(
        "photo_mismatch", ("photo", "ab"), office.branch_id, office.branch_id, PERIOD, "photo_mismatch", {}, stop.point_id
    )
    round_.database.run(lambda session: open_cases(session, [asked]))
    assert round_.release().released == 0


@both
def test_a_meter_exchange_is_settled_to_the_old_ones_final_value_and_from_the_new_ones_initial(round_: Round) -> None:
    old, new = round_.office.stops[0], round_.office.stops[3]
    changed = dt.date(2026, 10, 25)

    def exchange(session: Session) -> None:
        is_old, is_new = (Installation.id == stop.installation_id for stop in (old, new))
        session.execute(update(Installation).where(is_old).values(valid_to=changed))
        session.execute(update(Installation).where(is_new).values(metering_point_id=old.point_id, valid_from=changed))
        of_old = InstallationRegister.installation_id == old.installation_id
        session.execute(update(InstallationRegister).where(of_old).values(final_e4=4680_0000))
        session.execute(update(Task).where(Task.id == round_.tasks[0]).values(installation_id=new.installation_id, state="read"))

    round_.database.run(exchange)
    facts = visit(round_.office, new, 70, task_id=round_.tasks[0], point_id=old.point_id)
    judgement = round_.database.run(lambda session: intake(session, [facts], now=NOW))[facts.visit_id]
    assert judgement.findings == ()
    assert round_.release(point_ids=[old.point_id]).released == 1
    assert sorted(round_.lines(0)) == [(1, 70, 70), (1, 4680, 80)]
    final = select(Reading).where(Reading.period == PERIOD, Reading.register_id == old.register_ids[0])
    (kept,) = round_.database.read(lambda session: list(session.scalars(final)))
    assert (kept.value_e4, kept.value_at, kept.reason) == (4680_0000, dt.datetime(2026, 10, 24, 16, tzinfo=dt.UTC), "final_value")


def test_a_removed_meter_without_a_final_value_holds_the_point(round_: Round) -> None:
    old, new = round_.office.stops[0], round_.office.stops[3]
    changed = dt.date(2026, 10, 25)

    def exchange(session: Session) -> None:
        is_old, is_new = (Installation.id == stop.installation_id for stop in (old, new))
        session.execute(update(Installation).where(is_old).values(valid_to=changed))
        session.execute(update(Installation).where(is_new).values(metering_point_id=old.point_id, valid_from=changed))
        session.execute(update(Task).where(Task.id == round_.tasks[0]).values(installation_id=new.installation_id, state="read"))

    round_.database.run(exchange)
    facts = visit(round_.office, new, 70, task_id=round_.tasks[0], point_id=old.point_id)
    round_.database.run(lambda session: intake(session, [facts], now=NOW))
    assert [held.why for held in round_.release(point_ids=[old.point_id]).held] == ["no_final_value"]


@both
def test_the_multiplier_in_force_on_the_reading_day_is_billed(round_: Round) -> None:
    """Transformers exchanged after the reading, and before the release: what was read is billed by the old ratio."""
    rows = []
    for place, begins in ((0, DUE + dt.timedelta(days=1)), (1, DUE)):
        round_.read(place, 4748)
        installation_id = round_.office.stops[place].installation_id
        rows.append({"installation_id": installation_id, "valid_from": begins, "multiplier_e4": 400_000})
    round_.database.run(lambda session: insert_rows(session, InstallationMultiplier, rows))
    round_.release()
    query = select(SettlementLine.metering_point_id, SettlementLine.multiplier_e4, SettlementLine.energy_e4)
    found = {row[0]: tuple(row[1:]) for row in round_.database.read(lambda session: session.execute(query).all())}
    stops = round_.office.stops
    assert found[stops[0].point_id] == (10_000, 148_0000)
    assert found[stops[1].point_id] == (400_000, 148_0000 * 40)
