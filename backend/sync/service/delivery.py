"""From the bytes of a push to its receipts, however many units of work that takes."""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from backend.kernel.problems import Problem
from backend.sync.rules import entries, split
from backend.sync.service.facts import Delivery, Sender
from backend.sync.service.isolation import Interpreter, all_at_once, is_poison, none_at_all, one_by_one
from backend.sync.service.push import RacedError, Receipt, take

# Runs a unit of work and answers its result after the commit: Database.run.
Run = Callable[[Callable[[Session], list[Receipt]]], list[Receipt]]

_log = logging.getLogger(__name__)

# A race is lost to somebody who committed, so each further try meets one unknown id less; this many means something is broken.
_TRIES = 8


def read(body: bytes, *, sender: Sender, received_at: dt.datetime, zone: ZoneInfo, carried_by: str | None = None) -> Delivery:
    """A push's bytes, taken apart and decoded entry by entry.

    What was carried may have been written long ago: it ties no clock of the phone to the present, and shows no receipt.

    Problem too_large when it must be halved, malformed when it isn't a push at all; nothing has changed then.
    """
    if len(body) > split.MAX_BYTES:
        raise Problem("too_large", largest_bytes=split.MAX_BYTES)
    try:
        push, raws = split.split(body)
    except split.MalformedPushError as error:
        raise Problem("malformed_push", field=error.field or None) from error
    if len(raws) > split.MAX_ENTRIES:
        raise Problem("too_large", field="entries", largest_count=split.MAX_ENTRIES)
    if any(len(raw) > split.MAX_ENTRY_BYTES for raw in raws):
        raise Problem("entry_too_large", field="entries", largest_bytes=split.MAX_ENTRY_BYTES)
    if push.device.id != str(sender.device_id):
        raise Problem("malformed_push", field="device.id")
    if carried_by is not None:
        push.device.now, push.device.clock, push.newest = None, None, None
    items = tuple(entries.decode(index, raw) for index, raw in enumerate(raws))
    return Delivery(sender, push, items, received_at, zone, carried_by)


def deliver(run: Run, delivery: Delivery) -> list[Receipt]:
    """Take a push: set-wise, else entry by entry, else journaled as quarantined. What isn't an entry's fault is raised."""
    ways: tuple[Interpreter, ...] = (all_at_once, one_by_one, none_at_all)
    for way in ways:
        try:
            return _again_when_raced(run, delivery, way)
        except Exception as error:
            if not is_poison(error) or way is none_at_all:
                raise
            _log.warning("a push couldn't be taken this way and is tried more carefully", exc_info=error, extra=_about(delivery))
    raise AssertionError("unreachable")


def _again_when_raced(run: Run, delivery: Delivery, way: Interpreter) -> list[Receipt]:
    for left in range(_TRIES - 1, -1, -1):
        try:
            return run(lambda session: take(session, [delivery], way)[0])
        except Exception as error:
            if left == 0 or not _may_be_a_race(error, left):
                raise
    raise AssertionError("unreachable")


def _may_be_a_race(error: Exception, left: int) -> bool:
    """Two pushes with the same id also meet at the visit's key, before the arbiter: worth one more look at who was first."""
    return isinstance(error, RacedError) or (type(error).__name__ == "IntegrityError" and left == _TRIES - 1)


def _about(delivery: Delivery) -> dict[str, Any]:
    return {"device_id": str(delivery.sender.device_id), "entries": len(delivery.items)}
