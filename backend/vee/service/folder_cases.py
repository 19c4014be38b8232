"""The candidate readings of a folder, and what was made of them.

cases.csv: case_id, meter_id, read_date, candidate, and where they are known prev_date and prev_reading. predictions.csv: case_id,
flag, score, suggestion, neighbour_meter_id.
"""

import csv
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path as FilePath

from backend.vee.rules.facts import Expect
from backend.vee.rules.hypotheses import Hypothesis
from backend.vee.service.folder import Folder
from backend.vee.service.folder_table import Row, table


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading to be judged."""

    case_id: str
    meter_id: str
    on: dt.date
    value: int
    before: tuple[dt.date, int] | None = None  # the previous reading that its case tells


@dataclass(frozen=True, slots=True)
class Prediction:
    """What is made of a candidate. `score`: 1 and more is what opens a case. `suggestion`: the likeliest other value.

    `expect` is None where nothing was read before: then only the dial speaks against a value.
    """

    case_id: str
    flag: bool
    score: float
    suggestion: int | None
    neighbour: str | None
    expect: Expect | None
    months: int
    hypotheses: tuple[Hypothesis, ...] = ()
    rules: frozenset[str] = frozenset()  # which would open the case


def read_cases(folder: FilePath) -> list[Candidate]:
    """The candidates of a folder, in file order. FolderError where it isn't of this form."""
    rows = table(folder, "cases.csv", ("case_id", "meter_id", "read_date", "candidate"))
    return [
        Candidate(row.text("case_id"), row.text("meter_id"), row.date("read_date"), row.whole("candidate"), _before(row))
        for row in rows
    ]


def _before(row: Row) -> tuple[dt.date, int] | None:
    told = row.text("prev_date", "") and row.text("prev_reading", "")
    return (row.date("prev_date"), row.whole("prev_reading")) if told else None


def with_previous(folder: Folder, candidates: Sequence[Candidate]) -> Folder:
    """The folder, and of meters without any reading before a candidate the previous one that its case tells."""
    told = {
        one.meter_id: one.before
        for one in reversed(candidates)
        if one.before is not None and one.before[0] < one.on and not folder.readings.get(one.meter_id)
    }
    return replace(folder, readings={**folder.readings, **{meter_id: [before] for meter_id, before in told.items()}})


def write_predictions(path: FilePath, predictions: Sequence[Prediction]) -> None:
    """predictions.csv, as a scorer reads it."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["case_id", "flag", "score", "suggestion", "neighbour_meter_id"])
        for one in predictions:
            shown = "" if one.suggestion is None else one.suggestion
            writer.writerow([one.case_id, int(one.flag), f"{one.score:.4f}", shown, one.neighbour or ""])
