"""Area `plausibility`: real consumption through the whole product: imported as network and history but for the last period, that
one read by simulated phones and pushed through the sync API of the real server."""

import csv
import datetime as dt
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from backend.cases.models import Case
from backend.fieldwork.models import Task
from backend.fieldwork.service import assignment, periods
from backend.identity.service import people, server
from backend.imports.driver import carry_out
from backend.imports.service import batches
from backend.kernel.audit import SYSTEM
from backend.kernel.db import Database
from backend.kernel.settings import Settings
from backend.vee.service.bands import make_bands
from tests.factories import fieldwork as factory
from tests.support import databases
from tests.support.outbox import Outbox
from tests.support.phone import Phone
from tests.support.server import running
from tests.support.shared import SHARED
from tests.support.wire import HttpWire

Figure = dict[str, Any]
ZONE = ZoneInfo("Asia/Shanghai")
# The two sources end in different months, and are a branch each.
CLASSES = {"lcl": "居民", "uci": "非居民"}


@dataclass(frozen=True)
class Read:
    """An accepted reading of a device."""

    on: dt.date
    value: int
    device: str


@dataclass(frozen=True)
class Data:
    """The shared folder, read."""

    meters: dict[str, dict[str, str]]
    readings: dict[str, list[Read]]
    exchanges: dict[str, list[dict[str, str]]]

    def last(self, source: str) -> dt.date:
        """The day of a source's last period."""
        return max(self.readings[meter][-1].on for meter, row in self.meters.items() if row["source"] == source)


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(newline="") as file:
        return list(csv.DictReader(file))


def read(folder: Path) -> Data:
    """Meters, readings (oldest first) and exchanges of a folder in the shared form."""
    readings: dict[str, list[Read]] = defaultdict(list)
    for row in _rows(folder, "readings.csv"):
        readings[row["meter_id"]].append(
            Read(dt.date.fromisoformat(row["read_date"]), int(row["register_reading_kwh"]), row["device_serial"])
        )
    exchanges: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _rows(folder, "events.csv"):
        exchanges[row["meter_id"]].append(row)
    for found in readings.values():
        found.sort(key=lambda one: one.on)
    return Data({row["meter_id"]: row for row in _rows(folder, "meters.csv")}, readings, exchanges)


class _Assets:
    """A number as a utility's barcodes have it, for every device."""

    def __init__(self) -> None:
        self._numbers: dict[str, str] = {}

    def of(self, device: str) -> str:
        return self._numbers.setdefault(device, f"{900_000_000_000 + len(self._numbers):022}")


def _write(path: Path, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading)
        writer.writerows(rows)
    return path


def _files(data: Data, source: str, assets: _Assets, folder: Path) -> list[tuple[str, Path]]:
    """Network, exchanges, and history but for the last period, as files of the product's own kinds."""
    meters = {meter: row for meter, row in data.meters.items() if row["source"] == source}
    last = data.last(source)
    network: list[Sequence[object]] = []
    devices: list[Sequence[object]] = []
    exchanges: list[Sequence[object]] = []
    history: list[Sequence[object]] = []
    for meter, row in meters.items():
        first = data.readings[meter][0]
        network.append(
            [
                source, row["book"], last.day, int(row["seq"]) + 1, meter, meter, CLASSES[source], meter, meter,
                assets.of(first.device),
                f"{row['digits']}.0", row["multiplier"], first.value, first.on,
            ]
        )  # fmt: skip
        for event in data.exchanges.get(meter, ()):
            new = assets.of(event["new_serial"])
            devices.append([source, new, "总", f"{row['digits']}.0"])
            exchanges.append(
                [
                    meter, assets.of(event["old_serial"]), new, event["date"], row["multiplier"], event["installed_reading"],
                    event["removed_reading"],
                ]
            )  # fmt: skip
        history += [[meter, assets.of(one.device), one.on, one.value] for one in data.readings[meter][1:] if one.on < last]
    headings = {
        "wide": "供电所 抄表册 抄表例日 抄表序号 户号 户名 用电类别 用电地址 计量点编号 资产编号 示数位数 综合倍率 起码 装表日期",
        "meters": "供电所 资产编号 费率类型 示数位数",
        "installations": "计量点编号 旧表资产编号 资产编号 装表日期 综合倍率 起码 止码",
        "history": "计量点编号 资产编号 抄表日期 示数",
    }
    content = {"wide": network, "meters": devices, "installations": exchanges, "history": history}
    return [
        (kind, _write(folder / f"{source}-{kind}.csv", headings[kind].split(), rows)) for kind, rows in content.items() if rows
    ]


def _import(database: Database, kind: str, path: Path, scratch: Path) -> None:
    order = batches.Order(kind=kind, filename=path.name, sha256=sha256(path.read_bytes()).hexdigest())
    batch_id = database.run(lambda session: batches.create(session, order, actor=SYSTEM).id)
    outcome = carry_out(database, batch_id, path, settings=Settings(), scratch=scratch)
    if outcome.state != "done":
        raise RuntimeError(f"{path.name} has faults: {outcome.faults[:3]}")


@dataclass
class Walk:
    """What one reader's phone did."""

    entries: int = 0
    receipts: int = 0
    seconds: float = 0.0
    findings: Counter[str] | None = None


def _plan(database: Database, branch_id: int, period: int) -> tuple[UUID, Any]:
    """Open the period, make its bands, give all of it to one reader with a phone."""

    def work(session: Any) -> tuple[UUID, Any]:
        reader = factory.person(session, "reader", branch_id)
        periods.open_period(session, branch_id=branch_id, period=period, actor=SYSTEM)
        tasks = session.execute(select(Task.id, Task.run_id).where(Task.branch_id == branch_id)).all()
        make_bands(session, run_ids={row.run_id for row in tasks})
        assignment.assign(session, task_ids=[row.id for row in tasks], holder_id=reader, actor=SYSTEM, reason="plan")
        return reader, factory.phone(session, reader, branch_id)

    return database.run(work)


def _walk(phone: Phone, data: Data, last: dt.date) -> Walk:
    phone.pull()
    taken_at = dt.datetime.combine(last, dt.time(12), ZONE).isoformat()
    done = Walk(findings=Counter())
    for task in phone.open_tasks():
        accepted = [one for one in data.readings[task["point"]["number"]] if one.on == last]
        if accepted:
            phone.read(task, [str(accepted[0].value)], taken_at=taken_at)
            done.entries += 1
    begun = time.monotonic()
    receipts = phone.push_all()
    done.seconds = time.monotonic() - begun
    done.receipts = len(receipts)
    assert done.findings is not None
    for receipt in receipts:
        if receipt["outcome"] != "applied":
            done.findings[receipt["outcome"]] += 1
        done.findings.update(f"{finding['rule']} {finding['action']}" for finding in receipt.get("findings", ()))
    return done


def run() -> dict[str, Figure]:
    """Import, open both periods, walk them; count entries, receipts, seconds and the cases they opened."""
    folder = SHARED / "data" / "plausibility"
    if not folder.exists():
        return {}
    data = read(folder)
    assets = _Assets()
    walks: list[Walk] = []
    with tempfile.TemporaryDirectory() as scratch:
        at = Path(scratch)
        url = databases.copy_sqlite(databases.sqlite_template(at), at / "real.sqlite")
        database = Database.open(url)
        plans = []
        begun = time.monotonic()
        database.run(server.begin)
        for source in CLASSES:
            branch_id = database.run(
                lambda session, source=source: people.create_branch(session, code=source, name=source, actor=SYSTEM).id  # type: ignore[misc]
            )
            for kind, path in _files(data, source, assets, at):
                _import(database, kind, path, at)
            last = data.last(source)
            plans.append((last, *_plan(database, branch_id, last.year * 100 + last.month)))
        imported = time.monotonic() - begun
        with running(at, url) as live:
            for last, reader, made in plans:
                outbox = Outbox(at / f"{made.id}.outbox")
                phone = Phone(HttpWire(live.url), device_id=str(made.id), token=made.token, person_id=str(reader), outbox=outbox)
                walks.append(_walk(phone, data, last))
        cases = database.read(lambda session: session.execute(select(func.count()).select_from(Case)).scalar_one())
        database.close()
    return _figures(walks, cases, imported)


def _figures(walks: Sequence[Walk], cases: int, imported: float) -> dict[str, Figure]:
    entries, receipts = sum(one.entries for one in walks), sum(one.receipts for one in walks)
    found = Counter[str]()
    for one in walks:
        found.update(one.findings or ())
    said = ", ".join(f"{name}: {count}" for name, count in sorted(found.items()))
    seconds = sum(one.seconds for one in walks)

    def figure(value: float, unit: str, aim: str, note: str) -> Figure:
        return {"value": value, "unit": unit, "aim": aim, "note": note}

    return {
        "plausibility.round_entries": figure(entries, "entries", "", "accepted readings of both sources' last period, by phones"),
        "plausibility.round_receipts": figure(receipts, "receipts", f"= {entries}", "an answer an entry"),
        "plausibility.round_seconds": figure(round(seconds, 1), "s", "", "all pushes, 50 visits each, SQLite, through gunicorn"),
        "plausibility.round_setup_seconds": figure(round(imported, 1), "s", "", "importing network and history, opening, bands"),
        "plausibility.round_cases": figure(cases, "cases", "", f"of values that are all right; {said or 'no findings'}"),
        "plausibility.round_case_share": figure(round(cases / max(entries, 1), 4), "share", "<= 0.01", "false alarms"),
    }  # fmt: skip
