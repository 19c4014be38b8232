"""The checker itself: what it must call lost or doubled, one after another (P1, P4)."""

import copy
import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from tests.chaos.checker import Checker, Held, Verdict
from tests.chaos.diary import Diary
from tests.support.outbox import Saved

VISIT, TASK, REGISTER, BARE = (f"01a20d2b-771f-7014-a574-00000000000{n}" for n in range(4))
PICTURE = b"a picture"
SHA = hashlib.sha256(PICTURE).hexdigest()
Json = dict[str, Any]


def entry(**changed: Any) -> bytes:
    body = {"task_id": TASK, "readings": [{"register_id": REGISTER, "value": "12.5"}], "photos": [{"sha256": SHA}]}
    made = {
        "id": VISIT,
        "seq": 1,
        "kind": "visit",
        "v": 1,
        "recorded_at": "then",
        "clock": {},
        "person": "somebody",
        "body": body,
    }
    return json.dumps(made | changed).encode()


def receipt(raw: bytes, outcome: str = "applied", **more: Any) -> Json:
    content = {name: value for name, value in json.loads(raw).items() if name not in {"id", "seq"}}
    return {"id": VISIT, "outcome": outcome, "digest": hashlib.sha256(rfc8785.dumps(content)).hexdigest(), "mac": "1"} | more


def held() -> Held:
    """All that one visit with a photo leaves behind."""
    made = Held()
    made.journal[VISIT] = [{"digest": receipt(entry())["digest"], "raw": entry().decode(), "outcome": "applied", "reason": None}]
    made.arbiter[VISIT] = [{"digest": receipt(entry())["digest"], "receipt": receipt(entry())}]
    made.visits[VISIT] = [{"task": TASK, "outcome": "read", "standing": "stands"}]
    made.readings[VISIT] = [(REGISTER, 125_000)]
    made.uses[VISIT, SHA] = ["whole"]
    made.photos = {SHA}
    return made


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    made = Diary(tmp_path / "diary.jsonl")
    yield made
    made.close()


def store(folder: Path, data: bytes = PICTURE) -> Path:
    path = folder / "photos" / SHA[:2] / SHA
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    return folder


def hear(diary: Diary, raw: bytes, told: Json) -> None:
    diary.hear([Saved(1, VISIT, "visit", raw, None)], [told])


def verdict(diary: Diary, found: Held, folder: Path) -> Verdict:
    return Checker(found, folder).check([diary])


def test_what_is_all_there_once_is_good(diary: Diary, tmp_path: Path) -> None:
    hear(diary, entry(), receipt(entry()))
    hear(diary, entry(), receipt(entry()))
    diary.photo_received(VISIT, SHA, len(PICTURE))
    found = verdict(diary, held(), store(tmp_path))
    assert (found.acknowledged, found.lost, found.doubled) == (1, {}, {})


LOSSES: list[tuple[str, Callable[[Held], Any]]] = [
    ("journal", lambda one: one.journal.clear()),
    ("journal", lambda one: one.journal[VISIT][0].update(raw=entry(recorded_at="later").decode())),
    ("journaled as", lambda one: one.journal[VISIT][0].update(outcome="quarantined")),
    ("arbiter", lambda one: one.arbiter.clear()),
    ("arbiter", lambda one: one.arbiter[VISIT][0].update(receipt=receipt(entry(), mac="2"))),
    ("visit isn't there", lambda one: one.visits.clear()),
    ("visit isn't there", lambda one: one.visits[VISIT][0].update(task=REGISTER)),
    ("values", lambda one: one.readings.clear()),
    ("values", lambda one: one.readings.update({VISIT: [(REGISTER, 125_001)]})),
    ("owed", lambda one: one.uses.clear()),
    ("no record", lambda one: one.photos.clear()),
    ("doesn't have its photo", lambda one: one.uses.update({(VISIT, SHA): ["owed"]})),
]


@pytest.mark.parametrize(("why", "break_it"), LOSSES)
def test_what_is_missing_or_altered_is_lost(diary: Diary, tmp_path: Path, why: str, break_it: Callable[[Held], Any]) -> None:
    hear(diary, entry(), receipt(entry()))
    diary.photo_received(VISIT, SHA, len(PICTURE))
    broken = copy.deepcopy(held())
    break_it(broken)
    found = verdict(diary, broken, store(tmp_path))
    assert any(why in said for said in found.lost.values())


@pytest.mark.parametrize("data", [b"", PICTURE[:-1], b"A picture", None])
def test_a_photo_that_isn_t_whole_in_the_store_is_lost(diary: Diary, tmp_path: Path, data: bytes | None) -> None:
    diary.photo_received(VISIT, SHA, len(PICTURE))
    if data is not None:
        store(tmp_path, data)
    assert set(verdict(diary, held(), tmp_path).lost) == {SHA}


def test_a_receipt_for_other_content_is_a_loss(diary: Diary, tmp_path: Path) -> None:
    hear(diary, entry(), receipt(entry(recorded_at="later")))
    assert set(verdict(diary, held(), store(tmp_path)).lost) == {VISIT}


def test_two_receipts_for_the_same_bytes_are_a_double(diary: Diary, tmp_path: Path) -> None:
    hear(diary, entry(), receipt(entry()))
    hear(diary, entry(), receipt(entry(), mac="2"))
    assert set(verdict(diary, held(), store(tmp_path)).doubled) == {VISIT}


DOUBLES: list[Callable[[Held], Any]] = [
    lambda one: one.journal[VISIT].append({"raw": "other", "outcome": "applied"}),
    lambda one: one.journal[VISIT].append(one.journal[VISIT][0] | {"outcome": "conflict"}),
    lambda one: one.arbiter[VISIT].append(one.arbiter[VISIT][0]),
    lambda one: one.visits[VISIT].append(one.visits[VISIT][0]),
    lambda one: one.visits.update({BARE: one.visits[VISIT]}),
    lambda one: one.readings[VISIT].append((REGISTER, 1)),
    lambda one: one.attempts.update({VISIT: [1, 1]}),
    lambda one: one.notes.update({VISIT: 2}),
    lambda one: one.nameless.update({"raw": 2}),
    lambda one: one.uses[VISIT, SHA].append("owed"),
]


@pytest.mark.parametrize("break_it", DOUBLES)
def test_what_is_there_twice_is_a_double(diary: Diary, tmp_path: Path, break_it: Callable[[Held], Any]) -> None:
    broken = held()
    break_it(broken)
    assert verdict(diary, broken, tmp_path).doubled


def test_a_conflict_is_kept_in_the_journal_beside_what_came_first(diary: Diary, tmp_path: Path) -> None:
    other = entry(recorded_at="later")
    hear(diary, entry(), receipt(entry()))
    hear(diary, other, receipt(other, "conflict"))
    found = verdict(diary, held(), store(tmp_path))
    assert set(found.lost) == {VISIT}
    kept = held()
    kept.journal[VISIT].append({"raw": other.decode(), "outcome": "conflict"})
    assert verdict(diary, kept, tmp_path).lost == {}


def test_a_duplicate_may_rest_on_the_visit_that_says_the_same(diary: Diary, tmp_path: Path) -> None:
    hear(diary, entry(), receipt(entry(), "duplicate"))
    found = held()
    found.journal[VISIT][0]["outcome"] = "duplicate"
    found.arbiter[VISIT][0]["receipt"] = receipt(entry(), "duplicate")
    found.readings[BARE] = found.readings.pop(VISIT)
    assert verdict(diary, found, store(tmp_path)).lost
    found.visits[BARE] = [{"task": TASK, "outcome": "read", "standing": "stands"}]
    found.visits[VISIT][0]["standing"] = "set_aside"
    assert verdict(diary, found, tmp_path).lost == {}
