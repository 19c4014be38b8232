"""Statements compiled once: the same answers as SQLAlchemy's own way, on both databases, and kept prepared where that counts."""

from uuid import UUID

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from backend.identity.models import Branch, ServerState
from backend.identity.service import server
from backend.kernel.db import Database
from backend.kernel.ids import new_id
from backend.kernel.sets import prepared
from backend.kernel.statements import Statement

_CODES = Statement(lambda dialect: select(Branch.id, Branch.code).where(prepared(dialect, Branch.code)).order_by(Branch.code))
_STATE = Statement(
    lambda dialect: select(ServerState.incarnation, ServerState.since).where(prepared(dialect, ServerState.incarnation))
)
_NAMED = Statement(lambda _: select(Branch.name).where(Branch.code == bindparam("code"), Branch.name != "nobody's"))


def _branches(database: Database, *codes: str) -> None:
    database.run(lambda session: session.add_all([Branch(code=code, name=f"Branch {code}") for code in codes]))


def test_a_set_of_any_size_is_one_parameter(database: Database) -> None:
    _branches(database, "a", "b", 'c"')

    def codes(*wanted: str) -> list[str]:
        return database.read(lambda session: [row.code for row in _CODES.all(session, keys=wanted)])

    assert (codes(), codes("b"), codes('c"', "a", "z")) == ([], ["b"], ["a", 'c"'])


def test_values_come_back_as_the_columns_say(database: Database) -> None:
    database.run(server.begin)
    known = database.read(server.incarnation)
    row = database.read(lambda session: _STATE.first(session, keys=[known, new_id()]))
    assert row is not None
    assert (row.incarnation, isinstance(row.incarnation, UUID), row.since.tzinfo is not None) == (known, True, True)
    assert database.read(lambda session: _STATE.first(session, keys=[new_id()])) is None


def test_named_values_and_constants_stand_side_by_side(database: Database) -> None:
    _branches(database, "a")
    assert database.read(lambda session: [row.name for row in _NAMED.all(session, code="a")]) == ["Branch a"]


def test_what_the_work_changed_is_seen(database: Database) -> None:
    def work(session: Session) -> list[str]:
        session.add(Branch(code="new", name="New"))
        return [row.code for row in _CODES.all(session, keys=["new"])]

    assert database.run(work) == ["new"]


def test_reading_doesn_t_make_the_driver_forget_its_statements(postgres_database: Database) -> None:
    """They are planned once, not with every request. A rollback between two reads would make psycopg begin anew."""
    for _ in range(8):
        postgres_database.read(lambda session: _CODES.all(session, keys=["a"]))
    kept = postgres_database.read(lambda session: session.scalar(text("SELECT count(*) FROM pg_prepared_statements")))
    assert kept is not None
    assert kept >= 1
