"""The office's own rules, by their numbers."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.vee.rules.book import BY_CODE
from backend.vee.rules.casework import headline_of
from backend.vee.rules.facts import FindingView
from backend.vee.rules.office_book import OFFICE_RULES, judge_in_office
from backend.vee.rules.office_rule import Archive
from backend.vee.rules.site_check import RULE, must_be_checked
from tests.vee.office_vectors import ACTIVE, DEMAND, HOME, REACTIVE, VECTORS, Vector


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.title)
def test_the_office_s_book(vector: Vector) -> None:
    found = [
        (finding.rule, finding.action, finding.register, dict(finding.params))
        for finding in judge_in_office(vector.task, vector.observation, vector.known)
    ]
    assert found == vector.findings


def test_every_rule_has_a_vector_and_a_place_among_headlines() -> None:
    codes = {rule.code for rule in OFFICE_RULES}
    assert {finding[0] for vector in VECTORS for finding in vector.findings} == codes
    assert not codes & BY_CODE.keys()
    for code in codes:
        assert headline_of([FindingView(code, 1, "case", None, {})]).rule == code


_ANY = st.integers(0, 10**10)


@given(
    active=_ANY, reactive=_ANY, demand=_ANY, multiplier=st.integers(1, 10**9), current=st.none() | _ANY,
    capacity=st.none() | _ANY,
    obtained=st.sampled_from(["typed", "customer", "estimate", "remote"]),
    before=st.lists(st.sampled_from(["customer", "estimate", "typed"])), on=st.none() | st.dates(),
)  # fmt: skip
def test_no_value_breaks_the_book(on: dt.date | None, before: list[str], **drawn: Any) -> None:
    vector = Vector("", {}, {}, [], registers=(ACTIVE, REACTIVE, DEMAND), multiplier=1)
    values = {key: drawn[key] for key in ("active", "reactive", "demand")}
    archive = Archive(
        drawn["obtained"], rated_current_e4=drawn["current"], capacity_e4=drawn["capacity"], before=tuple(before), received_on=on
    )
    task = type(vector.task)(vector.registers, drawn["multiplier"], "active", on, on)
    judge_in_office(task, type(vector.observation)(values, on), archive)


@given(used=st.integers(0, 20_000), more=st.integers(0, 20_000))
def test_using_more_is_never_less_suspect(used: int, more: int) -> None:
    """VEE-12 is monotone: what is found of some use is found of more."""

    def found(kwh: int) -> set[str]:
        vector = Vector("", {"active": 1000 + kwh}, HOME, [])
        return {finding.rule for finding in judge_in_office(vector.task, vector.observation, vector.known)}

    assert found(used) <= found(used + more)


def test_thresholds_of_class_and_branch_are_asked() -> None:
    of_plenty = Vector("", {"active": 12_500}, HOME, [], limits={"VEE-12": {"percent": 200}})
    assert judge_in_office(of_plenty.task, of_plenty.observation, of_plenty.known) == ()
    strict = Vector("", {"active": 1_000 + 1.2 * 9_504}, HOME, [], limits={"VEE-12": {"percent": 100}})
    assert [one.rule for one in judge_in_office(strict.task, strict.observation, strict.known)] == ["VEE-12"]


@pytest.mark.parametrize(("before", "expected"), [(0, True), (2, True), (3, False), (30, False)])
def test_vee_14_the_first_three_remote_periods_are_checked_on_site(before: int, expected: bool) -> None:
    assert must_be_checked(before, RULE.defaults) is expected
    assert not must_be_checked(before, {"periods": 0})
