"""Photos whose time is over: what goes, what stays, what still tells of it, and what survives being killed in between."""

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.cases.models import Case
from backend.evidence import handlers
from backend.evidence.commands import evidence
from backend.evidence.models import Photo as PhotoRow
from backend.evidence.models import PhotoRetention, Upload
from backend.evidence.service import arrivals, disputes, retention, uses
from backend.evidence.service.arrivals import keys_of, original_key
from backend.kernel import audit, clock
from backend.kernel.audit import AuditLine
from backend.kernel.commands import Tools
from backend.kernel.db import insert_rows
from backend.kernel.ids import new_id
from backend.kernel.jobs import JobContext
from backend.kernel.problems import Problem
from tests.evidence.conftest import Site
from tests.factories.evidence import Photo, photo, use_of

OLD = dt.datetime(2025, 3, 5, 9, tzinfo=dt.UTC)


def set_months(site: Site, months: int, *, days_ago: int = 2, **scope: Any) -> None:
    """As if the office had set it some days ago."""
    row = {"branch_id": None, "customer_class": None, **scope}
    set_at = clock.now() - dt.timedelta(days=days_ago)

    def work(session: Session) -> None:
        version = len(session.scalars(select(PhotoRetention)).all()) + 1
        session.add(
            PhotoRetention(
                id=new_id(), valid_from=dt.date(2024, 1, 1), version=version, months=months, set_by=None, set_at=set_at, **row
            )
        )

    site.database.run(work)


def taken(site: Site, what: Photo, *, stop: int = 0, period: int = 202503, looked_at: bool = False) -> UUID:
    """A photo that came in months ago, with its visit."""
    visit_id = new_id()
    use = use_of(
        what.sha256, owner=f"device:{site.phone.id}", stop=site.office.stops[stop], home=site.office.branch_id,
        visit_id=visit_id, period=period, holder_id=site.office.readers[0],
    )  # fmt: skip
    site.database.run(lambda session: uses.owe(session, [use]))
    assert site.begin(what, visit_id, body=what.data).status_code == 201
    if looked_at:
        site.work()
    came = update(PhotoRow).where(PhotoRow.sha256 == what.sha256).values(received_at=OLD)
    site.database.run(lambda session: session.execute(came))
    return visit_id


def retain(site: Site) -> None:
    """The daily job, at once."""
    context = JobContext(site.database, site.blobs, site.settings, new_id(), 0)
    handlers.retain(_Free(context), {})  # type: ignore[arg-type]


class _Free:
    """A context without a lease to lose."""

    def __init__(self, context: JobContext) -> None:
        self.blobs, self.settings = context.blobs, context.settings
        self.run, self.read = context.database.run, context.database.read


def stored(site: Site, what: Photo) -> list[bool]:
    """Whether the copies and the original are there."""
    return [site.blobs.exists(key) for key in keys_of(what.sha256)]


def kept(site: Site, what: Photo) -> bool:
    return site.blobs.exists(original_key(what.sha256))


def audited(site: Site) -> list[str]:
    """What doesn't agree: all lines but the last, which counts."""
    done = CliRunner().invoke(evidence, ["audit"], obj=tools(site), catch_exceptions=False)
    return done.output.splitlines()[:-1]


def look(site: Site, what: Photo, visit_id: UUID) -> Any:
    return site.client.get(f"/api/v1/photos/{what.sha256}?visit={visit_id}&size=320", headers=site.headers())


def test_without_a_setting_nothing_goes(site: Site) -> None:
    old = photo("1")
    taken(site, old)
    retain(site)
    assert kept(site, old)


def test_what_is_over_goes_with_its_copies_and_what_it_was_stays(each_site: Site) -> None:
    site = each_site
    old, young = photo("204417", shade=90), photo("2", shade=210)
    visit_id = taken(site, old, looked_at=True)
    taken(site, young, period=209912)
    assert look(site, old, visit_id).status_code == 200
    set_months(site, 12)
    retain(site)
    assert stored(site, old) == [False, False, False]
    assert kept(site, young)
    gone = look(site, old, visit_id)
    assert (gone.status_code, gone.json["code"]) == (410, "photo_removed")
    row = site.database.read(lambda session: session.scalars(select(PhotoRow).where(PhotoRow.sha256 == old.sha256)).one())
    assert row.removed_at is not None
    assert row.erased_at is not None
    assert row.codes
    (line,) = site.database.read(
        lambda session: session.scalars(select(AuditLine).where(AuditLine.action == "photo_removed")).all()
    )
    assert (line.subject_id, line.detail["why"], line.detail["months"]) == (old.sha256, "retention", 12)
    assert line.detail["visits"] == [str(visit_id)]
    assert site.database.read(lambda session: audit.verify(session, site.office.branch_id)) == []
    retain(site)
    assert audited(site) == []


def tools(site: Site) -> Tools:
    return Tools(settings=site.settings, open_database=lambda: site.database, open_blobs=lambda: site.blobs)


def open_case(site: Site, **about: Any) -> UUID:
    case = {
        "id": new_id(), "home": site.office.branch_id, "branch_id": site.office.branch_id, "period": 202611,
        "kind": "implausible", "subject_kind": "visit", "subject_id": str(new_id()), "metering_point_id": None,
        "headline": "VEE-04", "params": {}, "weight_e4": 0, "opened_at": clock.now(), **about,
    }  # fmt: skip
    site.database.run(lambda session: session.add(Case(**case)))
    return UUID(str(case["id"]))


@pytest.mark.parametrize("how", ["point", "visit", "photo", "shown"])
def test_rt5_an_open_case_holds_its_photos_until_it_is_closed(site: Site, how: str) -> None:
    old = photo("1")
    visit_id = taken(site, old)
    set_months(site, 12)
    abouts: dict[str, dict[str, Any]] = {
        "point": {"metering_point_id": site.office.stops[0].point_id},
        "visit": {"subject_id": str(visit_id)},
        "photo": {"subject_kind": "photo", "subject_id": old.sha256},
        "shown": {"headline": "photo_reused", "params": {"other_sha256": old.sha256}},
    }
    case_id = open_case(site, **abouts[how])
    retain(site)
    assert kept(site, old)
    site.database.run(lambda session: session.execute(update(Case).where(Case.id == case_id).values(state="closed")))
    retain(site)
    assert not kept(site, old)


def test_rt4_a_photo_of_two_visits_goes_with_the_later(site: Site) -> None:
    box = photo("1", "2")
    taken(site, box)
    taken(site, box, stop=1, period=209912)
    set_months(site, 12)
    retain(site)
    assert kept(site, box)


def test_rt6_a_time_set_today_removes_nothing_today(site: Site) -> None:
    old = photo("1")
    taken(site, old)
    set_months(site, 12, days_ago=0)
    retain(site)
    assert kept(site, old)


def test_killed_between_record_and_bytes_the_next_run_goes_on(site: Site) -> None:
    old = photo("1")
    taken(site, old)
    set_months(site, 12)
    now = clock.now()
    site.database.run(lambda session: retention.remove(session, on=now.date(), after=None, now=now))
    assert kept(site, old)
    # Nothing is amiss: the record says that it is about to go.
    assert audited(site) == []
    retain(site)
    assert not kept(site, old)
    site.blobs.put(original_key(old.sha256), old.data)
    assert audited(site) == [f"leftover {original_key(old.sha256)}"]


def test_an_old_picture_sent_anew_is_kept_for_its_new_visit_and_caught(site: Site) -> None:
    old = photo("1")
    taken(site, old)
    set_months(site, 12)
    retain(site)
    visit_id = new_id()
    use = use_of(
        old.sha256, owner=f"device:{site.phone.id}", stop=site.office.stops[1], home=site.office.branch_id, visit_id=visit_id,
        period=202611, holder_id=site.office.readers[0],
    )  # fmt: skip
    site.database.run(lambda session: uses.owe(session, [use]))
    # Its removal has ended this very minute: a removal and a storing that overlap aren't told apart, so it is asked for again.
    assert site.begin(old, visit_id, body=old.data).status_code == 503
    ended = clock.now() - dt.timedelta(hours=1)
    site.database.run(lambda session: session.execute(update(PhotoRow).values(erased_at=ended)))
    answer = site.begin(old, visit_id, body=old.data)
    assert answer.status_code == 201
    site.work()
    assert look(site, old, visit_id).status_code == 200
    assert all(stored(site, old))
    headline = site.database.read(lambda session: session.scalars(select(Case.headline)).all())
    assert headline == ["photo_reused"]
    retain(site)
    assert kept(site, old)


def test_the_dry_run_says_what_would_go_and_changes_nothing(site: Site) -> None:
    old, held = photo("1", shade=90), photo("2", shade=210)
    taken(site, old)
    taken(site, held, stop=1)
    open_case(site, metering_point_id=site.office.stops[1].point_id)
    set_months(site, 12)
    done = CliRunner().invoke(evidence, ["retention"], obj=tools(site))
    assert done.exit_code == 0
    assert f"branch {site.office.branch_id}, kept 12 months: 1 photos due" in done.output
    assert "1 held by an open case or a dispute" in done.output
    assert kept(site, old)
    early = CliRunner().invoke(evidence, ["retention", "--on", "2026-02-01", "--list"], obj=tools(site))
    assert early.output == "No photo is due.\n"


def test_the_office_sees_what_would_go_before_it_sets_anything(site: Site) -> None:
    old = photo("1")
    taken(site, old)

    def see(**wanted: Any) -> retention.Forecast:
        today = clock.now().date()
        supposed = retention.supposed(retention.Wanted(None, None, today, **wanted), [], on=today)
        return site.database.read(
            lambda session: retention.forecast(session, supposed, on=today, branch_ids=frozenset({site.office.branch_id}))
        )

    today = clock.business_date(clock.now(), site.settings.time_zone)
    shorter, longer = see(months=12), see(months=60)
    assert (shorter.photos, shorter.bytes, shorter.held, shorter.complete) == (1, len(old.data), 0, True)
    assert longer.photos == 0
    by = site.office.principal
    row = site.database.run(
        lambda session: retention.set_retention(session, by, retention.Wanted(site.office.branch_id, "residential", today, 24))
    )
    assert (row.months, row.version) == (24, 1)
    # What is set today counts from tomorrow, and says so; nothing counts from a day that is over.
    assert row.counts_from == today + dt.timedelta(days=1)
    with pytest.raises(Problem, match="not_found"):
        site.database.run(lambda session: retention.set_retention(session, by, retention.Wanted(None, None, today, 24)))
    yesterday = retention.Wanted(site.office.branch_id, None, today - dt.timedelta(days=1), 24)
    with pytest.raises(Problem, match="backdated"):
        site.database.run(lambda session: retention.set_retention(session, by, yesterday))


def test_a_dispute_holds_the_photos_of_its_periods_until_it_ends(each_site: Site) -> None:
    disputed, before, elsewhere = photo("1", shade=90), photo("2", shade=150), photo("3", shade=210)
    taken(each_site, disputed, period=202503)
    taken(each_site, before, period=202502)
    taken(each_site, elsewhere, stop=1)
    set_months(each_site, 12)
    by, point = each_site.office.principal, each_site.office.stops[0].point_id
    wanted = disputes.Wanted(202503, None, "letter of the customer")
    row = each_site.database.run(lambda session: disputes.open_dispute(session, by, point, wanted))
    assert row.ended_at is None
    with pytest.raises(Problem, match="conflict"):
        each_site.database.run(lambda session: disputes.open_dispute(session, by, point, wanted))
    retain(each_site)
    assert [kept(each_site, one) for one in (disputed, before, elsewhere)] == [True, False, False]
    each_site.database.run(lambda session: disputes.end_dispute(session, by, point, reason="settled"))
    (ended,) = each_site.database.read(lambda session: disputes.of_point(session, by, point))
    assert (ended.reason, ended.end_reason) == ("letter of the customer", "settled")
    retain(each_site)
    assert not kept(each_site, disputed)
    said = each_site.database.read(lambda session: session.scalars(select(AuditLine.action).order_by(AuditLine.seq)).all())
    assert {"open_dispute", "end_dispute"} <= set(said)


def test_a_picture_of_two_branches_is_counted_once(site: Site) -> None:
    old = photo("1")
    taken(site, old)

    def as_if_elsewhere(session: Session) -> None:
        row = session.scalars(select(PhotoRow)).one()
        values = {column.name: getattr(row, column.key) for column in PhotoRow.__table__.columns}
        insert_rows(session, PhotoRow, [{**values, "home": row.home + 1}])

    site.database.run(as_if_elsewhere)
    set_months(site, 12)
    done = CliRunner().invoke(evidence, ["retention", "--list"], obj=tools(site))
    assert [line for line in done.output.splitlines() if line.startswith("due ")] == [f"due {old.sha256} {len(old.data)}"]
    assert "1 photos due" in done.output


def test_what_was_put_aside_stays_as_long_and_then_goes(site: Site) -> None:
    spoilt = photo("1")
    answer = site.begin(Photo(spoilt.data + b"x"), new_id(), body=b"not what was declared"[: len(spoilt.data) + 1])
    wrong = Photo(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    answer = site.begin(wrong, new_id(), body=wrong.data)
    assert answer.status_code == 422
    (aside,) = site.blobs.keys("quarantine/")
    site.database.run(lambda session: session.execute(update(Upload).values(created_at=OLD, expires_at=OLD)))
    site.database.run(lambda session: arrivals.expire(session, now=clock.now()))
    set_months(site, 24)
    retain(site)
    assert site.blobs.exists(aside)
    assert audited(site) == []
    set_months(site, 12)
    retain(site)
    assert not site.blobs.exists(aside)
