"""Photos come in by tus 1.0, whole or not at all (DESIGN decision 9)."""

import base64
import errno
import hashlib
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.cases.models import Case, CaseEvent
from backend.evidence.models import Photo as PhotoRow
from backend.evidence.models import PhotoUse, Upload
from backend.evidence.rules.facts import UseFacts
from backend.evidence.service.arrivals import original_key
from backend.evidence.service.parts import PartFolder
from backend.evidence.service.uses import missing_photos, owe
from backend.kernel import audit, clock, jobs
from backend.kernel.db import Database
from backend.kernel.ids import new_id
from backend.kernel.settings import Settings
from tests.evidence.conftest import Site, make_site
from tests.factories.evidence import Photo, photo, tus_headers, use_of


def states(site: Site, sha256: str) -> dict[UUID, str]:
    asked = select(PhotoUse.visit_id, PhotoUse.state).where(PhotoUse.sha256 == sha256)
    return {row.visit_id: row.state for row in site.database.read(lambda session: session.execute(asked).all())}


def owed_at(site: Site, sha256: str, **changes: Any) -> UseFacts:
    """A photo as a visit at the first stop names it."""
    home = changes.pop("home", site.office.branch_id)
    return use_of(sha256, owner=site.phone.principal.owner, stop=site.office.stops[0], home=home, **changes)


def rows(site: Site, table: Any) -> list[Any]:
    return site.database.read(lambda session: list(session.scalars(select(table))))


def test_options_say_what_is_offered(site: Site) -> None:
    answer = site.client.options("/api/v1/photos")
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Extension"] == "creation,creation-with-upload,expiration,checksum"
    assert answer.headers["Tus-Checksum-Algorithm"] == "sha1,sha256"
    assert answer.headers["Tus-Max-Size"] == str(site.settings.photo_limit)


def test_a_photo_in_one_request_is_whole_stored_and_in_the_audit(each_site: Site) -> None:
    taken, visit = photo(), new_id()
    answer = each_site.begin(taken, visit, body=taken.data)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Upload-Offset"] == str(len(taken.data))
    assert answer.headers["Tus-Resumable"] == "1.0.0"
    assert each_site.blobs.read(original_key(taken.sha256)) == taken.data
    assert states(each_site, taken.sha256) == {visit: "whole"}
    (stored,) = rows(each_site, PhotoRow)
    assert (stored.mime, stored.width, stored.height, stored.size) == ("image/jpeg", 1200, 900, len(taken.data))
    (line,) = [line for line in rows(each_site, audit.AuditLine) if line.action == "photo_received"]
    assert (line.subject_id, line.actor_id) == (taken.sha256, str(each_site.phone.id))
    assert list(each_site.settings.parts.iterdir()) == []


def test_a_cut_upload_goes_on_from_its_byte(site: Site) -> None:
    taken, visit = photo(), new_id()
    location = site.begin(taken, visit).headers["Location"]
    assert site.head(location).headers["Upload-Offset"] == "0"
    assert site.send(location, taken.data[:5000], 0).headers["Upload-Offset"] == "5000"
    assert "Upload-Expires" in site.send(location, b"", 5000).headers
    assert states(site, taken.sha256) == {visit: "owed"}
    where = site.head(location)
    assert (where.headers["Upload-Offset"], where.headers["Upload-Length"]) == ("5000", str(len(taken.data)))
    assert where.headers["Cache-Control"] == "no-store"
    answer = site.send(location, taken.data[5000:], 5000)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, str(len(taken.data)))
    assert states(site, taken.sha256) == {visit: "whole"}
    assert site.head(location).headers["Upload-Offset"] == str(len(taken.data))


def test_a_first_part_may_come_with_the_beginning(site: Site) -> None:
    taken, visit = photo(), new_id()
    begun = site.begin(taken, visit, body=taken.data[:7000])
    assert begun.headers["Upload-Offset"] == "7000"
    assert site.send(begun.headers["Location"], taken.data[7000:], 7000).status_code == 204
    assert states(site, taken.sha256) == {visit: "whole"}


def test_bytes_at_another_place_are_a_conflict(site: Site) -> None:
    taken = photo()
    location = site.begin(taken, new_id(), body=taken.data[:100]).headers["Location"]
    for offset in (0, 99, 101):
        answer = site.send(location, taken.data[100:200], offset)
        assert (answer.status_code, answer.json["code"]) == (409, "tus_offset")
    assert site.head(location).headers["Upload-Offset"] == "100"


def test_more_bytes_than_declared_are_refused(site: Site) -> None:
    taken = photo()
    location = site.begin(taken, new_id()).headers["Location"]
    assert site.send(location, taken.data + b"!", 0).status_code == 413
    assert site.head(location).headers["Upload-Offset"] == "0"


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_part_with_a_checksum_only_counts_when_it_is_right(site: Site, algorithm: str) -> None:
    taken = photo()
    location = site.begin(taken, new_id()).headers["Location"]
    right = base64.b64encode(hashlib.new(algorithm, taken.data).digest()).decode()
    wrong = base64.b64encode(hashlib.new(algorithm, b"other").digest()).decode()
    answer = site.send(location, taken.data, 0, checksum=f"{algorithm} {wrong}")
    assert (answer.status_code, answer.json["code"]) == (460, "tus_checksum")
    assert site.head(location).headers["Upload-Offset"] == "0"
    assert site.send(location, taken.data, 0, checksum=f"{algorithm} {right}").status_code == 204
    assert list(site.settings.parts.iterdir()) == []


def test_a_network_without_patch_may_post(site: Site) -> None:
    taken, visit = photo(), new_id()
    location = site.begin(taken, visit).headers["Location"]
    headers = {
        **site.headers(), "Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream",
    }  # fmt: skip
    assert site.client.post(location, headers=headers, data=taken.data).status_code == 405
    assert site.client.post(location, headers={**headers, "X-HTTP-Method-Override": "PATCH"}, data=taken.data).status_code == 204
    assert states(site, taken.sha256) == {visit: "whole"}


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"Tus-Resumable": "0.2.2"}, 412, "tus_version"),
        ({"Upload-Length": "none"}, 400, "malformed"),
        ({"Upload-Length": "0"}, 422, "invalid"),
        ({"Upload-Length": "99999999"}, 413, "too_large"),
        ({"Upload-Metadata": ""}, 422, "invalid"),
        ({"Upload-Metadata": "sha256 ###"}, 400, "malformed"),
        ({"Upload-Checksum": "md5 aGFsbG8="}, 400, "malformed"),
        ({"Authorization": "Device wrong"}, 401, "device_unknown"),
        ({"Authorization": ""}, 401, "signed_out"),
    ],
)
def test_a_bad_beginning_is_a_problem(site: Site, changes: dict[str, str], status: int, code: str) -> None:
    answer = site.begin(photo(), new_id(), headers=changes)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert answer.headers["Tus-Resumable"] == "1.0.0"


def test_bytes_of_another_type_are_refused(site: Site) -> None:
    taken = photo()
    location = site.begin(taken, new_id()).headers["Location"]
    assert site.send(location, taken.data, 0, kind="image/jpeg").status_code == 415


def test_a_photo_that_differs_is_kept_aside_and_offered_again_until_the_third_time(each_site: Site) -> None:
    taken = photo()
    use = use_of(
        taken.sha256, owner=each_site.phone.principal.owner, stop=each_site.office.stops[0], home=each_site.office.branch_id
    )
    assert each_site.database.run(lambda session: owe(session, [use])) == {(use.visit_id, taken.sha256): "owed"}
    for time, state in ((1, "owed"), (2, "owed"), (3, "quarantined")):
        spoilt = taken.data[:-9] + b"x" * 9
        answer = each_site.begin(taken, use.visit_id, body=spoilt)
        assert (answer.status_code, answer.json["code"]) == (460, "photo_differs")
        assert states(each_site, taken.sha256) == {use.visit_id: state}
        assert len(list(each_site.blobs.keys("quarantine/"))) == time
        assert len(rows(each_site, Case)) == (1 if time == 3 else 0)
    (case,) = rows(each_site, Case)
    assert (case.kind, case.subject_kind, case.subject_id) == ("photo_mismatch", "photo", taken.sha256)
    # It may still come good.
    assert each_site.begin(taken, use.visit_id, body=taken.data).status_code == 201
    assert states(each_site, taken.sha256) == {use.visit_id: "whole"}


def test_a_failed_upload_is_over(site: Site) -> None:
    taken = photo()
    location = site.begin(taken, new_id()).headers["Location"]
    assert site.send(location, b"x" * len(taken.data), 0).status_code == 460
    answer = site.head(location)
    assert answer.status_code == 410
    assert site.send(location, b"", len(taken.data)).status_code == 410


@pytest.mark.parametrize(
    "content",
    [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html><script>alert(1)</script></html>", b"GIF89a" + b"\0" * 40, b"MZ"],
    ids=["SVG", "HTML", "GIF", "program"],
)
def test_what_is_no_picture_is_kept_aside(site: Site, content: bytes) -> None:
    fake, visit = Photo(content), new_id()
    answer = site.begin(fake, visit, body=content)
    assert (answer.status_code, answer.json["code"]) == (422, "photo_unusable")
    assert states(site, fake.sha256) == {visit: "owed"}
    assert len(list(site.blobs.keys("quarantine/"))) == 1
    assert list(site.blobs.keys("photos/")) == []


def test_known_bytes_are_skipped_only_for_the_device_that_brought_them(each_site: Site) -> None:
    taken, first, second, third = photo(), new_id(), new_id(), new_id()
    each_site.begin(taken, first, body=taken.data)
    again = each_site.begin(taken, second)
    assert (again.status_code, again.headers["Upload-Offset"]) == (201, str(len(taken.data)))
    stranger = each_site.begin(taken, third, phone=each_site.other_phone)
    assert (stranger.status_code, stranger.headers["Upload-Offset"]) == (201, "0")
    assert states(each_site, taken.sha256) == {first: "whole", second: "whole", third: "owed"}
    assert each_site.send(stranger.headers["Location"], taken.data, 0, phone=each_site.other_phone).status_code == 204
    assert states(each_site, taken.sha256)[third] == "whole"


@pytest.mark.parametrize("at_once", [True, False])
def test_a_visit_that_came_by_another_phone_gets_its_photo_from_whoever_took_it(each_site: Site, *, at_once: bool) -> None:
    """An outbox was carried over to a second phone, and the photos stayed on the first."""
    taken = photo()
    use = use_of(
        taken.sha256, owner=each_site.other_phone.principal.owner, stop=each_site.office.stops[0], home=each_site.office.branch_id
    )
    each_site.database.run(lambda session: owe(session, [use]))
    if at_once:
        assert each_site.begin(taken, use.visit_id, body=taken.data).status_code == 201
    else:
        location = each_site.begin(taken, use.visit_id).headers["Location"]
        assert each_site.send(location, taken.data, 0).status_code == 204
    assert states(each_site, taken.sha256) == {use.visit_id: "whole"}

    # Neither phone's day waits for it.
    def missing(session: Session) -> list[set[str]]:
        both = (each_site.phone, each_site.other_phone)
        return [missing_photos(session, device_id=phone.id, sha256s={taken.sha256}) for phone in both]

    assert each_site.database.read(missing) == [set(), set()]


def test_an_upload_is_only_its_owners(site: Site) -> None:
    taken = photo()
    location = site.begin(taken, new_id()).headers["Location"]
    assert site.head(location, phone=site.other_phone).status_code == 404
    assert site.send(location, taken.data, 0, phone=site.other_phone).status_code == 404


def test_an_expired_upload_is_over_and_swept_away(each_site: Site) -> None:
    taken = photo()
    with clock.frozen(clock.now()) as move:
        location = each_site.begin(taken, new_id(), body=taken.data[:100]).headers["Location"]
        move(timedelta(days=8))
        assert each_site.head(location).status_code == 410
        each_site.database.run(lambda session: jobs.enqueue(session, "evidence.sweep", {}))
        each_site.work()
    assert list(each_site.settings.parts.iterdir()) == []
    assert each_site.head(location).status_code == 404


def test_the_photo_may_come_before_its_visit_and_from_another_guess_of_its_home(each_site: Site) -> None:
    taken = photo()
    use = use_of(
        taken.sha256, owner=each_site.phone.principal.owner, stop=each_site.office.stops[0], home=each_site.office.branch_id + 77
    )
    each_site.begin(taken, use.visit_id, body=taken.data)
    assert each_site.database.run(lambda session: owe(session, [use])) == {(use.visit_id, taken.sha256): "whole"}
    (found,) = rows(each_site, PhotoUse)
    assert (found.home, found.branch_id, found.state) == (use.home, use.branch_id, "whole")
    assert {row.home for row in rows(each_site, PhotoRow)} == {each_site.office.branch_id, use.home}


def test_saying_twice_what_is_owed_changes_nothing(each_site: Site) -> None:
    taken = photo()
    use = use_of(
        taken.sha256, owner=each_site.phone.principal.owner, stop=each_site.office.stops[0], home=each_site.office.branch_id
    )
    each_site.database.run(lambda session: owe(session, [use]))
    each_site.begin(taken, use.visit_id, body=taken.data)
    assert each_site.database.run(lambda session: owe(session, [use])) == {(use.visit_id, taken.sha256): "whole"}
    assert len(rows(each_site, PhotoUse)) == 1


def test_the_offset_waits_for_a_request_that_is_still_writing(site: Site) -> None:
    taken = photo()
    location = site.begin(taken, new_id()).headers["Location"]
    parts, upload_id = PartFolder(site.settings.parts), UUID(location.rpartition("/")[2])
    has_come, may_end = threading.Event(), threading.Event()

    class Slow:
        def read(self, size: int, /) -> bytes:
            if has_come.is_set():
                may_end.wait(10)
                return b""
            has_come.set()
            return taken.data[: min(size, 5000)]

    writer = threading.Thread(target=lambda: parts.receive(upload_id, Slow(), offset=0, length=len(taken.data)))
    writer.start()
    has_come.wait(10)
    threading.Timer(0.2, may_end.set).start()
    assert site.head(location).headers["Upload-Offset"] == "5000"
    writer.join()


def test_a_full_disk_acknowledges_nothing_and_loses_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    taken, visit = photo(), new_id()
    location = site.begin(taken, visit).headers["Location"]

    def full(_: str, __: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as while_full:
        while_full.setattr(site.blobs, "put", full)
        answer = site.send(location, taken.data, 0)
        assert (answer.status_code, answer.json["code"]) == (507, "storage_full")
        # Every byte has come, but an offset that says so would be an acknowledgement.
        assert site.head(location).status_code == 507
        at_once, other = photo("204417"), new_id()
        assert site.begin(at_once, other, body=at_once.data).status_code == 507
    assert states(site, taken.sha256) == {visit: "owed"}
    assert states(site, at_once.sha256) == {}
    assert list(site.blobs.keys()) == []
    assert site.head(location).headers["Upload-Offset"] == str(len(taken.data))
    assert states(site, taken.sha256) == {visit: "whole"}
    assert site.blobs.read(original_key(taken.sha256)) == taken.data


def test_a_visit_that_is_here_takes_no_photo_it_doesnt_name(each_site: Site) -> None:
    named, other = photo("1"), photo("2")
    use = owed_at(each_site, named.sha256)
    each_site.database.run(lambda session: owe(session, [use]))
    before = rows(each_site, audit.AuditLine)
    refused = each_site.begin(other, use.visit_id, body=other.data, phone=each_site.other_phone)
    assert (refused.status_code, refused.json["code"]) == (409, "photo_not_named")
    assert (states(each_site, other.sha256), rows(each_site, PhotoRow), rows(each_site, Upload)) == ({}, [], [])
    assert not each_site.blobs.exists(original_key(other.sha256))
    assert not each_site.settings.parts.exists()
    assert [line.seq for line in rows(each_site, audit.AuditLine)] == [line.seq for line in before]
    # What it names may come by any phone: work moves, outboxes are carried. Its own phone isn't asked.
    assert each_site.begin(named, use.visit_id, body=named.data, phone=each_site.other_phone).status_code == 201
    assert each_site.begin(other, use.visit_id, body=other.data).status_code == 201


def test_a_phone_may_only_begin_so_many_uploads(tmp_path: Path, database: Database) -> None:
    site = make_site(database, Settings(parts=tmp_path / "uploads", uploads_open=3), tmp_path)
    for number in range(3):
        assert site.begin(photo(str(number)), new_id()).status_code == 201
    taken = photo("4")
    refused = site.begin(taken, new_id(), body=taken.data)
    assert (refused.status_code, refused.json["code"], refused.json["params"]["open"]) == (429, "uploads_open", 3)
    assert int(refused.headers["Retry-After"]) > 0
    assert site.begin(taken, new_id(), phone=site.other_phone).status_code == 201
    # One that is finished makes room.
    first = photo("first")
    location = rows(site, Upload)[0].id
    site.database.run(lambda session: session.delete(session.get_one(Upload, location)))
    assert site.begin(first, new_id(), body=first.data).status_code == 201


def test_a_phone_may_only_send_so_much_within_a_day(tmp_path: Path, database: Database) -> None:
    site = make_site(database, Settings(parts=tmp_path / "uploads", uploads_day_mb=1), tmp_path)
    noise = Image.effect_noise((600, 600), 90).tobytes()
    taken = [Photo(photo(str(number)).data + noise) for number in range(3)]
    for one in taken[:2]:
        assert site.begin(one, new_id(), body=one.data).status_code == 201
    refused = site.begin(taken[2], new_id(), body=taken[2].data)
    assert (refused.status_code, refused.json["code"]) == (429, "uploads_day")
    long_ago = clock.now() - timedelta(hours=25)
    site.database.run(lambda session: session.execute(update(Upload).values(created_at=long_ago)))
    assert site.begin(taken[2], new_id(), body=taken[2].data).status_code == 201


def test_a_home_that_isnt_the_senders_is_left_alone(site: Site) -> None:
    taken = photo("home")
    headers = tus_headers(taken.sha256, new_id(), len(taken.data), home="999")
    assert site.begin(taken, new_id(), body=taken.data, headers=headers).status_code == 201
    assert [row.home for row in rows(site, PhotoRow)] == [site.office.branch_id]


def test_what_is_sent_once_more_is_received_once(each_site: Site) -> None:
    taken, visit = photo("twice"), new_id()
    for _ in range(2):
        assert each_site.begin(taken, visit, body=taken.data).status_code == 201
    location = each_site.begin(photo("other"), visit).headers["Location"]
    assert each_site.head(location).status_code == 200
    assert [line.action for line in rows(each_site, audit.AuditLine) if line.subject_id == taken.sha256] == ["photo_received"]
    another = new_id()
    assert each_site.begin(taken, another, body=taken.data).status_code == 201
    assert [line.action for line in rows(each_site, audit.AuditLine) if line.subject_id == taken.sha256] == ["photo_received"] * 2


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("claimed", [True, False])
def test_a_photo_that_comes_right_after_all_tells_its_case(site: Site, at_once: bool, claimed: bool) -> None:
    taken = photo()
    wrong = bytes(len(taken.data))
    use = owed_at(site, taken.sha256)
    site.database.run(lambda session: owe(session, [use]))
    for _ in range(3):
        assert site.begin(taken, use.visit_id, body=wrong).status_code == 460
    (case,) = rows(site, Case)
    assert (case.state, case.headline) == ("open", "photo_mismatch")
    if claimed:
        site.database.run(lambda session: session.execute(update(Case).values(claimed_by=site.office.readers[0])))
    if at_once:
        assert site.begin(taken, use.visit_id, body=taken.data).status_code == 201
    else:
        assert site.send(site.begin(taken, use.visit_id).headers["Location"], taken.data, 0).status_code == 204
    told = [one for one in rows(site, CaseEvent) if one.kind == "photo_arrived"]
    assert [(one.case_id, one.detail) for one in told] == [(case.id, {"sha256": taken.sha256, "visit_id": str(use.visit_id)})]
    # What somebody has in hand isn't closed under it.
    assert rows(site, Case)[0].state == ("open" if claimed else "closed")
    assert states(site, taken.sha256) == {use.visit_id: "whole"}
