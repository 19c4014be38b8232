"""Area `plausibility`: what share of accepted readings the usual range holds, and the range without a case: by class, season and
length of history. Each meter with weights fitted on the other half of the meters. Draws docs/coverage.svg.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from backend.kernel.money import SCALE
from backend.vee.service.folder import read_folder
from backend.vee.service.folder_cases import Candidate
from tests.bench.plausibility_cases import FOLDER, crossed
from tests.support.shared import ROOT

Figure = dict[str, Any]
PLOT = ROOT / "docs" / "coverage.svg"
SEASONS = ("winter", "spring", "summer", "autumn")
# Months known: up to and including.
LENGTHS = ((1, "1 month"), (2, "2 months"), (5, "3–5"), (11, "6–11"), (17, "12–17"), (99, "18 and more"))


@dataclass(frozen=True)
class Held:
    """One accepted reading: what it is counted under, and whether the two ranges hold it."""

    customer_class: str
    season: str
    length: str
    usual: bool
    no_case: bool


def held() -> list[Held]:
    """Every accepted reading of the folder but each meter's first two."""
    folder = read_folder(FOLDER)
    candidates = [
        Candidate(f"{meter_id} {on}", meter_id, on, value)
        for meter_id, marks in folder.readings.items()
        for on, value in marks[2:]
    ]
    candidates.sort(key=lambda one: one.on)
    found = []
    for one, made in zip(candidates, crossed(folder, candidates), strict=True):
        if made.expect is None or not made.months:
            continue
        expect, meter = made.expect, folder.meters[one.meter_id]
        past = folder.past(one.meter_id, one.on)
        before = past.previous.value_e4 if past.previous is not None else 0
        advance = (one.value * SCALE - before) % (10**meter.digits * SCALE)
        near = abs(advance - expect.mid_e4) <= expect.floor_e4
        found.append(
            Held(
                "homes" if meter.customer_class == "residential" else "businesses", SEASONS[_middle(one.on).month % 12 // 3],
                next(name for most, name in LENGTHS if made.months <= most),
                near or expect.low_e4 <= advance <= expect.high_e4, near or expect.case_low_e4 <= advance <= expect.case_high_e4,
            )
        )  # fmt: skip
    return found


def _middle(on: dt.date) -> dt.date:
    return on - dt.timedelta(days=15)


def _rows(every: Iterable[Held], by: Callable[[Held], str], order: Iterable[str]) -> list[tuple[str, int, float, float]]:
    groups: dict[str, list[Held]] = defaultdict(list)
    for one in every:
        groups[by(one)].append(one)
    return [
        (
            name,
            len(groups[name]),
            sum(one.usual for one in groups[name]) / len(groups[name]),
            sum(one.no_case for one in groups[name]) / len(groups[name]),
        )
        for name in order
        if groups[name]
    ]


def tables(every: list[Held]) -> list[tuple[str, list[tuple[str, int, float, float]]]]:
    """Class → (group, readings, share in the usual range, share without a case), by season, then by length of history."""
    found = []
    for customer_class in ("homes", "businesses"):
        own = [one for one in every if one.customer_class == customer_class]
        rows = _rows(own, lambda _: "all", ["all"])
        rows += _rows(own, lambda one: one.season, SEASONS)
        rows += _rows(own, lambda one: one.length, [name for _, name in LENGTHS])
        found.append((customer_class, rows))
    return found


# The plot: shares from 94 % to 100 % across so many points.
_FROM, _LEFT, _ACROSS, _LINE = 0.94, 150, 420, 20


def _x(share: float) -> float:
    return _LEFT + max(share - _FROM, 0.0) / (1 - _FROM) * _ACROSS


def svg(found: list[tuple[str, list[tuple[str, int, float, float]]]]) -> str:
    """The tables as a picture: a dot for the usual range, a ring for the range without a case, and the aim as a stripe."""
    rows = [
        (f"{customer_class}, {name}", usual, no_case)
        for customer_class, of_class in found
        for name, _, usual, no_case in of_class
    ]
    height = 60 + _LINE * len(rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 {height}" font-family="sans-serif" font-size="12">',
        f'<rect width="600" height="{height}" fill="#ffffff"/>',
        f'<rect x="{_x(0.97):.1f}" y="30" width="{_x(0.99) - _x(0.97):.1f}" height="{height - 50}" fill="#e3efe6"/>',
        '<text x="10" y="18" fill="#222">Share of correct readings held: ● usual range (aim 97–99 %), ○ no case</text>',
    ]
    for percent in range(94, 101):
        x = _x(percent / 100)
        parts.append(f'<line x1="{x:.1f}" y1="30" x2="{x:.1f}" y2="{height - 20}" stroke="#cccccc"/>')
        parts.append(f'<text x="{x:.1f}" y="{height - 6}" text-anchor="middle" fill="#444">{percent} %</text>')
    for i, (name, usual, no_case) in enumerate(rows):
        y = 44 + _LINE * i
        parts.append(f'<text x="10" y="{y + 4}" fill="#222">{name}</text>')
        parts.append(f'<circle cx="{_x(no_case):.1f}" cy="{y}" r="4" fill="none" stroke="#a05a00" stroke-width="1.5"/>')
        parts.append(f'<circle cx="{_x(usual):.1f}" cy="{y}" r="4" fill="#0a5c36"/>')
    return "\n".join([*parts, "</svg>", ""])


def run() -> dict[str, Figure]:
    """Count, print the table as docs/RULES.md has it, draw the plot."""
    if not FOLDER.exists():
        return {}
    found = tables(held())
    print("| | readings | usual range | no case |\n|---|---|---|---|")
    for customer_class, rows in found:
        for name, count, usual, no_case in rows:
            print(f"| {customer_class}, {name} | {count:,} | {usual:.1%} | {no_case:.1%} |")
    PLOT.write_text(svg(found))
    figures: dict[str, Figure] = {}
    for customer_class, rows in found:
        worst = min(rows, key=lambda row: row[2])
        figures[f"plausibility.coverage_{customer_class}"] = {
            "value": round(rows[0][2], 4), "unit": "share", "aim": "0.97-0.99",
            "note": f"held by the usual range, weights fitted on other meters; least: {worst[0]} {worst[2]:.1%}",
        }  # fmt: skip
    return figures
