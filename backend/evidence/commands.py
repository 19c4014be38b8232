"""Commands of this room: what verification reads in a picture, whether files and records agree, and what is due to go."""

import datetime as dt
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from backend.evidence.rules.errand import Answer, Errand
from backend.evidence.service.audit import orphans
from backend.evidence.service.darkroom import Darkroom
from backend.evidence.service.retention import walk
from backend.kernel import clock
from backend.kernel.commands import Tools


@click.group()
def evidence() -> None:
    """Photos: what is read in them, and whether all of them are there."""


@evidence.command("decode")
@click.option("--expect", "expected", multiple=True, help="An identifier to look for: the search ends when it is found.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def decode_files(tools: Tools, files: tuple[Path, ...], expected: tuple[str, ...]) -> None:
    """Print what verification reads in pictures, one JSON line each.

    Only texts that can be believed are printed under `codes`; with --expect, `found` is the identifier that was found.
    """
    darkroom = Darkroom()
    try:
        for file in files:
            errand = Errand(file.read_bytes(), expected, copies=False, most_pixels=tools.settings.photo_pixels)
            answer = darkroom.look(errand)
            click.echo(json.dumps({"file": str(file), **_line(answer), "ms": answer.ms}, ensure_ascii=False))
    finally:
        darkroom.close()


def _line(answer: Answer) -> dict[str, Any]:
    if answer.trouble is not None:
        return {"readable": False, "trouble": answer.trouble, "text": None, "symbology": None, "codes": []}
    codes = [*([answer.hit] if answer.hit else []), *(code for code in answer.codes if not _same(code, answer.hit))]
    first = codes[0] if codes else None
    return {
        "readable": True,
        "width": answer.width,
        "height": answer.height,
        "text": first["text"] if first else None,
        "symbology": first["symbology"] if first else None,
        "found": answer.identifier,
        "codes": codes,
        "views": answer.steps,
        "sharpness": answer.sharpness,
        "brightness": answer.brightness,
        "dark": answer.dark,
        "glare": answer.glare,
    }


def _same(code: dict[str, Any], other: dict[str, Any] | None) -> bool:
    return other is not None and (code["symbology"], code["text"]) == (other["symbology"], other["text"])


@evidence.command("audit")
@click.pass_obj
def audit_evidence(tools: Tools) -> None:
    """Find files without records and records without files; nothing is changed. Fails when a record's photo is gone.

    missing: kept by its record, but not there. unrecorded: there without a record. leftover: should have gone with its photo.
    A photo that was removed because its time to be kept was over is neither.
    """
    found: Iterator[tuple[str, str]] = orphans(tools.database, tools.blobs)
    missing = 0
    for what, key in found:
        click.echo(f"{what} {key}")
        missing += what == "missing"
    sys.exit(1 if missing else 0)


@evidence.command("retention")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day to look at; today when left out.")
@click.option("--list", "listed", is_flag=True, help="Name every photo.")
@click.pass_obj
def show_retention(tools: Tools, day: dt.datetime | None, listed: bool) -> None:
    """Say which photos the daily removal would remove on a day, by branch and months kept. Nothing is changed."""
    on = day.date() if day is not None else clock.business_date(clock.now(), tools.settings.time_zone)
    counted: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    for page in walk(tools.database, on=on):
        for one, setting in page:
            line = counted[",".join(map(str, sorted(one.branches))), setting.months]
            line[0] += not one.held
            line[1] += 0 if one.held else one.size
            line[2] += one.held
            if listed:
                click.echo(f"{'held' if one.held else 'due'} {one.sha256} {one.size}")
    for (branches, months), (photos, size, held) in sorted(counted.items()):
        click.echo(
            f"branch {branches}, kept {months} months: {photos} photos due, {size / 1e6:.1f} MB; {held} held by an open case"
        )
    if not counted:
        click.echo("No photo is due.")
