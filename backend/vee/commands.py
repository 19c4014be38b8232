"""Commands of this room."""

from pathlib import Path

import click

from backend.vee.service.folder import read_folder
from backend.vee.service.folder_cases import read_cases, with_previous, write_predictions
from backend.vee.service.folder_table import FolderError
from backend.vee.service.judging import judge_folder


@click.command("judge")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Where to write predictions.csv.")
def judge_command(folder: Path, out: Path) -> None:
    """Judge the candidate readings of FOLDER (meters.csv, readings.csv, events.csv, cases.csv) as intake would.

    Writes case_id, flag (1: a case would be opened), score, suggestion (the likeliest other value) and neighbour_meter_id (whose
    meter it probably was). docs/RULES.md says what is looked at.
    """
    try:
        candidates = read_cases(folder)
        predictions = judge_folder(with_previous(read_folder(folder), candidates), candidates)
    except FolderError as error:
        raise click.ClickException(f"{folder}: {error}") from error
    write_predictions(out, predictions)
    flagged = sum(one.flag for one in predictions)
    click.echo(f"{len(predictions)} candidates judged, {flagged} would open a case: {out}")
