"""Keeping photos as long as it was set, and no longer: setting it, seeing what would go, and letting it go."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from backend.evidence.models import Photo, PhotoRetention
from backend.evidence.queries import retention as queries
from backend.evidence.queries.retention import Candidate, Place
from backend.evidence.rules import retention as rules
from backend.evidence.rules.retention import Kept, Setting
from backend.identity.service.access import authorise
from backend.kernel import audit, clock
from backend.kernel.audit import SYSTEM
from backend.kernel.db import Database
from backend.kernel.ids import new_id
from backend.kernel.principal import Principal
from backend.kernel.problems import Problem
from backend.kernel.sets import among
from backend.kernel.settings import Settings

PAGE = 500


@dataclass(frozen=True)
class Wanted:
    """A retention to be set. None: every branch, every class."""

    branch_id: int | None
    customer_class: str | None
    valid_from: dt.date
    months: int


@dataclass
class Forecast:
    """What would go: photos and their bytes; those an open case or a dispute holds; the month of the oldest; whether all were
    looked at."""

    photos: int = 0
    bytes: int = 0
    held: int = 0
    oldest: dt.date | None = None
    complete: bool = True
    _seen: set[str] = field(default_factory=set)

    def add(self, one: Candidate) -> None:
        if one.sha256 in self._seen:
            return
        self._seen.add(one.sha256)
        if one.held:
            self.held += 1
            return
        self.photos += 1
        self.bytes += one.size
        received_on = clock.business_date(one.received_at, Settings.time_zone)
        self.oldest = received_on if self.oldest is None else min(self.oldest, received_on)


def set_retention(session: Session, by: Principal, wanted: Wanted) -> PhotoRetention:
    """Set from a day on how long photos are kept; every branch at once is the administrator's. Problem backdated: nothing can
    have been kept by it before today."""
    authorise(by, "set_photo_retention", branch_id=wanted.branch_id)
    if wanted.valid_from < clock.business_date(clock.now(), Settings.time_zone):
        raise Problem("backdated", field="valid_from")
    before = session.scalar(select(func.max(PhotoRetention.version))) or 0
    row = PhotoRetention(
        id=new_id(), branch_id=wanted.branch_id, customer_class=wanted.customer_class, valid_from=wanted.valid_from,
        version=before + 1, months=wanted.months, set_by=by.person_id, set_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    audit.record(
        session, home=wanted.branch_id or by.home, actor=by.actor, action="set_photo_retention",
        subject=("photo_retention", str(row.id)),
        detail={
            "version": row.version, "branch_id": row.branch_id, "customer_class": row.customer_class,
            "valid_from": row.valid_from.isoformat(), "months": row.months,
        },
    )  # fmt: skip
    return row


def supposed(wanted: Wanted, settings: Sequence[Setting], *, on: dt.date) -> list[Setting]:
    """The settings with one more, as if it had been set and counted already."""
    version = max((one.version for one in settings), default=0) + 1
    day_before = on - dt.timedelta(days=1)
    new = Setting("", wanted.branch_id, wanted.customer_class, min(wanted.valid_from, on), version, wanted.months, day_before)
    return [*settings, new]


def due(
    session: Session, settings: Sequence[Setting], *, on: dt.date, after: Place | None, branch_ids: frozenset[int] | None = None
) -> tuple[list[tuple[Candidate, Setting]], Place | None]:
    """A page of the photos whose time is over on a day, held ones among them, and where to go on; None at the end."""
    before = rules.came_before(settings, on)
    if before is None:
        return [], None
    instant = dt.datetime.combine(before, dt.time(), tzinfo=Settings.time_zone)
    page = queries.candidates(session, instant, after=after, limit=PAGE, branch_ids=branch_ids)
    found = [(one, setting) for one in page if (setting := rules.released_by(settings, one.uses, on)) is not None]
    end = page[-1] if len(page) == PAGE else None
    return found, Place(end.received_at, end.home, end.sha256) if end is not None else None


def forecast(
    session: Session, settings: Sequence[Setting], *, on: dt.date, branch_ids: frozenset[int] | None = None, pages: int = 20
) -> Forecast:
    """What would go on a day by some settings, of some branches; looks at so many pages of photos at the most."""
    found = Forecast()
    after: Place | None = None
    for _ in range(pages):
        page, after = due(session, settings, on=on, after=after, branch_ids=branch_ids)
        for one, _ in page:
            found.add(one)
        if after is None:
            return found
    found.complete = False
    return found


def walk(database: Database, *, on: dt.date) -> Iterator[list[tuple[Candidate, Setting]]]:
    """All photos that are due on a day, a page at a time; nothing is changed."""
    settings = database.read(queries.settings)
    after: Place | None = None
    while True:
        page, after = database.read(lambda session, after=after: due(session, settings, on=on, after=after))  # type: ignore[misc]
        yield page
        if after is None:
            return


def remove(session: Session, *, on: dt.date, after: Place | None, now: dt.datetime) -> tuple[int, Place | None]:
    """Let go of a page of photos whose time is over and that nothing holds: their rows say so, and the audit trail. Answers how
    many, and where to go on. Their bytes go afterwards (`to_erase`)."""
    settings = queries.settings(session)
    page, end = due(session, settings, on=on, after=after)
    going = {one.sha256: (one, setting) for one, setting in page if not one.held}
    for setting_id in {setting.id for _, setting in going.values()}:
        hashes = [sha256 for sha256, (_, setting) in going.items() if setting.id == setting_id]
        gone = update(Photo).where(among(session, Photo.sha256, hashes), Photo.removed_at.is_(None))
        session.execute(gone.values(removed_at=now, removed_by=setting_id))
    for sha256, (one, setting) in going.items():
        audit.record(
            session, home=one.home, actor=SYSTEM, action="photo_removed", subject=("photo", sha256),
            detail={
                "why": "retention", "retention_id": str(setting.id), "version": setting.version, "months": setting.months,
                "visits": list(one.visits), "size": one.size,
            },
        )  # fmt: skip
    return len(going), end


def erased(session: Session, hashes: Sequence[str], *, now: dt.datetime) -> None:
    """The bytes of removed photos are gone."""
    gone = update(Photo).where(among(session, Photo.sha256, hashes), Photo.removed_at.is_not(None), Photo.erased_at.is_(None))
    session.execute(gone.values(erased_at=now))


def forget_quarantined(session: Session, *, on: dt.date) -> list[UUID]:
    """Let go of bytes that were put aside, by the time set for their branch; answers whose bytes can go."""
    settings = queries.settings(session)
    before = rules.came_before(settings, on)
    if before is None:
        return []
    gone = []
    for one in queries.quarantined(session, dt.datetime.combine(before, dt.time(), tzinfo=Settings.time_zone), PAGE):
        kept = Kept(one.home, None, None, clock.business_date(one.created_at, Settings.time_zone))
        setting = rules.released_by(settings, [kept], on)
        if setting is None:
            continue
        audit.record(
            session, home=one.home, actor=SYSTEM, action="photo_removed", subject=("photo", one.sha256),
            detail={"why": "quarantine", "retention_id": str(setting.id), "upload_id": one.id, "visits": [str(one.visit_id)]},
        )  # fmt: skip
        session.delete(one)
        gone.append(one.id)
    return gone
