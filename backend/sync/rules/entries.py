"""From bytes to an entry that can be interpreted, or the reason why it can't: nothing here ever raises on field data (P3)."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from backend.sync.rules import bodies, content, split

At = Annotated[dt.datetime, Meta(tz=True)]


class Clock(msgspec.Struct, frozen=True):
    """The phone's monotonic clock when it saved: a random id of the page start, and milliseconds since."""

    boot: Annotated[str, Meta(max_length=64)]
    mono_ms: Annotated[int, Meta(ge=-(2**53), le=2**53)]


class Envelope(msgspec.Struct, frozen=True):
    """What every entry carries around its body."""

    id: str
    seq: Annotated[int, Meta(ge=1, le=2_147_483_647)]
    kind: Annotated[str, Meta(min_length=1, max_length=20)]
    v: Annotated[int, Meta(ge=1, le=2_147_483_647)]
    recorded_at: At
    clock: Clock
    person: str
    body: dict[str, Any]

    def __post_init__(self) -> None:
        bodies.in_the_calendar(self.recorded_at)


@dataclass(frozen=True, slots=True)
class Decoded:
    """An entry as far as it could be understood. `why` says why it can't be interpreted (None: it can).

    `entry_id` is None when the phone gave none that can be used; `body` is one of bodies.KINDS.
    """

    index: int
    raw: bytes
    digest: str
    entry_id: str | None
    seq: int | None
    envelope: Envelope | None
    body: Any
    why: str | None


_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.ASCII)
_NUL = b"\\u0000"


def is_id(text: Any) -> bool:
    """Whether something is an id as the wire writes it: lower-case hyphenated text of a UUID, version 7 or 4."""
    return isinstance(text, str) and _ID.fullmatch(text) is not None


def _ids_of(body: Any) -> list[str]:
    """The ids a body names; each must be one, or it can't be looked up."""
    named = ("task_id", "run_id", "point_id", "installation_id", "register_id", "supersedes", "to_person")
    found = [value for name in named if (value := getattr(body, name, None)) is not None]
    if isinstance(body, bodies.Visit):
        found += [value.register_id for value in body.readings]
    return found


def decode(index: int, raw: bytes) -> Decoded:
    """One entry of a push. `raw` is at most split.MAX_ENTRY_BYTES long, which the caller has seen to."""
    try:
        entry = content.read(raw)
        canonical = content.canonical_bytes(entry, raw)
    except content.NotCanonicalError:
        entry_id, seq = split.glean(raw)
        return _unreadable(index, raw, entry_id, seq, "not_canonical")
    digest = content.digest(canonical)
    given_id, given_seq = entry.get("id"), entry.get("seq")
    try:
        envelope = msgspec.convert(entry, Envelope)
    except (msgspec.ValidationError, ValueError):
        return _unreadable(index, raw, given_id, given_seq, "bad_envelope", digest=digest)
    if not is_id(envelope.id):
        return Decoded(index, raw, digest, None, envelope.seq, envelope, None, "no_id")
    body, why = _body(envelope, raw)
    return Decoded(index, raw, digest, envelope.id, envelope.seq, envelope, body, why)


def _body(envelope: Envelope, raw: bytes) -> tuple[Any, str | None]:
    shape = bodies.KINDS.get(envelope.kind)
    if shape is None:
        return None, "unknown_kind"
    if envelope.v > bodies.VERSION:
        return None, "newer_version"
    if not is_id(envelope.person):
        return None, "bad_person"
    if _NUL in raw and "\x00" in _all_text(envelope.body):
        return None, "unstorable_text"
    try:
        body = msgspec.convert(envelope.body, shape)
    except (msgspec.ValidationError, ValueError, OverflowError):
        return None, "bad_body"
    if not all(is_id(value) for value in _ids_of(body)):
        return None, "bad_body"
    return body, None


def as_far_as_known(item: Decoded) -> Decoded:
    """An entry as a person may take it over: of a newer version what this one knows, of a text all but the null characters."""
    if item.envelope is None or item.why not in {"newer_version", "unstorable_text"}:
        return item
    known = msgspec.structs.replace(item.envelope, v=bodies.VERSION, body=_without_nul(item.envelope.body))
    body, why = _body(known, b"")
    return replace(item, envelope=known, body=body, why=why)


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, dict):
        return {_without_nul(name): _without_nul(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_without_nul(part) for part in value]
    return value


def _all_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "".join(_all_text(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return "".join(map(_all_text, value))
    return ""


def _unreadable(index: int, raw: bytes, entry_id: Any, seq: Any, why: str, *, digest: str | None = None) -> Decoded:
    usable_seq = seq if isinstance(seq, int) and not isinstance(seq, bool) and 1 <= seq <= 2_147_483_647 else None
    return Decoded(index, raw, digest or content.digest(raw), entry_id if is_id(entry_id) else None, usable_seq, None, None, why)
