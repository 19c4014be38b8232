"""Tests here run on SQLite, and on PostgreSQL as well where they say @both."""

from collections.abc import Iterator

import pytest

from backend.kernel.db import Database
from tests.support.either import either


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    yield from either(request)
