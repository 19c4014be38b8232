"""Paging and the wire's scalars at the edge."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError, fields
from sqlalchemy import select

from backend.identity.models import Branch
from backend.kernel import paging
from backend.kernel.db import Database, insert_rows
from backend.kernel.fields import E4, Instant, PageArguments, Period, page_of
from backend.kernel.problems import Problem


class Sample(Schema):
    at = Instant()
    value = E4(allow_none=True)
    period = Period()


def test_scalars_go_out_as_the_wire_has_them() -> None:
    values = {"at": datetime(2026, 11, 24, 8, 30, 0, 5000, tzinfo=UTC), "value": 48_216_000, "period": 202611}
    assert Sample().dump(values) == {"at": "2026-11-24T08:30:00.005Z", "value": "4821.6", "period": "2026-11"}
    assert Sample().dump({"value": None}) == {"value": None}


def test_scalars_come_in_as_the_code_has_them() -> None:
    loaded = Sample().load({"at": "2026-11-24T16:30:00+08:00", "value": "4821.60", "period": "2026-11"})
    assert loaded == {"at": datetime(2026, 11, 24, 8, 30, tzinfo=UTC), "value": 48_216_000, "period": 202611}


@pytest.mark.parametrize(
    "value",
    [
        {"at": "2026-11-24T16:30:00"}, {"at": "yesterday"}, {"at": 5}, {"value": 4821.6}, {"value": "1e3"}, {"value": ""},
        {"period": "2026-13"}, {"period": "202611"}, {"period": 202611},
    ],
)  # fmt: skip
def test_what_is_no_scalar_is_refused(value: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Sample().load(value)


def test_a_page_is_items_and_next() -> None:
    schema = page_of(Sample)
    assert schema.dump({"items": [{"period": 202611}], "next": None}) == {"items": [{"period": "2026-11"}], "next": None}
    assert page_of(Sample) is schema
    assert isinstance(schema.fields["items"], fields.List)
    with pytest.raises(ValidationError):
        PageArguments().load({"limit": 501})


KEYS = st.tuples(st.text(), st.integers(-(2**53), 2**53), st.uuids())


@given(KEYS)
def test_cursors_come_back(key: tuple[str, int, UUID]) -> None:
    assert paging.decode(paging.encode(*key), str, int, UUID) == key


@pytest.mark.parametrize("cursor", ["", "nonsense", "!!", "WyJ4Il0", "W10", "bnVsbA", "WzEsMl0", "é"])
def test_a_cursor_we_never_gave_is_refused(cursor: str) -> None:
    with pytest.raises(Problem) as caught:
        paging.decode(cursor, int)
    assert (caught.value.code, caught.value.field) == ("invalid", "cursor")


@pytest.mark.parametrize("descending", [False, True])
def test_pages_neither_skip_nor_repeat_what_is_added_meanwhile(database: Database, descending: bool) -> None:
    def add(*names: str) -> None:
        database.run(lambda session: insert_rows(session, Branch, [{"code": name, "name": "same"} for name in names]))

    add(*(f"b{number}" for number in range(7)))
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = database.read(
            lambda session: paging.page(
                session,
                select(Branch),
                by=[(Branch.name, str), (Branch.code, str)],
                cursor=cursor,  # noqa: B023  called at once
                limit=3,
                descending=descending,
            )
        )
        seen += [branch.code for branch in page.items]
        add(f"a{len(seen)}", f"z{len(seen)}")
        cursor = page.next
        if cursor is None:
            break
    first = [code for code in seen if code.startswith("b")]
    assert first == sorted((f"b{number}" for number in range(7)), reverse=descending)
    assert len(seen) == len(set(seen))


def test_a_problem_s_sentence_holds_its_numbers_in_both_languages() -> None:
    problem = Problem("uploads_open", open=7)
    assert "7 uploads" in problem.body("en")["title"]
    assert "7 个" in problem.body("zh")["title"]
    assert not [text for text in map(str, problem.body("en").values()) if "{open}" in text]
