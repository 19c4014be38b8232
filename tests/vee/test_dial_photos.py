"""What was read in a photo beside what was typed: kept; where it differs, a finding, a case, a word to the reader (VEE-30)."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from backend.cases.models import Case
from backend.evidence.models import PhotoDial
from backend.evidence.rules.dial_models import is_here
from backend.kernel import clock
from backend.kernel.changes import Change
from backend.kernel.db import Database, insert_rows
from backend.readings.models import Reading
from backend.vee.models import Finding
from backend.vee.service.dial_photos import DialRead, compare_dial
from tests.factories.evidence import photo
from tests.supervision.desk import AT, HIGH, USUAL, Desk, a_desk

SHA = "5" * 64


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return a_desk(database, tmp_path)


def read_in_photo(
    desk: Desk, visit_id: str, digits: str, *, share: int = 995, framed: bool = True, sha256: str = SHA
) -> DialRead:
    """As the second reader leaves it."""
    line = {"places": len(digits), "texts": [[digits, 995]], "whole": 990, "box": [0, 0, 9, 9], "framed": framed}
    row = {
        "home": desk.branch_id, "visit_id": UUID(visit_id), "sha256": sha256, "lines": [line], "trouble": None, "agreement": None,
        "register_id": None, "read": None, "made_at": clock.now(), "version": 1,
    }  # fmt: skip
    desk.round.app.database.run(lambda session: insert_rows(session, PhotoDial, [row]))
    return DialRead(desk.branch_id, 202611, UUID(visit_id), sha256)


def rows(database: Database, table: Any) -> list[Any]:
    return database.read(lambda session: list(session.scalars(select(table))))


def places(desk: Desk) -> tuple[int, int]:
    register = desk.task(0)["registers"][0]
    return register["digits"], register["decimals"]


def shown(desk: Desk, value: str) -> str:
    digits, decimals = places(desk)
    return value.zfill(digits) + "0" * decimals


def test_a_photo_that_agrees_changes_nothing(desk: Desk) -> None:
    news = read_in_photo(desk, desk.read(0, USUAL), shown(desk, USUAL))
    database = desk.round.app.database
    found = database.run(lambda session: compare_dial(session, news))
    assert found is not None
    assert found.agreement == "agrees"
    (dial,) = rows(database, PhotoDial)
    assert (dial.agreement, dial.read) == ("agrees", shown(desk, USUAL))
    assert rows(database, Case) == []
    assert all(finding.rule != "VEE-30" for finding in rows(database, Finding))


def test_vee_30_a_photo_that_differs_is_a_finding_a_case_and_a_verdict(desk: Desk) -> None:
    visit_id = desk.read(0, USUAL)
    other = "4948"
    news = read_in_photo(desk, visit_id, shown(desk, other))
    database = desk.round.app.database
    before = [(one.id, one.value_e4) for one in rows(database, Reading)]
    for _ in range(2):  # a job may run twice
        database.run(lambda session: compare_dial(session, news))
    assert [(one.id, one.value_e4) for one in rows(database, Reading)] == before, "it never changes a value"
    (finding,) = [one for one in rows(database, Finding) if one.rule == "VEE-30"]
    assert (finding.action, finding.params) == ("case", {"sha256": SHA, "read": other, "typed": USUAL})
    (case,) = rows(database, Case)
    assert (case.kind, case.headline, case.subject_id) == ("implausible", "VEE-30", visit_id)
    assert case.weight_e4 == 200 * 10_000
    said = [change for change in rows(database, Change) if change.kind == "verdict"]
    assert [(change.subject, change.detail["text_code"]) for change in said] == [(UUID(visit_id), "verdict.photo_differs")]
    desk.phone.pull()


def test_a_photo_that_cant_confirm_is_silent(desk: Desk) -> None:
    news = read_in_photo(desk, desk.read(0, USUAL), shown(desk, "4948"), framed=False)
    database = desk.round.app.database
    found = database.run(lambda session: compare_dial(session, news))
    assert found is not None
    assert found.agreement == "unconfirmed"
    assert rows(database, Case) == []


def test_a_visit_without_values_has_nothing_to_compare(desk: Desk) -> None:
    visit_id = desk.phone.skip(desk.task(0))
    desk.phone.push_all()
    news = read_in_photo(desk, visit_id, shown(desk, USUAL))
    assert desk.round.app.database.run(lambda session: compare_dial(session, news)) is None


def shown_case(desk: Desk) -> Any:
    return desk.get(f"/cases/{desk.the_case()}")


def test_the_office_sees_beside_the_photo_what_it_said(desk: Desk) -> None:
    taken = desk.phone.photo(b"taken", AT)
    visit_id = desk.read(0, USUAL, photos=[b"taken"])
    news = read_in_photo(desk, visit_id, shown(desk, "4948"), sha256=taken["sha256"])
    desk.round.app.database.run(lambda session: compare_dial(session, news))
    (visit,) = shown_case(desk)["visits"]
    (one,) = visit["photos"]
    assert (one["dial"]["state"], one["dial"]["read"]) == ("differs", "4948")


def test_a_photo_that_agrees_makes_a_slip_less_likely(desk: Desk) -> None:
    taken = desk.phone.photo(b"taken", AT)
    visit_id = desk.read(0, HIGH, photos=[b"taken"])
    before = {one["code"]: one["odds"] for one in shown_case(desk)["hypotheses"]}
    news = read_in_photo(desk, visit_id, shown(desk, HIGH), sha256=taken["sha256"])
    desk.round.app.database.run(lambda session: compare_dial(session, news))
    after = {one["code"]: one["odds"] for one in shown_case(desk)["hypotheses"]}
    assert after["real_change"] > before["real_change"]
    assert desk.readings(0) == [(HIGH, "typed", True)], "it never changes a value"


@pytest.mark.skipif(not is_here(), reason="the recogniser isn't installed")
def test_a_photo_that_arrives_is_read_and_compared_by_itself(desk: Desk) -> None:
    data = photo("204417").data
    visit_id = desk.read(0, USUAL, photos=[data])
    assert desk.phone.upload(data, visit_id).status in {200, 201, 204}
    desk.round.app.run_jobs()
    (dial,) = rows(desk.round.app.database, PhotoDial)
    assert (dial.trouble, dial.agreement) == (None, "unconfirmed"), "a barcode is no dial"
    assert all(finding.rule != "VEE-30" for finding in rows(desk.round.app.database, Finding))
