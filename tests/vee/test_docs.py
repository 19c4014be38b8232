"""docs/RULES.md says what the code does: rules, versions, thresholds, actions, params, costs."""

import math
import re

import pytest

from backend.vee.rules import bounds, slips
from backend.vee.rules.facts import RULES_VERSION
from backend.vee.rules.known_rules import ALL, Known
from tests.support.shared import ROOT
from tests.vee.office_vectors import VECTORS
from tests.vee.test_shared_vectors import TABLE

PAGE = (ROOT / "docs" / "RULES.md").read_text()
SECTIONS = {match[1]: match[0] for match in re.finditer(r"^## (VEE-\d\d) .*?(?=^## )", PAGE, re.MULTILINE | re.DOTALL)}


FINDINGS = [finding for case in TABLE["cases"] for finding in case["findings"]] + [
    {"rule": rule, "action": action, "params": params} for vector in VECTORS for rule, action, _, params in vector.findings
]


def line(rule: Known, name: str) -> str:
    match = re.search(rf"^- {name}: (.*)$", SECTIONS[rule.code], re.MULTILINE)
    assert match, f"{rule.code} has no line '{name}'"
    return match[1]


def test_the_page_has_the_rules_of_the_book_and_no_others() -> None:
    assert list(SECTIONS) == [rule.code for rule in ALL]
    assert f"the version of the book (now **{RULES_VERSION}**)" in PAGE


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_definition_source_and_version(rule: Known) -> None:
    assert line(rule, "Definition")
    assert line(rule, "Source").endswith(f"Version {rule.version}.")


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_default_thresholds(rule: Known) -> None:
    written = {name: int(number) for name, number in re.findall(r"`(\w+)` (\d+)", line(rule, "Thresholds"))}
    assert written == dict(rule.defaults)


def test_bounds_of_thresholds() -> None:
    section = PAGE.split("## Bounds of thresholds\n")[1].split("\n## ")[0]
    written = {
        code: {name: (int(least), int(most)) for name, least, most in re.findall(r"`(\w+)` (\d+)–(\d+)", names)}
        for code, names in re.findall(r"^- (VEE-\d\d): (.*)$", section, re.MULTILINE)
    }
    assert written == bounds.BOUNDS


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_actions_and_params_are_those_of_the_vectors(rule: Known) -> None:
    found = [finding for finding in FINDINGS if finding["rule"] == rule.code]
    if rule.where == "together":
        return
    assert {finding["action"] for finding in found} == set(re.findall(r"\b(info|confirm|case|hold)\b", line(rule, "Action")))
    if line(rule, "Params") != "as for VEE-04.":
        assert set(found[0]["params"]) <= set(re.findall(r"`(\w+)`", line(rule, "Params")))


def test_costs_of_slips() -> None:
    costs = {
        "a digit next to the one read": slips.COST_NEXT_DIGIT,
        "digits exchanged": slips.COST_SWAPPED,
        "the last digit not read": slips.COST_SHORT,
        "point": slips.COST_POINT,
        "missing": slips.COST_MISSING,
        "a look-alike digit": slips.COST_LOOK_ALIKE,
        "one of two equal digits": slips.COST_DOUBLED,
        "another digit,": slips.COST_OTHER_DIGIT,
        "another digit too many": slips.COST_EXTRA,
    }
    for words, cost in costs.items():
        assert f"{cost} {words}" in PAGE
    pairs = re.search(r"look-alike digit \(([0-9 ]+)\)", PAGE)
    assert pairs is not None
    assert {order for pair in pairs[1].split() for order in (pair, pair[::-1])} == slips.LOOK_ALIKE


def test_what_comes_off_for_a_second_way() -> None:
    assert tuple(round(100 * math.log1p(math.exp(-apart / 4))) for apart in range(13)) == slips.TWO_WAYS
    first, second, *others = slips.TWO_WAYS
    more = ", ".join(map(str, others))
    assert f"{first} comes off the cheaper cost if both cost the same, {second} if they lie 25 apart, then {more} for 25" in PAGE
