"""The numbered migrations build, from nothing, exactly the tables that the models speak of."""

import re

import pytest
from sqlalchemy import inspect

from backend.kernel.db import Database
from tests.support.databases import command, migrate
from tests.support.shared import ROOT

VERSIONS = ROOT / "migrations" / "versions"


def test_from_nothing_to_no_difference(empty_database_url: str) -> None:
    migrate(empty_database_url)
    checked = command(empty_database_url, "migrate", "--check")
    if checked.returncode:
        pytest.fail(f"the models have moved on; write a migration:\n{checked.stderr.splitlines()[-1]}", pytrace=False)


def test_a_second_time_changes_nothing(database_url: str) -> None:
    again = command(database_url, "migrate")
    assert again.returncode == 0, again.stderr


def test_a_difference_is_told(database_url: str) -> None:
    database = Database.open(database_url)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE stranger (id integer primary key)")
    database.close()
    checked = command(database_url, "migrate", "--check")
    assert checked.returncode != 0
    assert "stranger" in checked.stdout + checked.stderr


def test_the_database_says_where_it_stands(database: Database) -> None:
    with database.engine.connect() as connection:
        assert "alembic_version" in inspect(connection).get_table_names()
        stands_at = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    assert stands_at == [max(path.stem[:4] for path in VERSIONS.glob("[0-9]*.py"))]


def test_numbers_have_no_gaps_and_follow_one_another() -> None:
    files = sorted(path for path in VERSIONS.glob("*.py") if path.name != "__init__.py")
    assert [path.name[:4] for path in files] == [f"{number:04}" for number in range(1, len(files) + 1)]
    for number, path in enumerate(files, start=1):
        text = path.read_text()
        assert re.search(rf'^revision\b.*= "{number:04}"$', text, re.MULTILINE), path.name
        before = f'"{number - 1:04}"' if number > 1 else "None"
        assert re.search(rf"^down_revision\b.*= {before}$", text, re.MULTILINE), path.name


def test_versions_stand_alone() -> None:
    """A migration is what was done then: code that moves on with the product must not change it."""
    leaning = [
        path.name
        for path in VERSIONS.glob("*.py")
        if re.search(r"^\s*(from|import) (backend|config)\b", path.read_text(), re.MULTILINE)
    ]
    assert leaning == []
