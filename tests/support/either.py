"""For rooms whose statements seldom differ: SQLite, and both databases where a test says @both.

In the room's conftest.py:

    @pytest.fixture
    def database(request): yield from either(request)
"""

from collections.abc import Iterator

import pytest

from backend.kernel.db import Database

both = pytest.mark.parametrize(
    "database", [pytest.param("sqlite"), pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)


def either(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A fresh, migrated, open database of the kind a test asks for."""
    opened = Database.open(request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url"))
    try:
        yield opened
    finally:
        opened.close()
