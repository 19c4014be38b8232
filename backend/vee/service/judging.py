"""Judging a folder of candidate readings as intake would: its bands, its rules, its hypotheses; readings in the order they come.

Of a case's date and later nothing is looked at but candidates of that date
which came before it and were accepted.
"""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from backend.kernel.money import SCALE
from backend.vee.rules import bands as rules
from backend.vee.rules.bands import Ask, Forecast
from backend.vee.rules.book import judge
from backend.vee.rules.casework import needs_decision
from backend.vee.rules.causes import MeterFacts
from backend.vee.rules.cohort import Cycle, Path, cycle_of, is_due, path_of
from backend.vee.rules.consumption import HIGH, LOW
from backend.vee.rules.facts import Expect, Observation, RegisterFacts, TaskFacts
from backend.vee.rules.forecast import MONTH, Fit, Wanted, sheet_of
from backend.vee.rules.history import Past
from backend.vee.rules.hypotheses import Mate, explain
from backend.vee.rules.rule import fitted, went
from backend.vee.rules.standstill import ZERO
from backend.vee.rules.zero_sample import own_limits
from backend.vee.service.cohorts import SAMPLE, SOME_READINGS, TOLD_SHIFT
from backend.vee.service.folder import Folder, FolderMeter
from backend.vee.service.folder_cases import Candidate, Prediction
from backend.vee.service.folder_table import FolderError


@dataclass(frozen=True, slots=True)
class Parts:
    """Which parts of the band are used, and other weights by class than the product's own; to see what each of them adds."""

    path: bool = True
    cycle: bool = True
    fits: Mapping[str, Fit] = field(default_factory=dict)


ALL_PARTS = Parts()


def judge_folder(folder: Folder, candidates: Sequence[Candidate], *, parts: Parts = ALL_PARTS) -> list[Prediction]:
    """Judge candidates, a class's readings of a day together; answers in the order they came."""
    days: dict[tuple[str, dt.date], list[int]] = defaultdict(list)
    for place, one in enumerate(candidates):
        if one.meter_id not in folder.meters:
            raise FolderError(f"case {one.case_id}: meter {one.meter_id} isn't in meters.csv")
        days[folder.meters[one.meter_id].customer_class, one.on].append(place)
    routes = _routes(folder)
    found: dict[int, Prediction] = {}
    for (customer_class, on), these in days.items():
        day = _Day(folder, customer_class, on, routes, parts)
        found |= {place: day.judged(candidates[place]) for place in these}
    return [found[place] for place in range(len(candidates))]


def _routes(folder: Folder) -> dict[str, list[FolderMeter]]:
    """Book → its meters in walking order."""
    routes: dict[str, list[FolderMeter]] = defaultdict(list)
    for meter in sorted(folder.meters.values(), key=lambda one: (one.book, one.seq)):
        routes[meter.book].append(meter)
    return routes


@dataclass(slots=True)
class _Register:
    """A meter on a day: what was known before, and what is expected."""

    meter: FolderMeter
    past: Past
    expect: Expect
    seen: Forecast
    facts: RegisterFacts


@dataclass(slots=True)
class _Day:
    """A class's readings of a day."""

    folder: Folder
    customer_class: str
    on: dt.date
    routes: dict[str, list[FolderMeter]]
    parts: Parts
    pasts: dict[str, Past] = field(init=False)
    registers: dict[str, _Register] = field(init=False)
    path: Path = field(init=False)
    cycle: Cycle = field(init=False)
    told: Cycle = field(init=False)
    residuals: list[float] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        known = {meter_id: self.folder.past(meter_id, self.on) for meter_id in self._meters()}
        self.pasts = {meter_id: past for meter_id, past in known.items() if past.previous is not None}
        sample = [Wanted(past.spans, 0, 1, self._meter(meter_id).dial.trifle) for meter_id, past in self.pasts.items()][:SAMPLE]
        sheet = sheet_of([one for one in sample if one.spans])
        self.path = path_of(sheet.middays, sheet.logs) if self.parts.path else Path()
        self.cycle = self.told = Cycle(has_year=self.path.has_year(self.on.toordinal() - MONTH / 2), unsure=self.path.unsure)
        self._expect()

    def _meters(self) -> Iterator[str]:
        return (meter.id for meter in self.folder.meters.values() if meter.customer_class == self.customer_class)

    def _meter(self, meter_id: str) -> FolderMeter:
        return self.folder.meters[meter_id]

    def _expect(self) -> None:
        asks = [
            Ask(
                self._meter(meter_id).dial, past.spans, past.previous.on.toordinal(), self.on.toordinal(), HIGH.defaults,
                LOW.defaults, 1, past.carried,
            )
            for meter_id, past in self.pasts.items()
            if past.previous is not None
        ]  # fmt: skip
        found = rules.bands(asks, path=self.path, cycle=self.told, fit=self.parts.fits.get(self.customer_class))
        self.registers = {
            meter_id: _Register(self._meter(meter_id), past, expect, seen, _facts(self._meter(meter_id), past, expect))
            for (meter_id, past), (expect, seen) in zip(self.pasts.items(), found, strict=True)
        }

    def judged(self, one: Candidate) -> Prediction:
        """Judge a candidate; if it is accepted, the class's cycle knows of it from now on."""
        register = self.registers.get(one.meter_id)
        if register is None:
            return _unread(self._meter(one.meter_id), one)
        value_e4 = one.value * SCALE
        observation = Observation({register.facts.key: value_e4}, self.on)
        period = self.on.year * 100 + self.on.month
        limits = own_limits({}, ZERO.defaults, zero_run=register.facts.zero_run, voltage="", point_id=one.meter_id, period=period)
        task = TaskFacts((register.facts,), register.meter.multiplier * SCALE, limits=limits)
        findings = judge(task, observation)
        flag = needs_decision(findings)
        score = _score(register, value_e4)
        if not flag:
            self._accept(register, value_e4)
            return Prediction(one.case_id, flag, score, None, None, register.expect, register.seen.months)
        guesses = explain(
            fitted(register.facts, self.on), value_e4, mates=self._mates(register.meter),
            meter=MeterFacts(register.meter.multiplier * SCALE),
        )  # fmt: skip
        other = next((guess.value_e4 for guess in guesses if guess.value_e4 not in {None, value_e4}), None)
        neighbour = str(guesses[0].params["point_id"]) if guesses and guesses[0].code == "neighbour" else None
        suggestion = None if other is None else other // SCALE
        opened_by = frozenset(finding.rule for finding in findings if needs_decision([finding]))
        return Prediction(
            one.case_id, flag, score, suggestion, neighbour, register.expect, register.seen.months, guesses, opened_by
        )  # fmt: skip

    def _mates(self, meter: FolderMeter) -> list[Mate]:
        route = self.routes[meter.book]
        return [
            Mate({"point_id": other.id}, abs(other.seq - meter.seq), self.registers[other.id].facts)
            for other in route
            if other.id != meter.id and other.id in self.registers
        ]

    def _accept(self, register: _Register, value_e4: int) -> None:
        advance = went(register.facts, value_e4)
        if not self.parts.cycle or not self.path.days or advance is None or register.past.carried is not None:
            return
        rate = advance.e4 / SCALE * register.meter.multiplier / max(self.on.toordinal() - _previous_day(register.past), 1)
        if not rules.is_believed(register.seen, rate):
            return
        self.residuals.append(rules.residual(register.seen, rate))
        if not is_due(len(self.residuals), self.cycle.readings):
            return
        self.cycle = cycle_of(self.residuals, has_year=self.cycle.has_year, unsure=self.cycle.unsure)
        first = self.told.readings < SOME_READINGS <= self.cycle.readings
        if first or abs(self.cycle.shift - self.told.shift) > TOLD_SHIFT:
            self.told = self.cycle
            self._expect()


def _previous_day(past: Past) -> int:
    return past.previous.on.toordinal() if past.previous is not None else 0


def _unread(meter: FolderMeter, one: Candidate) -> Prediction:
    """A meter that was never read: its value must fit the dial, and nothing else is known of it."""
    facts = RegisterFacts(meter.id, "cumulative", "forward", "total", "kWh", meter.digits, 0, None, None, None, 0)
    flag = needs_decision(
        judge(TaskFacts((facts,), meter.multiplier * SCALE), Observation({facts.key: one.value * SCALE}, one.on))
    )
    return Prediction(one.case_id, flag, _IMPOSSIBLE if flag else 0.0, None, None, None, 0)


def _facts(meter: FolderMeter, past: Past, expect: Expect) -> RegisterFacts:
    previous = past.previous
    return RegisterFacts(
        meter.id, "cumulative", "forward", "total", "kWh", meter.digits, 0, previous.value_e4 if previous else None,
        previous.on if previous else None, expect, past.zero_run,
    )  # fmt: skip


# A value the dial can't show, and one that went back, are more suspect than any advance.
_IMPOSSIBLE = 1000.0


def _score(register: _Register, value_e4: int) -> float:
    """How suspect a value is: 1 at the threshold that opens a case, more beyond, less within."""
    advance = went(register.facts, value_e4)
    if advance is None or advance.e4 < 0 or value_e4 >= 10**register.meter.digits * SCALE:
        return _IMPOSSIBLE
    expect = register.expect
    off = advance.e4 - expect.mid_e4
    if abs(off) <= expect.floor_e4:
        return 0.0
    edge = expect.case_high_e4 if off > 0 else expect.case_low_e4
    trifle = register.meter.dial.trifle * max(expect.days, 1) / register.meter.multiplier * SCALE
    middle = math.log(expect.mid_e4 + trifle)
    width = abs(math.log(edge + trifle) - middle)
    return min(abs(math.log(advance.e4 + trifle) - middle) / max(width, 1e-6), _IMPOSSIBLE)
