"""Which photos prove which visits: one `photo_use` each, made by whichever comes first (DESIGN decision 9)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.orm import Session

from backend.evidence.models import Photo, PhotoUse, Upload
from backend.evidence.queries.photos import brought
from backend.evidence.rules.arrival import TRIES, needs_case
from backend.evidence.rules.facts import UseFacts, UseState
from backend.evidence.service.doubts import open_arrival_cases, photo_arrived
from backend.kernel import jobs
from backend.kernel.db import insert_rows, update_rows
from backend.kernel.sets import among

Key = tuple[UUID, str]  # visit, sha256

VERIFY = "evidence.verify"


def owe(session: Session, uses: Sequence[UseFacts]) -> dict[Key, UseState]:
    """Say which visits name which photos; answers what state each photo is in for its visit.

    A photo that came before its visit is joined to it, wherever its sender thought the visit belongs. Bytes count as known only
    where the same owner brought them: another phone still owes them. Saying it again changes nothing.
    """
    facts = {(use.visit_id, use.sha256): use for use in uses}
    if not facts:
        return {}
    earlier = _earlier(session, {use.visit_id for use in uses})
    known = {
        owner: brought(session, owner, {use.sha256 for use in uses if use.owner == owner})
        for owner in {use.owner for use in uses}
    }
    _take_photos_home(session, facts, earlier)
    states: dict[Key, UseState] = {}
    new, settled = [], []
    for key, use in facts.items():
        before = earlier.get(key)
        states[key] = _state(before, known=use.sha256 in known[use.owner])
        row = {**_columns(use), "state": states[key], "failures": before.failures if before else 0}
        if before is not None and before.home == use.home:
            settled.append(row)
        else:
            new.append(row)
    insert_rows(session, PhotoUse, new, ignore_conflicts=True)
    update_rows(session, PhotoUse, settled, key=("home", "visit_id", "sha256"))
    verify_later(session, [(facts[key].home, *key) for key, state in states.items() if state == "whole"])
    failed = {key for key, state in states.items() if key in earlier and needs_case(state, earlier[key].failures)}
    open_arrival_cases(session, [facts[key] for key in failed])
    return states


def _earlier(session: Session, visits: Collection[UUID]) -> dict[Key, PhotoUse]:
    found = session.scalars(select(PhotoUse).where(among(session, PhotoUse.visit_id, visits)))
    return {(use.visit_id, use.sha256): use for use in found}


def _state(before: PhotoUse | None, *, known: bool) -> UseState:
    if known:
        return "whole"
    if before is None:
        return "owed"
    state: UseState = before.state  # type: ignore[assignment]
    return state


def _columns(use: UseFacts) -> dict[str, Any]:
    return {
        "home": use.home, "visit_id": use.visit_id, "sha256": use.sha256, "ordinal": use.ordinal, "branch_id": use.branch_id,
        "period": use.period, "holder_id": use.holder_id, "metering_point_id": use.metering_point_id,
        "installation_id": use.installation_id, "task_id": use.task_id, "owner": use.owner, "taken_at": use.taken_at,
        "place": use.place, "guide": use.guide,
    }  # fmt: skip


def _take_photos_home(session: Session, facts: Mapping[Key, UseFacts], earlier: Mapping[Key, PhotoUse]) -> None:
    """A photo that came first lies under the home its sender guessed: use and photo move to the visit's own.

    A photo known by its owner from another home's visit gets a row in this home too.
    """
    strays = [before for key, before in earlier.items() if key in facts and before.home != facts[key].home]
    for stray in strays:
        session.execute(
            delete(PhotoUse).where(
                PhotoUse.home == stray.home, PhotoUse.visit_id == stray.visit_id, PhotoUse.sha256 == stray.sha256
            )
        )
        session.expunge(stray)
    hashes = {sha256 for _, sha256 in facts}
    there: dict[str, dict[int, Photo]] = {}
    for photo in session.scalars(select(Photo).where(among(session, Photo.sha256, hashes))):
        there.setdefault(photo.sha256, {})[photo.home] = photo
    wanted = {(use.home, use.sha256) for use in facts.values()}
    rows = [
        {**_photo_columns(next(iter(there[sha256].values()))), "home": home}
        for home, sha256 in wanted
        if sha256 in there and home not in there[sha256]
    ]
    insert_rows(session, Photo, rows, ignore_conflicts=True)


def _photo_columns(photo: Photo) -> dict[str, Any]:
    return {column.name: getattr(photo, column.key) for column in Photo.__table__.columns}


def mark_whole(session: Session, *, owner: str, sha256: str, visit_id: UUID) -> None:
    """The owner has brought a photo for a visit: that visit has it now, and so has every visit of theirs that names it.

    The visit may have come by another phone (an outbox that was carried over): bytes that hash to what it names are its photo,
    whoever brings them.
    """
    concerned = or_(PhotoUse.owner == owner, PhotoUse.visit_id == visit_id)
    mine = and_(PhotoUse.sha256 == sha256, concerned, PhotoUse.state != "whole")
    changed = update(PhotoUse).where(mine).values(state="whole")
    columns = (PhotoUse.home, PhotoUse.visit_id, PhotoUse.branch_id, PhotoUse.failures)
    filled(session, sha256, session.execute(changed.returning(*columns)).all())


def filled(session: Session, sha256: str, rows: Sequence[Any]) -> None:
    """What follows where visits (home, visit_id, branch_id, failures) have their photo now: it is looked at, where the visit is
    known; and a case about its not arriving hears of it."""
    known = [(row.home, row.visit_id, sha256) for row in rows if row.branch_id is not None]
    if known:
        verify_later(session, known)
    for row in rows:
        if row.failures >= TRIES:
            photo_arrived(session, sha256=sha256, visit_id=row.visit_id)


def verify_later(session: Session, uses: Sequence[tuple[int, UUID, str]]) -> None:
    """Have photos looked at for their visits: once both are there."""
    payloads = [{"home": home, "visit_id": str(visit), "sha256": sha256} for home, visit, sha256 in uses]
    jobs.enqueue_many(session, VERIFY, payloads, keys=[f"{VERIFY}:{visit}:{sha256}" for _, visit, sha256 in uses])


def move_uses(session: Session, *, task_ids: Collection[UUID], holder_id: UUID | None) -> None:
    """Tasks have another holder: who may see their photos follows."""
    session.execute(update(PhotoUse).where(among(session, PhotoUse.task_id, task_ids)).values(holder_id=holder_id))


def owed_by(session: Session, owner: str) -> list[tuple[UUID, str]]:
    """What an owner still owes: visit and hash."""
    asked = select(PhotoUse.visit_id, PhotoUse.sha256).where(
        PhotoUse.owner == owner, or_(PhotoUse.state == "owed", PhotoUse.state == "quarantined")
    )
    return [(row.visit_id, row.sha256) for row in session.execute(asked.order_by(PhotoUse.visit_id, PhotoUse.ordinal))]


def missing_photos(session: Session, *, device_id: UUID, sha256s: Collection[str]) -> set[str]:
    """Which of a phone's declared photos aren't here whole yet. One that failed for the last time is a case, not missing.

    A photo it brought for a visit that came by another phone is here as well.
    """
    owner = f"device:{device_id}"
    done = select(PhotoUse.sha256).where(
        PhotoUse.owner == owner, PhotoUse.state != "owed", among(session, PhotoUse.sha256, sha256s)
    )
    sent = select(Upload.sha256).where(Upload.owner == owner, Upload.state == "whole", among(session, Upload.sha256, sha256s))
    return set(sha256s) - set(session.scalars(done)) - set(session.scalars(sent))
