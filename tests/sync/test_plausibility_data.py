"""Real consumption through every floor: imported as network and history, walked by simulated phones, judged, answered.

Each meter's last accepted reading is what the phones bring; everything before it is history. All of them are right, so a case
that opens is a false alarm.
"""

import csv
import datetime as dt
import io
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.cases.models import Case
from backend.fieldwork.models import Task
from backend.fieldwork.queries import lists
from backend.fieldwork.queries.ledger import Scope, ledger
from backend.fieldwork.rules import calendar
from backend.fieldwork.rules.ledger import Ledger
from backend.fieldwork.service import assignment, periods
from backend.fieldwork.service.facts import Opened
from backend.identity.models import Branch
from backend.identity.service import server
from backend.kernel.audit import Actor
from backend.kernel.db import Database
from backend.readings.models import Reading
from tests.factories import fieldwork as factory
from tests.factories.imports import codes, imported
from tests.support.application import Application, make
from tests.support.phone import Phone
from tests.support.shared import shared_path
from tests.support.wire import ClientWire

Row = dict[str, str]
# The two sources end in different months: each is a branch with a period of its own.
SOURCES = ("lcl", "uci")


@dataclass
class Data:
    """The files, by meter."""

    meters: list[Row]
    readings: dict[str, list[Row]]
    exchanges: dict[str, Row]

    def of(self, source: str) -> list[Row]:
        return [meter for meter in self.meters if meter["source"] == source]

    def last(self, meter: str) -> Row:
        return self.readings[meter][-1]

    def ends(self, source: str) -> dt.date:
        """The day of a source's last readings: its routes' scheduled day."""
        return dt.date.fromisoformat(max(self.last(meter["meter_id"])["read_date"] for meter in self.of(source)))


def rows(name: str) -> Iterator[Row]:
    with shared_path(f"data/plausibility/{name}").open(newline="") as file:
        yield from csv.DictReader(file)


@pytest.fixture(scope="module")
def data() -> Data:
    readings: dict[str, list[Row]] = defaultdict(list)
    for row in rows("readings.csv"):
        readings[row["meter_id"]].append(row)
    for found in readings.values():
        found.sort(key=lambda row: row["read_date"])
    return Data(list(rows("meters.csv")), readings, {row["meter_id"]: row for row in rows("events.csv")})


def sheet(heads: list[str], body: list[list[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([heads, *body])
    return out.getvalue()


def network(data: Data, source: str) -> str:
    heads = [
        "供电所", "抄表段", "抄表例日", "抄表序号", "户号", "用电类别", "资产编号", "示数位数", "综合倍率", "装表日期", "起码",
    ]  # fmt: skip
    body = []
    for meter in data.of(source):
        first = data.readings[meter["meter_id"]][0]
        body.append(
            [
                source.upper(), meter["book"], data.ends(source).day, int(meter["seq"]) + 1, meter["meter_id"],
                "居民" if source == "lcl" else "大工业", first["device_serial"], f"{meter['digits']}.0", meter["multiplier"],
                first["read_date"], first["register_reading_kwh"],
            ]
        )  # fmt: skip
    return sheet(heads, body)


def exchanges(data: Data, source: str) -> tuple[str, str]:
    """The new meters, and that they replaced the old ones."""
    of_source = {meter["meter_id"]: meter for meter in data.of(source)}
    events = [event for event in data.exchanges.values() if event["meter_id"] in of_source]
    meters = [[source.upper(), event["new_serial"], f"{of_source[event['meter_id']]['digits']}.0", "单费率"] for event in events]
    installed = [
        [
            event["meter_id"], event["new_serial"], event["date"], event["old_serial"],
            of_source[event["meter_id"]]["multiplier"], event["installed_reading"], event["removed_reading"],
        ]
        for event in events
    ]  # fmt: skip
    return (
        sheet(["供电所", "资产编号", "示数位数", "费率类型"], meters),
        sheet(["计量点编号", "资产编号", "换表日期", "旧表资产编号", "综合倍率", "起码", "旧表止码"], installed),
    )


def history(data: Data, source: str) -> str:
    body = [
        [row["device_serial"], row["read_date"], row["register_reading_kwh"]]
        for meter in data.of(source)
        for row in data.readings[meter["meter_id"]][:-1]
    ]
    return sheet(["资产编号", "抄表日期", "示数"], body)


@dataclass
class Side:
    """One source as a branch, planned and assigned: one reader a book."""

    source: str
    branch_id: int
    period: int
    opened: Opened
    phones: list[Phone]


def phone_of(app: Application, reader: UUID, branch_id: int) -> Phone:
    made = app.database.run(lambda session: factory.phone(session, reader, branch_id))
    return Phone(ClientWire(app.anybody()), device_id=str(made.id), token=made.token, person_id=str(reader))


def ledger_of(app: Application, side: "Side") -> Ledger:
    return app.database.read(lambda session: ledger(session, Scope(side.branch_id, side.period)))


def planned(app: Application, data: Data, source: str, folder: Path) -> Side:
    """Import a source, open its period, and send readers out."""

    def staff(session: Session) -> int:
        server.begin(session)
        branch = Branch(code=source.upper(), name=source)
        session.add(branch)
        session.flush()
        return branch.id

    branch_id = app.database.run(staff)
    meters, installed = exchanges(data, source)
    for kind, content in (
        ("wide", network(data, source)), ("meters", meters), ("installations", installed), ("history", history(data, source)),
    ):  # fmt: skip
        outcome = imported(app.database, folder, kind, content, branch_id=branch_id)
        assert (outcome.state, codes(outcome)[:5]) == ("done", []), kind
    app.database.analyze()
    period = calendar.period_of(data.ends(source))

    def plan(session: Session) -> tuple[Opened, list[UUID]]:
        actor = Actor("person", str(factory.person(session, "supervisor", branch_id)))
        opened = periods.open_period(session, branch_id=branch_id, period=period, actor=actor)
        readers = []
        for run in lists.runs(session, [branch_id], period):
            readers.append(factory.person(session, "reader", branch_id))
            assignment.assign(session, task_ids=lists.tasks_to_assign(session, run["id"]), holder_id=readers[-1], actor=actor)
        return opened, readers

    opened, readers = app.database.run(plan)
    phones = [phone_of(app, reader, branch_id) for reader in readers]
    return Side(source, branch_id, period, opened, phones)


def walk(side: Side, data: Data) -> list[dict[str, Any]]:
    """Every phone pulls its round, reads it from end to end, and hands it over."""
    receipts = []
    for phone in side.phones:
        phone.pull()
        for task in phone.open_tasks():
            last = data.last(task["point"]["account_number"])
            assert task["meter"]["asset_number"] == last["device_serial"]
            at = dt.datetime.fromisoformat(last["read_date"]).replace(hour=10, tzinfo=dt.timezone(dt.timedelta(hours=8)))
            phone.read(task, [last["register_reading_kwh"]], attempts=True, taken_at=at.isoformat())
        receipts += phone.push_all()
    return receipts


@pytest.mark.timeout(300)
def test_last_readings_by_phone(
    sqlite_database: Database, tmp_path: Path, data: Data, capsys: pytest.CaptureFixture[str]
) -> None:
    app = make(sqlite_database, tmp_path)
    began = time.perf_counter()
    sides = [planned(app, data, source, tmp_path) for source in SOURCES]
    app.run_jobs()
    ready = time.perf_counter()
    receipts = [receipt for side in sides for receipt in walk(side, data)]
    through = time.perf_counter()

    visits = len(data.meters)
    assert [side.opened.tasks for side in sides] == [len(data.of(source)) for source in SOURCES]
    # Every entry has a receipt: a blind attempt and a visit a meter.
    assert len(receipts) == 2 * visits
    assert Counter(receipt["outcome"] for receipt in receipts) == {"applied": 2 * visits}
    assert all(phone.outbox.unsent(1) == [] for side in sides for phone in side.phones)

    def counted(session: Session) -> tuple[int, list[Case], dict[str, int]]:
        stored = session.execute(select(func.count()).where(Reading.visit_id.is_not(None))).scalar_one()
        states = session.execute(select(Task.state, func.count()).group_by(Task.state)).all()
        return stored, list(session.scalars(select(Case))), {row[0]: row[1] for row in states}

    stored, cases, states = sqlite_database.read(counted)
    assert (stored, states) == (visits, {"read": visits})
    for side in sides:
        found = ledger_of(app, side)
        assert (found.imbalances, found.tasks.by_state["read"]) == ((), len(data.of(side.source)))
        for phone in side.phones:
            phone.pull()
            assert phone.ledger()["read"] == len(phone.tasks)
    by_headline = Counter(case.headline for case in cases)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{visits} visits, {len(receipts)} entries and receipts by {sum(len(side.phones) for side in sides)} phones in "
            f"{through - ready:.1f} s (import, plan and bands {ready - began:.1f} s); {len(cases)} cases: {dict(by_headline)}\n"
        )
    # All readings are right, so this many alarms were false; how few it can be is the rules' own test.
    assert len(cases) <= visits * 0.05
