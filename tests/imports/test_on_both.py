"""One company's files from beginning to end, on each database: what COPY and executemany, dates and upserts make of them."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Task
from backend.fieldwork.service.assignment import assign
from backend.fieldwork.service.periods import open_period
from backend.grid.models import Account, AccountStatus, MeteringPoint, PendingBatch, PointEvent
from backend.grid.queries.identifiers import find_identifier
from backend.grid.queries.installations import in_force, installations, of_points
from backend.grid.queries.points import point_detail, points_by_number, search
from backend.grid.queries.published import published
from backend.identity.service import people
from backend.imports import driver
from backend.imports.service import batches
from backend.kernel.audit import SYSTEM
from backend.kernel.changes import heads, since
from backend.kernel.clock import frozen
from backend.kernel.db import Database
from backend.readings.models import Reading
from tests.factories.identity import company
from tests.factories.imports import SETTINGS, codes, imported, ordered

T = TypeVar("T")
NOW = dt.datetime(2026, 11, 16, 4, tzinfo=dt.UTC)
HEADS = "供电所,抄表册,例日,序号,户号,户名,用电地址,立户日期,台区编号,纬度,经度,坐标系,资产编号,出厂编号,费率类型,示数位数"
WIDE = f"""{HEADS},综合倍率,表箱条码,装表日期,起码
DH,R1,15,1,A1,甲\\'"\t,东河村1号,2018-05-01,T1,36.1,113.2,BD-09,0001,S1,单费率,6.2,1,X1,2020-01-05,0
DH,R1,15,2,A2,乙𠮷,东河村2号,2018-05-01,T1,,,,0002,S2,分时,6.2,60,X1,2020-01-05,0
"""
EXCHANGE = "计量点,旧表资产编号,旧表止码,换表日期,资产编号,起码\nA1,0001,500.5,2026-10-20,0003,0.3\n"
HISTORY = "户号,抄表日期,示数,\n,,总,峰\nA1,2026-09-15,400,\nA1,2026-10-15,480,\nA2,2026-10-15,1000,400\n"
REMOTE = "计量点,示数类型,示数,数据时间\nA2,总,1100,2026-11-15\nA2,峰,430,2026-11-15\n"


class KilledError(Exception):
    """The process is gone."""


class Dying:
    """A way to the database that is cut after so many units of work."""

    def __init__(self, database: Database, lives: int) -> None:
        self._database = database
        self._lives = lives

    def run(self, work: Callable[[Session], T]) -> T:
        if self._lives == 0:
            raise KilledError
        self._lives -= 1
        return self._database.run(work)

    def read(self, work: Callable[[Session], T]) -> T:
        return self._database.read(work)


def test_a_company_from_its_files(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with frozen(NOW) as move:
        branch = database.run(lambda session: people.create_branch(session, code="DH", name="东河供电所", actor=SYSTEM).id)
        for kind, content in (
            ("wide", WIDE),
            ("meters", "供电所,资产编号,费率类型,示数位数\nDH,0003,单费率,6.2\n"),
            ("installations", EXCHANGE),
            ("accounts", "户号,用户状态,状态日期\nA2,暂停,2026-12-01\n"),
        ):
            first = imported(database, tmp_path, kind, content)
            assert (kind, first.state, codes(first)) == (kind, "done", [])
            again = imported(database, tmp_path, kind, content)
            assert {key.split(".")[1] for key in again.summary["counts"]} == {"same"}, kind
        _history_through_a_crash(database, tmp_path, monkeypatch)
        move(batches.SILENCE * 2)
        assert imported(database, tmp_path, "history", HISTORY).summary["counts"] == {"reading.same": 4}
        database.run(lambda session: open_period(session, branch_id=branch, period=202611, actor=SYSTEM))
        assert imported(database, tmp_path, "remote", REMOTE).summary["counts"]["reading.new"] == 2
    database.read(lambda session: _look(session, branch))


def _history_through_a_crash(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "CHUNK", 3)
    path = tmp_path / "history.csv"
    path.write_text(HISTORY)
    batch_id = ordered(database, "history", HISTORY.encode())
    # Claim, begin, partitions, one chunk of three; the second is never written.
    with pytest.raises(KilledError):
        driver.carry_out(Dying(database, 4), batch_id, path, settings=SETTINGS, scratch=tmp_path)
    hidden = database.read(lambda session: session.scalar(select(func.count()).select_from(Reading)))
    seen = database.read(
        lambda session: session.scalar(select(func.count()).select_from(Reading).where(published(Reading.batch)))
    )
    assert (hidden, seen) == (3, 0)
    assert driver.carry_out(database, batch_id, path, settings=SETTINGS, scratch=tmp_path).state == "done"
    assert database.read(lambda session: session.scalar(select(func.count()).select_from(Reading))) == 4
    assert database.read(lambda session: session.scalars(select(PendingBatch.number)).all()) == []


def _look(session: Session, branch: int) -> None:
    ids = points_by_number(session, ["A1", "A2", "A9"])
    assert ids.keys() == {"A1", "A2"}
    new, old = of_points(session, [ids["A1"]])[ids["A1"]]
    assert (old.valid_to, new.valid_from, new.valid_to) == (dt.date(2026, 10, 20), dt.date(2026, 10, 20), None)
    assert (old.registers[0].final_e4, new.registers[0].initial_e4) == (5_005_000, 3_000)
    # The customer's name came through the bulk path as it stands in the file; a tab is white space.
    assert new.point.name == "甲\\'\""
    assert session.scalars(select(Account.name).where(Account.number == "A2")).one() == "乙𠮷"
    today = in_force(session, list(ids.values()), dt.date(2026, 11, 16))
    assert today[ids["A1"]] == new.installation_id
    view = installations(session, [today[ids["A2"]]])[today[ids["A2"]]]
    assert (view.multiplier_e4, view.box is not None and view.box.barcode) == (600_000, "X1")
    assert [register.band for register in view.registers] == ["total", "sharp", "peak", "flat", "valley"]
    assert [hit.means for hit in find_identifier(session, [branch], "X1")] == ["box"]
    assert [hit.means for hit in find_identifier(session, [branch], "S2")] == ["serial_number"]
    assert find_identifier(session, [branch + 1], "S2") == []
    assert [found.number for found in search(session, branch_ids=None, text="东河村2")] == ["A2"]
    detail = point_detail(session, ids["A1"], day=dt.date(2026, 11, 16))
    assert detail is not None
    assert detail.area is not None
    assert (detail.area.number, [event.kind for event in detail.events]) == ("T1", ["meter_exchange"])
    statuses = select(AccountStatus.status).join(Account, Account.id == AccountStatus.account_id).where(Account.number == "A2")
    assert list(session.scalars(statuses.order_by(AccountStatus.valid_from))) == ["active", "paused"]
    obtained = session.execute(select(Reading.obtained, func.count()).group_by(Reading.obtained).order_by(Reading.obtained)).all()
    assert [tuple(row) for row in obtained] == [("import", 4), ("remote", 2)]
    states = session.execute(
        select(MeteringPoint.number, Task.state).join(MeteringPoint, MeteringPoint.id == Task.metering_point_id)
        .order_by(MeteringPoint.number)
    ).all()  # fmt: skip
    # One of the meter's first remote values: somebody still checks it on site (VEE-14).
    assert [tuple(row) for row in states] == [("A1", "open"), ("A2", "open")]
    assert session.scalar(select(func.count()).select_from(PointEvent)) == 1


def test_who_carries_a_task_learns_of_a_changed_point(sqlite_database: Database, tmp_path: Path) -> None:
    here = company(sqlite_database)
    wide = "抄表册,例日,户号,用电地址,资产编号\nR1,15,A1,老街1号,M1\nR1,15,A2,老街2号,M2\n"
    imported(sqlite_database, tmp_path, "wide", wide, branch_id=here.branch_id)

    def plan(session: Session) -> None:
        open_period(session, branch_id=here.branch_id, period=202611, actor=SYSTEM)
        assign(session, task_ids=list(session.scalars(select(Task.id))), holder_id=here.reader, actor=SYSTEM)

    sqlite_database.run(plan)
    marks = sqlite_database.read(heads)
    imported(sqlite_database, tmp_path, "wide", wide.replace("老街2号", "新街2号"), branch_id=here.branch_id)
    news = sqlite_database.read(lambda session: since(session, cursor=marks, audiences=[f"person:{here.reader}"]))
    point = sqlite_database.read(lambda session: points_by_number(session, ["A2"]))["A2"]
    task = sqlite_database.read(lambda session: session.scalars(select(Task.id).where(Task.metering_point_id == point)).one())
    assert [(change.kind, change.subject) for change in news.changes] == [("task", task)]
