"""A finding is judged again by the versions it keeps: the same, whatever was set since; another one, if it was tampered with."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from backend.cli import main
from backend.kernel import clock
from backend.kernel.commands import Tools
from backend.kernel.db import Database
from backend.supervision.commands import findings as command
from backend.supervision.rules.replay import Kept, Said, compared
from backend.vee.models import Finding
from backend.vee.rules.facts import FindingView
from tests.supervision.desk import HIGH, USUAL, Desk, a_desk
from tests.support.either import both


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return a_desk(database, tmp_path)


def replayed(desk: Desk, case_id: str) -> dict[str, Any]:
    """Rule → the answer; the case's visit has one register."""
    return {one["rule"]: one for one in desk.get(f"/cases/{case_id}/replay")["items"]}


def set_threshold(desk: Desk, **numbers: int) -> None:
    today = clock.business_date(clock.now(), desk.round.app.settings.time_zone).isoformat()
    body = {"rule": "VEE-04", "branch_id": desk.branch_id, "valid_from": today, "numbers": numbers, "reason": "tried"}
    answer = desk.office.put("/api/v1/thresholds", json=body)
    assert answer.status_code == 200, answer.json
    desk.round.app.run_jobs()


def run(desk: Desk, *arguments: str) -> Any:
    app = desk.round.app
    tools = Tools(app.settings, lambda: app.database, lambda: app.blobs)
    tools.close = lambda: None  # type: ignore[method-assign]
    return CliRunner().invoke(command, ["replay", "--period", "2026-11", *arguments], obj=tools)


@both
def test_other_thresholds_change_today_s_answer_not_the_one_of_then(desk: Desk) -> None:
    desk.read(0, HIGH)
    case_id = desk.the_case()
    before = replayed(desk, case_id)["VEE-04"]
    assert (before["same"], before["missing"], before["today"]) == (True, None, before["then"])
    assert before["then"] == before["now"]
    assert before["versions"] == {"rule": 1, "rule_now": 1, "book": 1, "band": 1, "band_by_time": False}
    set_threshold(desk, case_z_e2=3_000, usual_z_e2=2_900)
    desk.read(1, USUAL)
    after = replayed(desk, case_id)["VEE-04"]
    assert (after["same"], after["then"], after["now"], after["today"]) == (True, before["then"], before["now"], None)
    # What the office decided since doesn't change what was said then.
    desk.decide(case_id, "correct", values=desk.values(0, "4756"))
    assert replayed(desk, case_id)["VEE-04"]["same"] is True
    done = run(desk)
    assert (done.exit_code, "0 differ" in done.output) == (0, True)


@both
def test_a_finding_that_was_tampered_with_differs(desk: Desk) -> None:
    desk.read(0, HIGH)
    case_id = desk.the_case()
    _tamper(desk.round.app.database)
    (one,) = [one for one in desk.get(f"/cases/{case_id}/replay")["items"] if one["rule"] == "VEE-04"]
    assert (one["same"], one["then"]["params"]["percent"]) == (False, 1)
    assert one["now"]["params"]["percent"] > 1
    done = run(desk)
    assert done.exit_code == 1
    assert "VEE-04: kept" in done.output
    assert "1 differ" in done.output


def _tamper(database: Database) -> None:
    """Write over a finding, as somebody with the database in hand could."""

    def work(session: Session) -> None:
        if database.dialect == "postgresql":
            session.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            names = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'finding'")
            for name in session.scalars(names).all():
                session.execute(text(f'DROP TRIGGER "{name}"'))
        finding = session.scalars(select(Finding).where(Finding.rule == "VEE-04")).one()
        finding.params = finding.params | {"percent": 1}

    database.run(work)


FINDING = FindingView("VEE-04", 1, "case", 7, {"percent": 300})
KEPT = Kept(1, "VEE-04", 1, 7, Said("case", {"percent": 300}))


@pytest.mark.parametrize(
    ("kept", "again", "expected"),
    [
        ([KEPT], [FINDING], [(True, None)]),
        ([KEPT], [], [(False, None)]),
        ([], [FINDING], [(False, None)]),
        ([Kept(1, "VEE-04", 1, 8, KEPT.said)], [FINDING], [(False, None), (False, None)]),
        ([Kept(1, "VEE-04", 1, 7, Said("confirm", {"percent": 300}))], [FINDING], [(False, None)]),
        ([Kept(1, "VEE-04", 0, 7, KEPT.said)], [FINDING], [(None, "other_version")]),
    ],
)
def test_what_is_kept_is_compared_by_rule_register_action_and_numbers(
    kept: list[Kept], again: list[FindingView], expected: list[tuple[bool | None, str | None]]
) -> None:
    assert [(one.same, one.missing) for one in compared(kept, again, again)] == expected


def test_the_command_refuses_what_is_no_month() -> None:
    assert CliRunner().invoke(main, ["findings", "replay", "--period", "2026-13"]).exit_code != 0
