"""Jobs of this room: a carried file taken up, by the same way in as a push (docs/SYNC.md)."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from backend.evidence.rules.arrival import fault
from backend.evidence.rules.sniff import MIMES, sniff
from backend.evidence.service import arrivals
from backend.evidence.service.arrivals import Order
from backend.evidence.service.brought import bring, is_whole
from backend.identity.service import courier_keys
from backend.kernel import clock
from backend.kernel.ids import new_id
from backend.kernel.jobs import JobContext
from backend.kernel.problems import Problem
from backend.sync.models import CourierFile
from backend.sync.rules import courier as file_format
from backend.sync.rules.courier import Frame, PhotoHead
from backend.sync.rules.entries import is_id
from backend.sync.service import courier, delivery
from backend.sync.service.facts import Sender

log = logging.getLogger(__name__)


def take_courier_file(context: JobContext, payload: dict[str, Any]) -> None:
    """Take a carried file up: its pushes, then its photos. Done twice, or after the phone came itself, it changes nothing."""
    file_id = UUID(payload["file_id"])
    file = context.read(lambda session: courier.find(session, file_id))
    if file is None or file.device_id is None:
        return
    if file.state == "done":
        # A worker was killed between the last two steps.
        context.blobs.delete(courier.blob_key(file_id))
        return
    reader = _Reader(context.blobs.stream(courier.blob_key(file_id)))
    head = file_format.read_head(reader.read)
    taking = _Taking(context, file)
    for frame in courier.opened_with(context.database, reader.read, head):
        taking.take(frame)
    context.run(lambda session: courier.finish(session, file_id, taking.counts))
    context.blobs.delete(courier.blob_key(file_id))


class _Reader:
    """Bytes that come in pieces, read as from a file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = bytearray()

    def read(self, size: int) -> bytes:
        while len(self._held) < size and (piece := next(self._pieces, b"")):
            self._held += piece
        found = bytes(self._held[:size])
        del self._held[:size]
        return found


class _Taking:
    """One file being taken up, frame by frame."""

    def __init__(self, context: JobContext, file: CourierFile) -> None:
        assert file.device_id is not None  # noqa: S101  a file that waits was looked through
        self._context = context
        self._carrier = file.carrier
        self._device_id = file.device_id
        owner = context.read(lambda session: courier_keys.owner(session, self._device_id))
        if owner is None or owner.person_id is None:
            raise Problem("courier_device_unknown")
        self._home = min(owner.branch_ids, default=owner.home)
        self._sender = Sender(self._device_id, owner.home, owner.person_id, owner.suspended, owner.holder_ids)
        # entries by outcome; photos new to the server, known to it, and unusable; pushes that nobody could read.
        self.counts: dict[str, Any] = {"outcomes": {}, "photos": 0, "photos_known": 0, "photos_faulty": 0, "unread": 0}

    def take(self, frame: Frame) -> None:
        if frame.kind == file_format.PUSH:
            self._push(frame.content)
        elif frame.kind == file_format.PHOTO:
            self._photo(*file_format.photo(frame))

    def _push(self, body: bytes) -> None:
        context = self._context
        try:
            taken = delivery.read(
                body, sender=self._sender, received_at=clock.now(), zone=context.settings.time_zone, carried_by=self._carrier
            )
        except Problem as problem:
            # The phone still has them, and a later app may say them better; what lies behind isn't kept waiting.
            log.warning("a push in a carried file can't be read: %s", problem.code)
            self.counts["unread"] += 1
            return
        outcomes = self.counts["outcomes"]
        for receipt in delivery.deliver(lambda work: context.run(work), taken):  # noqa: PLW0108  typed by this very call
            outcomes[receipt["outcome"]] = outcomes.get(receipt["outcome"], 0) + 1

    def _photo(self, head: PhotoHead, data: bytes) -> None:
        context = self._context
        order = self._order(head, len(data))
        header = sniff(memoryview(data))
        actual = sha256(data).hexdigest()
        wrong = fault(declared=head.sha256, actual=actual, header=header, most_pixels=context.settings.photo_pixels)
        if order is None or wrong is not None or header is None:
            # The phone offers it again by itself, and then it is looked at as any upload.
            self.counts["photos_faulty"] += 1
            return
        if context.read(lambda session: is_whole(session, order)):
            self.counts["photos_known"] += 1
            return
        context.blobs.put(arrivals.original_key(actual), data)
        actor = courier.actor_of(self._carrier, self._device_id)
        fresh = context.run(lambda session: bring(session, order, header=header, actor=actor, now=clock.now()))
        self.counts["photos" if fresh else "photos_known"] += 1

    def _order(self, head: PhotoHead, length: int) -> Order | None:
        """The upload this photo would have been; None when it is too large, or names nothing that there could be."""
        if not is_id(head.visit) or head.mime not in MIMES or not 0 < length <= self._context.settings.photo_limit:
            return None
        try:
            taken_at = datetime.fromisoformat(head.taken_at)
        except ValueError:
            return None
        return Order(
            upload_id=new_id(), owner=f"device:{self._device_id}", home=self._home if head.home is None else head.home,
            length=length, sha256=head.sha256, visit_id=UUID(head.visit), mime=head.mime,
            taken_at=taken_at.astimezone(UTC) if taken_at.tzinfo is not None else None,
        )  # fmt: skip
