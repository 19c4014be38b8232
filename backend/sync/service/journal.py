"""The journal: every entry as it came, in the transaction that interprets it. Rows are only ever added."""

from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from backend.kernel import clock
from backend.kernel.db import insert_rows
from backend.kernel.ids import parse
from backend.sync.models import Entry
from backend.sync.rules import clocks
from backend.sync.service.facts import Answer


def journal_id(answer: Answer) -> UUID:
    """The row's own id. An entry's id where it has one of its own; else made of the content, so that a repeat adds nothing."""
    if answer.item.entry_id is not None and answer.outcome != "conflict":
        return parse(answer.item.entry_id)
    content = f"{answer.item.entry_id}:{answer.item.digest}".encode() if answer.item.entry_id else answer.item.raw
    return UUID(bytes=sha256(content).digest()[:16], version=5)


def as_text(raw: bytes) -> str:
    """An entry as the journal keeps it: JSON allows no control characters, and PostgreSQL's text can't hold the null one."""
    return raw.decode("utf-8", "backslashreplace").replace("\x00", "\\u0000")


def write(session: Session, answers: Sequence[Answer]) -> None:
    """Journal entries with what became of them. Those without an id of their own may come again, and are kept once a month."""
    insert_rows(session, Entry, [_row(answer) for answer in answers], ignore_conflicts=True)


def _row(answer: Answer) -> dict[str, object]:
    item, setting = answer.item, answer.given.setting
    envelope = item.envelope
    corrected = None
    if envelope is not None:
        corrected = clocks.corrected_ms(setting.anchors, boot=envelope.clock.boot, mono_ms=envelope.clock.mono_ms)
    at = setting.received_at
    return {
        "home": answer.home,
        "month": at.year * 100 + at.month,
        "journal_id": journal_id(answer),
        "entry_id": parse(item.entry_id) if item.entry_id is not None else None,
        "device_id": setting.sender.device_id,
        "person_id": _person(item.envelope.person) if item.envelope is not None else None,
        "seq": item.seq,
        "kind": envelope.kind if envelope is not None else None,
        "v": envelope.v if envelope is not None else None,
        "recorded_at": envelope.recorded_at if envelope is not None else None,
        "corrected_at": None if corrected is None else clock.from_ms(corrected),
        "received_at": at,
        "app_version": setting.app_version,
        "digest": item.digest,
        "raw": as_text(item.raw),
        "outcome": answer.outcome,
        "reason": answer.reason,
        "carried_by": setting.carried_by,
    }


def _person(text: str) -> UUID | None:
    try:
        return parse(text)
    except ValueError:
        return None
