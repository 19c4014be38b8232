"""The network from files: compared with what is known, all or nothing, and the same again without a change."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.fieldwork.models import Route, RouteSchedule, RouteStop, Task
from backend.fieldwork.service import periods
from backend.grid.models import (
    Account,
    AccountStatus,
    Installation,
    InstallationMultiplier,
    InstallationRegister,
    Meter,
    MeterBox,
    MeteringPoint,
    PendingBatch,
    PointArea,
    PointEvent,
    Register,
    TransformerArea,
)
from backend.grid.queries.installations import installations, of_points
from backend.identity.service import people
from backend.imports.models import ImportBatch, ImportFault, SenderMapping
from backend.kernel.audit import SYSTEM, AuditLine
from backend.kernel.clock import frozen
from backend.kernel.db import Base, Database
from tests.factories.imports import codes, imported

NOON = dt.datetime(2026, 11, 10, 4, tzinfo=dt.UTC)
WIDE = """供电所,东河供电所,,,,,,,,,,,,,,,,,,
抄表册,册名,抄表例日,序号,户号,户名,用电类别,用电地址,台区编号,台区名称,纬度,经度,坐标系,资产编号,出厂编号,相别,示数位数,综合倍率,表箱条码,起码
R01,东河一册,15,1,0010000001,甲,居民,东河村1号,T1,一台区,36.1052,113.2107,GCJ-02,0013400000000000000001,2019001,单相,6.2,1,X1,0
,,,2,0010000002,乙,居民,东河村2号,T1,一台区,,,,0013400000000000000002,2019002,单相,6.2,1,X1,12.34
,,,3,0010000003,丙,大工业,东河村3号,T1,一台区,,,,0013400000000000000003,2019003,三相,6.2,60,,0
合计,,,3户,,,,,,,,,,,,,,,,
"""

ACCOUNTS = "branch,account number,name,class,status\nDH,A1,a,residential,active\nDH,A2,b,industrial,\n"
ROUTES = """branch,MRU,description,scheduled day,frequency,walk sequence,meter number
DH,R1,one,12,odd,1,M1
DH,R1,,12,odd,2,M2
"""


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """One database is enough here: what differs between the two is in test_on_both.py."""
    return sqlite_database


@pytest.fixture(autouse=True)
def branch(database: Database) -> int:
    with frozen(NOON):
        made = database.run(lambda session: people.create_branch(session, code="DH", name="东河供电所", actor=SYSTEM).id)
        database.run(lambda session: people.create_branch(session, code="XH", name="西河供电所", actor=SYSTEM).id)
    return made


def counts(database: Database, *models: type[Base]) -> list[int]:
    return database.read(lambda session: [session.scalar(select(func.count()).select_from(model)) or 0 for model in models])


def one(database: Database, query: Any) -> Any:
    return database.read(lambda session: session.execute(query).one())


EVERYTHING = (
    Account,
    AccountStatus,
    MeterBox,
    Meter,
    Register,
    MeteringPoint,
    PointArea,
    Installation,
    InstallationMultiplier,
    InstallationRegister,
    Route,
    RouteSchedule,
    RouteStop,
)


def test_one_file_makes_a_network(database: Database, branch: int, tmp_path: Path) -> None:
    outcome = imported(database, tmp_path, "wide", WIDE, branch_id=branch)
    assert (outcome.state, codes(outcome)) == ("done", [])
    assert outcome.rows == 3
    assert counts(database, *EVERYTHING) == [3, 3, 1, 3, 3, 3, 3, 3, 3, 3, 1, 1, 3]

    def read(session: Session) -> None:
        point = session.scalars(select(MeteringPoint).where(MeteringPoint.number == "0010000001")).one()
        assert (point.home, point.branch_id, point.customer_class) == (branch, branch, "residential")
        assert (point.given_lat, point.given_lon, point.given_datum) == ("36.1052", "113.2107", "GCJ-02")
        assert (point.lat, point.lon) != ("36.1052", "113.2107")
        assert point.lat is not None
        assert abs(float(point.lat) - 36.1052) < 0.01
        view = of_points(session, [point.id])[point.id][0]
        assert (view.meter.asset_number, view.meter.phases, view.multiplier_e4) == ("0013400000000000000001", 1, 10_000)
        assert view.box is not None
        assert view.box.barcode == "X1"
        assert [(r.obis, r.digits, r.decimals, r.initial_e4) for r in view.registers] == [("1-0:1.8.0", 6, 2, 0)]
        big = session.scalars(select(MeteringPoint).where(MeteringPoint.number == "0010000003")).one()
        assert of_points(session, [big.id])[big.id][0].multiplier_e4 == 600_000
        stops = session.execute(
            select(RouteStop.sequence, MeteringPoint.number)
            .join(MeteringPoint, MeteringPoint.id == RouteStop.metering_point_id).order_by(RouteStop.sequence)
        )  # fmt: skip
        assert [tuple(row) for row in stops] == [(1, "0010000001"), (2, "0010000002"), (3, "0010000003")]
        area = session.scalars(select(TransformerArea)).one()
        assert (area.number, area.name) == ("T1", "一台区")
        schedule = session.scalars(select(RouteSchedule)).one()
        assert (schedule.reading_day, schedule.frequency) == (15, "monthly")

    database.read(read)


def test_the_same_file_again_changes_nothing(database: Database, branch: int, tmp_path: Path) -> None:
    imported(database, tmp_path, "wide", WIDE, branch_id=branch)
    before = counts(database, *EVERYTHING)
    outcome = imported(database, tmp_path, "wide", WIDE, branch_id=branch)
    assert outcome.state == "done"
    assert counts(database, *EVERYTHING) == before
    assert {key.split(".")[1] for key in outcome.summary["counts"]} == {"same"}
    assert counts(database, PendingBatch) == [0]


def test_a_changed_cell_changes_what_it_is_about_and_a_blank_one_nothing(database: Database, branch: int, tmp_path: Path) -> None:
    imported(database, tmp_path, "wide", WIDE, branch_id=branch)
    changed = WIDE.replace("东河村2号", "东河村22号").replace(",甲,", ",,").replace(",3,0010000003", ",9,0010000003")
    outcome = imported(database, tmp_path, "wide", changed, branch_id=branch)
    assert outcome.state == "done"
    changes = {key: value for key, value in outcome.summary["counts"].items() if not key.endswith(".same")}
    assert changes == {"account.changed": 1, "stop.changed": 1}
    assert one(database, select(Account.name, Account.address).where(Account.number == "0010000001")) == ("甲", "东河村1号")
    assert one(database, select(Account.name, Account.address).where(Account.number == "0010000002")) == ("乙", "东河村22号")
    assert one(database, select(func.max(RouteStop.sequence)))[0] == 9


def test_one_wrong_cell_and_nothing_of_the_file_is_there(database: Database, branch: int, tmp_path: Path) -> None:
    wrong = WIDE.replace("0013400000000000000002", "1.34E+18")
    outcome = imported(database, tmp_path, "wide", wrong, branch_id=branch)
    assert outcome.state == "refused"
    assert codes(outcome) == [(4, "资产编号", "number_destroyed")]
    assert counts(database, *EVERYTHING) == [0] * len(EVERYTHING)
    fault = database.read(lambda session: session.scalars(select(ImportFault)).one())
    assert (fault.row, fault.column, fault.code, fault.value) == (4, "资产编号", "number_destroyed", "1.34E+18")


def test_a_dry_run_writes_nothing_but_says_what_it_would(database: Database, branch: int, tmp_path: Path) -> None:
    outcome = imported(database, tmp_path, "wide", WIDE, branch_id=branch, dry_run=True)
    assert outcome.state == "done"
    assert outcome.summary["counts"]["point.new"] == 3
    assert counts(database, *EVERYTHING) == [0] * len(EVERYTHING)
    batch = database.read(lambda session: session.scalars(select(ImportBatch)).one())
    assert (batch.state, batch.dry_run, batch.rows_total) == ("done", True, 3)


def test_an_import_is_written_down_without_anybodys_name(database: Database, branch: int, tmp_path: Path) -> None:
    imported(database, tmp_path, "wide", WIDE, branch_id=branch)
    line = database.read(
        lambda session: session.scalars(select(AuditLine).where(AuditLine.action == "import", AuditLine.home == branch)).one()
    )
    assert line.detail["rows"] == 3
    assert "甲" not in str(line.detail)


def test_each_kind_by_itself_and_in_any_encoding(database: Database, tmp_path: Path) -> None:
    files = [
        ("topology", "供电所,线路编号,线路名称,台区编号,台区名称\nDH,L1,东河线,T1,一台区\n,,,T2,二台区\n".encode("gb18030")),
        ("accounts", ACCOUNTS.encode("utf-16")),
        ("points", "计量点编号,户号,台区编号,合同容量\nP1,A1,T1,8\nP2,A2,T2,500\n".encode("utf-8-sig")),
        ("boxes", "供电所,表箱条码,行数,列数\nDH,X1,2,3\n".encode()),
        ("meters", "供电所,资产编号,出厂编号,通信地址,相别\nDH,M1,S1,C1,单相\nDH,M2,S2,C2,三相\n".encode("gbk")),
        ("registers", "资产编号,示数类型,整数位,小数位\nM1,总,6,2\nM2,总,6,2\n,峰,6,2\n,谷,6,2\n,最大需量,2,4\n".encode()),
        ("installations", "计量点编号,资产编号,装表日期,CT变比,PT变比,表箱条码,箱内行,箱内列,起码,,\n"
         ",,,,,,,,总,峰,谷\nP1,M1,2020-01-05,,,X1,1,2,0,,\nP2,M2,2020-02-06,150/5,10000/100,,,,1.5,1,0.5\n".encode()),
        ("routes", ROUTES.encode()),
    ]  # fmt: skip
    for kind, content in files:
        outcome = imported(database, tmp_path, kind, content)
        assert (kind, outcome.state, codes(outcome)) == (kind, "done", [])

    def read(session: Session) -> None:
        ids = list(session.scalars(select(Installation.id).order_by(Installation.valid_from)))
        first, second = installations(session, ids)[ids[0]], installations(session, ids)[ids[1]]
        assert first.box is not None
        assert (first.box.row, first.box.column) == (1, 2)
        assert second.multiplier_e4 == 30 * 100 * 10_000
        assert [(r.band, r.kind, r.digits, r.decimals, r.initial_e4) for r in second.registers] == [
            ("total", "cumulative", 6, 2, 15_000),
            ("peak", "cumulative", 6, 2, 10_000),
            ("valley", "cumulative", 6, 2, 5_000),
            ("total", "demand", 2, 4, None),
        ]
        assert session.scalars(select(RouteSchedule.frequency)).one() == "odd"

    database.read(read)
    for kind, content in files:
        outcome = imported(database, tmp_path, kind, content)
        assert {key.split(".")[1] for key in outcome.summary["counts"]} == {"same"}, kind


def test_an_exchange_ends_one_meter_and_begins_another(database: Database, branch: int, tmp_path: Path) -> None:
    imported(database, tmp_path, "wide", WIDE, branch_id=branch)
    imported(database, tmp_path, "meters", "资产编号,示数位数,费率类型\n0013400000000000000009,6.2,单费率\n", branch_id=branch)
    exchange = "计量点,旧表资产编号,旧表止码,换表日期,新表资产编号,新表起码\n"
    exchange += "0010000002,0013400000000000000002,8852.4,2026-05-02,0013400000000000000009,0.3\n"
    outcome = imported(database, tmp_path, "installations", exchange)
    assert (outcome.state, codes(outcome)) == ("done", [])

    def read(session: Session) -> None:
        point = session.scalars(select(MeteringPoint).where(MeteringPoint.number == "0010000002")).one()
        new, old = of_points(session, [point.id])[point.id]
        assert (old.valid_to, new.valid_from, new.valid_to) == (dt.date(2026, 5, 2), dt.date(2026, 5, 2), None)
        assert (old.registers[0].initial_e4, old.registers[0].final_e4) == (123_400, 88_524_000)
        assert new.registers[0].initial_e4 == 3_000
        event = session.scalars(select(PointEvent)).one()
        assert (event.on, event.kind) == (dt.date(2026, 5, 2), "meter_exchange")

    database.read(read)
    again = imported(database, tmp_path, "installations", exchange)
    assert again.summary["counts"] == {"installation.same": 2}
    assert counts(database, PointEvent) == [1]


def test_the_open_task_of_an_exchanged_meter_follows_to_the_new_one(database: Database, branch: int, tmp_path: Path) -> None:
    imported(database, tmp_path, "wide", WIDE, branch_id=branch)
    billed = "计量点编号,户号,结算时点\n0010000001,0010000001,月初冻结\n"
    assert codes(imported(database, tmp_path, "points", billed, branch_id=branch)) == []
    with frozen(NOON):
        database.run(lambda session: periods.open_period(session, branch_id=branch, period=202611, actor=SYSTEM))
    imported(database, tmp_path, "meters", "资产编号,示数位数,费率类型\n0013400000000000000009,6.2,单费率\n", branch_id=branch)
    exchange = "计量点,旧表资产编号,旧表止码,换表日期,新表资产编号,新表起码\n"
    exchange += "0010000002,0013400000000000000002,8852.4,2026-11-02,0013400000000000000009,0.3\n"
    with frozen(NOON):
        assert imported(database, tmp_path, "installations", exchange).state == "done"
    query = (
        select(Meter.asset_number, Task.kind, Task.frozen_at)
        .join(Installation, Installation.id == Task.installation_id)
        .join(Meter, Meter.id == Installation.meter_id)
        .order_by(Task.sequence)
    )
    found = database.read(lambda session: [tuple(row) for row in session.execute(query)])
    zero_hour = dt.datetime(2026, 10, 31, 16, tzinfo=dt.UTC)
    assert [(str(asset)[-1], kind, at) for asset, kind, at in found] == [
        ("1", "regular", zero_hour), ("9", "first", None), ("3", "regular", None)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("计量点,资产编号,装表日期\n0010000001,0013400000000000000002,2026-01-01\n", {"meter_elsewhere", "point_occupied"}),
        ("计量点,资产编号,装表日期\nP9,0013400000000000000002,2026-01-01\n", {"unknown_point"}),
        ("计量点,资产编号,装表日期\n0010000001,9,2026-01-01\n", {"unknown_meter"}),
        ("计量点,资产编号,综合倍率\n0010000001,0013400000000000000001,30\n", {"multiplier_needs_date"}),
        ("计量点,资产编号,起码\n0010000001,0013400000000000000001,5\n", {"value_known"}),
        ("计量点,资产编号,起码/峰\n0010000001,0013400000000000000001,5\n", {"no_such_register_on_meter"}),
        ("计量点,资产编号,起码\n0010000001,0013400000000000000001,1234567\n", {"value_too_wide"}),
        ("计量点,资产编号,拆表日期\n0010000001,0013400000000000000001,1999-01-01\n", {"ends_before_start"}),
        ("计量点,资产编号,表箱条码\n0010000001,0013400000000000000001,X9\n", {"unknown_box"}),
    ],
)
def test_what_cannot_be_is_refused(database: Database, branch: int, tmp_path: Path, content: str, expected: set[str]) -> None:
    imported(database, tmp_path, "wide", WIDE, branch_id=branch)
    before = counts(database, *EVERYTHING)
    outcome = imported(database, tmp_path, "installations", content)
    assert outcome.state == "refused"
    assert {code for _, _, code in codes(outcome)} <= expected
    assert outcome.faults
    assert counts(database, *EVERYTHING) == before


def test_a_multiplier_changes_on_its_day(database: Database, branch: int, tmp_path: Path) -> None:
    imported(database, tmp_path, "wide", WIDE, branch_id=branch)
    content = "计量点,资产编号,综合倍率,倍率生效日期\n0010000003,0013400000000000000003,80,2026-06-01\n"
    assert imported(database, tmp_path, "installations", content).state == "done"

    def read(session: Session, day: dt.date) -> int:
        query = select(Installation.id).join(Meter, Meter.id == Installation.meter_id)
        installation_id = session.scalars(query.where(Meter.asset_number == "0013400000000000000003")).one()
        return installations(session, [installation_id], day=day)[installation_id].multiplier_e4

    assert database.read(lambda session: read(session, dt.date(2026, 5, 31))) == 600_000
    assert database.read(lambda session: read(session, dt.date(2026, 6, 1))) == 800_000
    assert imported(database, tmp_path, "installations", content).state == "done"


def test_rows_that_contradict_one_another_are_named(database: Database, branch: int, tmp_path: Path) -> None:
    wrong = WIDE.replace("0010000002,乙,居民,东河村2号", "0010000001,乙,居民,东河村2号")
    outcome = imported(database, tmp_path, "wide", wrong, branch_id=branch)
    assert (4, "户名", "contradicts_row") in codes(outcome)


def test_two_stops_of_a_route_are_not_at_the_same_place(database: Database, branch: int, tmp_path: Path) -> None:
    imported(database, tmp_path, "wide", WIDE, branch_id=branch)
    rows = "供电所,抄表段,例日,抄表序号,户号\nDH,R1,1,{},0010000001\nDH,R1,1,{},0010000002\nDH,R2,1,7,0010000003\n"
    outcome = imported(database, tmp_path, "routes", rows.format(7, 7))
    assert codes(outcome) == [(3, "抄表序号", "sequence_taken")]
    with frozen(NOON):
        assert imported(database, tmp_path, "routes", rows.format(7, 8)).state == "done"
        # They may change places.
        assert imported(database, tmp_path, "routes", rows.format(8, 7)).state == "done"


def test_a_point_stands_in_one_route(database: Database, branch: int, tmp_path: Path) -> None:
    imported(database, tmp_path, "wide", WIDE, branch_id=branch)
    twice = "供电所,抄表段,例日,户号\nDH,R1,1,0010000001\nDH,R2,1,0010000001\n"
    outcome = imported(database, tmp_path, "routes", twice)
    assert [code for _, _, code in codes(outcome)] == ["point_in_two_routes"]
    under_another_name = "供电所,抄表段,例日,户号,资产编号\nDH,R1,1,0010000001,\nDH,R2,1,,0013400000000000000001\n"
    outcome = imported(database, tmp_path, "routes", under_another_name)
    assert [code for _, _, code in codes(outcome)] == ["point_in_two_routes"]
    moved = "供电所,抄表段,例日,户号\nDH,R2,1,0010000001\n"
    with frozen(NOON):
        assert imported(database, tmp_path, "routes", moved).state == "done"
    stops = database.read(
        lambda session: session.execute(
            select(Route.code, RouteStop.valid_to)
            .join(Route, Route.id == RouteStop.route_id)
            .join(MeteringPoint, MeteringPoint.id == RouteStop.metering_point_id)
            .where(MeteringPoint.number == "0010000001").order_by(Route.code)
        ).all()
    )  # fmt: skip
    assert [tuple(row) for row in stops] == [("R01", dt.date(2026, 11, 10)), ("R2", None)]


def test_statuses_are_dated(database: Database, tmp_path: Path) -> None:
    first = "供电所,户号,立户日期,用户状态,状态日期\nDH,A1,2018-05-01,,\nDH,A2,2018-05-01,暂停,2025-03-01\n"
    assert imported(database, tmp_path, "accounts", first).state == "done"
    second = "户号,销户日期\nA1,2025-08-31\n"
    assert imported(database, tmp_path, "accounts", second).state == "done"
    assert imported(database, tmp_path, "accounts", second).summary["counts"] == {"account.same": 1}
    query = select(Account.number, AccountStatus.status, AccountStatus.valid_from, AccountStatus.valid_to)
    rows = database.read(
        lambda session: session.execute(
            query.join(Account, Account.id == AccountStatus.account_id).order_by(Account.number, AccountStatus.valid_from)
        ).all()
    )
    assert [tuple(row) for row in rows] == [
        ("A1", "active", dt.date(2018, 5, 1), dt.date(2025, 8, 31)),
        ("A1", "closed", dt.date(2025, 8, 31), None),
        ("A2", "active", dt.date(2018, 5, 1), dt.date(2025, 3, 1)),
        ("A2", "paused", dt.date(2025, 3, 1), None),
    ]


def test_branches_are_named_known_and_the_senders(database: Database, branch: int, tmp_path: Path) -> None:
    content = "供电所,户号\nDH,A1\n西河供电所,A2\n南河,A3\n"
    outcome = imported(database, tmp_path, "accounts", content, options={"branches": [branch]})
    assert codes(outcome) == [(3, "供电所", "branch_not_yours"), (4, "供电所", "branch_unknown")]
    assert codes(imported(database, tmp_path, "accounts", "户号\nA1\n")) == [(2, "", "branch_missing")]
    only_one = imported(database, tmp_path, "accounts", "户号\nA1\n", options={"branches": [branch]})
    assert only_one.state == "done"
    stranger = imported(database, tmp_path, "accounts", "户号,户名\nA1,x\n", options={"branches": [branch + 1]})
    assert codes(stranger) == [(2, "", "branch_not_yours")]


def test_a_position_needs_its_datum(database: Database, branch: int, tmp_path: Path) -> None:
    content = "供电所,户号,纬度,经度\nDH,A1,36.1,113.2\nDH,A2,36.1,\n"
    outcome = imported(database, tmp_path, "wide", content)
    assert codes(outcome) == [(2, "纬度", "datum_missing"), (3, "经度", "half_a_position")]
    named = imported(database, tmp_path, "wide", content.replace("36.1,\n", "36.1,113.3\n"), options={"datum": "BD-09"})
    assert named.state == "done"
    assert set(database.read(lambda session: session.scalars(select(MeteringPoint.given_datum)).all())) == {"BD-09"}


def test_a_sender_is_remembered(database: Database, branch: int, tmp_path: Path) -> None:
    strange = "甲列,乙列\nA1,某某\n"
    assert [code for _, _, code in codes(imported(database, tmp_path, "accounts", strange, sender="某县"))] == [
        "header_not_found"
    ]
    taught = imported(
        database,
        tmp_path,
        "accounts",
        strange,
        sender="某县",
        branch_id=branch,
        mapping={"甲列": "account", "乙列": "account_name"},
    )
    assert taught.state == "done"
    assert counts(database, SenderMapping) == [1]
    again = imported(database, tmp_path, "accounts", strange.replace("A1", "A2"), sender="某县", branch_id=branch)
    assert (again.state, again.mapping) == ("done", {"甲列": "account", "乙列": "account_name"})


def test_parents(database: Database, tmp_path: Path) -> None:
    imported(database, tmp_path, "accounts", "供电所,户号\nDH,A1\n")
    points = "计量点,户号,上级计量点\nP1,A1,P3\nP2,A1,P1\nP3,A1,\n"
    assert imported(database, tmp_path, "points", points).state == "done"
    parent = database.read(
        lambda session: {
            row.number: row.parent_id for row in session.execute(select(MeteringPoint.number, MeteringPoint.parent_id))
        }
    )
    ids = database.read(
        lambda session: {row.number: row.id for row in session.execute(select(MeteringPoint.number, MeteringPoint.id))}
    )
    assert parent == {"P1": ids["P3"], "P2": ids["P1"], "P3": None}
    circle = imported(database, tmp_path, "points", "计量点,户号,上级计量点\nP1,A1,P2\nP2,A1,P1\n")
    assert [code for _, _, code in codes(circle)] == ["parent_in_circle"]
