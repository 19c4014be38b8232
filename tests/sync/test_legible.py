"""What can be made out of an entry that no program takes."""

import json

import pytest

from backend.sync.rules import legible
from tests.support.phone import uuid7

TASK, REGISTER = uuid7(1), uuid7(2)


def test_lg1_each_part_is_read_by_itself() -> None:
    raw = json.dumps({"kind": "visit", "person": "me", "body": {
        "task_id": TASK, "readings": [{"register_id": REGISTER, "value": "12.5"}, 7, {"value": True}, {"value": 3}],
        "note": "by the door", "photos": [{"sha256": "a" * 64}, {"sha256": "A" * 64}, None],
    }})  # fmt: skip
    said = legible.parts(raw)
    assert (said.kind, said.person, said.task_id, said.note) == ("visit", None, TASK, "by the door")
    assert said.values == ((REGISTER, "12.5"), (None, "3"))
    assert said.photos == ("a" * 64,)


@pytest.mark.parametrize(
    "raw", ["", "{", "[]", "5", "null", "[" * 50_000, '{"body": []}', "9" * 5_000, '{"kind": [], "body": {"value": {}}}']
)
def test_lg2_of_what_is_no_entry_nothing_is_read_and_nothing_raised(raw: str) -> None:
    assert legible.parts(raw) == legible.Parts()
    assert legible.text(raw).lines


def test_lg3_nothing_hides_in_a_text_or_turns_its_direction() -> None:
    hidden = '{"note": "a\u202eb\\ud800\u200b<b>\\u0000"}'
    assert legible.text(hidden).lines == ("{", '  "note": "a\\u202eb\\ud800\\u200b<b>\\u0000"', "}")
    assert legible.parts('{"body": {"note": "a\\u202eb"}}').note == "a\\u202eb"


def test_lg4_a_member_named_twice_is_shown_as_it_came() -> None:
    assert legible.text('{"kind":"visit","kind":"skip"}').lines == ('{"kind":"visit","kind":"skip"}',)


def test_lg5_a_long_text_is_cut_and_says_so() -> None:
    long = legible.text(json.dumps(list(range(30_000))))
    assert (len(long.lines), long.cut) == (legible.MOST_LINES, True)
    assert legible.text("x" * 65_536).cut


def test_lg6_lines_that_only_one_has_are_marked() -> None:
    one, other = legible.side_by_side('{"a": 1, "b": "1"}', '{"b": "1", "a": 2, "c": 3}')
    assert [one.lines[line] for line in one.marked] == ['  "a": 1,', '  "b": "1"']
    assert [other.lines[line] for line in other.marked] == ['  "a": 2,', '  "b": "1",', '  "c": 3']
