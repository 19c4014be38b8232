"""Values collected remotely: judged like any reading, closing the tasks they settle; failures stay on the round as make-ups."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.cases.models import Case
from backend.fieldwork.models import Task, Visit
from backend.fieldwork.rules.contest import Claim
from backend.fieldwork.service.assignment import assign
from backend.fieldwork.service.claims import claim_visits
from backend.fieldwork.service.facts import FieldClaim
from backend.fieldwork.service.periods import open_period
from backend.grid.models import Installation, MeteringPoint, Register
from backend.kernel.audit import SYSTEM
from backend.kernel.clock import frozen
from backend.kernel.db import Database
from backend.kernel.ids import new_id
from backend.readings.models import Reading
from backend.readings.queries import values
from backend.readings.service import releasing
from backend.vee.models import Threshold
from backend.vee.rules.facts import ValueFacts, VisitFacts
from backend.vee.service.intake import intake
from tests.factories.identity import Company, company
from tests.factories.imports import codes, imported

NOW = dt.datetime(2026, 11, 16, 4, tzinfo=dt.UTC)
WIDE = """抄表册,例日,户号,资产编号,示数位数,费率类型
R1,15,A1,M1,6.2,单费率
R1,15,A2,M2,6.2,单费率
R1,15,A3,M3,6.2,单费率
R1,15,A4,M4,6.2,分时
"""
REMOTE = """计量点编号,示数类型,示数,数据时间,采集状态
A1,总,150,2026-11-16 00:00:00,成功
A2,,,2026-11-16 00:00:00,E03 终端离线
A4,总,300,2026-11-16 00:00:00,成功
A4,峰,180,2026-11-16 00:00:00,
"""


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """One database is enough here: what differs between the two is in test_on_both.py."""
    return sqlite_database


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with frozen(NOW):
        yield


@pytest.fixture
def office(database: Database, tmp_path: Path) -> Company:
    here = company(database)
    imported(database, tmp_path, "wide", WIDE, branch_id=here.branch_id)
    database.run(lambda session: open_period(session, branch_id=here.branch_id, period=202611, actor=SYSTEM))
    database.run(
        lambda session: assign(session, task_ids=list(session.scalars(select(Task.id))), holder_id=here.reader, actor=SYSTEM)
    )
    return here


def tasks(database: Database) -> dict[str, list[tuple[str, str, str | None]]]:
    """Point → (kind, state, reason) of its tasks, oldest first."""

    def read(session: Session) -> dict[str, list[tuple[str, str, str | None]]]:
        found: dict[str, list[tuple[str, str, str | None]]] = {}
        query = select(MeteringPoint.number, Task.kind, Task.state, Task.reason).join(
            MeteringPoint, MeteringPoint.id == Task.metering_point_id
        )
        for row in session.execute(query.order_by(Task.id)):
            found.setdefault(row[0], []).append((row[1], row[2], row[3]))
        return found

    return database.read(read)


def readings(database: Database) -> list[Any]:
    return list(database.read(lambda session: session.scalars(select(Reading).order_by(Reading.value_e4)).all()))


def test_values_stand_and_failures_stay_on_the_round(database: Database, office: Company, tmp_path: Path) -> None:
    outcome = imported(database, tmp_path, "remote", REMOTE)
    assert (outcome.state, codes(outcome)) == ("done", [])
    assert outcome.summary["counts"]["reading.new"] == 3
    assert [(each.value_e4, each.obtained, each.frozen) for each in readings(database)] == [
        (1_500_000, "remote", True),
        (1_800_000, "remote", True),
        (3_000_000, "remote", True),
    ]
    found = tasks(database)
    # The first periods are checked on site (VEE-14): the reader still goes.
    assert found["A1"] == found["A4"] == [("regular", "open", None)]
    assert found["A3"] == [("regular", "open", None)]
    # The reader who walks there anyway sees why.
    assert [state for _, state, _ in found["A2"]] == ["open"]
    visits = database.read(lambda session: session.scalars(select(Visit)).all())
    assert {(visit.source, visit.standing) for visit in visits} == {("remote", "stands")}
    # Both registers of a meter are one visit.
    assert len(visits) == 2


def trusted(session: Session) -> None:
    """Remote values are taken without anybody going."""
    numbers = {"periods": 0}
    session.add(Threshold(id=new_id(), rule="VEE-14", valid_from=dt.date(2026, 1, 1), version=1, numbers=numbers, set_at=NOW))


def test_values_that_need_no_check_close_their_tasks(database: Database, office: Company, tmp_path: Path) -> None:
    database.run(trusted)
    imported(database, tmp_path, "remote", REMOTE)
    found = tasks(database)
    assert found["A1"] == found["A4"] == [("regular", "closed_elsewhere", None)]
    assert found["A3"] == [("regular", "open", None)]


def test_a_second_remote_value_of_the_same_period_doesn_t_stand(database: Database, office: Company, tmp_path: Path) -> None:
    imported(database, tmp_path, "remote", REMOTE)
    later = "计量点编号,示数类型,示数,数据时间\nA1,总,151,2026-11-16 06:00:00\n"
    imported(database, tmp_path, "remote", later)
    found = database.read(lambda session: session.scalars(select(Visit.standing).order_by(Visit.id)).all())
    assert sorted(found) == ["set_aside", "stands", "stands"]


def site_visit(task: Any, installation_id: Any, register_id: Any, value: int, reader: Any) -> Any:
    claim = FieldClaim(
        entry_id=new_id(), claim=Claim.READ, person_id=reader, device_id=new_id(), task_id=task.id, task_version=task.version,
        taken_at=NOW, corrected_at=None, sameness=None, installation_id=installation_id, skip_code=None, troubles=(), note=None,
        meter_found=None, place=None, judged=None,
    )  # fmt: skip

    def work(session: Session) -> Any:
        (verdict,) = claim_visits(session, [claim], received_at=NOW)
        facts = VisitFacts(
            visit_id=claim.entry_id, entry_id=claim.entry_id, home=task.home, branch_id=task.branch_id, period=task.period,
            run_id=task.run_id, task_id=task.id, point_id=task.metering_point_id, installation_id=installation_id,
            person_id=reader, device_id=None, obtained="typed", taken_at=NOW,
            values=(ValueFacts(register_id, value * 10_000, NOW),), supersedes=verdict.supersedes,
        )  # fmt: skip
        return intake(session, [facts], now=NOW)[claim.entry_id]

    return work


def test_the_site_s_value_prevails_and_a_difference_is_a_case(database: Database, office: Company, tmp_path: Path) -> None:
    imported(database, tmp_path, "remote", REMOTE)
    query = (
        select(Task, Reading.register_id)
        .join(MeteringPoint, MeteringPoint.id == Task.metering_point_id)
        .join(Reading, Reading.metering_point_id == MeteringPoint.id)
        .where(MeteringPoint.number == "A1")
    )
    task, register_id = database.read(lambda session: session.execute(query).one())
    judged = database.run(site_visit(task, task.installation_id, register_id, 950, office.reader))
    assert ("VEE-14", "case") in [(finding.rule, finding.action) for finding in judged.findings]
    held = database.read(
        lambda session: values.of_registers(session, home=task.home, register_ids=[register_id], first=202611, last=202611)
    )
    assert [(value.value_e4, value.obtained) for value in held[register_id]] == [(9_500_000, "typed")]
    assert tasks(database)["A1"] == [("regular", "read", None)]


def test_a_failure_after_a_skip_becomes_a_make_up_for_the_holder(database: Database, office: Company, tmp_path: Path) -> None:
    def skip(session: Session) -> None:
        for task in session.scalars(select(Task)):
            task.state = "skipped"

    database.run(skip)
    outcome = imported(database, tmp_path, "remote", REMOTE)
    assert outcome.summary["counts"]["make_up.new"] == 1
    assert tasks(database)["A2"] == [("regular", "skipped", None), ("make_up", "open", "E03 终端离线")]
    holder = database.read(lambda session: session.scalars(select(Task.holder_id).where(Task.kind == "make_up")).one())
    assert holder == office.reader


def test_the_same_file_again_changes_nothing(database: Database, office: Company, tmp_path: Path) -> None:
    imported(database, tmp_path, "remote", REMOTE)
    before = tasks(database)
    again = imported(database, tmp_path, "remote", REMOTE)
    assert again.summary["counts"]["reading.same"] == 3
    assert "reading.new" not in again.summary["counts"]
    assert tasks(database) == before
    assert len(readings(database)) == 3
    other = imported(database, tmp_path, "remote", REMOTE.replace("A1,总,150", "A1,总,151"))
    assert [code for _, _, code in codes(other)] == ["reading_differs"]


def test_a_value_and_a_failure_in_one_row_is_refused(database: Database, office: Company, tmp_path: Path) -> None:
    outcome = imported(database, tmp_path, "remote", REMOTE.replace("A2,,,", "A2,,5,"))
    assert codes(outcome) == [(3, "采集状态", "failure_with_value")]
    assert readings(database) == []


def test_a_value_for_a_task_that_was_read_is_kept_and_doesnt_stand(database: Database, office: Company, tmp_path: Path) -> None:
    def read(session: Session) -> None:
        for task in session.scalars(select(Task)):
            task.state = "read"

    database.run(read)
    assert imported(database, tmp_path, "remote", REMOTE).state == "done"
    assert {state for each in tasks(database).values() for _, state, _ in each} == {"read"}
    visits = database.read(lambda session: session.scalars(select(Visit.standing)).all())
    assert set(visits) == {"set_aside"}
    assert len(readings(database)) == 3


def test_a_period_nobody_opened_still_takes_values(database: Database, office: Company, tmp_path: Path) -> None:
    outcome = imported(database, tmp_path, "remote", "计量点,示数,数据时间\nA1,90,2026-09-16\n")
    assert outcome.state == "done"
    (reading,) = readings(database)
    assert (reading.period, reading.visit_id is not None) == (202609, True)
    assert database.read(lambda session: session.scalars(select(Visit)).all()) == []


def at_meter(database: Database, number: str, value: int, office: Company) -> Any:
    """A reader's own visit of a point, at NOW."""
    query = (
        select(Task, Register.id)
        .join(MeteringPoint, MeteringPoint.id == Task.metering_point_id)
        .join(Installation, Installation.id == Task.installation_id)
        .join(Register, Register.meter_id == Installation.meter_id)
        .where(MeteringPoint.number == number)
    )
    task, register_id = database.read(lambda session: session.execute(query).one())
    return database.run(site_visit(task, task.installation_id, register_id, value, office.reader))


@pytest.mark.parametrize(("value", "contested"), [("700", True), ("601", False), ("580", False)])
def test_a_value_that_contradicts_the_reader_s_is_contested(
    database: Database, office: Company, tmp_path: Path, value: str, contested: bool
) -> None:
    """The reader read 600 at noon: at midnight before it can't have been 700."""
    at_meter(database, "A1", 600, office)
    imported(database, tmp_path, "remote", f"计量点编号,示数类型,示数,数据时间\nA1,总,{value},2026-11-16 00:00:00\n")
    cases = database.read(lambda session: session.scalars(select(Case).where(Case.kind == "contested")).all())
    remote = database.read(lambda session: session.scalars(select(Visit).where(Visit.source == "remote")).one())
    assert [case.subject_id for case in cases] == ([str(remote.id)] if contested else [])
    assert remote.standing == ("contested" if contested else "set_aside")
    found = database.read(lambda session: releasing.state(session, branch_id=office.branch_id, period=202611))
    held = {one.point_id: one.why for one in found.held}
    assert (held.get(remote.metering_point_id) == "case_open") is contested


def test_every_failure_is_accounted_for(database: Database, office: Company, tmp_path: Path) -> None:
    wide = "户号,资产编号,示数位数,费率类型\nA9,M9,6.2,单费率\n"
    imported(database, tmp_path, "wide", wide, branch_id=office.branch_id)
    at_meter(database, "A3", 600, office)
    failures = "".join(f"{number},,,2026-11-16 00:00:00,E03\n" for number in ("A2", "A3", "A9"))
    outcome = imported(database, tmp_path, "remote", REMOTE.splitlines()[0] + "\n" + failures)
    counts = {name: number for name, number in outcome.summary["counts"].items() if number}
    assert counts == {"make_up.new": 1, "failure.settled": 1, "failure.nowhere": 1}
    assert outcome.summary["in_no_route"] == ["A9"]
