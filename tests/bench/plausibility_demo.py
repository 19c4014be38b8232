"""Area `plausibility`: the demo's hard classes: empty houses, Spring Festival, irrigation, photovoltaic. All values are right."""

import datetime as dt
from collections import Counter
from typing import Any

from backend.imports.demo import county as demo
from backend.imports.demo.dials import Shown
from backend.imports.demo.files import histories
from backend.vee.rules.festival import SPRING_FESTIVAL
from backend.vee.rules.standstill import ZERO
from backend.vee.service.folder import Exchange, Folder, FolderMeter
from backend.vee.service.folder_cases import Candidate
from backend.vee.service.judging import judge_folder

Figure = dict[str, Any]
TODAY = dt.date(2026, 11, 10)
# How many of the last months are judged, each with all that came before it.
JUDGED = 12
CLASS_OF = {
    "flat": "residential", "village": "residential", "empty": "residential", "shop": "small_business", "public": "small_business",
    "works": "industrial", "pump": "agriculture", "roof": "residential",
}  # fmt: skip


def _folder() -> tuple[Folder, dict[str, str]]:
    """The demo's county as a folder of whole kWh: totals, and what roofs feed in as meters of their own. And habit by meter."""
    county = demo.build(TODAY)
    meters: dict[str, FolderMeter] = {}
    readings: dict[str, list[tuple[dt.date, int]]] = {}
    exchanges: dict[str, list[Exchange]] = {}
    habits: dict[str, str] = {}
    past = histories(county)
    for site in county.sites:
        for code, suffix in (("total", ""), ("reverse_total", " out")):
            pieces = [
                (piece, [shown for shown in piece.readings if code in shown.values])
                for piece in past[site.point]
                if any(code in shown.values for shown in piece.readings)
            ]
            if not pieces:
                continue
            key = site.point + suffix
            last = pieces[-1][0].meter.dial
            habits[key] = "roof" if suffix else site.habit
            meters[key] = FolderMeter(
                key, f"branch {site.branch}", f"{site.branch}-{site.route}", site.sequence, last.digits, site.multiplier,
                "generation" if suffix else CLASS_OF[site.habit],
            )  # fmt: skip

            def whole(shown: Shown, decimals: int, code: str = code) -> int:
                return int(shown.values[code] // 10**decimals)

            readings[key] = [(shown.day, whole(shown, piece.meter.dial.decimals)) for piece, found in pieces for shown in found]
            exchanges[key] = [
                Exchange(piece.last.day, whole(piece.last, piece.meter.dial.decimals), 0)
                for piece, _ in pieces[:-1]
                if piece.last is not None and code in piece.last.values
            ]
    return Folder(meters, readings, exchanges), habits


def _is_festival(on: dt.date) -> bool:
    """Whether a month read on a day held days around the festival."""
    first = SPRING_FESTIVAL[on.year]
    return first - dt.timedelta(days=7) < on and on - dt.timedelta(days=31) < first + dt.timedelta(days=10)


def run() -> dict[str, Figure]:
    """Judge the last year; count alarms by class."""
    folder, habits = _folder()
    since = TODAY - dt.timedelta(days=31 * JUDGED)
    candidates = [
        Candidate(f"{meter_id} {on}", meter_id, on, value)
        for meter_id, marks in folder.readings.items()
        for on, value in marks[2:]
        if on > since
    ]
    candidates.sort(key=lambda one: one.on)
    alarms: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    checks: Counter[str] = Counter()
    names = {"empty": "empty_houses", "pump": "irrigation", "roof": "photovoltaic"}
    for one, made in zip(candidates, judge_folder(folder, candidates), strict=True):
        name = names.get(habits[one.meter_id]) or ("spring_festival" if _is_festival(one.on) else "others")
        judged[name] += 1
        # Drawn by lot after three periods without use: that says nothing against the value.
        drawn = made.rules == {ZERO.code}
        checks[name] += drawn
        alarms[name] += made.flag and not drawn
    return {
        f"plausibility.demo_{name}": {
            "value": round(alarms[name] / judged[name], 4), "unit": "share", "aim": "",
            "note": f"{alarms[name]} alarms among {judged[name]} right readings of the demo's last year"
            + (f"; and {checks[name]} field checks drawn by lot after three periods without use" if checks[name] else ""),
        }
        for name in sorted(judged)
    }  # fmt: skip
