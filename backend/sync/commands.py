"""Commands of this room: receipts of days looked at without the server that gave them."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from backend.identity.service import server
from backend.kernel.commands import Tools
from backend.sync.rules.day_receipt import faults, in_words, titled


@click.group()
def receipt() -> None:
    """Receipts of days: whether they are unaltered and ours."""


@receipt.command("keys")
@click.pass_obj
def print_keys(tools: Tools) -> None:
    """Print the public keys of all receipts ever given, as JSON: what `verify` needs where the server isn't at hand."""
    click.echo(json.dumps(tools.database.read(server.public_keys), indent=2))


@receipt.command("verify")
@click.option(
    "--keys", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file that `receipt keys` printed. Without it the database is asked.",
)  # fmt: skip
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def verify(tools: Tools, keys: Path | None, files: tuple[Path, ...]) -> None:
    """Look at receipts in files, and name what is wrong with each. Needs no network; with --keys, no database either."""
    known: dict[str, str] = _keys(keys) if keys is not None else tools.database.read(server.public_keys)
    wrong = 0
    for file in files:
        receipt_file = _read(file)
        found = in_words(faults(receipt_file, known))
        wrong += bool(found)
        if (title := titled(receipt_file)) != "":
            click.echo(f"{file}: {'says it is' if found else 'is'} for {title}")
        for line in found:
            click.echo(f"{file}: {line}")
        if not found:
            click.echo(f"{file}: holds")
    if wrong:
        sys.exit(1)


def _keys(file: Path) -> dict[str, str]:
    found = _read(file)
    if not isinstance(found, dict) or not all(isinstance(key, str) for pair in found.items() for key in pair):
        raise click.ClickException(f"{file} isn't what `receipt keys` prints: an object of key ids and keys in hex")
    return found


def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_bytes())
    except ValueError:
        # Whatever it is, it is no receipt; said for each file, and the others are looked at all the same.
        return None
