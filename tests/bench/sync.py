"""Area `sync`: what the phones' door takes in and hands out, beside the database's own limit in the same run.

BENCH_SCALE (1 by default; QUICK=1 means 0.05) shrinks every number of visits and stored readings, for trying the bench itself:
only figures of a run at 1 mean what their names say.
"""

import contextlib
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import psycopg

from backend.kernel.db import Database
from tests.bench import sync_growth, sync_limit, sync_load, sync_meters, sync_pull, sync_reads, sync_storm, sync_world
from tests.bench.sync_limit import Rate
from tests.bench.sync_load import CLIENTS, Load
from tests.bench.sync_world import Carried, World
from tests.support import databases
from tests.support.postgres import Cluster, temporary_cluster
from tests.support.server import Server, running

Figure = dict[str, Any]
R = TypeVar("R")
SCALE = float(os.environ.get("BENCH_SCALE") or ("0.05" if os.environ.get("QUICK") else "1"))
REPEATS = 3
BATCH = 50
# Visits a client in one measurement.
IN_BATCHES, ONE_BY_ONE = 1_500, 300
# Rows a client in one measurement of the limit: some seconds of it, so that it is its steady state.
LIMIT_ROWS, LIMIT_COMMITS = 15_000, 2_000
SIZES = (10_000, 1_000_000, 10_000_000)
PHONES, VISITS_EACH, WITHIN_S = 300, 200, 120.0
BRANCHES = 4


def say(line: str) -> None:
    """As it is measured."""
    print(f"{time.strftime('%H:%M:%S')}  {line}", flush=True)


def scaled(number: int, least: int = 1) -> int:
    return max(least, round(number * SCALE))


@dataclass
class Bench:
    """One database with a server before it, and who to ask for CPU time."""

    kind: str
    database: Database
    url: str
    server: Server
    # The server's process, and the database's where it has one of its own.
    roots: list[int]
    world: World

    @property
    def phones(self) -> list[Carried]:
        return self.world.phones


@dataclass
class Measured:
    """Three loads of the same kind, with the CPU a visit of server and database."""

    loads: list[Load] = field(default_factory=list)
    cpu_us: list[list[float]] = field(default_factory=list)

    @property
    def per_s(self) -> float:
        return statistics.median(load.per_s for load in self.loads)

    @property
    def us(self) -> list[float]:
        """Median CPU a visit, of each process family."""
        return [statistics.median(one) for one in zip(*self.cpu_us, strict=True)]

    @property
    def told(self) -> str:
        names = ("server", "database")
        return ", ".join(f"{name} {us:.0f}" for name, us in zip(names, self.us, strict=False)) + " µs CPU a visit"


def figure(value: float, unit: str, aim: str = "", note: str = "") -> Figure:
    return {"value": value, "unit": unit, "aim": aim, "note": note + ("" if SCALE == 1 else f" (scale {SCALE})")}


@contextmanager
def bench(kind: str, cluster: Cluster | None, folder: Path, *, stops: int, **environment: str) -> Iterator[Bench]:
    """A server with eight phones that carry so many stops each."""
    if cluster is not None:
        url = cluster.url(cluster.create_database())
        databases.migrate(url)
    else:
        url = databases.copy_sqlite(databases.sqlite_template(folder), folder / f"{kind}.sqlite")
    database = Database.open(url)
    world = sync_world.found(database, BRANCHES)
    sync_world.add_phones(database, world, phones=CLIENTS, stops=stops)
    database.analyze()
    own = {"WEB_PROCESSES": "2"} if cluster is not None else {}
    data = Path(tempfile.mkdtemp(dir=folder))
    with running(data, url, RATE_KNOWN="100000000", **own, **environment) as server:
        roots = [server.processes()[0], *([cluster.pid] if cluster is not None else [])]
        yield Bench(kind, database, url, server, roots, world)
    database.close()


def measure(one: Bench, visits: int, *, batch: int) -> Measured:
    """Eight phones hand over so many visits each, three times, after a short one for the caches."""
    return in_turns(one, visits, batch, lambda: None)[0]


def in_turns(one: Bench, visits: int, batch: int, limit: Callable[[], R]) -> tuple[Measured, R]:
    """The same, and after each time something else is measured; of that the middle one by its order."""
    sync_load.send_all(one.server.port, sync_load.prepared(one.phones[:CLIENTS], min(visits, 4 * batch), batch=batch))
    found, limits = Measured(), []
    for _ in range(REPEATS):
        shares = sync_load.prepared(one.phones[:CLIENTS], visits, batch=batch)
        watch = sync_meters.Stopwatch(one.roots)
        load = sync_load.send_all(one.server.port, shares)
        found.cpu_us.append([seconds / load.visits * 1e6 for seconds in watch.spent()])
        found.loads.append(load)
        limits.append(limit())
        say(f"{one.kind}, pushes of {batch}: {load.per_s:.0f} visits/s in {load.seconds:.1f} s; {limits[-1] or ''}")
    return found, sorted(limits, key=lambda rate: getattr(rate, "per_s", 0))[REPEATS // 2]


def _throughput(kind: str, cluster: Cluster | None, folder: Path) -> dict[str, Figure]:
    """Pushes beside the limit, in turns: what else the machine does then touches both."""
    in_batches, one_by_one = scaled(IN_BATCHES, 100), scaled(ONE_BY_ONE, 10)
    stops = (in_batches + one_by_one) * REPEATS + 5 * BATCH
    with bench(kind, cluster, folder, stops=stops) as one:

        def limit(rows: int, batch: int) -> Rate:
            if cluster is not None:
                return sync_limit.postgres(one.url, rows_each=rows, batch=batch, roots=one.roots[1:])
            return sync_limit.sqlite_file(folder / "limit.sqlite", rows_each=rows, batch=batch)

        before = _stored_bytes(one) if cluster is not None else 0
        batches, most = in_turns(one, in_batches, BATCH, lambda: limit(scaled(LIMIT_ROWS, 500), 100))
        visits = sum(load.visits for load in batches.loads) + CLIENTS * min(in_batches, 4 * BATCH)
        size = (_stored_bytes(one) - before) / visits if cluster is not None else 0
        singles, most_single = in_turns(one, one_by_one, 1, lambda: limit(scaled(LIMIT_COMMITS, 50), 1))
    found = {
        f"sync.visits_per_s_{kind}": figure(
            round(batches.per_s), "visits/s", "", f"{CLIENTS} clients, pushes of {BATCH}; {batches.told}"
        ),
        f"sync.limit_rows_per_s_{kind}": figure(
            round(most.per_s), "rows/s", "", f"{CLIENTS} clients, INSERT of 100 rows a commit{most.told}"
        ),
        f"sync.batch50_ratio_{kind}": figure(
            round(batches.per_s / most.per_s, 4), "share", ">= 0.1", "visits a second of its rows"
        ),
        f"sync.single_per_s_{kind}": figure(
            round(singles.per_s, 1), "visits/s", "", f"{CLIENTS} clients, a visit a push; {singles.told}"
        ),
        f"sync.limit_commits_per_s_{kind}": figure(
            round(most_single.per_s), "rows/s", "", f"{CLIENTS} clients, a row a commit{most_single.told}"
        ),
        f"sync.single_ratio_{kind}": figure(
            round(singles.per_s / most_single.per_s, 4), "share", ">= 0.125", "visits a second of the limit's commits"
        ),
    }  # fmt: skip
    if cluster is not None:
        found["sync.bytes_per_visit"] = figure(
            round(size), "bytes", "", "all tables and indexes, after VACUUM, the journal's own copy included"
        )
    return found


def _stored_bytes(one: Bench) -> int:
    with psycopg.connect(one.url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("VACUUM")
        row = connection.execute(
            "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
            "AND relname <> %s",
            [sync_limit.CLONE],
        ).fetchone()
    return int(row[0]) if row is not None else 0


def _growth(_kind: str, cluster: Cluster | None, folder: Path) -> dict[str, Figure]:
    """The same pushes and the office's questions with ever more readings stored."""
    visits = scaled(IN_BATCHES // 2, 100)
    sizes = [scaled(size, 2_400) for size in SIZES]
    cost: list[float] = []
    asked: list[dict[str, float]] = []
    told: list[str] = []
    with bench("growth", cluster, folder, stops=(visits * REPEATS + 4 * BATCH) * len(sizes)) as one:
        points = 0
        for size in sizes:
            began = time.perf_counter()
            stored = sync_growth.fill(one.url, before=points, readings=size)
            points = stored.points
            say(f"{stored.readings:,} readings are there after {time.perf_counter() - began:.0f} s")
            measured = measure(one, visits, batch=BATCH)
            cost.append(sum(measured.us))
            told.append(f"{stored.readings:,} readings: {measured.told}, {measured.per_s:.0f} visits/s")
            asked.append(sync_reads.ask(one.database))
            say(f"{told[-1]}; ms: {asked[-1]}")
    found = {"sync.cost_10m_over_10k_pg": figure(round(cost[2] / cost[0], 3), "ratio", "<= 1.2", "; ".join(told))}
    for name in ("queue", "last13", "kpi"):
        least, most = asked[1][name], asked[2][name]
        note = f"{least:.1f} ms with a million, {most:.1f} ms with ten; {sync_reads.WHAT[name]}"
        found[f"sync.{name}_10m_over_1m_pg"] = figure(round(most / least, 2), "ratio", "<= 1.5", note)
    return found


def _pulling(_kind: str, cluster: Cluster | None, folder: Path) -> dict[str, Figure]:
    with bench("pull", cluster, folder, stops=10) as one:
        short = sync_pull.a_round(one.database, one.world, 500)
        long = sync_pull.a_round(one.database, one.world, 2_000)
        one.database.analyze()
        of_500, cursor = sync_pull.snapshot(one.server.url, short)
        in_gzip, _ = sync_pull.snapshot(one.server.url, short, how="gzip")
        in_plain, _ = sync_pull.snapshot(one.server.url, short, form=sync_pull.PLAIN)
        of_2000, _ = sync_pull.snapshot(one.server.url, long)
        news = sync_pull.delta(one.database, one.server.url, short, long, cursor)
    return {
        "sync.pull_500_bytes": figure(of_500.size, "bytes", "<= 61440", "a fresh start with 500 stops, zstd"),
        "sync.pull_500_bytes_gzip": figure(in_gzip.size, "bytes", "<= 61440", "the same, gzip"),
        "sync.pull_500_plain_bytes": figure(in_plain.size, "bytes", "", "the same in the plain form, zstd"),
        "sync.pull_500_plain_ms": figure(round(in_plain.ms, 1), "ms", "", "in the same run"),
        "sync.pull_500_ms": figure(round(of_500.ms, 1), "ms", "", "from asking to the last byte, loopback"),
        "sync.pull_2000_bytes": figure(of_2000.size, "bytes", "", f"2,000 stops in {of_2000.pages} pages"),
        "sync.pull_2000_ms": figure(round(of_2000.ms, 1), "ms", "", f"{of_2000.pages} pages together"),
        "sync.pull_delta_bytes": figure(news.size, "bytes", "<= 2048", "one task given to the reader: it comes whole"),
        "sync.pull_delta_ms": figure(round(news.ms, 1), "ms"),
    }  # fmt: skip


def _storm(kind: str, cluster: Cluster | None, folder: Path) -> dict[str, Figure]:
    phones, within = scaled(PHONES, 20), WITHIN_S * min(1.0, SCALE * 2)
    with bench(f"storm-{kind}", cluster, folder, stops=1) as one:
        walkers = sync_world.add_phones(one.database, one.world, phones=phones, stops=VISITS_EACH)
        one.database.analyze()
        rounds = sync_load.prepared(walkers, VISITS_EACH, batch=BATCH)
        storm = sync_storm.blow(one.server.port, rounds, within_s=within, roots=one.roots)
    if storm.outcomes != {"applied": storm.visits}:
        raise RuntimeError(f"the storm lost visits: {storm.outcomes} of {storm.visits}")
    suffix = "" if kind == "pg" else f"_{kind}"
    what = f"{phones} phones with {VISITS_EACH} visits in pushes of {BATCH}, within {within:.0f} s, {kind}"
    return {
        f"sync.storm_p99_s{suffix}": figure(round(storm.p99_s, 3), "s", "", f"of a push; {what}"),
        f"sync.storm_errors{suffix}": figure(
            storm.errors, "errors", "0", f"{storm.deferred} more were asked to come again (503)"
        ),
        f"sync.storm_last_receipt_s{suffix}": figure(round(storm.last_receipt_s, 2), "s", "", "from the last phone's arrival"),
        f"sync.storm_memory_mb{suffix}": figure(round(storm.memory_mb), "MB", "", "server and database at their largest (PSS)"),
    }


@contextmanager
def _place(kind: str) -> Iterator[tuple[Cluster | None, Path]]:
    """A folder of its own, and a PostgreSQL where one is wanted."""
    with tempfile.TemporaryDirectory(prefix="bench-sync-") as folder, contextlib.ExitStack() as stack:
        cluster = stack.enter_context(temporary_cluster(durable=True)) if kind == "pg" else None
        yield cluster, Path(folder)


def _part(measure_it: Callable[[str, Cluster | None, Path], dict[str, Figure]], kind: str) -> Callable[[], dict[str, Figure]]:
    def run() -> dict[str, Figure]:
        with _place(kind) as (cluster, folder):
            return measure_it(kind, cluster, folder)

    return run


# In this order; each has its own database, and what one found is kept though a later one fail.
PARTS = {
    "pushes, PostgreSQL": _part(_throughput, "pg"),
    "pushes, SQLite": _part(_throughput, "sqlite"),
    "pulls": _part(_pulling, "pg"),
    "evening storm, PostgreSQL": _part(_storm, "pg"),
    "evening storm, SQLite": _part(_storm, "sqlite"),
    "growth": _part(_growth, "pg"),
}
