"""One file from its first row to its end, in many units of work between which phones are served.

First all of it is checked into a scratch file, reading the database in short snapshots. When nothing is wrong it is written in
chunks, seen by nobody, and published in a last unit of work. A file with faults changes nothing. Killed at any point, the same
batch can be done again.
"""

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from backend.imports.models import ImportBatch, SenderMapping
from backend.imports.queries import existing
from backend.imports.rules.faults import Fault
from backend.imports.rules.files import sheets_of
from backend.imports.rules.kind import Kind
from backend.imports.rules.kinds.all import KINDS
from backend.imports.rules.rows import Table, open_table
from backend.imports.rules.tables import UnreadableError
from backend.imports.service import batches, history, network, remote, staging, telling, writing
from backend.imports.service.context import Context
from backend.imports.service.stage import Stage
from backend.imports.service.values import Values
from backend.kernel import clock, partitions
from backend.kernel.audit import SYSTEM, Actor
from backend.kernel.settings import Settings

T = TypeVar("T")
Phase = Literal["waiting", "reading", "comparing", "writing"]
# How many rows one unit of work writes: on SQLite it holds up everybody else's for about 50 ms.
CHUNK = 2000
# A judged value costs far more than a stored one.
JUDGED_CHUNK = 200
_BEAT_S = 2.0


class Door(Protocol):
    """The database, or a job's guarded way to it."""

    def run(self, work: Callable[[Session], T]) -> T: ...
    def read(self, work: Callable[[Session], T]) -> T: ...


class Progress(Protocol):
    """Told how far a phase has come; bytes of the file while reading, things or rows after that."""

    def __call__(self, phase: Phase, done: int, total: int) -> None: ...


@dataclass(frozen=True)
class Outcome:
    """How a batch ended."""

    state: Literal["done", "refused"]
    rows: int
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0
    summary: dict[str, Any] = field(default_factory=dict)
    mapping: dict[str, str] = field(default_factory=dict)


def silent(phase: Phase, done: int, total: int) -> None:
    """Nobody is told."""


def carry_out(
    door: Door, batch_id: UUID, path: Path, *, settings: Settings, scratch: Path | None = None, progress: Progress = silent
) -> Outcome:
    """Import a batch's file. BusyError while another one is being imported. The scratch file lies in `scratch`."""
    for number in door.run(lambda session: batches.claim(session, batch_id)):
        door.run(partial(batches.discard, number=number))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=scratch, prefix="import-")))
        stage = stack.enter_context(Stage(folder / "stage.sqlite"))
        stream = stack.enter_context(path.open("rb"))
        errand = door.read(partial(_begin, batch_id=batch_id, stage=stage, settings=settings))
        return _Carrier(door, errand, stream, path.stat().st_size, progress).carry()


@dataclass
class _Errand:
    """A batch as it was ordered, out of the database."""

    batch_id: UUID
    number: int
    kind: Kind
    dry_run: bool
    created_ms: int
    actor: Actor
    taught: dict[str, str]
    context: Context


def _begin(session: Session, batch_id: UUID, stage: Stage, settings: Settings) -> _Errand:
    batch = session.get_one(ImportBatch, batch_id)
    remembered = session.get(SenderMapping, (batch.sender, batch.kind)) if batch.sender else None
    now = clock.now()
    branches = existing.branches(session)
    allowed = batch.options.get("branches")
    alone = set(branches.values()) if allowed is None else set(allowed)
    context = Context(
        stage=stage,
        batch=batch.number,
        today=clock.business_date(now, settings.time_zone),
        now=now,
        zone=settings.time_zone,
        branches=branches,
        allowed=None if allowed is None else frozenset(allowed),
        # A company of one branch, or the sender's only branch, needn't be named.
        branch_id=batch.branch_id if batch.branch_id is not None else next(iter(alone)) if len(alone) == 1 else None,
        datum=batch.options.get("datum"),
    )
    return _Errand(
        batch_id=batch_id,
        number=batch.number,
        kind=KINDS[batch.kind],
        dry_run=batch.dry_run,
        created_ms=clock.to_ms(batch.created_at),
        actor=SYSTEM if batch.started_by is None else Actor("person", str(batch.started_by)),
        taught={**(remembered.mapping if remembered is not None else {}), **batch.mapping},
        context=context,
    )


class _Carrier:
    """The steps of one batch."""

    def __init__(self, door: Door, errand: _Errand, stream: BinaryIO, size: int, progress: Progress) -> None:
        self._door = door
        self._errand = errand
        self._context = errand.context
        self._stream = stream
        self._size = size
        self._progress = progress
        self._rows = 0
        self._noise = 0
        self._nowhere: list[str] = []
        self._mapping: dict[str, str] = {}
        self._ignored: list[str] = []
        self._beaten = clock.monotonic()

    def carry(self) -> Outcome:
        values = self._values() if self._errand.kind.states is None else None
        self._read(values)
        if self._context.faults.count == 0:
            self._compare(values)
        if self._context.faults.count > 0:
            return self._refuse()
        if not self._errand.dry_run:
            self._write(values)
        return self._finish()

    def _values(self) -> Values:
        return Values(self._context, "value_at" if self._errand.kind.code == "remote" else "read_at")

    # ---- reading

    def _read(self, values: Values | None) -> None:
        """All rows into the stage, with whatever is wrong in them."""
        try:
            for table in self._tables():
                for block in table.blocks():
                    if values is None:
                        self._rows += staging.stage_block(self._context, table, block)
                    else:
                        self._door.read(partial(values.learn, block=block))
                        self._rows += values.add(table, block)
                    self._tell("reading", min(self._stream.tell(), self._size), self._size)
                self._noise += table.totals
                self._context.faults.add(table.column_faults())
        except UnreadableError as error:
            self._context.faults.add([Fault(error.row, "", error.code, "", error.params, error.sheet)])
            return
        if self._rows == 0 and self._context.faults.count == 0:
            self._context.faults.add([Fault(0, "", "no_rows")])

    def _tables(self) -> Iterator[Table]:
        """The tables of the file. One sheet with the right header is enough; a fault when there is none."""
        missing: list[tuple[str, ...]] = []
        found = False
        for sheet in sheets_of(self._stream):
            table = open_table(self._errand.kind, sheet, self._errand.taught)
            if isinstance(table, Table):
                found = True
                self._context.titles[sheet.name] = table.title
                self._mapping |= table.header.mapping()
                self._ignored += [title for title in table.header.ignored if title not in self._ignored]
                yield table
            else:
                missing = table
        if not found:
            kind = self._errand.kind
            names = "; ".join(" / ".join(kind.field(name).zh for name in group) for group in missing)
            self._context.faults.add([Fault(0, "", "header_not_found", "", {"missing": names})])

    # ---- comparing

    def _compare(self, values: Values | None) -> None:
        """What the file says with what is known."""
        done = 0
        if values is None:
            total = network.things(self._context)
            for step, count in network.steps(self._context):
                self._door.read(step)
                done += count
                self._tell("comparing", done, total)
            return
        obtained = "remote" if self._errand.kind.code == "remote" else "import"
        months = values.months()
        total = sum(count for *_, count in months)
        for home, period, count in months:
            self._door.read(
                partial(history.compare_month, values=values, home=home, period=period, count=count, obtained=obtained)
            )
            done += count
            self._tell("comparing", done, total)

    # ---- writing

    def _write(self, values: Values | None) -> None:
        again = self._door.run(lambda session: batches.begin_writing(session, self._errand.batch_id))
        if values is None:
            self._write_network(again)
        elif self._errand.kind.code == "remote":
            self._take_in(values)
        else:
            self._write_history(values, again)

    def _write_network(self, again: bool) -> None:
        stage, done = self._context.stage, 0
        total = writing.size(stage)
        for target, rows in writing.chunks(stage, CHUNK):
            self._door.run(partial(writing.write, target=target, rows=rows, again=again))
            done += len(rows)
            self._tell("writing", done, total)

    def _write_history(self, values: Values, again: bool) -> None:
        months = {period for _, period, _ in values.months()}
        self._door.run(lambda session: partitions.ensure(session, months))
        done = 0
        for rows in values.chunks(CHUNK):
            ready = history.ready(values, rows, batch=self._errand.number, created_ms=self._errand.created_ms)
            self._door.run(partial(writing.write, target=history.READING, rows=ready, again=again))
            done += len(rows)
            self._context.counts["reading.new"] += len(rows)
            self._tell("writing", done, values.count)

    def _take_in(self, values: Values) -> None:
        errand, done = self._errand, 0
        collected = remote.visits(values)
        while together := list(islice(collected, JUDGED_CHUNK)):
            self._door.run(partial(remote.take_in, collected=together, zone=self._context.zone, actor=errand.actor))
            done += sum(len(each.values) for each in together)
            self._context.counts["reading.new"] += sum(len(each.values) for each in together)
            self._tell("writing", done, values.count)
        for start in range(0, len(values.failures), JUDGED_CHUNK):
            some = values.failures[start : start + JUDGED_CHUNK]
            made = self._door.run(partial(remote.order_make_ups, failures=some, actor=errand.actor))
            self._context.counts["make_up.new"] += made.new
            # Every row is accounted for: what needed nobody, and what nobody can be sent for.
            self._context.counts["failure.settled"] += made.settled
            self._context.counts["failure.open"] += made.open
            self._context.counts["failure.nowhere"] += len(made.nowhere)
            self._nowhere += made.nowhere

    # ---- the end

    def _summary(self) -> dict[str, Any]:
        context = self._context
        return {
            "counts": {what: number for what, number in context.counts.items() if number},
            "assumed": dict(context.assumed),
            "ignored_columns": self._ignored,
            "left_out_rows": self._noise,
            "faults_by_code": dict(context.faults.by_code),
            # Failures at points that stand in no round of their month, by number: nobody goes there unless somebody plans it.
            **({"in_no_route": self._nowhere} if self._nowhere else {}),
        }

    def _refuse(self) -> Outcome:
        faults, summary = self._context.faults, self._summary()
        kept = sorted(faults.kept, key=lambda fault: (fault.sheet, fault.row, fault.column))
        self._door.run(
            lambda session: batches.refuse(
                session,
                self._errand.batch_id,
                faults=kept,
                count=faults.count,
                rows=self._rows,
                summary=summary,
                mapping=self._mapping,
            )
        )
        return Outcome("refused", self._rows, kept, faults.count, summary, self._mapping)

    def _finish(self) -> Outcome:
        summary, homes = self._summary(), self._homes()

        def publish(session: Session) -> None:
            if not self._errand.dry_run:
                writing.write_rest(session, self._context.stage)
                telling.tell(session, self._context.stage)
                telling.judge_anew(session, self._context.stage)
            batches.finish(
                session, self._errand.batch_id, rows=self._rows, summary=summary, mapping=self._mapping,
                actor=self._errand.actor, homes=homes,
            )  # fmt: skip
            if not self._errand.dry_run:
                # Once the new installations are there for all to see.
                telling.move_tasks(session, self._context.stage, day=self._today(), actor=self._errand.actor)

        self._door.run(publish)
        return Outcome("done", self._rows, summary=summary, mapping=self._mapping)

    def _today(self) -> dt.date:
        return clock.business_date(self._context.now, self._context.zone)

    def _homes(self) -> list[int]:
        table = "reading" if self._errand.kind.states is None else "known"
        return [row[0] for row in self._context.stage.db.execute(f"SELECT DISTINCT home FROM {table} ORDER BY home")]

    def _tell(self, phase: Phase, done: int, total: int) -> None:
        self._progress(phase, done, total)
        if clock.monotonic() - self._beaten < _BEAT_S:
            return
        self._beaten = clock.monotonic()
        # While the file is read its rows aren't counted yet: their share of its bytes says how many there will be.
        rows = self._rows * total // max(done, 1) if phase == "reading" else self._rows
        share = {"reading": 0.0, "comparing": 0.3, "writing": 0.4}[phase]
        width = {"reading": 0.3, "comparing": 0.1, "writing": 0.6}[phase]
        through = int(rows * (share + width * done / max(total, 1)))
        state = "writing" if phase == "writing" else "checking"
        self._door.run(
            lambda session: batches.beat(session, self._errand.batch_id, state=state, rows_total=rows, rows_done=through)
        )
