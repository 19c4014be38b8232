"""Who was there: observations, their score, and the visits drawn."""

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from backend.grid.models import MeteringPoint
from backend.kernel.clock import business_date, now
from backend.kernel.db import Database
from backend.kernel.ids import new_id
from backend.kernel.settings import Settings
from backend.supervision.rules.presence import Sight, parts, score, why_drawn
from backend.vee.rules.presence_limits import DEFAULTS
from tests.factories.thresholds import for_long
from tests.supervision.desk import AT, HIGH, USUAL, Desk, a_desk
from tests.support.either import both

DRAWN_FROM = DEFAULTS["drawn_from"]
FINE = Sight(
    "scanned", from_m=30, accuracy_m=12, has_position=True, walked_m=400, walk_accuracy_m=20, seconds=300, photos=1,
    photo_asked=True, barcode_in_photo=True, sharpest=200,
)  # fmt: skip


def codes(**change: Any) -> list[str]:
    return [part.code for part in parts(dataclasses.replace(FINE, **change))]


def test_a_visit_as_it_should_be_shows_nothing() -> None:
    assert codes() == []
    assert score(parts(FINE)) == 0


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"has_position": False, "from_m": None}, ["no_position"]),
        # Within its building and the position's accuracy, or too coarse to say.
        ({"from_m": 72}, []), ({"from_m": 73}, ["far"]), ({"from_m": 300, "accuracy_m": 240}, []),
        ({"from_m": 5000, "accuracy_m": 501}, []), ({"from_m": None}, []),
        # 400 m are walked in five minutes, cycled in two; no slower than 15 km/h can be called fast.
        ({"seconds": 92}, []), ({"seconds": 80}, ["fast"]), ({"seconds": 0, "walked_m": 180}, []),
        ({"seconds": 5, "walk_accuracy_m": 300}, []), ({"walked_m": None}, []),
        ({"turns": 30}, []), ({"turns": 31}, ["out_of_turn"]),
        ({"how": "typed"}, []), ({"how": "typed", "barcode_in_photo": False}, ["how_typed"]),
        ({"how": "listed", "barcode_in_photo": False}, ["how_listed"]), ({"how": "box", "barcode_in_photo": False}, ["how_box"]),
        ({"photos": 0, "barcode_in_photo": False}, ["photo_missing"]),
        ({"photos": 0, "photo_asked": False, "barcode_in_photo": False}, ["no_photo"]),
        ({"sharpest": 39}, ["photo_blurred"]), ({"sharpest": None}, []), ({"used_before": True}, ["photo_used_before"]),
    ],
)  # fmt: skip
def test_what_is_observed(change: dict[str, Any], expected: list[str]) -> None:
    assert codes(**change) == expected


_M = st.none() | st.integers(0, 10**6)


@given(
    how=st.sampled_from(["scanned", "typed", "box", "listed", "?"]), from_m=_M, accuracy_m=_M, has_position=st.booleans(),
    walked_m=_M, walk_accuracy_m=st.integers(0, 10**5), seconds=st.none() | st.integers(-10, 10**5), turns=st.integers(-500, 500),
    photos=st.integers(0, 9), photo_asked=st.booleans(), barcode_in_photo=st.booleans(), sharpest=_M, used_before=st.booleans(),
)  # fmt: skip
def test_every_visit_has_a_score_between_nothing_and_a_hundred(**drawn: Any) -> None:
    found = parts(Sight(**drawn))
    assert 0 <= score(found) <= 100
    # No single observation draws a visit, but for a photo that was used before or a place far away.
    assert all(part.points < DRAWN_FROM or part.code in {"photo_used_before", "far"} for part in found)


@given(near=st.integers(0, 5_000), more=st.integers(0, 5_000))
def test_farther_away_is_never_less(near: int, more: int) -> None:
    one, other = (score(parts(dataclasses.replace(FINE, from_m=m))) for m in (near, near + more))
    assert one <= other


def test_the_random_share_is_drawn_by_visit_and_period_alone() -> None:
    visits = [new_id() for _ in range(5_000)]
    drawn = [visit for visit in visits if why_drawn(visit, 202611, 0) == "random"]
    assert 60 < len(drawn) < 140
    assert drawn == [visit for visit in visits if why_drawn(visit, 202611, DRAWN_FROM - 1) == "random"]
    assert {why_drawn(visit, 202611, DRAWN_FROM) for visit in visits} == {"score"}


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return a_desk(database, tmp_path)


@both
def test_the_case_shows_the_parts_and_the_sample_is_drawn_and_judged(desk: Desk) -> None:
    far = {"lat": "36.2", "lon": "113.2", "accuracy_m": 9, "datum": "WGS-84", "at": AT}
    desk.read(0, "9256", place=far, meter_found={"how": "listed", "verdict": "expected"})
    desk.read(1, USUAL, photos=[b"dial"])
    seen = desk.get(f"/cases/{desk.the_case()}")["visits"][0]["presence"]
    # The point has no archived position, so its place says nothing; nothing was scanned, and the photo asked for is missing.
    assert [part["code"] for part in seen["parts"]] == ["how_listed", "photo_missing"]
    assert seen["score"] == 35
    body = {"branch_id": desk.branch_id, "period": "2026-11"}
    assert desk.post("/samples/draw", body)["drawn"] in {0, 1, 2}
    everything = desk.get("/samples", branch_id=desk.branch_id, period="2026-11")
    assert {item["why"] for item in everything["items"]} <= {"random"}
    assert desk.post("/samples/draw", body)["drawn"] == 0


@both
def test_a_visit_above_the_threshold_is_always_drawn(desk: Desk) -> None:
    database = desk.round.app.database
    point = {"lat": "36.1", "lon": "113.2"}
    database.run(
        lambda session: session.execute(update(MeteringPoint).where(MeteringPoint.id == desk.stop(0).point_id).values(**point))
    )
    far = {"lat": "36.2", "lon": "113.2", "accuracy_m": 9, "datum": "WGS-84", "at": AT}
    visit_id = desk.read(0, USUAL, place=far)
    body = {"branch_id": desk.branch_id, "period": "2026-11"}
    assert desk.post("/samples/draw", body)["drawn"] == 1
    (item,) = desk.get("/samples", branch_id=desk.branch_id, period="2026-11")["items"]
    assert (item["visit_id"], item["why"], item["outcome"]) == (visit_id, "score", None)
    assert item["parts"][0]["code"] == "far"
    assert item["parts"][0]["params"]["accuracy_m"] == 9
    desk.post(f"/samples/{visit_id}", {"outcome": "fine"})
    (item,) = desk.get("/samples", branch_id=desk.branch_id, period="2026-11")["items"]
    assert (item["outcome"], item["seen_by"]["id"]) == ("fine", str(desk.people.supervisor))
    assert "judge_sample" in [line["action"] for line in desk.get("/audit", branch_id=desk.branch_id)["items"]]
    assert desk.office.post(f"/api/v1/samples/{new_id()}", json={"outcome": "fine"}).status_code == 404


def test_vee_31_other_numbers_say_something_else() -> None:
    def with_numbers(sight: Sight, **numbers: int) -> list[str]:
        return [part.code for part in parts(sight, {**DEFAULTS, **numbers})]

    far, fast = dataclasses.replace(FINE, from_m=150), dataclasses.replace(FINE, seconds=80)
    assert with_numbers(far) == ["far"]
    assert with_numbers(far, building_m=138) == []
    assert with_numbers(dataclasses.replace(far, accuracy_m=400), coarse_m=300) == []
    # 380 m in 80 s are 17.1 km/h.
    assert with_numbers(fast, fast_kmh=17) == ["fast"]
    assert with_numbers(fast, fast_kmh=18) == []
    assert with_numbers(fast, fast_from_m=381) == []
    assert with_numbers(dataclasses.replace(FINE, turns=5), out_of_turn=4) == ["out_of_turn"]
    assert with_numbers(dataclasses.replace(FINE, sharpest=50), blurred=51) == ["photo_blurred"]
    visit = new_id()
    assert why_drawn(visit, 202611, 0, {**DEFAULTS, "random_per_mille": 1000}) == "random"
    assert why_drawn(visit, 202611, 99, {**DEFAULTS, "drawn_from": 100, "random_per_mille": 0}) is None


@both
def test_vee_31_is_set_by_branch_class_and_day_and_audited(desk: Desk) -> None:
    database = desk.round.app.database
    point = {"lat": "36.1", "lon": "113.2"}
    database.run(
        lambda session: session.execute(update(MeteringPoint).where(MeteringPoint.id == desk.stop(0).point_id).values(**point))
    )
    far = {"lat": "36.2", "lon": "113.2", "accuracy_m": 9, "datum": "WGS-84", "at": AT}
    desk.read(0, HIGH, place=far)

    def seen() -> list[str]:
        return [part["code"] for part in desk.get(f"/cases/{desk.the_case()}")["visits"][0]["presence"]["parts"]]

    assert "far" in seen()
    next_year = business_date(now(), Settings.time_zone) + dt.timedelta(days=365)
    body = {
        "rule": "VEE-31", "branch_id": desk.branch_id, "customer_class": None, "valid_from": next_year.isoformat(),
        "numbers": {"building_m": 20_000, "random_per_mille": 0}, "reason": "a valley without satellites",
    }  # fmt: skip
    set_to = desk.office.put("/api/v1/thresholds", json=body)
    assert set_to.status_code == 200
    # Not yet: the visit was before it holds.
    assert "far" in seen()
    assert desk.office.put("/api/v1/thresholds", json=body).status_code == 200
    for_long(database)
    assert "far" not in seen()
    assert desk.post("/samples/draw", {"branch_id": desk.branch_id, "period": "2026-11"})["drawn"] == 0
    trail = desk.get("/audit", branch_id=desk.branch_id)["items"]
    assert sum(line["action"] == "set_threshold" for line in trail) == 2
    reader = desk.round.app.person(desk.people.readers[0])
    assert reader.put("/api/v1/thresholds", json=body).status_code == 403
