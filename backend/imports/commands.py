"""Commands of this room: files from the command line, and the demo."""

import csv
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from backend.grid.rules.datum import DATUMS
from backend.imports.driver import Outcome, Phase, Progress, carry_out
from backend.imports.queries import existing
from backend.imports.rules.cells import spreadsheet_safe
from backend.imports.rules.faults import Fault, sentences
from backend.imports.rules.kinds.all import KINDS
from backend.imports.service import batches
from backend.kernel.audit import SYSTEM
from backend.kernel.commands import Tools

# More faults than these are better read in the file that --errors writes.
_SHOWN = 40
_ANALYZE_FROM = 10_000
_LOOK_AGAIN_S = 2.0


@click.command("import")
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--sender", default="", help="Who sends it: how they name columns is remembered.")
@click.option("--branch", "branch", default=None, help="The branch of rows that name none: its code or name.")
@click.option("--datum", type=click.Choice(DATUMS), default=None, help="The datum of positions that name none.")
@click.option(
    "--map", "pairs", multiple=True, help="A column of the file: HEADING=FIELD (or HEADING=value/peak); may be repeated."
)
@click.option("--dry-run", is_flag=True, help="Check everything and write nothing.")
@click.option(
    "--errors", type=click.Path(path_type=Path, dir_okay=False), default=None, help="Write all faults to this CSV file."
)
@click.pass_obj
def import_files(
    tools: Tools,
    *,
    kind: str,
    files: tuple[Path, ...],
    sender: str,
    branch: str | None,
    datum: str | None,
    pairs: tuple[str, ...],
    dry_run: bool,
    errors: Path | None,
) -> None:
    """Import CSV or XLSX files of one KIND, one after another. A file with a fault changes nothing."""
    mapping = dict(pair.rpartition("=")[::2] for pair in pairs)
    branch_id = None if branch is None else _branch(tools, branch)
    wrong: list[tuple[Path, Fault]] = []
    for file in files:
        order = batches.Order(
            kind=kind, filename=file.name, sha256=_digest(file), sender=sender, branch_id=branch_id, dry_run=dry_run,
            options={} if datum is None else {"datum": datum}, mapping=mapping,
        )  # fmt: skip
        batch_id = tools.database.run(partial(batches.create, order=order, actor=SYSTEM)).id
        with _bar(file.name) as progress:
            outcome = _patiently(tools, batch_id, file, progress)
        _report(file, outcome, dry_run=dry_run)
        wrong += [(file, fault) for fault in outcome.faults]
        if outcome.state == "done" and outcome.rows >= _ANALYZE_FROM and not dry_run:
            tools.database.analyze()
    if errors is not None:
        _write_errors(errors, wrong)
    if wrong:
        raise click.ClickException("Nothing was imported from the files with faults.")


def _branch(tools: Tools, name: str) -> int:
    found = tools.database.read(existing.branches)
    if name not in found:
        raise click.ClickException(f"No branch {name}; there are: {', '.join(sorted(found))}")
    return found[name]


def _digest(file: Path) -> str:
    digest = sha256()
    with file.open("rb") as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _patiently(tools: Tools, batch_id: Any, file: Path, progress: Progress) -> Outcome:
    while True:
        try:
            return carry_out(tools.database, batch_id, file, settings=tools.settings, progress=progress)
        except batches.BusyError:
            progress("waiting", 0, 1)
            time.sleep(_LOOK_AGAIN_S)


@contextmanager
def _bar(name: str) -> Iterator[Progress]:
    """A progress bar on the terminal, one run of it a phase."""
    words: dict[Phase, tuple[str, bool]] = {
        "waiting": ("waits for another import", False),
        "reading": ("reads", True),
        "comparing": ("compares", False),
        "writing": ("writes", False),
    }
    bars: list[tqdm[Any]] = []
    at: list[Phase] = []

    def progress(phase: Phase, done: int, total: int) -> None:
        if not at or at[-1] != phase:
            if bars:
                bars[-1].close()
            text, bytes_of_file = words[phase]
            at.append(phase)
            unit = "B" if bytes_of_file else "rows"
            bars.append(tqdm(desc=f"{name} {text}", total=total, unit=unit, unit_scale=True, mininterval=0.3))
        bar = bars[-1]
        bar.total = total
        bar.update(done - bar.n)

    try:
        yield progress
    finally:
        for bar in bars:
            bar.close()


_COUNTED = {
    "make_up.new": "make-up readings ordered",
    "failure.settled": "failures at points that were read meanwhile",
    "failure.open": "failures at points that somebody goes to anyway",
    "failure.nowhere": "failures at points in no route",
}


def _report(file: Path, outcome: Outcome, *, dry_run: bool) -> None:
    if outcome.state == "refused":
        for fault in outcome.faults[:_SHOWN]:
            what, do = sentences(fault, "en")
            sheet = f"{fault.sheet} " if fault.sheet else ""
            line = f"row {fault.row}" if fault.row else "the whole file"
            cell = f" [{fault.column}]" if fault.column else ""
            value = f" {fault.value!r}:" if fault.value else ""
            click.echo(f"{file.name}: {sheet}{line}{cell}{value} {what}. {do} ({fault.code})", err=True)
        if outcome.fault_count > _SHOWN:
            click.echo(f"{file.name}: {outcome.fault_count - _SHOWN} more faults; --errors writes them to a file", err=True)
        click.echo(f"{file.name}: refused, {outcome.fault_count} faults in {outcome.rows} rows", err=True)
        return
    counts = ", ".join(
        f"{number} {_COUNTED.get(what) or what.replace('.', ' ')}"
        for what, number in sorted(outcome.summary["counts"].items())
        if number
    )
    click.echo(f"{file.name}: {outcome.rows} rows {'would be' if dry_run else 'are'} in ({counts})")
    if outcome.summary.get("in_no_route"):
        points = ", ".join(outcome.summary["in_no_route"])
        click.echo(f"{file.name}: not collected, and in no route of the month, so nobody goes there: {points}")
    if outcome.summary["assumed"]:
        assumed = ", ".join(f"{what} of {number}" for what, number in sorted(outcome.summary["assumed"].items()))
        click.echo(f"{file.name}: taken for granted: {assumed}")
    if outcome.summary["ignored_columns"]:
        click.echo(f"{file.name}: columns left out: {', '.join(outcome.summary['ignored_columns'])}")


def _write_errors(path: Path, wrong: Sequence[tuple[Path, Fault]]) -> None:
    with path.open("w", newline="", encoding="utf-8-sig") as stream:
        writer = csv.writer(stream)
        writer.writerow(["file", "sheet", "row", "column", "code", "value", "what", "what_to_do", "params"])
        for file, fault in wrong:
            params = json.dumps(fault.params, ensure_ascii=False) if fault.params else ""
            place = (file.name, fault.sheet, fault.row, fault.column, fault.code, fault.value)
            writer.writerow(map(spreadsheet_safe, [*place, *sentences(fault, "en"), params]))


@click.command("kinds")
def list_kinds() -> None:
    """List the kinds of files and their columns."""
    for kind in KINDS.values():
        click.echo(f"{kind.code}: {kind.zh} / {kind.en}")
        for each in kind.fields:
            click.echo(f"    {each.name}: {each.zh} / {each.en}{'  e.g. ' + each.example if each.example else ''}")
