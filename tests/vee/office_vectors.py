"""Vectors of the office's book: what is asked and what it answers. docs/RULES.md is tested by them, too."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from backend.vee.rules.facts import Expect, Numbers, Observation, RegisterFacts, TaskFacts
from backend.vee.rules.office_rule import Archive

BEFORE, ON = dt.date(2026, 10, 10), dt.date(2026, 11, 9)  # thirty days
ZERO_HOUR = dt.datetime(2026, 11, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
NOON = dt.datetime(2026, 11, 9, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


def e4(number: float) -> int:
    return round(number * 10_000)


def register(key: str, previous: float | None = 1000, **more: Any) -> RegisterFacts:
    facts: dict[str, Any] = {
        "key": key, "kind": "cumulative", "direction": "forward", "band": "total", "unit": "kWh", "digits": 6, "decimals": 2,
        "previous_e4": None if previous is None else e4(previous), "previous_on": None if previous is None else BEFORE,
    }  # fmt: skip
    return RegisterFacts(**{**facts, **more})


ACTIVE = register("active")
REACTIVE = register("reactive", 200, unit="kvarh")
DEMAND = register("demand", 12, kind="demand", unit="kW")
# A household's meter: 60 A at 220 V passes 13.2 kW, 9,504 kWh in thirty days.
HOME = {"rated_current_e4": e4(60), "rated_voltage_e4": e4(220)}


@dataclass(frozen=True)
class Vector:
    """Values by register (in units), what the archive knows, and the findings expected: (rule, action, register, params)."""

    title: str
    values: dict[str, float]
    archive: dict[str, Any]
    findings: list[tuple[str, str, str | None, dict[str, Any]]]
    registers: tuple[RegisterFacts, ...] = (ACTIVE,)
    multiplier: int = 1
    limits: dict[str, Numbers] = field(default_factory=dict)

    @property
    def task(self) -> TaskFacts:
        window = (dt.date(2026, 11, 8), dt.date(2026, 11, 10))
        return TaskFacts(self.registers, self.multiplier * 10_000, "active", *window, self.limits)

    @property
    def observation(self) -> Observation:
        return Observation({key: e4(value) for key, value in self.values.items()}, ON)

    @property
    def known(self) -> Archive:
        return Archive(**{"obtained": "typed", **self.archive})


def expecting(mid: float) -> Expect:
    return Expect(1, e4(mid * 0.7), e4(mid * 1.4), e4(mid), e4(mid * 0.5), e4(mid * 1.8), e4(10), 30)


VECTORS = [
    Vector("nothing is known of meter and contract", {"active": 90_000}, {}, []),
    Vector("a household's meter passes 11,404.8 kWh in thirty days and a fifth more", {"active": 12_404.8}, HOME, []),
    Vector(
        "more than the meter can pass", {"active": 12_500}, HOME,
        [("VEE-12", "case", "active", {"kwh": "11500", "most": "11404.8", "limit": "meter", "days": 30})],
    ),
    Vector("above it by less than the floor", {"active": 12_414}, HOME, []),
    Vector("above it by less than the money that is worth a question", {"active": 12_500}, HOME, [],
           limits={"VEE-04": {"price_e4": 500}}),
    Vector("three phases pass three times as much", {"active": 30_000}, {**HOME, "phases": 3}, []),
    Vector("behind transformers the multiplier counts", {"active": 2_000}, {"rated_current_e4": e4(6), "phases": 3}, [],
           multiplier=40),
    Vector(
        "more than the contract allows around the clock", {"active": 8_000}, {**HOME, "capacity_e4": e4(8)},
        [("VEE-12", "case", "active", {"kwh": "7000", "most": "6912", "limit": "contract", "days": 30})],
    ),
    Vector("the same, with another threshold", {"active": 8_000}, {**HOME, "capacity_e4": e4(8)}, [],
           limits={"VEE-12": {"percent": 130}}),
    Vector("what nobody read before says nothing of hours", {"active": 90_000}, HOME, [], registers=(register("active", None),)),
    Vector("a customer's fifth reading in a row", {"active": 1100}, {"obtained": "customer", "before": ("customer",) * 4}, []),
    Vector(
        "a customer's sixth reading in a row", {"active": 1100},
        {"obtained": "customer", "before": ("customer",) * 5 + ("typed",)},
        [("VEE-13", "case", None, {"obtained": "customer", "run": 6, "most": 5})],
    ),
    Vector("somebody was there in between", {"active": 1100},
           {"obtained": "customer", "before": ("customer", "typed", *("customer",) * 9)}, []),
    Vector(
        "a third estimate in a row", {"active": 1100}, {"obtained": "estimate", "before": ("estimate", "estimate", "typed")},
        [("VEE-13", "case", None, {"obtained": "estimate", "run": 3, "most": 2})],
    ),
    Vector("a reader's own value ends every run", {"active": 1100}, {"before": ("estimate",) * 9}, []),
    Vector("the site agrees with the remote value", {"active": 1010},
           {"remote": {"active": (e4(1001), dt.date(2026, 11, 8))}}, []),
    Vector(
        "the site differs from the remote value", {"active": 1100}, {"remote": {"active": (e4(1001), dt.date(2026, 11, 8))}},
        [("VEE-14", "case", "active", {"remote": "1001", "site": "1100", "difference": "99"})],
    ),
    Vector("what was used between the two explains it", {"active": 1100},
           {"remote": {"active": (e4(1060), dt.date(2026, 11, 4))}},
           [], registers=(register("active", expect=expecting(100)),)),
    # 7,200 kWh in thirty days are 10 kW on average.
    Vector("a demand above the mean", {"active": 8200, "demand": 10.5}, {}, [], registers=(ACTIVE, DEMAND)),
    Vector("a demand below the mean by less than the floor", {"active": 8200, "demand": 9.1}, {}, [], registers=(ACTIVE, DEMAND)),
    Vector(
        "a demand below the mean", {"active": 8200, "demand": 8.5}, {},
        [("VEE-15", "case", "demand", {"kw": "8.5", "mean": "10"})], registers=(ACTIVE, DEMAND),
    ),
    Vector("a meter that went back has no mean", {"active": 900, "demand": 0.5}, {}, [], registers=(ACTIVE, DEMAND)),
    Vector(
        "the very demand of last month", {"active": 1100, "demand": 12}, {},
        [("VEE-16", "case", "demand", {"kw": "12", "occurred": None})], registers=(ACTIVE, DEMAND),
    ),
    Vector("the same demand, but of this month", {"active": 1100, "demand": 12},
           {"occurred_on": {"demand": dt.date(2026, 10, 20)}}, [], registers=(ACTIVE, DEMAND)),
    Vector(
        "a demand from before the previous reading", {"active": 1100, "demand": 13},
        {"occurred_on": {"demand": dt.date(2026, 10, 2)}},
        [("VEE-16", "case", "demand", {"kw": "13", "occurred": "2026-10-02"})], registers=(ACTIVE, DEMAND),
    ),
    Vector("no demand twice isn't a forgotten one", {"active": 1000, "demand": 0}, {}, [],
           registers=(ACTIVE, register("demand", 0, kind="demand", unit="kW"))),
    Vector(
        "a demand far above the contract", {"active": 1100, "demand": 160}, {"capacity_e4": e4(100)},
        [("VEE-17", "case", "demand", {"kw": "160", "most": "130"})], registers=(ACTIVE, DEMAND),
    ),
    Vector("a demand a little above the contract", {"active": 1100, "demand": 129}, {"capacity_e4": e4(100)}, [],
           registers=(ACTIVE, DEMAND)),
    Vector("reactive energy of a bad motor", {"active": 1500, "reactive": 1100}, {}, [], registers=(ACTIVE, REACTIVE)),
    Vector(
        "far more reactive than active energy", {"active": 1100, "reactive": 1200}, {},
        [("VEE-18", "case", "reactive", {"kvarh": "1000", "kwh": "100"})], registers=(ACTIVE, REACTIVE),
    ),
    Vector("a capacitor behind an idle meter, below the floor", {"active": 1000, "reactive": 290}, {}, [],
           registers=(ACTIVE, REACTIVE)),
    Vector("received the day after the window", {"active": 1100}, {"received_on": dt.date(2026, 11, 11)}, []),
    Vector(
        "received three days after the window", {"active": 1100}, {"received_on": dt.date(2026, 11, 13)},
        [("VEE-19", "info", None, {"days": 3, "from": "2026-11-08", "to": "2026-11-10"})],
    ),
    Vector("the frozen value of the moment needed", {"active": 1100},
           {"frozen_at": ZERO_HOUR, "frozen": frozenset({"active"}), "value_at": {"active": ZERO_HOUR}}, []),
    Vector(
        "a current value doesn't stand for the frozen one", {"active": 1100},
        {"frozen_at": ZERO_HOUR, "value_at": {"active": NOON}},
        [("VEE-20", "hold", "active", {"needed_at": "2026-11-01T00:00:00+08:00"})],
    ),
    Vector(
        "nor does one frozen at another moment", {"active": 1100},
        {"frozen_at": ZERO_HOUR, "frozen": frozenset({"active"}), "value_at": {"active": NOON}},
        [("VEE-20", "hold", "active", {"needed_at": "2026-11-01T00:00:00+08:00"})],
    ),
    Vector(
        "demand is needed frozen as well", {"active": 1100, "demand": 10},
        {"frozen_at": ZERO_HOUR, "frozen": frozenset({"active"}), "value_at": {"active": ZERO_HOUR, "demand": NOON}},
        [("VEE-20", "hold", "demand", {"needed_at": "2026-11-01T00:00:00+08:00"})], registers=(ACTIVE, DEMAND),
    ),
]  # fmt: skip
