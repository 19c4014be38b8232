"""The ledger of open questions."""

import pytest
from sqlalchemy import select

from backend.cases.models import Case, CaseEvent
from backend.cases.rules import KINDS, allowed
from backend.cases.service import handling
from backend.cases.service.opening import NewCase, open_cases
from backend.kernel.audit import Actor
from backend.kernel.db import Database
from backend.kernel.ids import new_id
from backend.kernel.problems import Problem

ACTOR = Actor("person", str(new_id()))


def asked(subject: str = "a", kind: str = "implausible", headline: str = "VEE-04", weight: int = 0) -> NewCase:
    return NewCase(kind, ("visit", subject), 1, 1, 202611, headline, {"n": 1}, weight_e4=weight)


def events(database: Database) -> list[tuple[str, str]]:
    query = select(Case.subject_id, CaseEvent.kind).join(Case, Case.id == CaseEvent.case_id).order_by(CaseEvent.id)
    return database.read(lambda session: [(row[0], row[1]) for row in session.execute(query)])


def test_what_comes_later_joins_the_open_case_of_the_same_subject_and_kind(database: Database) -> None:
    first = database.run(lambda session: open_cases(session, [asked("a"), asked("b")]))
    again = database.run(lambda session: open_cases(session, [asked("a"), asked("c"), asked("a"), asked("a", "contested")]))
    assert again[0] == again[2] == first[0]
    assert len({*first, *again}) == 4
    assert events(database) == [
        ("a", "opened"), ("b", "opened"), ("a", "joined"), ("c", "opened"), ("a", "joined"), ("a", "opened")
    ]  # fmt: skip


def test_twice_in_one_call_is_opened_once(database: Database) -> None:
    ids = database.run(lambda session: open_cases(session, [asked("a"), asked("a", headline="VEE-05")]))
    assert ids[0] == ids[1]
    assert events(database) == [("a", "opened"), ("a", "joined")]


def test_after_it_is_closed_the_same_question_is_a_new_case(database: Database) -> None:
    (first,) = database.run(lambda session: open_cases(session, [asked()]))
    database.run(
        lambda session: handling.close(
            session, case=handling.one(session, first), decision="accept", reason="", actor=ACTOR, detail={}
        )
    )
    (second,) = database.run(lambda session: open_cases(session, [asked()]))
    assert second != first
    # Reopening the first one now would ask the same twice: the database refuses, and it is said in words.
    with pytest.raises(Problem) as problem:
        database.run(lambda session: handling.reopen(session, case=handling.one(session, first), reason="", actor=ACTOR))
    assert problem.value.code == "case_open"


def test_no_cases_are_no_statement(sqlite_database: Database) -> None:
    assert sqlite_database.run(lambda session: open_cases(session, [])) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_ended(kind: str) -> None:
    for has_values in (True, False):
        for on_hold in (True, False):
            assert allowed(kind, has_values=has_values, has_task=False, on_hold=on_hold)


def test_what_can_t_stand_can_t_be_accepted() -> None:
    assert "accept" not in allowed("implausible", has_values=True, has_task=True, on_hold=True)
    assert "dismiss" not in allowed("implausible", has_values=True, has_task=True, on_hold=False)
    assert allowed("quarantined", has_values=True, has_task=True, on_hold=False) == ("re_read", "dismiss")
    assert allowed("quarantined", has_values=True, has_task=False, on_hold=False) == ("dismiss",)
    assert allowed("ledger_difference", has_values=True, has_task=True, on_hold=False) == ("dismiss",)
