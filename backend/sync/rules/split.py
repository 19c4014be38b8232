"""Taking a push apart, item by item, so that one item nobody can read doesn't take the others with it (DESIGN decision 2)."""

import datetime as dt
import json
import re
from typing import Any

import msgspec

MAX_ENTRIES = 500
MAX_BYTES = 1_000_000
MAX_ENTRY_BYTES = 65_536


class DeviceClock(msgspec.Struct):
    """The phone's monotonic clock: milliseconds since the start of its page, and a random id of that start."""

    boot: str
    mono_ms: int


class PushingDevice(msgspec.Struct):
    """Who pushes: what the phone says of itself. `now` is its wall clock; `clock` anchors its monotonic one."""

    id: str
    app_version: str = ""
    now: str | None = None
    clock: DeviceClock | None = None

    @property
    def now_ms(self) -> int | None:
        """The wall clock in milliseconds since 1970; None when it isn't given, or isn't a time."""
        try:
            at = dt.datetime.fromisoformat(self.now or "")
        except ValueError:
            return None
        return None if at.tzinfo is None else int(at.timestamp() * 1000)


class Push(msgspec.Struct):
    """A push as it came: the entries are still bytes."""

    device: PushingDevice
    entries: list[msgspec.Raw]
    incarnation: str | None = None
    newest: dict[str, Any] | None = None


class MalformedPushError(ValueError):
    """The push as a whole can't be read; `field` names the part."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


_decode = msgspec.json.Decoder(Push).decode
_FIELD = re.compile(r"`\$\.?([^`]*)`")
_LONE_SURROGATE = re.compile(
    rb"(?<!\\)((?:\\\\)*)\\u(?:[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|[dD][c-fC-F][0-9a-fA-F]{2})"
)


def split(body: bytes) -> tuple[Push, list[bytes]]:
    """The push and the bytes of each entry; MalformedPushError when it isn't one.

    A phone can cut an emoji in half, and JSON.stringify writes the half as an escape that strict readers refuse: such a push
    is taken apart by hand, so that only the entry with the half emoji is set aside.
    """
    try:
        push = _decode(body)
        return push, [bytes(raw) for raw in push.entries]
    except msgspec.ValidationError as error:
        found = _FIELD.search(str(error))
        raise MalformedPushError(found[1] if found else "", str(error)) from error
    except RecursionError as error:
        raise MalformedPushError("", "nested too deep") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        if _LONE_SURROGATE.search(body) is None:
            raise MalformedPushError("", str(error)) from error
    return _by_hand(body)


def _by_hand(body: bytes) -> tuple[Push, list[bytes]]:
    """Like `split`, by a reader that takes half an emoji for what it is."""
    try:
        whole: Any = json.loads(body)
        head = {name: value for name, value in whole.items() if name != "entries"} | {"entries": []}
        push = msgspec.convert(head, Push)
        entries = msgspec.convert(whole["entries"], list[Any])
        # As the phone wrote it, but for white space: its own writer leaves none.
        return push, [json.dumps(entry, ensure_ascii=True, separators=(",", ":")).encode() for entry in entries]
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError, msgspec.MsgspecError) as error:
        raise MalformedPushError("", str(error)) from error


def glean(raw: bytes) -> tuple[str | None, int | None]:
    """The id and seq of an entry that could not be read properly, as far as anybody can tell; (None, None) otherwise."""
    try:
        entry: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return None, None
    if not isinstance(entry, dict):
        return None, None
    found, seq = entry.get("id"), entry.get("seq")
    return (found if isinstance(found, str) else None, seq if isinstance(seq, int) and not isinstance(seq, bool) else None)
