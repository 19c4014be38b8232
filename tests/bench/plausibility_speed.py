"""Area `plausibility`: how fast bands are made and readings checked, on one core, without a database."""

import datetime as dt
import random
import time
from statistics import median
from typing import Any

from backend.vee.rules.bands import Ask, Dial, bands
from backend.vee.rules.book import judge
from backend.vee.rules.cohort import Cycle, path_of
from backend.vee.rules.consumption import HIGH, LOW
from backend.vee.rules.facts import Observation, RegisterFacts, TaskFacts
from backend.vee.rules.forecast import Span, Wanted, sheet_of

Figure = dict[str, Any]
REGISTERS = 100_000
MONTHS = 24
CHUNK = 500
CHECKS = 20_000
DAY = dt.date(2026, 11, 10)


def _spans(chance: random.Random) -> list[Span]:
    last, usual = DAY.toordinal() - 30, chance.uniform(50, 600)
    return [
        Span(last - 30 * (MONTHS - i), last - 30 * (MONTHS - i - 1), int(usual * chance.lognormvariate(0, 0.15) * 10_000))
        for i in range(MONTHS)
    ]


def _asks() -> list[Ask]:
    chance = random.Random(5)
    dial = Dial(10_000, 100, "residential")
    return [
        Ask(dial, _spans(chance), DAY.toordinal() - 30, DAY.toordinal(), HIGH.defaults, LOW.defaults, 1) for _ in range(CHUNK)
    ]


def _bands() -> float:
    """Seconds for all registers, made in chunks as the service does."""
    asks = _asks()
    sheet = sheet_of([Wanted(ask.spans, ask.from_day, ask.to_day, ask.dial.trifle) for ask in asks])
    path, cycle = path_of(sheet.middays, sheet.logs), Cycle(0.02, 50)
    begun = time.perf_counter()
    for _ in range(REGISTERS // CHUNK):
        bands(asks, path=path, cycle=cycle)
    return time.perf_counter() - begun


def _three_sigma(history: list[int], advance: int) -> bool:
    """What a rule of three standard deviations costs: mean and deviation of the last two years."""
    mean = sum(history) / len(history)
    square = sum((one - mean) ** 2 for one in history) / len(history)
    return (advance - mean) ** 2 > 9 * square


def _checks() -> tuple[float, float]:
    """Readings a second: all of the shared book's rules, and ±3σ only, in the same loop over the same readings."""
    chance = random.Random(6)
    asks = _asks()
    made = bands(asks)
    tasks, observations, plain = [], [], []
    for ask, (expect, _) in zip(asks, made, strict=True):
        previous = 1_000_0000
        register = RegisterFacts(
            "t", "cumulative", "forward", "total", "kWh", 6, 2, previous, DAY - dt.timedelta(days=30), expect, 0
        )
        advance = int(expect.mid_e4 * chance.lognormvariate(0, 0.1)) // 100 * 100
        tasks.append(TaskFacts((register,), due_from=DAY, due_to=DAY))
        observations.append(Observation({"t": previous + advance}, DAY))
        plain.append(([span.kwh_e4 for span in ask.spans], advance))
    rounds = CHECKS // CHUNK

    def ours() -> float:
        begun = time.perf_counter()
        for _ in range(rounds):
            for task, observation in zip(tasks, observations, strict=True):
                judge(task, observation)
        return time.perf_counter() - begun

    def theirs() -> float:
        begun = time.perf_counter()
        for _ in range(rounds):
            for history, advance in plain:
                _three_sigma(history, advance)
        return time.perf_counter() - begun

    pairs = [(ours(), theirs()) for _ in range(5)]
    return CHECKS / median(own for own, _ in pairs), CHECKS / median(other for _, other in pairs)


def run() -> dict[str, Figure]:
    """Measure bands and checks."""
    seconds = _bands()
    own, other = _checks()
    return {
        "plausibility.bands_seconds": {
            "value": round(seconds, 2), "unit": "s", "aim": "",
            "note": f"bands of {REGISTERS:,} registers with {MONTHS} months each, one core, without the database",
        },
        "plausibility.checks_a_second": {
            "value": round(own), "unit": "readings/s", "aim": "",
            "note": f"all rules of the shared book, one register each, one core; ±3σ only: {round(other):,}",
        },
        "plausibility.checks_ratio_to_3sigma": {
            "value": round(other / own, 2), "unit": "x", "aim": "<= 5", "note": "time of a full check beside one of ±3σ only",
        },
    }  # fmt: skip
