"""Area `round`, import: history from a file, beside the database's own way of storing the very same rows."""

import random
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import text

from backend.identity.service import people
from backend.imports.driver import Outcome, carry_out
from backend.imports.service import batches
from backend.imports.service.history import READING
from backend.imports.service.writing import table_of
from backend.kernel import partitions
from backend.kernel.audit import SYSTEM
from backend.kernel.db import Database
from backend.kernel.loading import load
from backend.kernel.settings import Settings
from tests.support import databases
from tests.support.postgres import find_binaries, temporary_cluster

POINTS, MONTHS = 5_000, 24
Figure = dict[str, Any]


def run() -> dict[str, Figure]:
    """Rows a second on each database, and the lower of the two shares of its own limit."""
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        wide, history = _files(at)
        measured = {}
        for name, opened in _databases(at):
            with opened as (database, fresh):
                measured[name] = _measure(database, fresh, wide, history, at)
    figures = {}
    for name, (ours, limit) in measured.items():
        note = f"{POINTS} points, {MONTHS} months, checked and written, {name}"
        figures[f"round.import_rows_per_s_{name}"] = _figure(round(ours), "rows/s", "", note)
        figures[f"round.import_limit_rows_per_s_{name}"] = _figure(round(limit), "rows/s", "", "the same rows, already known")
        figures[f"round.import_ratio_{name}"] = _figure(round(ours / limit, 3), "share", ">= 0.1", note)
    slowest = min(measured, key=lambda name: measured[name][0] / measured[name][1])
    ours, limit = measured[slowest]
    figures["round.import_rows_per_s"] = _figure(round(ours), "rows/s", "", f"history, {slowest}")
    figures["round.import_ratio"] = _figure(
        round(ours / limit, 3), "share", ">= 0.1", f"of COPY on PostgreSQL, executemany on SQLite; the lower one: {slowest}"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    figures["round.import_peak_mb"] = _figure(peak, "MB", "", "of the whole process, both imports and the limit's rows included")
    return figures


def _figure(value: float, unit: str, aim: str, note: str) -> Figure:
    return {"value": value, "unit": unit, "aim": aim, "note": note}


def _files(folder: Path) -> tuple[Path, Path]:
    wide, history = folder / "wide.csv", folder / "history.csv"
    with wide.open("w") as file:
        file.write("供电所,抄表册,例日,序号,户号,户名,用电类别,用电地址,资产编号,出厂编号,通信地址,相别,示数位数,综合倍率,起码\n")
        for number in range(POINTS):
            file.write(
                f"DH,R{number // 400:04},15,{number % 400 + 1},31{number:08},用户{number},居民,东河村{number}号,"
                f"00134{number:017},2019{number:08},{number:012},单相,6.2,1,0\n"
            )
    dice = random.Random(1)
    values = [dice.randrange(5_000_000) for _ in range(POINTS)]
    with history.open("w") as file:
        file.write("户号,抄表日期,示数\n")
        for month in range(MONTHS):
            day = f"{2024 + (10 + month) // 12}-{(10 + month) % 12 + 1:02}-15"
            for number in range(POINTS):
                values[number] += dice.randrange(1_000, 30_000)
                file.write(f"31{number:08},{day},{values[number] / 100:.2f}\n")
    return wide, history


@contextmanager
def _opened(url: str, other: str) -> Iterator[tuple[Database, Database]]:
    one, two = Database.open(url), Database.open(other)
    try:
        yield one, two
    finally:
        one.close()
        two.close()


@contextmanager
def _postgres() -> Iterator[tuple[Database, Database]]:
    with temporary_cluster(durable=True) as cluster:
        template = databases.postgres_template(cluster)
        with (
            cluster.database(template=template) as url,
            cluster.database(template=template) as other,
            _opened(url, other) as both,
        ):
            yield both


def _databases(folder: Path) -> Iterator[tuple[str, Any]]:
    template = databases.sqlite_template(folder)
    urls = [databases.copy_sqlite(template, folder / f"{name}.sqlite") for name in ("one", "two")]
    yield "sqlite", _opened(urls[0], urls[1])
    if find_binaries() is not None:
        yield "postgresql", _postgres()


def _import(database: Database, kind: str, path: Path, scratch: Path) -> Outcome:
    order = batches.Order(kind=kind, filename=path.name, sha256=sha256(path.read_bytes()).hexdigest())
    batch_id = database.run(lambda session: batches.create(session, order, actor=SYSTEM).id)
    outcome = carry_out(database, batch_id, path, settings=Settings(), scratch=scratch)
    if outcome.state != "done":
        raise RuntimeError(f"the bench's own file has faults: {outcome.faults[:3]}")
    return outcome


def _measure(database: Database, fresh: Database, wide: Path, history: Path, scratch: Path) -> tuple[float, float]:
    """Rows a second of the import, and of the database alone with the rows already made."""
    database.run(lambda session: people.create_branch(session, code="DH", name="东河供电所", actor=SYSTEM).id)
    _import(database, "wide", wide, scratch)
    database.analyze()
    begun = time.monotonic()
    outcome = _import(database, "history", history, scratch)
    ours = outcome.rows / (time.monotonic() - begun)
    columns = ", ".join(f'"{name}"' for name in READING.columns)
    plain = (
        "SELECT "
        + columns.replace('"frozen"', "CASE WHEN frozen THEN 1 ELSE 0 END AS frozen")
        + " FROM reading ORDER BY home, period, id"
    )
    rows = [
        tuple(value.hex if hasattr(value, "hex") and not isinstance(value, (int, float, str)) else value for value in row)
        for row in database.read(lambda session: session.execute(text(plain)).all())
    ]
    months = {int(row[1]) for row in rows}
    fresh.run(lambda session: partitions.ensure(session, months))
    begun = time.monotonic()
    fresh.run(lambda session: load(session, table_of(READING), READING.columns, rows))
    return ours, len(rows) / (time.monotonic() - begun)
