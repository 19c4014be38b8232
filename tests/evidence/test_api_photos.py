"""Who may look at a photo, and what they get."""

import hashlib
import io
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from backend.evidence.models import PhotoReport
from backend.evidence.queries.photos import photos_of
from backend.evidence.rules.facts import UseFacts
from backend.evidence.service.arrivals import original_key
from backend.evidence.service.uses import owe
from backend.identity.service import sign_in
from backend.kernel import clock
from backend.kernel.ids import new_id
from tests.evidence.conftest import Site
from tests.factories import fieldwork
from tests.factories.evidence import Photo, photo, use_of


@pytest.fixture
def taken() -> Photo:
    return photo("1234567890")


@pytest.fixture
def use(site: Site, taken: Photo) -> UseFacts:
    """A visit by the first reader, with its photo."""
    use = use_of(
        taken.sha256, owner=site.phone.principal.owner, stop=site.office.stops[0], home=site.office.branch_id,
        holder_id=site.office.readers[0],
    )  # fmt: skip
    site.begin(taken, use.visit_id, body=taken.data)
    site.database.run(lambda session: owe(session, [use]))
    return use


def address(use: UseFacts, size: str = "320") -> str:
    return f"/api/v1/photos/{use.sha256}?visit={use.visit_id}&size={size}"


def signed_in(site: Site, role: str, branch_id: int) -> Any:
    """A client with the session of somebody new."""
    person_id = site.database.run(lambda session: fieldwork.person(session, role, branch_id))
    client = site.client.application.test_client()
    token, _ = site.database.run(lambda session: sign_in.open_session(session, person_id=person_id, attempt_id=new_id()))
    client.set_cookie("mr_session", token)
    return client


def test_owner_colleague_and_stranger(site: Site, use: UseFacts) -> None:
    mine = site.client.get(address(use), headers=site.headers())
    assert mine.status_code == 200
    # A colleague learns no more than a stranger.
    assert site.client.get(address(use), headers=site.headers(site.other_phone)).status_code == 404
    elsewhere = fieldwork.make_office(site.database)
    assert signed_in(site, "supervisor", site.office.branch_id).get(address(use)).status_code == 200
    assert signed_in(site, "reader", site.office.branch_id).get(address(use)).status_code == 404
    assert signed_in(site, "supervisor", elsewhere.branch_id).get(address(use)).status_code == 404
    assert signed_in(site, "admin", elsewhere.branch_id).get(address(use)).status_code == 200
    assert site.client.get(address(use)).status_code == 401


def test_a_photo_is_only_shown_for_the_visit_it_proves(site: Site, use: UseFacts) -> None:
    supervisor = signed_in(site, "supervisor", site.office.branch_id)
    assert supervisor.get(f"/api/v1/photos/{use.sha256}?visit={new_id()}").status_code == 404
    assert supervisor.get(f"/api/v1/photos/{'0' * 64}?visit={use.visit_id}").status_code == 404
    assert supervisor.get(f"/api/v1/photos/{use.sha256}").status_code == 422
    assert supervisor.get(address(use, "9999")).status_code == 422


@pytest.mark.parametrize("looked", [False, True], ids=["before the background came to it", "afterwards"])
def test_a_copy_is_a_plain_jpeg(site: Site, use: UseFacts, looked: bool) -> None:
    if looked:
        site.work()
    answer = site.client.get(address(use), headers=site.headers())
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert Image.open(io.BytesIO(answer.data)).size == (320, 240)
    again = site.client.get(address(use), headers={**site.headers(), "If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_original_is_a_download_for_supervisors(site: Site, use: UseFacts, taken: Photo) -> None:
    assert site.client.get(address(use, "original"), headers=site.headers()).status_code == 403
    supervisor = signed_in(site, "supervisor", site.office.branch_id)
    answer = supervisor.get(address(use, "original"))
    assert hashlib.sha256(answer.data).hexdigest() == use.sha256
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("size", ["320", "1280", "original"])
def test_whatever_is_served_comes_in_ranges(site: Site, use: UseFacts, size: str) -> None:
    site.work()
    supervisor = signed_in(site, "supervisor", site.office.branch_id)

    def get(**headers: str) -> Any:
        return supervisor.get(address(use, size), headers={name.replace("_", "-"): value for name, value in headers.items()})

    whole = get()
    etag, length = whole.headers["ETag"], len(whole.data)
    assert (whole.status_code, whole.headers["Accept-Ranges"], int(whole.headers["Content-Length"])) == (200, "bytes", length)
    for asked, start, end in (("10-19", 10, 20), ("-7", length - 7, length), (f"{length - 3}-{length + 50}", length - 3, length)):
        part = get(Range=f"bytes={asked}")
        assert (part.status_code, part.data) == (206, whole.data[start:end])
        assert part.headers["Content-Range"] == f"bytes {start}-{end - 1}/{length}"
        assert (part.headers["ETag"], part.headers["Content-Type"]) == (etag, whole.headers["Content-Type"])
    beyond = get(Range="bytes=99999999-")
    assert (beyond.status_code, beyond.json["code"]) == (416, "range_impossible")
    assert beyond.headers["Content-Range"] == f"bytes */{length}"
    # What isn't one range of these very bytes is answered with the whole.
    for odd in (
        {"Range": "bytes=0-1,4-5"},
        {"Range": "lines=1-2"},
        {"Range": "bytes=x"},
        {"Range": "bytes=0-1", "If_Range": '"o"'},
    ):
        assert (get(**odd).status_code, get(**odd).data) == (200, whole.data)
    assert get(Range="bytes=0-1", If_Range=etag).status_code == 206
    assert get(Range="bytes=0-1", If_None_Match=etag).status_code == 304


def test_a_lost_photo_is_called_lost_until_it_is_back(site: Site, use: UseFacts, taken: Photo) -> None:
    supervisor = signed_in(site, "supervisor", site.office.branch_id)
    site.blobs.delete(original_key(use.sha256))
    for size in ("original", "1280"):
        answer = supervisor.get(address(use, size))
        assert (answer.status_code, answer.json["code"]) == (410, "photo_lost")
        assert answer.json["params"]["day"] == f"{clock.now().astimezone(site.settings.time_zone):%Y-%m-%d}"
    site.work()  # nothing can be looked at, and nothing is tried for ever
    asked = select(PhotoReport.verdict).where(PhotoReport.sha256 == use.sha256)
    assert site.database.read(lambda session: session.scalars(asked).all()) == []
    (shown,) = site.database.read(lambda session: photos_of(session, [use.visit_id]))[use.visit_id]
    assert (shown.state, shown.missing_since is None) == ("whole", False)
    # The phone that has it still may bring it again, though it brought it once.
    again = site.begin(taken, use.visit_id)
    assert again.headers["Upload-Offset"] == "0"
    assert site.send(again.headers["Location"], taken.data, 0).status_code == 204
    assert supervisor.get(address(use, "original")).data == taken.data
    site.work()
    assert site.database.read(lambda session: session.scalars(asked).all()) == ["none"]
    (shown,) = site.database.read(lambda session: photos_of(session, [use.visit_id]))[use.visit_id]
    assert shown.missing_since is None


def test_a_photo_that_is_owed_says_so(site: Site) -> None:
    use = use_of(
        "a" * 64, owner=site.phone.principal.owner, stop=site.office.stops[0], home=site.office.branch_id,
        holder_id=site.office.readers[0],
    )  # fmt: skip
    site.database.run(lambda session: owe(session, [use]))
    answer = site.client.get(address(use), headers=site.headers())
    assert (answer.status_code, answer.json["code"]) == (409, "photo_owed")


def test_a_photo_without_its_visit_is_nobodys_to_see(site: Site, taken: Photo) -> None:
    visit = new_id()
    site.begin(taken, visit, body=taken.data)
    path = f"/api/v1/photos/{taken.sha256}?visit={visit}"
    assert site.client.get(path, headers=site.headers()).status_code == 404
    assert signed_in(site, "supervisor", site.office.branch_id).get(path).status_code == 404


def test_a_picture_that_cant_be_decoded_is_never_shown(site: Site) -> None:
    whole = photo("1234567890")
    cut = Photo(whole.data[: len(whole.data) // 2])
    use = use_of(
        cut.sha256, owner=site.phone.principal.owner, stop=site.office.stops[0], home=site.office.branch_id,
        holder_id=site.office.readers[0],
    )  # fmt: skip
    site.begin(cut, use.visit_id, body=cut.data)
    site.database.run(lambda session: owe(session, [use]))
    for _ in range(2):  # before and after the background has come to it
        answer = site.client.get(address(use), headers=site.headers())
        assert (answer.status_code, answer.json["code"]) == (422, "photo_unusable")
        site.work()
