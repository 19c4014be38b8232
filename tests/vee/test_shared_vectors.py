"""P7: the table that phone and server share. The phone's half runs in vitest on the same file."""

import datetime as dt
import json
from typing import Any

import pytest

from backend.kernel.money import parse_e4
from backend.vee.rules.book import judge
from backend.vee.rules.facts import RULES_VERSION, Expect, Observation, RegisterFacts, TaskFacts
from backend.vee.rules.rule import fitted
from backend.vee.rules.slips import look
from tests.support.shared import ROOT

TABLE = json.loads((ROOT / "tests" / "contract" / "rules.json").read_text())
ASKS_WHERE = {"VEE-01", "VEE-02", "VEE-04", "VEE-05", "VEE-11"}


def expect_of(wire: dict[str, Any]) -> Expect:
    low, high, mid, case_low, case_high, floor = (
        parse_e4(wire[name]) for name in ("lo", "hi", "mid", "case_lo", "case_hi", "floor")
    )
    return Expect(wire["version"], low, high, mid, case_low, case_high, floor, wire.get("days", 0))


def register_of(wire: dict[str, Any]) -> RegisterFacts:
    expect = wire["expect"]
    return RegisterFacts(
        key=wire["id"],
        kind=wire["kind"],
        direction=wire["direction"],
        band=wire["band"],
        unit=wire["unit"],
        digits=wire["digits"],
        decimals=wire["decimals"],
        previous_e4=None if wire["previous"] is None else parse_e4(wire["previous"]["value"]),
        previous_on=None if wire["previous"] is None else day(wire["previous"]["on"]),
        expect=None if expect is None else expect_of(expect),
        zero_run=wire.get("zero_run", 0),
    )


def day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def facts_of(case: dict[str, Any]) -> tuple[TaskFacts, Observation]:
    task, visit = case["task"], case["visit"]
    meter = visit.get("meter_found", {"verdict": "expected", "how": "scanned"})
    return (
        TaskFacts(
            tuple(map(register_of, task["registers"])),
            parse_e4(task["multiplier"]),
            task.get("account_status", "active"),
            day(task.get("due_from")),
            day(task.get("due_to")),
            task.get("limits", {}),
        ),
        Observation(
            {reading["register_id"]: parse_e4(reading["value"]) for reading in visit["readings"]},
            day(visit.get("on")),
            meter["verdict"],
            meter["how"],
        ),
    )


def test_p7_the_table_is_of_the_rules_in_force() -> None:
    assert TABLE["rules_version"] == RULES_VERSION


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["title"])
def test_p7_findings(case: dict[str, Any]) -> None:
    found = [
        {"rule": finding.rule, "action": finding.action, "register_id": finding.register, "params": dict(finding.params)}
        for finding in judge(*facts_of(case))
    ]
    assert found == case["findings"]


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["title"])
def test_p7_where_to_look_again(case: dict[str, Any]) -> None:
    task, observation = facts_of(case)
    asked = {finding.register for finding in judge(task, observation) if finding.rule in ASKS_WHERE}
    found = {}
    for register in task.registers:
        at = look(fitted(register, observation.on), observation.values[register.key]) if register.key in asked else None
        if at is not None:
            found[register.key] = {"what": at.what} | ({"position": at.position} if at.what == "digit" else {})
    assert found == case["look"]


def test_every_rule_has_a_vector() -> None:
    assert {finding["rule"] for case in TABLE["cases"] for finding in case["findings"]} == {f"VEE-{n:02}" for n in range(1, 12)}
