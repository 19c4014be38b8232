"""Photos in an S3-compatible store: the real server against a real S3 API, and what happens while that is away."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError

from backend.evidence import handlers
from backend.evidence.commands import evidence
from backend.evidence.models import Photo as PhotoRow
from backend.evidence.models import PhotoUse
from backend.evidence.service import uses
from backend.evidence.service.arrivals import copy_key, keys_of, original_key
from backend.kernel import backup
from backend.kernel.blobs import BlobStore, LocalStore, StoreAwayError, open_store
from backend.kernel.commands import Tools
from backend.kernel.db import Database
from backend.kernel.ids import new_id
from backend.kernel.jobs import Job
from backend.kernel.settings import Settings
from backend.kernel.worker import Worker
from backend.wiring import HANDLERS
from tests.evidence.conftest import Site, make_site
from tests.evidence.test_clients import large_photo
from tests.evidence.test_retention import OLD, retain, set_months
from tests.factories import fieldwork
from tests.factories.evidence import Photo, photo, use_of
from tests.factories.fieldwork import Phone
from tests.support import databases
from tests.support.s3 import S3
from tests.support.server import Server, running


@pytest.fixture(scope="module")
def s3() -> Iterator[S3]:
    store = S3()
    store.on()
    store.make_bucket()
    yield store
    store.off()


@dataclass
class Served:
    """A real server that keeps its photos in the store."""

    server: Server
    phone: Phone
    store: BlobStore
    s3: S3
    database_url: str

    def uploader(self, taken: Photo, visit: UUID, **options: Any) -> Any:
        client = TusClient(f"{self.server.url}/api/v1/photos", headers={"Authorization": f"Device {self.phone.token}"})
        metadata = {"sha256": taken.sha256, "visit": str(visit), "mime": taken.mime}
        return client.uploader(file_stream=io.BytesIO(taken.data), metadata=metadata, **options)

    def state(self, taken: Photo) -> str | None:
        database = Database.open(self.database_url)
        try:
            return database.read(
                lambda session: session.scalars(select(PhotoUse.state).where(PhotoUse.sha256 == taken.sha256)).first()
            )
        finally:
            database.close()


@pytest.fixture(scope="module")
def served(folder_of_run: Path, tmp_path_factory: pytest.TempPathFactory, s3: S3) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("s3")
    url = databases.copy_sqlite(databases.sqlite_template(folder_of_run), folder / "meterround.sqlite")
    database = Database.open(url)
    office = fieldwork.make_office(database)
    phone = database.run(lambda session: fieldwork.phone(session, office.readers[0], office.branch_id))
    database.close()
    with running(folder, url, RATE_KNOWN="100000", **s3.environment) as server:
        yield Served(server, phone, open_store(s3.environment["BLOBS"], **s3.options), s3, url)


def test_tuspy_uploads_into_the_store(served: Served) -> None:
    taken = photo(new_id().hex[-12:])
    served.uploader(taken, new_id(), chunk_size=20_000, upload_checksum=True).upload()
    assert served.store.read(original_key(taken.sha256)) == taken.data
    assert served.state(taken) == "whole"


@pytest.mark.chaos
def test_killed_in_the_middle_an_upload_goes_on_into_the_store(served: Served) -> None:
    large = large_photo()
    sending = served.uploader(large, new_id(), chunk_size=100_000)
    sending.upload(stop_at=400_000)
    served.server.kill()
    served.server.start()
    assert sending.get_offset() == 400_000
    sending.upload()
    assert served.store.read(original_key(large.sha256)) == large.data
    assert served.state(large) == "whole"


@pytest.mark.chaos
def test_while_the_store_is_away_nothing_is_acknowledged_and_nothing_lost(served: Served) -> None:
    large = large_photo()
    sending = served.uploader(large, new_id(), chunk_size=400_000)
    sending.upload(stop_at=800_000)
    served.s3.off()
    try:
        with pytest.raises(TusCommunicationError) as refused:
            sending.upload()
        assert refused.value.status_code == 503
        # The server has every byte, and says neither so nor that the photo is whole.
        with pytest.raises(TusCommunicationError):
            sending.get_offset()
        assert served.state(large) == "owed"
        # One that comes whole in one request is refused as well.
        small = photo(new_id().hex[-12:])
        with pytest.raises(TusCommunicationError):
            served.uploader(small, new_id()).upload()
        # Killed meanwhile: the bytes are still there.
        served.server.kill()
        served.server.start()
    finally:
        served.s3.on()
    # To ask how far it came is enough: what is said to be whole has been stored.
    assert sending.get_offset() == len(large.data)
    assert served.store.read(original_key(large.sha256)) == large.data
    assert served.state(large) == "whole"


@pytest.fixture
def site(sqlite_database: Database, settings: Settings, tmp_path: Path, s3: S3) -> Site:
    """As in other tests, but with the store."""
    store = open_store(s3.environment["BLOBS"] + f"/{new_id()}", **s3.options)
    return make_site(sqlite_database, settings, tmp_path, blobs=store)


def brought(site: Site, taken: Photo) -> UUID:
    visit_id = new_id()
    use = use_of(
        taken.sha256, owner=f"device:{site.phone.id}", stop=site.office.stops[0], home=site.office.branch_id,
        visit_id=visit_id, period=202503, holder_id=site.office.readers[0],
    )  # fmt: skip
    site.database.run(lambda session: uses.owe(session, [use]))
    assert site.begin(taken, visit_id, body=taken.data).status_code == 201
    return visit_id


def test_verification_serving_ranges_backup_audit_and_removal(
    site: Site, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="werkzeug")
    taken = photo("204417")
    visit_id = brought(site, taken)
    site.work()
    assert all(site.blobs.exists(key) for key in keys_of(taken.sha256))

    address = f"/api/v1/photos/{taken.sha256}?visit={visit_id}&size="
    copy = site.client.get(address + "320", headers=site.headers())
    assert (copy.status_code, copy.mimetype) == (200, "image/jpeg")
    again = site.client.get(address + "320", headers={**site.headers(), "If-None-Match": copy.headers["ETag"]})
    assert again.status_code == 304
    assert site.blobs.read(original_key(taken.sha256), 100, 50) == taken.data[100:150]
    caplog.clear()
    part = site.client.get(address + "320", headers={**site.headers(), "Range": "bytes=100-149"})
    assert (part.status_code, part.data) == (206, copy.data[100:150])
    # The store is asked for these bytes alone.
    gets = [line.getMessage() for line in caplog.records if line.name == "werkzeug" and "GET " in line.getMessage()]
    assert [line.endswith(" 206 -") for line in gets] == [True]

    backup.back_up(site.database, site.blobs, f"sqlite:///{site.database.engine.url.database}", tmp_path / "copy")
    assert LocalStore(tmp_path / "copy" / backup.PHOTOS).read(original_key(taken.sha256)) == taken.data

    tools = Tools(settings=site.settings, open_database=lambda: site.database, open_blobs=lambda: site.blobs)
    audited = CliRunner().invoke(evidence, ["audit"], obj=tools, catch_exceptions=False)
    assert (audited.exit_code, audited.output) == (0, "1 photos, 2 copies, 0 put aside: files and records agree.\n")
    site.blobs.delete(original_key(taken.sha256))
    missing = CliRunner().invoke(evidence, ["audit"], obj=tools, catch_exceptions=False)
    assert (missing.exit_code, missing.output.splitlines()[0]) == (1, f"missing {original_key(taken.sha256)}")
    site.blobs.put(original_key(taken.sha256), taken.data)

    site.database.run(lambda session: session.execute(update(PhotoRow).values(received_at=OLD)))
    set_months(site, 12)
    retain(site)
    assert list(site.blobs.keys()) == []


def test_a_job_that_finds_the_store_away_waits_without_counting_attempts(site: Site) -> None:
    taken = photo("204417")
    brought(site, taken)
    away = open_store("s3://photos", endpoint="http://127.0.0.1:9", region="us-east-1", access_key_id="a", secret_access_key="b")
    with pytest.raises(StoreAwayError):
        away.read(original_key(taken.sha256))
    for _ in range(2):
        site.database.run(lambda session: session.execute(update(Job).values(run_at=OLD)))
        Worker(site.database, away, site.settings, {uses.VERIFY: handlers.verify}).run_pending()
    job = site.database.read(lambda session: session.scalars(select(Job).where(Job.name == uses.VERIFY)).one())
    assert (job.state, job.attempts) == ("waiting", 0)
    assert (job.error or "").startswith("StoreAwayError")
    site.database.run(lambda session: session.execute(update(Job).values(run_at=OLD)))
    Worker(site.database, site.blobs, replace(site.settings), HANDLERS).run_pending()
    assert site.blobs.exists(copy_key(taken.sha256, 320))
