"""The phones' door: push, receipts, pull."""

from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from flask import Response, request
from sqlalchemy.orm import Session

from backend.fieldwork.rules.photo_policy import USUAL_PX
from backend.fieldwork.service import runs
from backend.identity.service import courier_keys, devices, server
from backend.identity.service.access import authorise
from backend.kernel import clock, http
from backend.kernel.db import Database
from backend.kernel.http import Blueprint, operation
from backend.kernel.principal import Principal
from backend.kernel.problems import Problem
from backend.kernel.together import Together
from backend.sync.queries import journal
from backend.sync.queries.journal import Standing
from backend.sync.rules import split
from backend.sync.rules.entries import is_id
from backend.sync.schemas.wire import (
    DOCUMENTED,
    PullArguments,
    PulledSchema,
    PushedSchema,
    PushSchema,
    ReceiptsArguments,
    ReceiptsSchema,
)
from backend.sync.service import days, delivery, pull, restored, together
from backend.sync.service.facts import Delivery, Sender
from backend.sync.service.pull import Asking
from backend.sync.service.restored import RestoredError
from backend.sync.service.together import Taken
from backend.vee.rules.facts import RULES_VERSION

blp = Blueprint("sync", summary="The phones' door: entries in, receipts and changes out")

_MOST_IDS = 200

__all__ = ["DOCUMENTED", "blp"]


def _device() -> tuple[Principal, UUID, UUID]:
    """The phone that asks, its id, and who enrolled it."""
    principal = http.principal()
    if principal.device_id is None or principal.person_id is None:
        raise Problem("device_unknown")
    return principal, principal.device_id, principal.person_id


@blp.route("/sync/push", methods=["POST"])
@operation(
    "push",
    summary="Hand over entries",
    description="Every entry gets a receipt, whatever it holds: applied, duplicate, contested, quarantined or conflict. The same "
    "entry again gets the same receipt. At most 500 entries and 1 MB, an entry at most 64 KB: else 413, and the client halves. "
    "Nothing of a push is received until it is answered.",
    problems=("malformed_push", "too_large", "entry_too_large", "storage_full", "unavailable"),
    body_limit=split.MAX_BYTES,
)
@blp.doc(requestBody={"required": True, "content": {"application/json": {"schema": PushSchema}}})
@blp.response(200, PushedSchema)
def push() -> Response:
    principal, device_id, person_id = _device()
    sender = Sender(device_id, principal.home, person_id, principal.suspended, principal.holder_ids)
    taken = delivery.read(request.get_data(cache=False), sender=sender, received_at=clock.now(), zone=http.settings().time_zone)
    door = _door(http.database())
    try:
        receipts, standing = door.do(taken)
    except RestoredError as proof:
        _begin_new_life(proof, "a phone holds a receipt that the database has forgotten")
        receipts, standing = door.do(taken)
    return http.json(_told(device_id, standing) | {"receipts": receipts})


_doors: WeakKeyDictionary[Database, Together[Delivery, Taken]] = WeakKeyDictionary()


def _door(database: Database) -> Together[Delivery, Taken]:
    """The one door of this process to a database."""
    return _doors.get(database) or _doors.setdefault(database, together.door(database))


@blp.route("/sync/receipts")
@operation("see_receipts", summary="The stored receipts of entries", problems=("invalid",))
@blp.arguments(ReceiptsArguments, location="query")
@blp.response(200, ReceiptsSchema)
def see_receipts(query: dict[str, str]) -> Response:
    _, device_id, _ = _device()
    ids = [text for text in query["ids"].split(",") if text]
    if len(ids) > _MOST_IDS or not all(is_id(text) for text in ids):
        raise Problem("invalid", field="ids", largest=_MOST_IDS)
    known = http.database().read(lambda session: journal.receipts_of(session, device_id, [UUID(text) for text in ids]))
    answer = {"receipts": list(known.values()), "unknown": [text for text in ids if UUID(text) not in known]}
    return http.json(_stand(device_id) | answer)


@blp.route("/sync/pull")
@operation(
    "pull",
    summary="What changed for a reader, or all he holds",
    description="Without a cursor: a paged snapshot at a fixed mark; ask on with `page` until it is null, then use `cursor`. "
    "With one: the changes since. The header X-Person names whose tasks are asked for; it is needed where several people have "
    'signed in on the phone. With If-None-Match: "<cursor>" an answer without news is 304. '
    "With `compact` the lists come as columns (docs/SYNC.md), which is the same in fewer bytes.",
    problems=("forbidden",),
)
@blp.arguments(PullArguments, location="query")
@blp.response(200, PulledSchema)
def pull_changes(query: dict[str, Any]) -> Response:
    principal, device_id, _ = _device()
    person_id = _person(principal)
    authorise(principal, "pull", holder_id=person_id)
    opening = _stand(device_id)
    asking = Asking(
        device_id, person_id, query.get("cursor"), query.get("page"), http.settings().time_zone, principal.branch_ids,
        compact="compact" in query,
    )  # fmt: skip
    database = http.database()
    try:
        found = database.read(lambda session: pull.pull(session, asking))
    except RestoredError as proof:
        _begin_new_life(proof, "a phone's cursor remembers another past")
        opening = _stand(device_id)
        found = database.read(lambda session: pull.pull(session, asking))
    if not found["snapshot"] and found["cursor"] == query.get("cursor") and request.if_none_match.contains(found["cursor"]):
        return Response(status=304, headers={"ETag": f'"{found["cursor"]}"'})
    _note(device_id, [UUID(run["id"]) for run in found["runs"] if run["state"] == "planned"])
    body = opening | {"person": person_id, "settings": _settings()} | found
    response = http.json(body)
    if not found["snapshot"]:
        response.set_etag(found["cursor"])
    return response


def _person(principal: Principal) -> UUID:
    """Whose tasks are asked for: one of those who have signed in on the phone."""
    named = request.headers.get("X-Person")
    if named is None and principal.person_id is not None:
        return principal.person_id
    if not is_id(named):
        raise Problem("invalid", field="X-Person")
    return UUID(named)


def _stand(device_id: UUID) -> dict[str, Any]:
    """What every answer to a phone begins with."""
    return _told(device_id, http.database().read(lambda session: journal.standing(session, device_id)))


def _told(device_id: UUID, found: Standing) -> dict[str, Any]:
    """The same of what is known already. A day that waited is closed as soon as its phone is heard of again."""
    if found.day_waits:
        http.database().run(lambda session: days.close_days(session, device_id=device_id))
    return {"incarnation": found.incarnation, "now": clock.now(), "backed_up_through": found.backed_up_through}


def _settings() -> dict[str, Any]:
    settings = http.settings()
    return {
        "time_zone": settings.time_zone.key,
        "rules_version": RULES_VERSION,
        "blind": True,
        "photo": {"max_kb": settings.photo_max_kb, "max_px": USUAL_PX},
        "keep_days": settings.keep_days,
        "keys": http.database().read(server.public_keys),
        "courier": http.database().read(courier_keys.sealing_key),
    }


def _begin_new_life(proof: RestoredError, reason: str) -> None:
    http.database().run(lambda session: restored.begin_new_life(session, instead_of=proof.incarnation, reason=reason))


def _note(device_id: UUID, downloaded: list[UUID]) -> None:
    """That the phone was heard of, and which runs it carries now."""

    def work(session: Session) -> None:
        runs.advance(session, downloaded, "downloaded")
        devices.note_contact(session, device_id=device_id, app_version=request.headers.get("X-App-Version", ""))

    unheard: bool = http.database().read(lambda session: journal.is_long_unheard(session, device_id))
    if downloaded or unheard:
        http.database().run(work)
