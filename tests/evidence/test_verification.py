"""What follows from looking at a photo: copies, quality, verdict, cases."""

import io
from typing import Any
from uuid import UUID

from PIL import Image
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.cases.models import Case
from backend.evidence.models import Photo as PhotoRow
from backend.evidence.models import PhotoReport, PhotoUse
from backend.evidence.queries.photos import photos_of
from backend.evidence.rules.errand import storable
from backend.evidence.rules.facts import UseFacts
from backend.evidence.service.arrivals import copy_key
from backend.evidence.service.uses import VERIFY, move_uses, owe
from backend.evidence.service.verification import RISE
from backend.grid.models import Installation, MeterBox
from backend.kernel import clock
from backend.kernel.ids import new_id
from backend.kernel.jobs import Job
from tests.evidence.conftest import Site
from tests.factories.evidence import Photo, photo, use_of


def visited(site: Site, taken: Photo, stop: int = 0, **changes: Any) -> UseFacts:
    """A visit at a stop with a photo that has arrived."""
    use = use_of(
        taken.sha256, owner=site.phone.principal.owner, stop=site.office.stops[stop], home=site.office.branch_id, **changes
    )
    site.begin(taken, use.visit_id, body=taken.data)
    site.database.run(lambda session: owe(session, [use]))
    return use


def rows(site: Site, table: Any) -> list[Any]:
    return site.database.read(lambda session: list(session.scalars(select(table))))


def report(site: Site, visit_id: UUID) -> Any:
    return next(row for row in rows(site, PhotoReport) if row.visit_id == visit_id)


def hang_in_one_box(session: Session, branch_id: int) -> None:
    box = MeterBox(id=new_id(), home=branch_id, branch_id=branch_id, barcode="BOX-1")
    session.add(box)
    session.flush()
    session.execute(update(Installation).values(box_id=box.id))


def test_a_photo_of_the_right_meter_matches(each_site: Site) -> None:
    stop = each_site.office.stops[0]
    taken = photo("SEAL-0099", stop.asset_number)
    use = visited(each_site, taken)
    each_site.work()
    found = report(each_site, use.visit_id)
    assert (found.verdict, found.identifier) == ("matches", stop.asset_number)
    assert found.code["readings"][0]["decoder"] in {"zxing", "zbar"}
    (stored,) = rows(each_site, PhotoRow)
    assert stored.readable
    assert 150 < stored.brightness < 190
    assert {code["text"] for code in stored.codes} >= {stop.asset_number}
    assert rows(each_site, Case) == []
    (view,) = each_site.database.read(lambda session: photos_of(session, [use.visit_id]))[use.visit_id]
    assert (view.verdict, view.code_text, view.state) == ("matches", stop.asset_number, "whole")


def test_copies_are_made_without_metadata(site: Site) -> None:
    exif = Image.Exif()
    exif[0x010E] = "where the customer lives"
    exif[0x0112] = 6  # turned by a quarter
    taken = photo("1234567890", exif=exif)
    visited(site, taken)
    site.work()
    for side in (320, 1280):
        copy = Image.open(io.BytesIO(site.blobs.read(copy_key(taken.sha256, side))))
        assert max(copy.size) == min(side, 1200)
        assert copy.height > copy.width, "the picture stands upright"
        assert not copy.getexif()
        assert b"customer" not in site.blobs.read(copy_key(taken.sha256, side))


def test_v3_a_photo_of_a_neighbours_meter_opens_a_case_and_rises(each_site: Site) -> None:
    expected, neighbour = each_site.office.stops[:2]
    use = visited(each_site, photo(neighbour.asset_number))
    each_site.work()
    found = report(each_site, use.visit_id)
    assert (found.verdict, found.other_meter_id, found.other_point_id) == ("other", neighbour.meter_id, neighbour.point_id)
    (case,) = rows(each_site, Case)
    assert (case.kind, case.subject_kind, case.subject_id) == ("barcode_mismatch", "visit", str(use.visit_id))
    assert case.metering_point_id == expected.point_id
    assert (case.params["found"], case.params["expected"]) == (neighbour.asset_number, expected.asset_number)
    (risen,) = [job for job in rows(each_site, Job) if job.name == RISE]
    assert risen.payload["other_point_id"] == str(neighbour.point_id)


def test_v4_a_box_on_which_the_meters_own_code_cant_be_read_says_nothing(site: Site) -> None:
    use = visited(site, photo(site.office.stops[1].asset_number, site.office.stops[2].asset_number))
    site.work()
    assert report(site, use.visit_id).verdict == "none"
    assert rows(site, Case) == []


def test_v5_one_photo_serves_many_visits_of_a_box(site: Site) -> None:
    site.database.run(lambda session: hang_in_one_box(session, site.office.branch_id))
    taken = photo(*(stop.asset_number for stop in site.office.stops[:3]))
    uses = [visited(site, taken, stop, taken_at=clock.now()) for stop in range(4)]
    site.work()
    assert [report(site, use.visit_id).verdict for use in uses] == ["matches", "matches", "matches", "none"]
    assert len(rows(site, PhotoRow)) == 1
    assert rows(site, Case) == []


def test_v2_codes_that_name_no_meter_say_nothing(site: Site) -> None:
    use = visited(site, photo("SEAL-0099"))
    site.work()
    assert report(site, use.visit_id).verdict == "none"
    assert rows(site, Case) == []


def test_v6_a_truncated_photo_is_unreadable_and_kept_aside(each_site: Site) -> None:
    whole = photo("1234567890")
    cut = Photo(whole.data[: len(whole.data) // 2])
    use = visited(each_site, cut)
    each_site.work()
    assert report(each_site, use.visit_id).verdict == "unreadable"
    (kept,) = rows(each_site, PhotoUse)
    assert kept.state == "quarantined"
    (case,) = rows(each_site, Case)
    assert (case.kind, case.headline) == ("photo_mismatch", "photo_unreadable")
    assert each_site.blobs.read(f"photos/{cut.sha256[:2]}/{cut.sha256}") == cut.data, "the bytes are kept as they came"


def test_looking_again_changes_nothing(each_site: Site) -> None:
    use = visited(each_site, photo(each_site.office.stops[1].asset_number))
    each_site.work()
    first = report(each_site, use.visit_id).made_at
    each_site.database.run(lambda session: owe(session, [use]))
    each_site.work()
    assert report(each_site, use.visit_id).made_at == first
    assert len(rows(each_site, Case)) == 1


def test_nothing_is_looked_at_before_its_visit_is_known(site: Site) -> None:
    taken = photo("1234567890")
    site.begin(taken, new_id(), body=taken.data)
    assert [job.name for job in rows(site, Job) if job.name == VERIFY] == []


def test_photos_follow_their_tasks_to_another_holder(each_site: Site) -> None:
    use = visited(each_site, photo("1234567890"), holder_id=each_site.office.readers[0])
    each_site.database.run(lambda session: move_uses(session, task_ids=[use.task_id], holder_id=each_site.office.readers[1]))
    (kept,) = rows(each_site, PhotoUse)
    assert kept.holder_id == each_site.office.readers[1]


def test_texts_that_no_database_holds_are_made_storable() -> None:
    assert storable("A\x00B") == "A␀B"
    assert storable("\ud800") == "?"
    assert storable("表箱12") == "表箱12"
