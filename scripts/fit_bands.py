"""Fit the bands' weights anew: `python -m scripts.fit_bands FOLDER` writes backend/vee/rules/weights.py.

FOLDER is of the form that backend/vee/service/folder.py reads. Every month of every meter is a row: what was known before, and
what was used. Only accepted readings are looked at, never labels of errors. Two fits are made: homes, and all others.

The middle: robust regression (Huber, k 1.5 median deviations, a ridge of 1). The spread: the same on log |difference from the
middle|. Then its unit is set, stage by stage, so that OUTSIDE of the months lie beyond UP spreads above the middle or DOWN below
it: the thresholds of VEE-04 and VEE-05 that open a case. With one or two months known, OUTSIDE_USUAL at most lie outside the
usual range, too.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath

import numpy as np

from backend.vee.rules.cohort import Path, path_of
from backend.vee.rules.forecast import (
    MEANS,
    ONE,
    SIGNS,
    SOME,
    TWO,
    YEAR_AGO,
    Fit,
    FloatArray,
    Known,
    Span,
    Wanted,
    Weights,
    applied,
    known,
    months,
    sheet_of,
)  # fmt: skip
from backend.vee.service.folder import Folder, read_folder

TARGET = FilePath(__file__).resolve().parents[1] / "backend" / "vee" / "rules" / "weights.py"

MEANS_OF = {ONE: (), TWO: ("month_before",), SOME: ("recent", "long", "own_step"), YEAR_AGO: MEANS[1:]}
SIGNS_OF = {
    ONE: ("one", "use"), TWO: ("one", "last_step", "use"),
    SOME: ("one", "usual_step", "last_step", "largest_step", "few_months", "below_usual"),
    YEAR_AGO: ("one", "usual_step", "last_step", "largest_step", "few_months", "below_usual"),
}  # fmt: skip
HOMES = "residential"
UP, DOWN = 4.0, 5.25
OUTSIDE = {"residential": 0.012, "other": 0.0085}
# The usual range, by default: how far it reaches, and how much of what is right may lie outside while only one or two months are
# known: it is so little that what opens a case doesn't set the width of what is usual.
USUAL = (3.3, 4.0)
OUTSIDE_USUAL = 0.015
# At least so many months lie outside where the unit is set, so that it doesn't hang on a single one.
LEAST_OUTSIDE = 2.5
# Fewer months than these say too little for a stage of their own.
LEAST = 50


@dataclass(frozen=True)
class Parts:
    """Which parts of middle and spread are fitted; to see what each of them adds."""

    means: frozenset[str] = frozenset(MEANS)
    signs: frozenset[str] = frozenset(SIGNS)


ALL_PARTS = Parts()


@dataclass(frozen=True)
class Months:
    """Registers' months as rows: what was known before, and what came (log rate)."""

    seen: Known
    came: FloatArray


def is_home(folder: Folder, meter_id: str) -> bool:
    """Which of the two fits a meter belongs to."""
    return folder.meters[meter_id].customer_class == HOMES


def spans_of(folder: Folder, meter_ids: Sequence[str]) -> dict[str, list[Span]]:
    """Meter → its months, parts of them put together."""
    after = max(marks[-1][0] for marks in folder.readings.values()).replace(year=9999)
    return {meter_id: months(folder.past(meter_id, after).spans) for meter_id in meter_ids}


def rows(folder: Folder, spans: Mapping[str, Sequence[Span]], path: Path) -> list[Months]:
    """Every month of these meters but each one's first."""
    found = []
    for at in range(1, max(map(len, spans.values()), default=0)):
        these = [(meter_id, own) for meter_id, own in spans.items() if len(own) > at]
        trifles = np.array([folder.meters[meter_id].dial.trifle for meter_id, _ in these])
        wanted = [
            Wanted(own[:at], own[at].from_day, own[at].to_day, trifle)
            for (_, own), trifle in zip(these, trifles.tolist(), strict=True)
        ]
        used = np.array([own[at].kwh_e4 / 10_000 / (own[at].to_day - own[at].from_day) for _, own in these])
        found.append(Months(known(sheet_of(wanted), path), np.log(np.maximum(used, 0.0) + trifles)))
    return found


def class_path(folder: Folder, spans: Mapping[str, Sequence[Span]]) -> Path:
    """How the class of these meters moved."""
    sheet = sheet_of([Wanted(own, 0, 1, folder.meters[meter_id].dial.trifle) for meter_id, own in spans.items()])
    return path_of(sheet.middays, sheet.logs)


def huber(parts: FloatArray, wanted: FloatArray) -> FloatArray:
    """Robust least squares: weights of the columns of `parts`."""
    weight = np.ones(len(wanted))
    found: FloatArray = np.zeros(parts.shape[1])
    for _ in range(30):
        weighed = (parts * weight[:, None]).T
        found = np.asarray(np.linalg.solve(weighed @ parts + np.eye(parts.shape[1]), weighed @ wanted), dtype=np.float64)
        off = np.abs(wanted - parts @ found)
        typical = 1.4826 * np.median(off) + 1e-9
        weight = np.minimum(1.0, 1.5 * typical / np.maximum(off, 1e-9))
    return found


def _of_stage(every: Sequence[Months], stage: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    means, signs, off = [], [], []
    for one in every:
        at = one.seen.stage == stage
        means.append(one.seen.means[at])
        signs.append(one.seen.signs[at])
        off.append((one.came - one.seen.last - one.seen.step)[at])
    return np.concatenate(means), np.concatenate(signs), np.concatenate(off)


def _stage(every: Sequence[Months], stage: int, parts: Parts) -> Weights | None:
    means, signs, off = _of_stage(every, stage)
    if len(off) < LEAST:
        return None
    of_middle = [name for name in MEANS_OF[stage] if name in parts.means]
    of_spread = [name for name in SIGNS_OF[stage] if name in parts.signs]
    at = [MEANS.index(name) for name in of_middle]
    weights = huber(means[:, at], off) if at else np.zeros(0)
    rest = off - means[:, at] @ weights
    told = [SIGNS.index(name) for name in of_spread]
    spread = huber(signs[:, told], np.log(np.abs(rest) + 0.01))
    return Weights(dict(zip(of_middle, weights.tolist(), strict=True)), dict(zip(of_spread, spread.tolist(), strict=True)))


def _four(every: Sequence[Months], instead: Sequence[Weights | None], parts: Parts) -> tuple[Weights, Weights, Weights, Weights]:
    found: list[Weights] = []
    for stage in (ONE, TWO, SOME, YEAR_AGO):
        own = _stage(every, stage, parts) or instead[stage - ONE] or found[-1]
        found.append(own)
    one, two, some, year = found
    return one, two, some, year


def _louder(weights: Weights, by: float) -> Weights:
    return Weights(weights.means, {**weights.signs, "one": weights.signs["one"] + by})


def _outside(
    every: Sequence[Months], fit: Fit, path: Path, stage: int, edges: tuple[float, float] = (UP, DOWN)
) -> Callable[[float], float]:
    up, down = edges
    off = []
    for one in every:
        middle, spread, _ = applied(one.seen, fit, path)
        off.append(((one.came - middle) / spread)[one.seen.stage == stage])
    spreads = np.concatenate(off)
    return lambda unit: float(((spreads > up * unit) | (spreads < -down * unit)).mean())


def _unit(outside: Callable[[float], float], wanted: float) -> float:
    low, high = 0.2, 5.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if outside(middle) > wanted else (low, middle)
    return float(np.log(high))


def fit(folder: Folder, meter_ids: Sequence[str], *, outside: float, other: Fit | None = None, parts: Parts = ALL_PARTS) -> Fit:
    """Weights of the forecast from these meters; `other` stands in where they have no stage of their own (a year's history)."""
    spans = {meter_id: own for meter_id, own in spans_of(folder, meter_ids).items() if len(own) > 1}
    path = class_path(folder, spans)
    sets = []
    for along, instead in ((path, other.among if other else ()), (Path(), other.alone if other else ())):
        every = rows(folder, spans, along)
        four = _four(every, _year_of(instead, every, parts), parts)
        trial = Fit(four, four)
        units: list[float] = []
        for stage in (SOME, ONE, TWO, YEAR_AGO):
            count = sum(int((one.seen.stage == stage).sum()) for one in every)
            own = (
                _unit(_outside(every, trial, along, stage), max(outside, LEAST_OUTSIDE / max(count, 1)))
                if count >= LEAST
                else units[0]
            )
            # Less known is never surer.
            if stage in {ONE, TWO}:
                usual = _unit(_outside(every, trial, along, stage, USUAL), OUTSIDE_USUAL)
                own = max(own, usual, units[0])
            units.append(own)
        some, first, second, year = units
        one, two, more, ago = four
        sets.append((_louder(one, first), _louder(two, second), _louder(more, some), _louder(ago, year)))
    return Fit(*sets)


def _year_of(instead: Sequence[Weights], every: Sequence[Months], parts: Parts) -> list[Weights | None]:
    """A year ago by the others' means, as unsure as one's own months."""
    own = _stage(every, SOME, parts)
    if not instead or own is None:
        return [None, None, None, None]
    return [None, None, None, Weights(instead[YEAR_AGO - ONE].means, own.signs)]


def fits(folder: Folder, use: Callable[[str], bool] = lambda _: True, parts: Parts = ALL_PARTS) -> tuple[Fit, Fit]:
    """The two fits, homes and businesses, from the meters that `use` says."""
    homes, others = ([one for one in folder.meters if use(one) and is_home(folder, one) is home] for home in (True, False))
    businesses = fit(folder, others, outside=OUTSIDE["other"], parts=parts)
    return fit(folder, homes, outside=OUTSIDE["residential"], other=businesses, parts=parts), businesses


def _written(name: str, fitted: Fit, note: str) -> str:
    def one(weights: Weights) -> str:
        parts = [
            "{" + ", ".join(f'"{key}": {round(value, 3)}' for key, value in own.items()) + "}"
            for own in (weights.means, weights.signs)
        ]
        return f"        Weights({parts[0]}, {parts[1]}),\n"

    sets = "".join(f"    (\n{''.join(map(one, stages))}    ),\n" for stages in (fitted.among, fitted.alone))
    return f"# {note}\n{name} = Fit(\n{sets})\n"


def main(folder_name: str) -> None:
    """Fit and write."""
    folder = read_folder(FilePath(folder_name))
    homes, businesses = fits(folder)
    count = sum(is_home(folder, meter_id) for meter_id in folder.meters)
    text = (
        '"""Weights of the forecast, written by scripts/fit_bands.py; see there how they were got."""\n\n'
        "# fmt: off\n# ruff: noqa: E501  (a stage is a line)\n"
        "from backend.vee.rules.forecast import Fit, Weights\n\n"
        + _written("HOMES", homes, f"From {count} homes with a year of months each.")
        + "\n"
        + _written(
            "BUSINESSES", businesses, f"From {len(folder.meters) - count} businesses with two to three years of months each."
        )
    )
    TARGET.write_text(text)


if __name__ == "__main__":
    main(sys.argv[1])
