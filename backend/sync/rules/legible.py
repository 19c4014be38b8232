"""What a person can make out of an entry that no program takes: its readable parts, and all of it as text. Never raises."""

import difflib
import json
import re
from dataclasses import dataclass, field
from typing import Any

from backend.sync.rules.entries import is_id

# As much of a text as a screen shows; an entry is at most 64 KiB, but indenting makes it longer.
MOST_TEXT = 60_000
MOST_LINES = 1_500
_MOST_PARTS = 60
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
# What a screen would obey rather than show: controls, marks of direction, what has no width, halves of a pair.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Parts:
    """What can be read of an entry, whatever else is wrong with it. Ids are such; texts are short and safe to show."""

    kind: str | None = None
    person: str | None = None
    task_id: str | None = None
    installation_id: str | None = None
    values: tuple[tuple[str | None, str], ...] = ()  # (register, value as it was written)
    code: str | None = None
    note: str | None = None
    photos: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Text:
    """An entry as lines; `cut`: there was more; `marked`: the numbers, from 0, of lines that another text doesn't have."""

    lines: tuple[str, ...]
    cut: bool
    marked: tuple[int, ...] = ()


def parts(raw: str) -> Parts:
    """The readable parts of an entry as the journal has it."""
    entry = _loaded(raw, twice_is_wrong=False)
    if not isinstance(entry, dict):
        return Parts()
    body = entry.get("body")
    if not isinstance(body, dict):
        return Parts(_short(entry.get("kind"), 20), _id(entry.get("person")))
    return Parts(
        kind=_short(entry.get("kind"), 20), person=_id(entry.get("person")), task_id=_id(body.get("task_id")),
        installation_id=_id(body.get("installation_id")), values=tuple(_values(body)),
        code=_short(body.get("code"), 20) or _short(body.get("outcome"), 20),
        note=_short(body.get("note"), 4_000) or _short(body.get("text"), 4_000),
        photos=tuple(
            dict.fromkeys(
                one["sha256"]
                for one in _some(body.get("photos"))
                if isinstance(one, dict) and isinstance(one.get("sha256"), str) and _SHA256.fullmatch(one["sha256"])
            )
        ),
    )  # fmt: skip


def text(raw: str) -> Text:
    """An entry as indented JSON, or, where it can't be read as such or names a member twice, as it came."""
    entry = _loaded(raw, twice_is_wrong=True)
    try:
        shown = raw if entry is None else json.dumps(entry, ensure_ascii=False, indent=2, sort_keys=True)
    except (ValueError, RecursionError):
        shown = raw
    safe = visible(shown[:MOST_TEXT])
    lines = safe.split("\n")
    return Text(tuple(lines[:MOST_LINES]), len(shown) > MOST_TEXT or len(lines) > MOST_LINES)


def side_by_side(one: str, other: str) -> tuple[Text, Text]:
    """Two entries as text, the lines marked that only one of them has."""
    left, right = text(one), text(other)
    marked: tuple[list[int], list[int]] = ([], [])
    for tag, begin, end, begin_2, end_2 in difflib.SequenceMatcher(None, left.lines, right.lines, autojunk=False).get_opcodes():
        if tag != "equal":
            marked[0].extend(range(begin, end))
            marked[1].extend(range(begin_2, end_2))
    return Text(left.lines, left.cut, tuple(marked[0])), Text(right.lines, right.cut, tuple(marked[1]))


def visible(text: str) -> str:
    """A text with everything that can't be seen written as \\u…, so that nothing hides in it and it can be stored and sent."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class _TwiceError(ValueError):
    pass


def _loaded(raw: str, *, twice_is_wrong: bool) -> Any:
    """The entry as an object; None where there is none."""

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if twice_is_wrong and len(found) < len(pairs):
            raise _TwiceError
        return found

    try:
        return json.loads(raw, object_pairs_hook=members)
    except (ValueError, RecursionError):
        return None


def _short(value: Any, most: int) -> str | None:
    return visible(value[:most]) if isinstance(value, str) and value else None


def _id(value: Any) -> str | None:
    return value if is_id(value) else None


def _some(value: Any) -> list[Any]:
    return value[:_MOST_PARTS] if isinstance(value, list) else []


def _values(body: dict[str, Any]) -> list[tuple[str | None, str]]:
    """Of a visit its readings, of an attempt the one value."""
    given = [*_some(body.get("readings")), *([body] if "value" in body else [])]
    found = []
    for one in given:
        value = one.get("value") if isinstance(one, dict) else None
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            found.append((_id(one.get("register_id")), visible(str(value)[:40])))
    return found
