"""Clients that nobody here wrote upload to the real server: tuspy from PyPI, tus-js-client from npm."""

import http.client
import io
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import select
from tusclient.client import TusClient

from backend.evidence.models import PhotoUse
from backend.evidence.service.arrivals import original_key
from backend.kernel.blobs import LocalStore
from backend.kernel.db import Database
from backend.kernel.ids import new_id
from tests.evidence.cut_proxy import CutProxy
from tests.factories import fieldwork
from tests.factories.evidence import Photo, photo, tus_headers
from tests.factories.fieldwork import Phone
from tests.support import databases
from tests.support.missing import Missing, go_without
from tests.support.server import Server, running
from tests.support.shared import ROOT

MODULES = ROOT / "pwa"


@dataclass
class Served:
    """A real server with a phone that is enrolled."""

    server: Server
    phone: Phone
    database_url: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Device {self.phone.token}"}

    def arrived(self, taken: Photo) -> bool:
        """Whether the very bytes are stored, and their visit has them."""
        stored = LocalStore(self.server.folder / "photos").read(original_key(taken.sha256))
        database = Database.open(self.database_url)
        try:
            state = database.read(
                lambda session: session.scalars(select(PhotoUse.state).where(PhotoUse.sha256 == taken.sha256)).first()
            )
        finally:
            database.close()
        return stored == taken.data and state == "whole"


@pytest.fixture(scope="module")
def served(folder_of_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    url = databases.copy_sqlite(databases.sqlite_template(folder_of_run), folder / "meterround.sqlite")
    database = Database.open(url)
    office = fieldwork.make_office(database)
    phone = database.run(lambda session: fieldwork.phone(session, office.readers[0], office.branch_id))
    database.close()
    with running(folder, url, RATE_KNOWN="100000") as server:
        yield Served(server, phone, url)


def large_photo() -> Photo:
    """A photo of 1 MB: noise doesn't compress."""
    out = io.BytesIO()
    Image.frombytes("RGB", (620, 560), os.urandom(620 * 560 * 3)).save(out, "PNG")
    return Photo(out.getvalue(), "image/png")


def other_photo() -> Photo:
    """One that nobody has brought yet."""
    return photo(new_id().hex[-12:])


def uploader(served: Served, base: str, taken: Photo, visit: UUID, **options: Any) -> Any:
    client = TusClient(f"{base}/api/v1/photos", headers=served.headers)
    metadata = {"sha256": taken.sha256, "visit": str(visit), "mime": taken.mime}
    return client.uploader(file_stream=io.BytesIO(taken.data), metadata=metadata, **options)


def test_tuspy_uploads_in_parts_with_checksums(served: Served) -> None:
    taken = other_photo()
    uploader(served, served.server.url, taken, new_id(), chunk_size=10_000, upload_checksum=True).upload()
    assert served.arrived(taken)


def test_tuspy_is_content_with_bytes_that_are_known(served: Served) -> None:
    taken = other_photo()
    uploader(served, served.server.url, taken, first := new_id()).upload()
    again = uploader(served, served.server.url, taken, first)
    again.upload()
    assert again.offset == len(taken.data)


@pytest.mark.chaos
def test_an_upload_goes_on_after_the_server_was_killed(served: Served) -> None:
    large = large_photo()
    sending = uploader(served, served.server.url, large, new_id(), chunk_size=100_000)
    sending.upload(stop_at=400_000)
    address = sending.url
    served.server.kill()
    served.server.start()
    going_on = uploader(served, served.server.url, large, new_id(), chunk_size=100_000, url=address)
    assert going_on.offset == 400_000
    going_on.upload()
    assert served.arrived(large)


@pytest.mark.chaos
def test_a_link_cut_every_100_kb_costs_no_tenth_of_the_bytes_again(served: Served) -> None:
    large = large_photo()
    with CutProxy(served.server.port, after=100_000) as link:
        uploader(served, link.url, large, new_id(), retries=60, retry_delay=0).upload()
    assert link.cuts >= 8
    assert served.arrived(large)
    assert (link.received - len(large.data)) / len(large.data) <= 0.10


def node_upload(served: Served, url: str, taken: Photo, folder: Path, **options: Any) -> None:
    node = shutil.which("node")
    if node is None or not (MODULES / "node_modules" / "tus-js-client").is_dir():
        go_without(Missing.NODE, "make pwa")
    file = folder / "photo"
    file.write_bytes(taken.data)
    wanted = {
        "modules": str(MODULES), "file": str(file), "endpoint": f"{url}/api/v1/photos",
        "authorization": served.headers["Authorization"],
        "metadata": {"sha256": taken.sha256, "visit": str(new_id()), "mime": taken.mime}, **options,
    }  # fmt: skip
    script = Path(__file__).with_name("tus_client.mjs")
    done = subprocess.run([node, script, json.dumps(wanted)], capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("options", [{}, {"withCreation": True}, {"chunkSize": 10_000}], ids=["whole", "with creation", "parts"])
def test_tus_js_client_uploads(served: Served, tmp_path: Path, options: dict[str, Any]) -> None:
    taken = other_photo()
    node_upload(served, served.server.url, taken, tmp_path, **options)
    assert served.arrived(taken)


@pytest.mark.chaos
def test_tus_js_client_gets_through_a_link_that_is_cut(served: Served, tmp_path: Path) -> None:
    large = large_photo()
    with CutProxy(served.server.port, after=100_000) as link:
        node_upload(served, link.url, large, tmp_path)
    assert link.cuts >= 8
    assert served.arrived(large)
    assert (link.received - len(large.data)) / len(large.data) <= 0.10


def test_an_answer_reaches_a_client_that_is_still_sending(served: Served) -> None:
    large = large_photo()
    connection = http.client.HTTPConnection("127.0.0.1", served.server.port, timeout=30)
    headers = {**served.headers, "Content-Type": "application/offset+octet-stream"}
    wanted = [(201, {}), (201, {}), (422, {"Upload-Metadata": ""}), (412, {"Tus-Resumable": "0.1"}), (401, {"Authorization": ""})]
    for status, changes in wanted:
        declared = tus_headers(large.sha256, new_id(), len(large.data))
        connection.request("POST", "/api/v1/photos", large.data, {**headers, **declared, **changes})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == status
    connection.close()
