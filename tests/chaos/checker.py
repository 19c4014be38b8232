"""Holds what phones were acknowledged against what the database and the photo store hold. It shares no code with the server.

Lost: something that was acknowledged isn't there, or isn't whole. Doubled: something is there twice, or was acknowledged in two
different ways. Each finding names what it is about.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

import rfc8785

from tests.chaos.diary import Acknowledged, Diary

_CONTENT = ("kind", "v", "recorded_at", "clock", "person", "body")
_OUTCOME_OF = {"visit": "read", "skip": "skipped", "inspection": "inspected"}
Json = dict[str, Any]


class Connection(Protocol):
    """Either database's own driver."""

    def execute(self, statement: Any, /) -> Any: ...


@dataclass
class Verdict:
    """What a checker found. An entry or photo with several faults counts once."""

    acknowledged: int = 0
    contested: int = 0
    quarantined: int = 0
    lost: dict[str, str] = field(default_factory=dict)
    doubled: dict[str, str] = field(default_factory=dict)


@dataclass
class Held:
    """All that the tables hold, as plain values: ids as hyphenated text, JSON as objects."""

    journal: dict[str, list[Json]] = field(default_factory=lambda: defaultdict(list))
    nameless: Counter[str] = field(default_factory=Counter)
    arbiter: dict[str, list[Json]] = field(default_factory=lambda: defaultdict(list))
    visits: dict[str, list[Json]] = field(default_factory=lambda: defaultdict(list))
    readings: dict[str, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))
    attempts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    notes: Counter[str] = field(default_factory=Counter)
    uses: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    photos: set[str] = field(default_factory=set)


def _id(value: Any) -> str:
    return str(value if isinstance(value, UUID) else UUID(value))


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def read(connection: Connection) -> Held:
    """Read the tables with statements of our own, the same for both databases."""
    held = Held()
    for entry_id, digest, raw, outcome, reason in connection.execute("SELECT entry_id, digest, raw, outcome, reason FROM entry"):
        if entry_id is None:
            held.nameless[raw] += 1
        else:
            held.journal[_id(entry_id)].append({"digest": digest, "raw": raw, "outcome": outcome, "reason": reason})
    for entry_id, digest, receipt in connection.execute("SELECT id, digest, receipt FROM entry_ids"):
        held.arbiter[_id(entry_id)].append({"digest": digest, "receipt": _json(receipt)})
    for visit_id, task_id, outcome, standing in connection.execute("SELECT id, task_id, outcome, standing FROM visit"):
        held.visits[_id(visit_id)].append({"task": _id(task_id), "outcome": outcome, "standing": standing})
    for visit_id, register_id, value in connection.execute("SELECT visit_id, register_id, value_e4 FROM reading"):
        if visit_id is not None:
            held.readings[_id(visit_id)].append((_id(register_id), int(value)))
    for attempt_id, value in connection.execute("SELECT id, value_e4 FROM attempt"):
        held.attempts[_id(attempt_id)].append(int(value))
    for (note_id,) in connection.execute("SELECT id FROM field_note"):
        held.notes[_id(note_id)] += 1
    for visit_id, sha256, state in connection.execute("SELECT visit_id, sha256, state FROM photo_use"):
        held.uses[_id(visit_id), sha256].append(state)
    held.photos = {sha256 for (sha256,) in connection.execute("SELECT sha256 FROM photo")}
    return held


def digest_of(entry: Json, raw: bytes) -> str:
    """SHA-256 of the canonical content; of the bytes as they came where there is none, since a float is among them."""
    if _has_float(entry):
        return hashlib.sha256(raw).hexdigest()
    return hashlib.sha256(rfc8785.dumps({name: entry[name] for name in _CONTENT if name in entry})).hexdigest()


def _has_float(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_has_float, value.values()))
    return any(map(_has_float, value)) if isinstance(value, list) else isinstance(value, float)


def _e4(text: str) -> int:
    return int(Decimal(text) * 10_000)


class Checker:
    """One database and photo store against the diaries of all phones."""

    def __init__(self, held: Held, photo_folder: Path) -> None:
        self._held = held
        self._folder = photo_folder
        self._verdict = Verdict()
        self._kept_by_task: dict[str, list[str]] = defaultdict(list)
        for visit_id, rows in held.visits.items():
            self._kept_by_task[rows[0]["task"]].append(visit_id)

    def check(self, diaries: Iterable[Diary]) -> Verdict:
        entries: dict[bytes, list[Acknowledged]] = defaultdict(list)
        photos: dict[tuple[str, str], int] = {}
        for diary in diaries:
            for one in diary.acknowledged:
                entries[one.raw].append(one)
            photos |= {(visit_id, sha256): size for visit_id, sha256, size in diary.photos}
        for raw, told in entries.items():
            self._entry(raw, told)
        # A photo's visit may be on its way when the photo is received; whoever is home has sent both.
        for (visit_id, sha256), size in photos.items():
            self._photo(visit_id, sha256, size)
        self._twice()
        return self._verdict

    def _lose(self, what: str, why: str) -> None:
        self._verdict.lost.setdefault(what, why)

    def _double(self, what: str, why: str) -> None:
        self._verdict.doubled.setdefault(what, why)

    def _entry(self, raw: bytes, told: Sequence[Acknowledged]) -> None:
        """The journal, the arbiter and what the entry means, for bytes that were acknowledged once or more often."""
        receipt = told[0].receipt
        entry = json.loads(raw)
        name = entry.get("id") or hashlib.sha256(raw).hexdigest()
        self._verdict.acknowledged += 1
        self._verdict.contested += receipt["outcome"] == "contested"
        self._verdict.quarantined += receipt["outcome"] == "quarantined"
        if entry.get("id") is None:
            # Without a name, it is known by its bytes alone.
            if not self._held.nameless[raw.decode()]:
                self._lose(name, "a nameless entry isn't in the journal")
            return
        if len({json.dumps(one.receipt, sort_keys=True) for one in told if one.receipt["outcome"] != "conflict"}) > 1:
            self._double(name, "acknowledged by two different receipts")
        if receipt["digest"] != digest_of(entry, raw):
            self._lose(name, "the receipt is for other content")
        rows = [row for row in self._held.journal[entry["id"]] if row["raw"] == raw.decode()]
        if not rows:
            self._lose(name, "the journal doesn't hold these bytes")
            return
        if all(row["outcome"] != receipt["outcome"] for row in rows):
            self._lose(name, f"acknowledged as {receipt['outcome']}, journaled as {rows[0]['outcome']}")
        if receipt["outcome"] == "conflict":
            return
        if all(row["receipt"] != receipt for row in self._held.arbiter[entry["id"]]):
            self._lose(name, "the arbiter doesn't know this receipt")
        if receipt["outcome"] in {"applied", "duplicate", "contested"}:
            self._meaning(entry, receipt["outcome"])

    def _meaning(self, entry: Json, outcome: str) -> None:
        name, kind, body = entry["id"], entry["kind"], entry["body"]
        if kind == "attempt" and _e4(body["value"]) not in self._held.attempts[name]:
            self._lose(name, "the attempt isn't there")
        if kind == "note" and not self._held.notes[name]:
            self._lose(name, "the note isn't there")
        if kind in _OUTCOME_OF:
            visits = self._held.visits[name]
            if not any(visit["task"] == body["task_id"] and visit["outcome"] == _OUTCOME_OF[kind] for visit in visits):
                self._lose(name, "the visit isn't there")
            for photo in body["photos"]:
                if not self._held.uses[name, photo["sha256"]]:
                    self._lose(name, "a photo of the visit isn't owed")
        if kind == "visit":
            self._values(name, body, outcome)

    def _values(self, name: str, body: Json, outcome: str) -> None:
        """Every value as it was typed; a visit that says the same as another one may rest on that one's."""
        said = {(one["register_id"], _e4(one["value"])) for one in body["readings"]}
        where = [name] if outcome != "duplicate" else self._kept_by_task[body["task_id"]]
        if not any(said <= set(self._held.readings[visit_id]) for visit_id in where):
            self._lose(name, "its values aren't among the readings")

    def _photo(self, visit_id: str, sha256: str, size: int) -> None:
        path = self._folder / "photos" / sha256[:2] / sha256
        if sha256 not in self._held.photos:
            self._lose(sha256, "the photo has no record")
        elif "whole" not in self._held.uses[visit_id, sha256]:
            self._lose(sha256, f"the visit doesn't have its photo: {self._held.uses[visit_id, sha256]}")
        elif not path.exists():
            self._lose(sha256, "the photo isn't in the store")
        elif path.stat().st_size != size or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            self._lose(sha256, "the photo in the store isn't the one that was sent")

    def _twice(self) -> None:
        """What no table may hold twice, acknowledged or not."""
        for name, why in doubles(self._held):
            self._double(name, why)


def doubles(held: Held) -> Iterator[tuple[str, str]]:
    """(name, what is there twice)."""
    for entry_id, rows in held.journal.items():
        if sum(row["outcome"] != "conflict" for row in rows) > 1:
            yield entry_id, "taken up twice in the journal"
        if _repeats(row["raw"] for row in rows):
            yield entry_id, "the same bytes twice in the journal"
    for visit_id, values in held.readings.items():
        if _repeats(register for register, _ in values):
            yield visit_id, "two values of one register in one visit"
    counted: tuple[tuple[Mapping[Any, int], str], ...] = (
        (held.nameless, "a nameless entry twice in the journal"),
        (held.notes, "a note twice"),
        (_lengths(held.arbiter), "twice before the arbiter"),
        (_lengths(held.visits), "two visits of one entry"),
        (_lengths(held.attempts), "an attempt twice"),
        (_lengths(held.uses), "a photo twice at one visit"),
        (_standing(held), "two readings stand for one task"),
    )
    for counts, why in counted:
        yield from ((str(name), why) for name, count in counts.items() if count > 1)


def _repeats(values: Iterable[Any]) -> bool:
    return any(count > 1 for count in Counter(values).values())


def _lengths(rows: Mapping[Any, list[Any]]) -> dict[Any, int]:
    return {name: len(found) for name, found in rows.items()}


def _standing(held: Held) -> Counter[str]:
    """How many readings stand, a task."""
    every = (row for rows in held.visits.values() for row in rows)
    return Counter(row["task"] for row in every if (row["outcome"], row["standing"]) == ("read", "stands"))
