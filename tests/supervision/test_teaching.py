"""Decisions teach: how often a rule was right, and what other thresholds would have opened."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.db import Database
from backend.supervision.rules.teaching import Label, label, tally, widened
from backend.vee.rules.consumption import HIGH, LOW
from backend.vee.rules.facts import Expect
from tests.supervision.desk import AT, USUAL, Desk, a_desk
from tests.supervision.desk import HIGH as A_NINE
from tests.support.either import both


@pytest.mark.parametrize(
    ("state", "decision", "moved", "expected"),
    [
        ("open", None, None, "waiting"),
        ("waiting", "re_read", None, "waiting"),
        ("closed", "correct", -200, "right"),
        ("closed", "estimate", -200, "right"),
        ("closed", "accept", None, "accepted"),
        ("closed", "re_read", -200, "right"),
        ("closed", "re_read", 12, "accepted"),
        ("closed", "re_read", None, "accepted"),
        ("closed", None, -200, "right"),
        (None, None, None, "quiet"),
        (None, None, -1, "right"),
        (None, None, 0, "quiet"),
    ],
)
def test_what_became_of_a_value(state: str | None, decision: str | None, moved: int | None, expected: Label) -> None:
    """200 kWh were at stake."""
    moved_e4 = None if moved is None else moved * 10_000
    assert label(state=state, decision=decision, moved_kwh_e4=moved_e4, weight_e4=200_0000) == expected


def test_a_tally_counts_everything_once() -> None:
    found = tally(["right", "right", "accepted", "quiet"])
    assert (found.opened, found.right, found.accepted, found.waiting, found.quiet) == (4, 2, 1, 0, 1)


BAND = Expect(1, 100_0000, 225_0000, 150_0000, 80_0000, 260_0000, 10_0000, 30)
THEN = (HIGH.defaults, LOW.defaults)


def test_the_same_thresholds_draw_the_same_band() -> None:
    assert widened(BAND, then=THEN, now=THEN) == BAND


@given(now=st.integers(1, 3_000))
def test_a_wider_threshold_is_never_narrower(now: int) -> None:
    found = widened(BAND, then=THEN, now=({**HIGH.defaults, "case_z_e2": now}, LOW.defaults))
    if now >= HIGH.defaults["case_z_e2"]:
        assert found.case_high_e4 >= BAND.case_high_e4
    else:
        assert BAND.mid_e4 <= found.case_high_e4 <= BAND.case_high_e4
    assert (found.low_e4, found.case_low_e4, found.high_e4) == (BAND.low_e4, BAND.case_low_e4, BAND.high_e4)


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return a_desk(database, tmp_path)


def precision(desk: Desk, rule: str) -> dict[str, int]:
    found = desk.get("/rules/precision", branch_id=desk.branch_id, period="2026-11")
    assert [one["rule"] for one in found["items"]] == sorted(one["rule"] for one in found["items"])
    (row,) = [one for one in found["items"] if one["rule"] == rule]
    return {name: row[name] for name in ("opened", "right", "accepted", "waiting", "quiet")}


@both
def test_the_precision_of_a_rule_is_what_people_decided(desk: Desk) -> None:
    for place, value in enumerate((A_NINE, "9256", "5556", USUAL)):
        desk.read(place, value)
    first, second, third = (item["id"] for item in desk.get("/cases", branch_id=desk.branch_id, sort="age")["items"])
    assert precision(desk, "VEE-04") == {"opened": 3, "right": 0, "accepted": 0, "waiting": 3, "quiet": 0}
    desk.decide(first, "correct", values=desk.values(0, "4756"))
    desk.decide(second, "accept")
    desk.decide(third, "re_read")
    desk.phone.pull()
    (again,) = [task for task in desk.phone.open_tasks() if task["kind"] == "re_read"]
    desk.phone.read(again, [USUAL], taken_at=AT)
    desk.phone.push_all()
    assert precision(desk, "VEE-04") == {"opened": 3, "right": 2, "accepted": 1, "waiting": 0, "quiet": 0}
    assert precision(desk, "VEE-01")["opened"] == 0


def tried(desk: Desk, **change: Any) -> Any:
    body = {"rule": "VEE-04", "branch_id": desk.branch_id, "period": "2026-11", "numbers": {"case_z_e2": 400}, **change}
    return desk.office.post("/api/v1/thresholds/what-if", json=body)


@both
def test_what_other_thresholds_would_have_opened(desk: Desk) -> None:
    for place, value in enumerate((A_NINE, "9256", USUAL, USUAL)):
        desk.read(place, value)
    cases = {item["point"]["number"]: item["id"] for item in desk.get("/cases", branch_id=desk.branch_id)["items"]}
    desk.decide(cases[desk.stop(0).number], "correct", values=desk.values(0, "4756"))
    desk.decide(cases[desk.stop(1).number], "accept")
    same = tried(desk).json
    assert (same["cycles"], same["visits"]) == (1, 4)
    assert same["before"] == same["after"] == {
        "rule": "VEE-04", "opened": 2, "right": 1, "accepted": 1, "waiting": 0, "quiet": 0
    }  # fmt: skip
    # 2,000 spreads wide, only the wildest is asked; a hair's breadth, everybody is.
    wide = tried(desk, numbers={"case_z_e2": 2_000, "usual_z_e2": 1_900}).json
    assert wide["before"]["opened"] == 2
    assert wide["after"]["opened"] < 2
    assert tried(desk, customer_class="agriculture").json["visits"] == 0
    # A rule of the office's book is asked as well.
    assert tried(desk, rule="VEE-12", numbers={"percent": 50}).json["after"]["opened"] == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"rule": "VEE-99"}, "rule"), ({"rule": "VEE-21", "numbers": {"least": 5}}, "rule"), ({"rule": "VEE-02"}, "rule"),
        ({"numbers": {"case_run": 1}}, "numbers"), ({"numbers": {}}, "numbers"), ({"customer_class": "castle"}, "customer_class"),
    ],
)  # fmt: skip
def test_what_can_t_be_tried(desk: Desk, change: dict[str, Any], field: str) -> None:
    answer = tried(desk, **change)
    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (422, "invalid", field)


@pytest.mark.parametrize(("number", "code"), [(-1, "threshold_bounds"), (100, "threshold_order"), (10**12, "threshold_bounds")])
def test_what_can_t_be_set_is_not_tried(desk: Desk, number: int, code: str) -> None:
    answer = tried(desk, numbers={"case_z_e2": number})
    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (422, code, "case_z_e2")
