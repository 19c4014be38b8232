"""What a phone hears from the server: a paged snapshot at a fixed mark, or the changes since its cursor. Reads only."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy.orm import Session

from backend.identity.service import server
from backend.kernel import changes
from backend.kernel.money import format_e4
from backend.sync.queries import anchors, days, holdings
from backend.sync.queries.holdings import Place
from backend.sync.rules import columns, cursors
from backend.sync.rules.cursors import Cursor, Page
from backend.sync.service import pack
from backend.sync.service.restored import RestoredError

PAGE = 500
_GONE = {"cancelled", "closed_elsewhere"}

CODES = pack.code_lists()
CODES_VERSION = sha256(msgspec.json.encode(CODES)).hexdigest()[:8]


@dataclass(frozen=True)
class Asking:
    """Who pulls, from where on."""

    device_id: UUID
    person_id: UUID
    cursor: str | None
    page: str | None
    zone: ZoneInfo
    # The homes of the person's branches: where the past is watched.
    homes: frozenset[int]
    # Whether long lists go as columns.
    compact: bool = False


def pull(session: Session, asking: Asking) -> dict[str, Any]:
    """`answer`, in the form that is asked for."""
    found = answer(session, asking)
    return _compacted(found) if asking.compact else found


def answer(session: Session, asking: Asking) -> dict[str, Any]:
    """The answer's members but for those of the server as a whole. RestoredError: turn over the incarnation and ask again.

    A cursor from another life of the server, of another person, or not ours at all, is no cursor: the phone starts afresh, and
    what it has not sent yet isn't touched by that.
    """
    keys = server.mac_keys(session)
    incarnation = str(server.incarnation(session))
    page: Page | None = cursors.decode(asking.page, Page, keys) if asking.page else None
    cursor: Cursor | None = cursors.decode(asking.cursor, Cursor, keys) if asking.cursor else None
    heads = changes.heads(session)
    for mark in (cursor, page.mark if page else None):
        if mark is None or mark.incarnation != incarnation:
            continue
        if cursors.newer_than(mark, heads) or not anchors.hold(session, mark.anchors):
            raise RestoredError(incarnation)
    if page is not None and _is_usable(page.mark, incarnation, asking):
        return _snapshot(session, asking, keys[0], page.mark, Place(UUID(page.run_id), page.sequence, UUID(page.task_id)))
    if cursor is not None and _is_usable(cursor, incarnation, asking):
        news = changes.since(session, cursor=cursor.marks, audiences=[f"person:{asking.person_id}", f"device:{asking.device_id}"])
        if not news.restart:
            return _delta(session, asking, keys[0], cursor, news)
    mark = _cursor(session, asking, incarnation, heads)
    return _snapshot(session, asking, keys[0], mark, None)


def _cursor(session: Session, asking: Asking, incarnation: str, marks: Mapping[int, int]) -> Cursor:
    """How far a phone has come now, and what the past looked like then."""
    homes = {str(home): seq for home, seq in sorted(marks.items())}
    return Cursor(incarnation, str(asking.person_id), homes, CODES_VERSION, anchors.now(session, asking.homes))


def _is_usable(mark: Cursor, incarnation: str, asking: Asking) -> bool:
    return mark.incarnation == incarnation and mark.person == str(asking.person_id)


def _snapshot(session: Session, asking: Asking, key: bytes, mark: Cursor, after: Place | None) -> dict[str, Any]:
    rows = holdings.page(session, asking.person_id, after=after, limit=PAGE + 1)
    more, rows = len(rows) > PAGE, rows[:PAGE]
    held = [row for row in rows if _is_held(row, asking.person_id)]
    page = None
    if more:
        last = rows[-1]
        page = cursors.encode(Page(mark, str(last.run_id), last.sequence, str(last.id)), key)
    return {
        "cursor": cursors.encode(mark, key),
        "seen": mark.homes,
        "page": page,
        "snapshot": True,
        "more": more,
        "codes": CODES,
        "runs": pack.runs(session, [row.run_id for row in rows]),
        "tasks": pack.tasks(session, held, asking.zone, _decimal(asking)),
        "states": [_state(row) for row in held],
        "gone": [_gone(row, asking.person_id) for row in rows if not _is_held(row, asking.person_id)],
        "verdicts": [],
        "orders": [] if more else _orders(session, asking),
    }


def _delta(session: Session, asking: Asking, key: bytes, cursor: Cursor, news: changes.News) -> dict[str, Any]:
    touched = {change.subject for change in news.changes if change.kind == "task"}
    handed = {change.subject for change in news.changes if change.kind == "task" and (change.detail or {}).get("new")}
    rows = holdings.of_ids(session, asking.person_id, touched)
    held = [row for row in rows if _is_held(row, asking.person_id)]
    runs = {change.subject for change in news.changes if change.kind == "run"}
    full = [row for row in held if row.state == "open" or row.id in handed]
    moved = news.cursor != cursor.marks or cursor.codes != CODES_VERSION
    now = _cursor(session, asking, cursor.incarnation, news.cursor) if moved else cursor
    return {
        "cursor": cursors.encode(now, key),
        "seen": now.homes,
        "page": None,
        "snapshot": False,
        "more": news.more,
        **({} if cursor.codes == CODES_VERSION else {"codes": CODES}),
        "runs": pack.runs(session, [*runs, *(row.run_id for row in full)]),
        "tasks": pack.tasks(session, full, asking.zone, _decimal(asking)),
        "states": [_state(row) for row in held],
        "gone": [_gone(row, asking.person_id) for row in rows if not _is_held(row, asking.person_id)],
        "verdicts": [_verdict(change) for change in news.changes if change.kind == "verdict"],
        "orders": _orders(session, asking, {change.subject for change in news.changes if change.kind == "day_receipt"}),
    }


def _decimal(asking: Asking) -> pack.Decimal:
    return columns.Scaled if asking.compact else format_e4


def _compacted(found: dict[str, Any]) -> dict[str, Any]:
    """The same with tasks, states and tombstones as columns. A task says itself how it stands in the ledger."""
    holdings = {state["task_id"]: state["holding"] for state in found["states"]}
    whole = [task | {"holding": holdings.pop(task["id"])} for task in found["tasks"]]
    lists = {
        "tasks": whole,
        "states": [state for state in found["states"] if state["task_id"] in holdings],
        "gone": found["gone"],
    }  # fmt: skip
    short = {name: {"rows": len(rows), "column": columns.column(rows)} for name, rows in lists.items() if rows}
    return found | {"tasks": [], "states": [], "gone": [], "compact": {"form": columns.FORM, **short}}


def _is_held(row: Any, person_id: UUID) -> bool:
    return bool(row.holder_id == person_id and row.state not in _GONE)


def _state(row: Any) -> dict[str, Any]:
    return {"task_id": str(row.id), "version": row.version, "state": row.state, "holding": row.holding}


def _gone(row: Any, person_id: UUID) -> dict[str, Any]:
    why = row.state if row.state in _GONE and row.holder_id == person_id else "moved"
    return {
        "task_id": str(row.id), "run_id": str(row.run_id), "why": why, "version": row.version, "state": row.holding,
    }  # fmt: skip


def _verdict(change: changes.Change) -> dict[str, Any]:
    detail: Mapping[str, Any] = change.detail or {}
    return {
        "entry_id": str(change.subject), "task_id": detail.get("task_id"), "outcome": detail.get("outcome"),
        "findings": detail.get("findings", []), "text_code": detail.get("text_code"),
    }  # fmt: skip


def _orders(session: Session, asking: Asking, receipt_ids: set[UUID] | None = None) -> list[dict[str, Any]]:
    """Signed day receipts: those that are new, or for a fresh start the newest of each day."""
    found = days.receipts(session, asking.device_id, receipt_ids)
    return [
        {
            "kind": "day_receipt", "id": str(row.id), "day": row.day, "number": row.number,
            "through_seq": row.content["through_seq"], "content": row.content, "key_id": row.key_id, "signature": row.signature,
        }
        for row in found
    ]  # fmt: skip
