"""An application with a phone to upload from and an office to look."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from backend.app import create_app
from backend.evidence.service.darkroom import Darkroom
from backend.kernel.blobs import BlobStore, LocalStore
from backend.kernel.db import Database
from backend.kernel.settings import Settings
from backend.kernel.worker import Worker
from backend.wiring import HANDLERS
from config import Config
from tests.factories import fieldwork
from tests.factories.evidence import Photo, tus_headers
from tests.factories.fieldwork import Office, Phone

PART = "application/offset+octet-stream"


@dataclass
class Site:
    """One branch with two readers and their phones, and the server they speak to."""

    client: Any
    database: Database
    blobs: BlobStore
    settings: Settings
    office: Office
    phone: Phone
    other_phone: Phone

    def headers(self, phone: Phone | None = None) -> dict[str, str]:
        return {"Authorization": f"Device {(phone or self.phone).token}"}

    def begin(
        self,
        photo: Photo,
        visit_id: UUID,
        *,
        phone: Phone | None = None,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Any:
        """POST an upload; with a body, its bytes come along."""
        sent = {**self.headers(phone), **tus_headers(photo.sha256, visit_id, len(photo.data)), **(headers or {})}
        if body is not None:
            sent["Content-Type"] = PART
        return self.client.post("/api/v1/photos", headers=sent, data=body)

    def send(
        self,
        location: str,
        data: bytes,
        offset: int,
        *,
        phone: Phone | None = None,
        checksum: str | None = None,
        kind: str = PART,
    ) -> Any:
        """PATCH bytes to an upload."""
        headers = {**self.headers(phone), "Tus-Resumable": "1.0.0", "Upload-Offset": str(offset), "Content-Type": kind}
        if checksum is not None:
            headers["Upload-Checksum"] = checksum
        return self.client.patch(location, headers=headers, data=data)

    def head(self, location: str, *, phone: Phone | None = None) -> Any:
        return self.client.head(location, headers={**self.headers(phone), "Tus-Resumable": "1.0.0"})

    def work(self) -> int:
        """Do the jobs that are due."""
        return Worker(self.database, self.blobs, self.settings, HANDLERS).run_pending()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(parts=tmp_path / "uploads")


def make_site(database: Database, settings: Settings, folder: Path, *, blobs: BlobStore | None = None) -> Site:
    blobs = blobs or LocalStore(folder / "photos")
    config = replace(Config(), settings=settings, embedded_worker=False, dist=folder / "dist", rate_known=100_000)
    app = create_app(config, database=database, blobs=blobs)
    office = fieldwork.make_office(database)
    phones = [
        database.run(lambda session, reader=reader: fieldwork.phone(session, reader, office.branch_id))  # type: ignore[misc]
        for reader in office.readers
    ]
    return Site(app.test_client(), database, blobs, settings, office, *phones)


@pytest.fixture
def site(sqlite_database: Database, settings: Settings, tmp_path: Path) -> Site:
    """Where the kind of database can't matter."""
    return make_site(sqlite_database, settings, tmp_path)


@pytest.fixture
def each_site(database: Database, settings: Settings, tmp_path: Path) -> Site:
    """Once on each kind of database."""
    return make_site(database, settings, tmp_path)


@pytest.fixture(scope="session")
def darkroom() -> Iterator[Darkroom]:
    room = Darkroom()
    yield room
    room.close()
