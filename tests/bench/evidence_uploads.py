"""Uploads to the real server, beside what the same disk does with the same bytes."""

import http.client
import io
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PIL import Image
from tusclient.client import TusClient

from backend.kernel.blobs import fsync_folder
from backend.kernel.db import Database
from backend.kernel.ids import new_id
from tests.evidence.cut_proxy import CutProxy
from tests.factories import fieldwork
from tests.factories.evidence import Photo, tus_headers
from tests.factories.fieldwork import Phone
from tests.support import databases
from tests.support.server import Server, running

COUNT = 2_000
THREADS = 8
SIZE = 200 * 1024


@dataclass(frozen=True)
class Uploads:
    """Rates a second."""

    count: int
    per_s: float
    disk_per_s: float


def one_photo() -> bytes:
    """A real JPEG of a little less than 200 KB; each upload adds bytes of its own behind its end."""
    out = io.BytesIO()
    Image.effect_noise((900, 700), 60).convert("RGB").save(out, "JPEG", quality=40)
    data = out.getvalue()
    return data + bytes(max(0, SIZE - 16 - len(data)))


def photos(count: int) -> list[Photo]:
    base = one_photo()
    return [Photo(base + os.urandom(16)) for _ in range(count)]


@contextmanager
def server_with_phone(folder: Path) -> Iterator[tuple[Server, Phone]]:
    url = databases.sqlite_url(folder / "bench.sqlite")
    databases.migrate(url)
    database = Database.open(url)
    office = fieldwork.make_office(database)
    phone = database.run(lambda session: fieldwork.phone(session, office.readers[0], office.branch_id))
    database.close()
    with running(folder, url, RATE_KNOWN="10000000", EMBEDDED_WORKER="0") as server:
        yield server, phone


def in_threads(jobs: list[Photo], work: Callable[[list[Photo]], None]) -> float:
    """Seconds that THREADS threads need for the jobs, each for its share."""
    shares = [jobs[place::THREADS] for place in range(THREADS)]
    threads = [threading.Thread(target=work, args=(share,)) for share in shares]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - started


def measure_uploads(folder: Path) -> Uploads:
    taken = photos(COUNT)
    visits = {photo.sha256: new_id() for photo in taken}
    disk = in_threads(taken, lambda share: _write(folder / "disk", share))
    failures: list[int] = []
    with server_with_phone(folder) as (server, phone):
        _upload(server, phone, taken[:1], {taken[0].sha256: new_id()}, failures)
        seconds = in_threads(taken, lambda share: _upload(server, phone, share, visits, failures))
    if failures:
        raise RuntimeError(f"{len(failures)} uploads failed, the first with {failures[0]}")
    return Uploads(COUNT, COUNT / seconds, COUNT / disk)


def _write(folder: Path, share: list[Photo]) -> None:
    """What LocalStore.put does at least: written, synced, renamed, the folder synced."""
    for photo in share:
        target = folder / photo.sha256[:2]
        target.mkdir(parents=True, exist_ok=True)
        new = folder / f"{photo.sha256}.new"
        with new.open("xb") as file:
            file.write(photo.data)
            file.flush()
            os.fsync(file.fileno())
        new.replace(target / photo.sha256)
        fsync_folder(target)


def _upload(server: Server, phone: Phone, share: list[Photo], visits: dict[str, UUID], failures: list[int]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    for photo in share:
        headers = {
            "Authorization": f"Device {phone.token}", "Content-Type": "application/offset+octet-stream",
            **tus_headers(photo.sha256, visits[photo.sha256], len(photo.data)),
        }  # fmt: skip
        connection.request("POST", "/api/v1/photos", photo.data, headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 201:
            failures.append(answer.status)
    connection.close()


def resent_share(folder: Path) -> float:
    """The share of a photo's bytes that are sent again over a link that is cut every 100 KB."""
    out = io.BytesIO()
    Image.frombytes("RGB", (620, 560), os.urandom(620 * 560 * 3)).save(out, "PNG")
    large = Photo(out.getvalue(), "image/png")
    with server_with_phone(folder) as (server, phone), CutProxy(server.port, after=100_000) as link:
        client = TusClient(f"{link.url}/api/v1/photos", headers={"Authorization": f"Device {phone.token}"})
        metadata = {"sha256": large.sha256, "visit": str(new_id()), "mime": large.mime}
        client.uploader(file_stream=io.BytesIO(large.data), metadata=metadata, retries=60, retry_delay=0).upload()
        return (link.received - len(large.data)) / len(large.data)
