"""Any number of meters and readings by chance, with the server's answers, in the form of tests/contract/rules.json."""

import datetime as dt
import random
from typing import Any

from backend.kernel.money import format_e4
from backend.vee.rules.book import judge
from backend.vee.rules.rule import fitted
from backend.vee.rules.slips import look
from tests.vee.test_shared_vectors import ASKS_WHERE, facts_of

_DAY = dt.date(2026, 11, 1)
_LIMITS: tuple[dict[str, dict[str, int]], ...] = (
    {}, {}, {"VEE-06": {"case_run": 2}}, {"VEE-09": {"late_days": 1}}, {"VEE-07": {"more_digits": 3}},
)  # fmt: skip
_SCHEMES: tuple[tuple[str, ...], ...] = (("total",), ("total",), ("total",), ("total", "peak", "valley"), ("peak",))


def vectors(count: int, seed: int) -> list[dict[str, Any]]:
    """So many vectors, the same ones for a seed."""
    chance = random.Random(seed)
    return [_answered(_asked(chance)) for _ in range(count)]


def _asked(chance: random.Random) -> dict[str, Any]:
    registers = [_register(chance, f"r{i}", band) for i, band in enumerate(chance.choice(_SCHEMES))]
    due = _DAY + dt.timedelta(days=chance.randint(-3, 20))
    task = {
        "multiplier": format_e4(chance.choice([10_000, 400_000, 12_000_000, 15_000])),
        "account_status": chance.choice(["active", "active", "active", "temporary", "paused", "vacant"]),
        "due_from": due.isoformat(), "due_to": (due + dt.timedelta(days=2)).isoformat(),
        "limits": chance.choice(_LIMITS),
        "registers": registers,
    }  # fmt: skip
    verdict = chance.choice(["expected"] * 8 + ["other", "unknown", "unread"])
    visit = {
        "on": (_DAY + dt.timedelta(days=chance.randint(-40, 60))).isoformat(),
        "readings": [{"register_id": one["id"], "value": format_e4(_value(chance, one))} for one in registers],
        "meter_found": {"verdict": verdict, "how": chance.choice(["scanned", "typed"])},
    }  # fmt: skip
    return {"task": task, "visit": visit}


def _register(chance: random.Random, key: str, band: str) -> dict[str, Any]:
    digits, decimals = chance.randint(3, 7), chance.randint(0, 2)
    step = 10 ** (4 - decimals)
    size = 10 ** (digits + 4)
    limits = sorted(chance.randrange(0, max(size // chance.choice([3, 30, 300]), 2) // step + 1) * step for _ in range(5))
    case_lo, lo, mid, hi, case_hi = (format_e4(limit) for limit in limits)
    days = chance.choice([0, 28, 30, 31])
    on = _DAY - dt.timedelta(days=chance.randint(20, 70))
    expect = {
        "case_lo": case_lo, "lo": lo, "mid": mid, "hi": hi, "case_hi": case_hi, "floor": format_e4(chance.randint(2, 200) * step),
        "version": 1, "days": days,
    }  # fmt: skip
    previous = chance.randrange(0, size // step) * step
    if chance.random() < 0.1:
        previous = size - chance.randint(1, 300) * step  # about to roll over
    return {
        "id": key, "kind": chance.choice(["cumulative"] * 6 + ["demand", "balance"]),
        "direction": chance.choice(["forward"] * 4 + ["reverse"]), "band": band, "unit": "kWh", "digits": digits,
        "decimals": decimals, "zero_run": chance.randint(0, 4),
        "previous": chance.choice([None] + [{"value": format_e4(previous), "on": on.isoformat()}] * 9),
        "expect": chance.choice([None, *[expect] * 9]),
    }  # fmt: skip


def _value(chance: random.Random, register: dict[str, Any]) -> int:
    """A value near a limit, one that slipped, or any."""
    step = int(10 ** (4 - register["decimals"]))
    size = int(10 ** (register["digits"] + 4))
    previous = float(register["previous"]["value"]) if register["previous"] else 0.0
    expect = register["expect"] or {"mid": "100"}
    limit = float(expect[chance.choice(sorted(expect.keys() & {"mid", "lo", "hi", "case_lo", "case_hi"}))])
    value = round((previous + limit) * 10_000) // step * step + chance.choice([-2, -1, 0, 0, 1, 2]) * step
    shown = list(str(max(value, 0) // step % (size // step)))
    way = chance.randrange(7)
    if way == 1:
        shown[chance.randrange(len(shown))] = chance.choice("0123456789")
    elif way == 2 and len(shown) > 1:
        i = chance.randrange(len(shown) - 1)
        shown[i], shown[i + 1] = shown[i + 1], shown[i]
    elif way == 3 and len(shown) > 1:
        del shown[chance.randrange(len(shown))]
    elif way == 4:
        shown.insert(chance.randrange(len(shown)), chance.choice("0123456789"))
    elif way == 5:
        return chance.randrange(0, size)
    elif way == 6:
        return round(previous * 10_000)
    return int("".join(shown)) * step


def _answered(case: dict[str, Any]) -> dict[str, Any]:
    task, observation = facts_of(case)
    findings = judge(task, observation)
    asked = {finding.register for finding in findings if finding.rule in ASKS_WHERE}
    looked = {}
    for register in task.registers:
        at = look(fitted(register, observation.on), observation.values[register.key]) if register.key in asked else None
        if at is not None:
            looked[register.key] = {"what": at.what} | ({"position": at.position} if at.what == "digit" else {})
    return case | {
        "findings": [
            {"rule": one.rule, "action": one.action, "register_id": one.register, "params": dict(one.params)} for one in findings
        ],
        "look": looked,
    }  # fmt: skip
