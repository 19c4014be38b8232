"""Partitions (DESIGN decision 8): made ahead, never in the way of a row, and immutable like their table."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from backend.kernel import clock, partitions
from backend.kernel.db import Database, insert_rows
from backend.kernel.ids import new_id
from backend.sync.models import Entry

pytestmark = pytest.mark.postgres


def insert(session: Session, month: int) -> None:
    insert_rows(
        session,
        Entry,
        [
            {
                "home": 1, "month": month, "journal_id": new_id(), "device_id": UUID(int=1), "received_at": clock.now(),
                "app_version": "", "digest": "", "raw": "{}", "outcome": "applied",
            }
        ],
    )  # fmt: skip


def place_of(database: Database, month: int) -> str:
    query = text("SELECT tableoid::regclass::text FROM entry WHERE month = :month")
    return str(database.read(lambda session: session.execute(query, {"month": month}).scalar_one()))


def test_months_follow_one_another() -> None:
    assert partitions.months_from(date(2026, 11, 24), 4) == [202611, 202612, 202701, 202702]


def test_a_row_of_an_unforeseen_month_is_kept_and_moved_when_its_month_is_made(postgres_database: Database) -> None:
    database = postgres_database
    database.run(lambda session: insert(session, 203405))
    assert place_of(database, 203405) == "entry_default"
    made = database.run(lambda session: partitions.ensure(session, [203405, 203406]))
    assert set(made) == {f"{table.name}_p{month}" for table in partitions.partitioned_tables() for month in (203405, 203406)}
    assert place_of(database, 203405) == "entry_p203405"
    database.run(lambda session: insert(session, 203406))
    assert place_of(database, 203406) == "entry_p203406"
    assert database.run(lambda session: partitions.ensure(session, [203405, 203406])) == []


@pytest.mark.parametrize("table", ["entry", "entry_p203405", "entry_default"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET digest = 'x'", "DELETE FROM {}", "TRUNCATE entry"])
def test_neither_the_table_nor_its_partitions_can_be_changed(postgres_database: Database, table: str, deed: str) -> None:
    database = postgres_database

    def fill(session: Session) -> None:
        insert(session, 203405)
        insert(session, 203501)
        partitions.ensure(session, [203405])

    database.run(fill)
    with pytest.raises(DBAPIError, match="immutable"):
        database.run(lambda session: session.execute(text(deed.format(table))))
