"""The audit trail (P9): what was altered, left out or moved is found and named."""

import pytest
from sqlalchemy import bindparam, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from backend.kernel import audit
from backend.kernel.audit import SYSTEM, Actor, Fault
from backend.kernel.db import JSON_TYPE, Database
from backend.kernel.ids import new_id


@pytest.fixture
def trail(database: Database) -> Database:
    """Five lines of home 1 and two of home 2, some with personal text."""

    def work(session: Session) -> None:
        for number in range(5):
            audit.record(
                session,
                home=1,
                actor=Actor("person", "someone", on_behalf="another"),
                action="correct_reading",
                subject=("reading", str(number)),
                detail={"to": "4821.6", "id": new_id(), "reasons": ["misread", None, True]},
                personal={"note": "户主说表坏了"} if number % 2 else None,
            )
        for number in range(2):
            audit.record(session, home=2, actor=SYSTEM, action="test", subject=("test", str(number)), detail={})

    database.run(work)
    return database


def tamper(database: Database, *statements: str) -> None:
    """As somebody with the keys to the database could: past its triggers."""

    def work(session: Session) -> None:
        if database.dialect == "postgresql":
            session.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            names = session.scalars(
                text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_line'")
            ).all()
            for name in names:
                session.execute(text(f'DROP TRIGGER "{name}"'))
        for statement in statements:
            session.execute(text(statement))

    database.run(work)


def faults(database: Database, home: int = 1) -> list[Fault]:
    return database.read(lambda session: audit.verify(session, home))


def test_an_untouched_trail_holds(trail: Database) -> None:
    assert (faults(trail, 1), faults(trail, 2), faults(trail, 3)) == ([], [], [])


@pytest.mark.parametrize("deed", ["UPDATE audit_line SET action = 'nothing'", "DELETE FROM audit_line"])
def test_the_database_refuses_to_change_a_line(trail: Database, deed: str) -> None:
    with pytest.raises(DBAPIError, match="immutable"):
        trail.run(lambda session: session.execute(text(deed)))


def test_sqlite_refuses_to_replace_a_line(sqlite_database: Database) -> None:
    """REPLACE deletes without a trigger, unless triggers are told to fire then too."""
    sqlite_database.run(lambda session: audit.record(session, home=1, actor=SYSTEM, action="a", subject=("t", "1"), detail={}))
    replace = (
        "REPLACE INTO audit_line (home, seq, at, actor_kind, actor_id, action, subject_kind, subject_id, detail, hash) "
        "VALUES (1, 1, 0, '', '', '', '', '', '{}', '')"
    )
    with pytest.raises(DBAPIError, match="immutable"):
        sqlite_database.run(lambda session: session.execute(text(replace)))


def test_an_altered_line_is_named(trail: Database) -> None:
    tamper(trail, "UPDATE audit_line SET actor_id = 'somebody else' WHERE home = 1 AND seq = 3")
    assert faults(trail) == [Fault(1, 3, "altered")]


def test_an_altered_detail_is_named(trail: Database) -> None:
    tamper(trail, 'UPDATE audit_line SET detail = \'{"to": "1.0"}\' WHERE home = 1 AND seq = 2')
    assert faults(trail) == [Fault(1, 2, "altered")]


def test_a_missing_line_is_named(trail: Database) -> None:
    tamper(trail, "DELETE FROM audit_line WHERE home = 1 AND seq = 2")
    assert faults(trail) == [Fault(1, 2, "missing")]


def test_a_missing_end_is_named(trail: Database) -> None:
    tamper(trail, "DELETE FROM audit_line WHERE home = 1 AND seq >= 4")
    assert faults(trail) == [Fault(1, 4, "missing", 5)]
    assert str(faults(trail)[0]) == "lines 4 to 5: missing"


def test_lines_that_changed_places_are_named(trail: Database) -> None:
    swap = (
        "UPDATE audit_line SET seq = 90 WHERE home = 1 AND seq = 2",
        "UPDATE audit_line SET seq = 2 WHERE home = 1 AND seq = 3",
        "UPDATE audit_line SET seq = 3 WHERE home = 1 AND seq = 90",
    )
    tamper(trail, *swap)
    assert {fault.seq for fault in faults(trail)} >= {2, 3}


def test_a_line_written_past_the_head_is_named(trail: Database) -> None:
    tamper(trail, "UPDATE head SET audit_seq = 4 WHERE home = 1")
    assert Fault(1, 5, "head_differs") in faults(trail)


def test_personal_text_may_be_erased_but_not_altered(trail: Database) -> None:
    of_line = "digest = (SELECT personal_digest FROM audit_line WHERE home = 1 AND seq = {})"
    trail.run(lambda session: session.execute(text(f"DELETE FROM audit_personal WHERE {of_line.format(2)}")))
    assert faults(trail) == []
    alter = f"UPDATE audit_personal SET content = :content WHERE {of_line.format(4)}"
    other = bindparam("content", {"note": "?"}, type_=JSON_TYPE)
    trail.run(lambda session: session.execute(text(alter).bindparams(other)))
    assert faults(trail) == [Fault(1, 4, "personal_altered")]


def test_a_detail_that_no_two_machines_write_alike_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="float"):
        database.run(
            lambda session: audit.record(session, home=1, actor=SYSTEM, action="a", subject=("t", "1"), detail={"value": 1.5})
        )
