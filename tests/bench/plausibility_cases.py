"""Area `plausibility`: the shared cases judged by the product's own rules and scored by the folder's own scorer.

Cross-validated by meter, and with parts of the band left out.
"""

import math
import re
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from backend.vee.rules.forecast import SIGNS, Fit
from backend.vee.service.folder import Folder, read_folder
from backend.vee.service.folder_cases import Candidate, Prediction, read_cases, write_predictions
from backend.vee.service.folder_table import table
from backend.vee.service.judging import ALL_PARTS, Parts, judge_folder
from scripts import fit_bands
from tests.support.shared import SHARED

Figure = dict[str, Any]
Scores = dict[str, tuple[float, int]]
FOLDER = SHARED / "data" / "plausibility"
FIRST = {
    "off_by_one": ("digit_off_by_one", ">= 0.95"), "transposition": ("transposition", ">= 0.95"),
    "misread": ("digit_misread", ">= 0.90"), "dropped": ("dropped_digit", ">= 0.80"), "extra": ("extra_digit", ">= 0.80"),
    "decimal": ("decimal_shift", ">= 0.80"),
}  # fmt: skip
# What standard rules reach, by the folder's README: false alarms, recall of .25-.5 and of .5-1; then both at 1 % false alarms.
BASELINES = (
    ("±50 % of previous", ".034", ".20", ".92", ".05", ".69"), ("±3σ trailing", ".032", ".35", ".85", ".22", ".75"),
    ("negative or >2× expected", ".006", ".01", ".03", ".01", ".11"), ("SAP example bands", ".038", ".32", ".92", "–", "–"),
    ("robust seasonal, untuned", ".018", ".16", ".86", ".08", ".77"),
)  # fmt: skip


def half(meter_id: str) -> int:
    """The half a meter is in: of what is judged by weights that were fitted on the other one."""
    return zlib.crc32(meter_id.encode()) % 2


def fits_by_class(
    folder: Folder, use: Callable[[str], bool] = lambda _: True, parts: fit_bands.Parts = fit_bands.ALL_PARTS
) -> dict[str, Fit]:
    """Weights by class from these meters."""
    homes, others = fit_bands.fits(folder, use, parts)
    return {meter.customer_class: homes if fit_bands.is_home(folder, meter.id) else others for meter in folder.meters.values()}


def crossed(folder: Folder, candidates: Sequence[Candidate]) -> list[Prediction]:
    """Each meter's candidates as judged with weights that never saw it."""
    found: dict[str, Prediction] = {}
    for which in (0, 1):
        fits = fits_by_class(folder, lambda meter_id, which=which: half(meter_id) != which)  # type: ignore[misc]
        predictions = judge_folder(folder, candidates, parts=Parts(fits=fits))
        found |= {
            one.case_id: prediction
            for one, prediction in zip(candidates, predictions, strict=True)
            if half(one.meter_id) == which
        }
    return [found[one.case_id] for one in candidates]


def scored(predictions: Sequence[Prediction]) -> tuple[Scores, list[float]]:
    """The scorer's table, and its recall by size at 1 % false alarms."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "predictions.csv"
        write_predictions(path, predictions)
        program = [sys.executable, str(FOLDER / "score.py"), str(path), str(FOLDER)]
        said = subprocess.run(program, capture_output=True, text=True, check=True).stdout
    table = {
        match[1].strip(): (float(match[2]), int(match[3]))
        for match in re.finditer(r"^(.+?) +([\d.]+)  n=(\d+)$", said, re.MULTILINE)
    }
    at_one = re.search(r"^recall by size at FAR 0.01: (.*)$", said, re.MULTILINE)
    return table, [] if at_one is None else [float(part) for part in at_one[1].split()]


def over_five(scores: Scores) -> float:
    """Recall of errors of five periods' consumption and more."""
    sizes = [scores[name] for name in scores if name.startswith(("recall size 7", "recall size 8"))]
    return sum(value * count for value, count in sizes) / sum(count for _, count in sizes)


def swaps(folder: Folder, candidates: Sequence[Candidate], predictions: Sequence[Prediction]) -> tuple[int, int]:
    """Swapped meters, and how many of them are named: the meter that showed this value on this day."""
    kind = {row.text("case_id"): row.text("error_type", "") for row in table(FOLDER, "labels.csv", ("error_type",))}
    shown = {(meter_id, on): value for meter_id, marks in folder.readings.items() for on, value in marks}
    swapped = [(one, made) for one, made in zip(candidates, predictions, strict=True) if kind[one.case_id] == "neighbour_swap"]
    named = sum(made.neighbour is not None and shown.get((made.neighbour, one.on)) == one.value for one, made in swapped)
    return len(swapped), named


def lost_at_the_end(predictions: Sequence[Prediction]) -> dict[str, float]:
    """Type → share of the flagged whose last digit was lost: nine of ten of these can't be known."""
    last: dict[str, list[bool]] = {"dropped_digit": [], "decimal_shift": []}
    labels = {row.text("case_id"): row for row in table(FOLDER, "labels.csv", ("error_type",))}
    values = {one.case_id: one.value for one in read_cases(FOLDER)}
    for one in predictions:
        label = labels[one.case_id]
        kind = label.text("error_type", "")
        if one.flag and kind in last:
            last[kind].append(values[one.case_id] == label.whole("true_reading") // 10)
    return {name: sum(found) / max(len(found), 1) for name, found in last.items()}


def price(predictions: Sequence[Prediction], low: float, high: float, aim: float) -> float:
    """The share of false alarms at which so much would be found of errors of `low` to `high` periods' consumption."""
    labels = {row.text("case_id"): row for row in table(FOLDER, "labels.csv", ("label", "err_ratio"))}
    right = [one.score for one in predictions if labels[one.case_id].text("label") == "clean"]
    sized = [
        one.score
        for one in predictions
        if labels[one.case_id].text("label") == "error" and low <= float(labels[one.case_id].text("err_ratio", "0")) < high
    ]
    edge = sorted(sized, reverse=True)[math.ceil(aim * len(sized)) - 1]
    return sum(score >= edge for score in right) / len(right)


def _size(scores: Scores, number: int) -> float:
    return next(value for name, (value, _) in scores.items() if name.startswith(f"recall size {number} "))


def ablations(folder: Folder, candidates: Sequence[Candidate]) -> list[tuple[str, list[float]]]:
    """Recall by size at 1 % false alarms, part by part, each with weights of its own."""
    nothing = fit_bands.Parts(frozenset(), frozenset({"one"}))
    spread = fit_bands.Parts(frozenset(), frozenset(SIGNS))
    means = fit_bands.Parts(frozenset({"month_before", "recent", "long"}), frozenset(SIGNS))
    year = fit_bands.Parts(means.means | {"year_step"}, frozenset(SIGNS))
    variants = (
        ("last month, one spread a class", nothing, False, False), ("+ a spread of its own", spread, False, False),
        ("+ means of its months", means, False, False), ("+ its step a year ago", year, False, False),
        ("+ the class's steps, last year's ahead", year, True, False), ("+ this cycle's accepted readings", year, True, True),
        ("+ its own share in the class's steps", fit_bands.ALL_PARTS, True, True),
    )  # fmt: skip
    return [
        (name, scored(judge_folder(folder, candidates, parts=Parts(path, cycle, fits_by_class(folder, parts=parts))))[1])
        for name, parts, path, cycle in variants
    ]


def run() -> dict[str, Figure]:
    """Judge, score, print the tables."""
    if not FOLDER.exists():
        return {}
    folder, candidates = read_folder(FOLDER), read_cases(FOLDER)
    own = judge_folder(folder, candidates, parts=ALL_PARTS)
    scores, at_one = scored(own)
    apart, apart_at_one = scored(crossed(folder, candidates))
    _print(scores, at_one, apart, apart_at_one)
    for name, recall in ablations(folder, candidates):
        print(f"  {name:<42} {recall[3]:.3f} {recall[4]:.3f} {recall[5]:.3f}")
    figures = _figures(scores, at_one, apart, swaps(folder, candidates, own), lost_at_the_end(own))
    for name, low, high, aim in (("recall_025_05", 0.25, 0.5, 0.35), ("recall_05_1", 0.5, 1.0, 0.95)):
        figures[f"plausibility.{name}"]["note"] += f"; {aim} is reached at {price(own, low, high, aim):.1%} false alarms"
    return figures


def _print(scores: Scores, at_one: Sequence[float], apart: Scores, apart_at_one: Sequence[float]) -> None:
    print("false alarms, recall .25-.5, .5-1 | at 1 % false alarms .25-.5, .5-1")
    for name, *row in BASELINES:
        print(f"  {name:<42} {row[0]:>6} {row[1]:>6} {row[2]:>6} | {row[3]:>6} {row[4]:>6}")
    for name, found, at in (("this product", scores, at_one), ("weights fitted on other meters", apart, apart_at_one)):
        far = found["FAR all"][0]
        print(f"  {name:<42} {far:>6.4f} {_size(found, 3):>6.3f} {_size(found, 4):>6.3f} | {at[3]:>6.3f} {at[4]:>6.3f}")
    for name in sorted(scores):
        print(
            f"  {name:<60} {scores[name][0]:.4f}  (other meters' weights {apart.get(name, (0.0, 0))[0]:.4f})  n={scores[name][1]}"
        )
    print("what each part adds: recall at 1 % false alarms of .25-.5, .5-1, 1-2")


def _figures(
    scores: Scores, at_one: Sequence[float], apart: Scores, swapped: tuple[int, int], lost: Mapping[str, float]
) -> dict[str, Figure]:
    def figure(value: float, aim: str, of: float | None, note: str = "") -> Figure:
        also = "" if of is None else f"weights fitted on other meters: {of:.4f}"
        return {"value": round(value, 4), "unit": "share", "aim": aim, "note": "; ".join(part for part in (also, note) if part)}

    def told(name: str, aim: str, note: str = "") -> Figure:
        return figure(scores[name][0], aim, apart[name][0], note)

    found = {
        "plausibility.far_all": told("FAR all", "<= 0.010"),
        "plausibility.far_homes": told("FAR residential", "<= 0.015"),
        "plausibility.far_business": told("FAR business", "<= 0.007"),
        "plausibility.far_rollover": told("FAR rollover", "= 0"),
        "plausibility.far_exchange": told("FAR exchange", "= 0"),
        "plausibility.recall_025_05": figure(
            _size(scores, 3), ">= 0.35", _size(apart, 3), f"at 1 % false alarms: {at_one[3]:.3f}"
        ),
        "plausibility.recall_05_1": figure(_size(scores, 4), ">= 0.95", _size(apart, 4), f"at 1 % false alarms: {at_one[4]:.3f}"),
        "plausibility.recall_1_2": figure(_size(scores, 5), ">= 0.98", _size(apart, 5)),
        "plausibility.recall_over_5": figure(over_five(scores), ">= 0.995", over_five(apart)),
        "plausibility.recall_copied": told("recall type curb_copy_previous", ">= 0.99"),
        "plausibility.swap_named": figure(swapped[1] / swapped[0], ">= 0.80", None, f"of {swapped[0]} swaps, flagged or not"),
    }
    for name, (kind, aim) in FIRST.items():
        note = f"last digit lost in {lost[kind]:.2f} of them, which can hardly be known" if kind in lost else ""
        found[f"plausibility.first_{name}"] = told(f"first suggestion right, of flagged {kind}", aim, note)
    return found
