"""Commands of this room: what verification reads in a picture, whether files and records agree, and what is due to go."""

import datetime as dt
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import click

from backend.evidence.rules.dial import AGREE_FROM
from backend.evidence.rules.dial_errand import DialAnswer, DialErrand, line_of
from backend.evidence.rules.dial_models import is_here
from backend.evidence.rules.errand import Answer, Errand
from backend.evidence.service.audit import EmptyStoreError, Looked, orphans, settle
from backend.evidence.service.darkroom import Darkroom, DialRoom
from backend.evidence.service.retention import walk
from backend.kernel import clock
from backend.kernel.blobs import StoreAwayError
from backend.kernel.commands import Tools

ANY_PLACES = (4, 5, 6, 7, 8)


@click.group()
def evidence() -> None:
    """Photos: what is read in them, and whether all of them are there."""


def _frame(_: click.Context, __: click.Parameter, text: str | None) -> dict[str, int] | None:
    if text is None:
        return None
    numbers = text.split(",")
    if len(numbers) != 4 or not all(number.strip().isdecimal() and int(number) <= 1000 for number in numbers):
        raise click.BadParameter("four whole numbers from 0 to 1000: x,y,w,h")
    return dict(zip("xywh", map(int, numbers), strict=True))


@evidence.command("decode")
@click.option("--expect", "expected", multiple=True, help="An identifier to look for: the search ends when it is found.")
@click.option("--places", multiple=True, type=click.IntRange(1, 12), help="How many digits the dial has. Unless given: 4 to 8.")
@click.option("--guide", callback=_frame, help="Where the dial is: x,y,w,h in per mille of the picture. Unless given: anywhere.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def decode_files(
    tools: Tools, files: tuple[Path, ...], expected: tuple[str, ...], places: tuple[int, ...], guide: dict[str, int] | None
) -> None:
    """Print what verification reads in pictures, one JSON line each.

    Only texts that can be believed are printed under `codes`; with --expect, `found` is the identifier that was found. `dial` is
    what the second reader reads: `digits` where they can be believed (`share` says how surely, 0 to 1), null where not.
    """
    darkroom, dial_room = Darkroom(), DialRoom()
    most = tools.settings.photo_pixels
    reads = tools.settings.read_dials and is_here()
    try:
        for file in files:
            data = file.read_bytes()
            answer = darkroom.look(Errand(data, expected, copies=False, most_pixels=most))
            line = {"file": str(file), **_line(answer), "ms": answer.ms}
            if reads and answer.trouble is None:
                dial = dial_room.read(DialErrand(data, places or ANY_PLACES, guide, most))
                line |= {"dial": _dial(dial), "dial_ms": dial.ms}
            click.echo(json.dumps(line, ensure_ascii=False))
    finally:
        darkroom.close()
        dial_room.close()


def _dial(answer: DialAnswer) -> dict[str, Any] | None:
    """The line that holds digits and nothing else most surely, of whatever number of places."""
    lines = [line for line in map(line_of, answer.lines) if line.texts]
    if not lines:
        return None
    best = max(lines, key=lambda line: line.whole)
    digits, share = best.texts[0]
    believed = share >= AGREE_FROM
    return {
        "digits": digits if believed else None, "share": round(share, 3), "whole_line": round(best.whole, 3),
        "box": list(best.box),
    }  # fmt: skip


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
    """Find files without records and records without files. Fails with 1 when a record's photo is gone, with 2 when the store
    can't be looked at.

    missing: kept by its record, but not there. unrecorded: there without a record. leftover: should have gone with its photo.
    A photo that was removed because its time to be kept was over is neither. No file is touched; which photos are missing is
    written down, so that whoever asks for one is told, and taken back by the next audit that finds them.
    """
    looked = Looked()
    found = 0
    try:
        for what, key in orphans(tools.database, tools.blobs, looked):
            click.echo(f"{what} {key}")
            found += 1
    except EmptyStoreError:
        click.echo("The store is empty, though there are records of photos: is BLOBS right, and mounted?", err=True)
        sys.exit(2)
    except (OSError, StoreAwayError) as error:
        click.echo(f"The store can't be looked at: {error}", err=True)
        sys.exit(2)
    tools.database.run(lambda session: settle(session, looked, now=clock.now()))
    click.echo(
        f"{looked.photos} photos, {looked.copies} copies, {looked.quarantined} put aside: "
        + (f"{found} don't agree, {len(looked.missing)} of them missing." if found else "files and records agree.")
    )
    sys.exit(1 if looked.missing else 0)


@evidence.command("retention")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day to look at; today when left out.")
@click.option("--list", "listed", is_flag=True, help="Name every photo.")
@click.pass_obj
def show_retention(tools: Tools, day: dt.datetime | None, listed: bool) -> None:
    """Say which photos the daily removal would remove on a day, by branch and months kept. Nothing is changed."""
    on = day.date() if day is not None else clock.business_date(clock.now(), tools.settings.time_zone)
    counted: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    seen: set[str] = set()
    for page in walk(tools.database, on=on):
        for one, setting in page:
            # A picture that stands in several branches is one picture, as it will be one line of the audit trail.
            if one.sha256 in seen:
                continue
            seen.add(one.sha256)
            line = counted[",".join(map(str, sorted(one.branches))), setting.months]
            line[0] += not one.held
            line[1] += 0 if one.held else one.size
            line[2] += one.held
            if listed:
                click.echo(f"{'held' if one.held else 'due'} {one.sha256} {one.size}")
    for (branches, months), (photos, size, held) in sorted(counted.items()):
        click.echo(
            f"branch {branches}, kept {months} months: {photos} photos due, {size / 1e6:.1f} MB; "
            f"{held} held by an open case or a dispute"
        )
    if not counted:
        click.echo("No photo is due.")
