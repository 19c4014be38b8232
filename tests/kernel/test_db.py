"""Units of work (DESIGN decision 1), column types and set-wise writes, on both databases."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import String, event, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.identity.models import Branch
from backend.kernel import work as units
from backend.kernel.db import E4, Base, Database, Id, Instant, Json, insert_rows, update_rows
from backend.kernel.ids import new_id
from backend.kernel.problems import Problem
from tests.factories.identity import person

AT = datetime(2026, 11, 24, 8, 30, 0, 123_000, tzinfo=UTC)


class Sample(Base):
    """One column of each kind."""

    __tablename__ = "test_sample"
    id: Mapped[Id] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(String(20), unique=True)
    at: Mapped[Instant | None]
    value_e4: Mapped[E4 | None]
    content: Mapped[Json | None]
    ready: Mapped[bool] = mapped_column(default=True)


# The application's own tables are compared with the migrations; this one is no part of them.
TABLE = Sample.__table__
Base.metadata.remove(TABLE)  # type: ignore[arg-type]


@pytest.fixture
def sampled(database: Database) -> Database:
    database.run(lambda session: TABLE.create(session.connection()))  # type: ignore[attr-defined]
    return database


def row(label: str, **values: object) -> dict[str, object]:
    return {"id": new_id(), "label": label, "at": AT, "value_e4": 48_216_000, "content": {"a": [1, None, "示数"]}, **values}


def labels(database: Database) -> set[str]:
    return set(database.read(lambda session: session.scalars(select(Sample.label)).all()))


def test_values_come_back_as_they_went(sampled: Database) -> None:
    given = row("one", at=AT.astimezone(tz=datetime.now().astimezone().tzinfo))
    sampled.run(lambda session: session.add(Sample(**given)))
    found = sampled.read(lambda session: session.scalars(select(Sample)).one())
    assert (found.id, found.at, found.value_e4, found.content, found.ready) == (
        given["id"], AT, 48_216_000, {"a": [1, None, "示数"]}, True,
    )  # fmt: skip
    assert found.at is not None
    assert found.at.tzinfo is UTC


def test_a_time_without_a_zone_is_refused(sampled: Database) -> None:
    with pytest.raises(Exception, match="time zone"):
        sampled.run(lambda session: session.add(Sample(**row("one", at=AT.replace(tzinfo=None)))))


def test_a_missing_json_value_is_null_and_not_the_word(sampled: Database) -> None:
    sampled.run(lambda session: insert_rows(session, Sample, [row("one", content=None)]))
    sampled.run(lambda session: session.add(Sample(**row("two", content=None))))
    nulls = sampled.read(
        lambda session: session.execute(text("SELECT count(*) FROM test_sample WHERE content IS NULL")).scalar_one()
    )
    assert nulls == 2


def test_a_failing_work_leaves_nothing(sampled: Database) -> None:
    def work(session: Session) -> None:
        session.add(Sample(**row("lost")))
        session.flush()
        raise Problem("conflict")

    with pytest.raises(Problem):
        sampled.run(work)
    assert labels(sampled) == set()


def test_works_of_one_group_fail_alone(sampled: Database) -> None:
    """While one slow work holds the writer, the others gather in one group: every third of them fails."""
    barrier = threading.Event()

    def slow(session: Session) -> None:
        barrier.wait(10)
        session.add(Sample(**row("slow")))

    def numbered(number: int) -> str:
        def work(session: Session) -> str:
            session.add(Sample(**row(f"n{number}")))
            session.flush()
            if number % 3 == 0:
                raise Problem("conflict")
            return f"n{number}"

        return sampled.run(work)

    with ThreadPoolExecutor(12) as pool:
        first = pool.submit(sampled.run, slow)
        others = [pool.submit(numbered, number) for number in range(9)]
        barrier.set()
        first.result()
        kept = {other.result() for other in others if not isinstance(other.exception(), Problem)}
    assert kept == {f"n{number}" for number in range(9) if number % 3}
    assert labels(sampled) == {"slow", *kept}


def test_a_result_is_handed_out_only_when_everybody_can_read_it(sampled: Database) -> None:
    def one(number: int) -> bool:
        label = sampled.run(lambda session: insert_rows(session, Sample, [row(f"r{number}")], returning=[Sample.label]))[0].label
        return label in labels(sampled)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(one, range(100)))


def test_reading_can_not_write(sampled: Database) -> None:
    with pytest.raises(DBAPIError):
        sampled.read(lambda session: session.execute(text("DELETE FROM test_sample")))


def test_a_read_sees_one_moment(sampled: Database) -> None:
    sampled.run(lambda session: session.add(Sample(**row("before"))))

    def look(session: Session) -> tuple[int, int]:
        before = len(session.scalars(select(Sample.id)).all())
        sampled.run(lambda other: other.add(Sample(**row("meanwhile"))))
        return before, len(session.scalars(select(Sample.id)).all())

    assert sampled.read(look) == (1, 1)


def test_inserting_many_is_one_statement_a_chunk(sampled: Database) -> None:
    statements: list[str] = []
    event.listen(sampled.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    rows = [row(f"many{number}") for number in range(1200)]
    sampled.run(lambda session: insert_rows(session, Sample, rows))
    assert len([statement for statement in statements if statement.startswith("INSERT")]) == 1
    assert len(labels(sampled)) == 1200


def test_inserting_nothing_is_fine(sampled: Database) -> None:
    assert sampled.run(lambda session: insert_rows(session, Sample, [], returning=[Sample.id])) == []
    assert sampled.run(lambda session: update_rows(session, Sample, [])) == 0


def test_inserting_answers_only_what_was_new(sampled: Database) -> None:
    sampled.run(lambda session: insert_rows(session, Sample, [row("old")]))
    rows = [row("old"), *(row(f"new{number}", content=None) for number in range(700))]
    found = sampled.run(
        lambda session: insert_rows(session, Sample, rows, ignore_conflicts=True, returning=[Sample.id, Sample.at])
    )
    assert {one.id for one in found} == {one["id"] for one in rows[1:]}
    assert all(isinstance(one.id, UUID) and one.at == AT for one in found)


def test_rows_may_leave_out_what_has_a_default_or_may_be_null(sampled: Database) -> None:
    rows = [{"id": new_id(), "label": "bare"}, row("full", ready=False)]
    sampled.run(lambda session: insert_rows(session, Sample, rows))
    found = {one.label: one for one in sampled.read(lambda session: session.scalars(select(Sample)).all())}
    assert (found["bare"].ready, found["bare"].at, found["full"].ready) == (True, None, False)


def test_a_key_that_is_no_column_is_refused(sampled: Database) -> None:
    with pytest.raises(KeyError, match="labell"):
        sampled.run(lambda session: insert_rows(session, Sample, [row("one") | {"labell": "x"}]))


def test_updating_many_finds_each_by_its_key(sampled: Database) -> None:
    rows = [row(f"u{number}") for number in range(10)]
    sampled.run(lambda session: insert_rows(session, Sample, rows))
    later = AT + timedelta(days=1)
    changes = [{"id": one["id"], "at": later, "value_e4": number} for number, one in enumerate(rows[:4])]
    assert sampled.run(lambda session: update_rows(session, Sample, [*changes, {**changes[0], "id": new_id()}])) == 4
    found = sampled.read(lambda session: session.scalars(select(Sample).order_by(Sample.label)).all())
    assert [one.value_e4 for one in found] == [0, 1, 2, 3, *[48_216_000] * 6]
    assert [one.at == later for one in found] == [True] * 4 + [False] * 6


def test_a_broken_constraint_with_a_code_is_its_problem(database: Database) -> None:
    def work(session: Session) -> None:
        person(session, "reader")
        session.execute(text("UPDATE person SET login = 'twice'"))
        person(session, "reader")
        session.execute(text("UPDATE person SET login = 'twice'"))

    with pytest.raises(Problem) as caught:
        database.run(work)
    assert caught.value.code == "login_taken"


def test_a_broken_constraint_that_only_we_can_break_is_an_alarm(database: Database) -> None:
    def work(session: Session) -> None:
        insert_rows(session, Branch, [{"code": "same", "name": "a"}, {"code": "same", "name": "b"}])

    with pytest.raises(IntegrityError):
        database.run(work)


def test_after_commit_comes_after_the_commit_and_only_then(sampled: Database) -> None:
    seen: list[set[str]] = []

    def work(session: Session) -> None:
        units.after_commit(session, lambda: seen.append(labels(sampled)))
        session.add(Sample(**row("one")))

    def failing(session: Session) -> None:
        units.after_commit(session, lambda: seen.append({"never"}))
        raise Problem("conflict")

    sampled.run(work)
    with pytest.raises(Problem):
        sampled.run(failing)
    assert seen == [{"one"}]


def test_a_work_inside_a_work_is_refused_on_sqlite(sqlite_database: Database) -> None:
    """It would wait for itself for ever."""
    with pytest.raises(RuntimeError, match="unit of work"):
        sqlite_database.run(lambda _: sqlite_database.run(lambda _: None))


@pytest.mark.postgres
def test_a_deadlock_is_run_again(postgres_database: Database) -> None:
    """Two works that lock two rows in opposite order: one is chosen as the victim and run again, both succeed."""
    ids = postgres_database.run(
        lambda session: insert_rows(
            session, Branch, [{"code": "a", "name": "0"}, {"code": "b", "name": "0"}], returning=[Branch.id]
        )
    )
    met = threading.Barrier(2, timeout=10)
    runs = [0]

    def crosswise(order: list[int]) -> None:
        first = True

        def work(session: Session) -> None:
            nonlocal first
            runs[0] += 1
            for number, branch_id in enumerate(order):
                session.execute(text("UPDATE branch SET name = 'x' || name WHERE id = :id"), {"id": branch_id})
                if number == 0 and first:
                    first = False
                    met.wait()

        postgres_database.run(work)

    one, two = (found.id for found in ids)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(crosswise, [[one, two], [two, one]]))
    names = postgres_database.read(lambda session: session.scalars(select(Branch.name)).all())
    assert list(names) == ["xx0", "xx0"]
    assert runs[0] == 3


def test_conditions_of_indexes_may_be_plain_text() -> None:
    indexes = [index for table in Base.metadata.tables.values() for index in table.indexes]
    conditions = [index.dialect_options["sqlite"]["where"] for index in indexes]
    assert [condition for condition in conditions if isinstance(condition, str)] == []
