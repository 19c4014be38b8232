"""Photos and files: whole or not at all, in a folder and in an S3-compatible store."""

import http.client
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from backend.kernel.blobs import BlobMissingError, BlobStore, LocalStore, open_store
from backend.kernel.ids import new_id

CREDENTIALS = {"region": "us-east-1", "access_key_id": "test", "secret_access_key": "test"}
KEY = "photos/ab/cdef0123.jpg"


@pytest.fixture(scope="module")
def s3() -> Iterator[tuple[str, int]]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield server.get_host_and_port()
    server.stop()


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    if request.param == "folder":
        return open_store(str(tmp_path / "store"))
    host, port = request.getfixturevalue("s3")
    bucket = f"test-{new_id()}"
    connection = http.client.HTTPConnection(host, port)
    connection.request("PUT", f"/{bucket}")
    assert connection.getresponse().status == 200
    connection.close()
    return open_store(f"s3://{bucket}/below", endpoint=f"http://{host}:{port}", **CREDENTIALS)


def test_bytes_come_back(store: BlobStore) -> None:
    store.put(KEY, b"0123456789")
    assert (store.read(KEY), store.size(KEY), store.exists(KEY)) == (b"0123456789", 10, True)
    assert (store.read(KEY, 3, 4), store.read(KEY, 8), store.read(KEY, 8, 100), store.read(KEY, 10, 5)) == (
        b"3456",
        b"89",
        b"89",
        b"",
    )
    assert b"".join(store.stream(KEY)) == b"0123456789"


def test_a_file_is_moved_in(store: BlobStore, tmp_path: Path) -> None:
    part = tmp_path / "part"
    part.write_bytes(b"x" * 3_000_000)
    store.put(KEY, part)
    assert store.size(KEY) == 3_000_000
    assert not part.exists()


def test_putting_again_replaces(store: BlobStore) -> None:
    store.put(KEY, b"old")
    store.put(KEY, b"new")
    assert store.read(KEY) == b"new"


def test_what_is_not_there_is_said_so(store: BlobStore) -> None:
    assert not store.exists(KEY)
    store.delete(KEY)
    for ask in (store.read, store.size, lambda key: next(iter(store.stream(key))), lambda key: store.read(key, 2, 2)):
        with pytest.raises(BlobMissingError):
            ask(KEY)


def test_keys_are_listed_below_a_prefix(store: BlobStore) -> None:
    for key in ("photos/a/1", "photos/b/2", "files/3"):
        store.put(key, b"")
    assert sorted(store.keys()) == ["files/3", "photos/a/1", "photos/b/2"]
    assert sorted(store.keys("photos/")) == ["photos/a/1", "photos/b/2"]
    store.delete("photos/a/1")
    assert sorted(store.keys("photos/")) == ["photos/b/2"]


@pytest.mark.parametrize("key", ["../secret", "/etc/passwd", "a/../../b", "A", "a//b", "", ".new/x", "a/..", "a\x00"])
def test_keys_that_could_climb_out_are_refused(store: BlobStore, key: str) -> None:
    with pytest.raises(ValueError, match="key"):
        store.put(key, b"")


def test_many_at_once_never_show_half_a_blob(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    contents = [bytes([number]) * 200_000 for number in range(8)]

    def put(number: int) -> set[bytes]:
        store.put(KEY, contents[number % 8])
        return {store.read(KEY)}

    with ThreadPoolExecutor(8) as pool:
        seen = set().union(*pool.map(put, range(64)))
    assert seen <= set(contents)
    assert list(store.keys()) == [KEY]


def test_a_put_that_fails_leaves_nothing(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    with pytest.raises(FileNotFoundError):
        store.put(KEY, tmp_path / "nowhere")
    assert (list(store.keys()), list((tmp_path / ".new").iterdir())) == ([], [])
