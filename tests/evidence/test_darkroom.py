"""The child process that looks at pictures: whatever a picture does, the next one is looked at."""

import io
import os
import signal
import struct
import threading
import zlib
from pathlib import Path

import pytest
from PIL import Image

from backend.evidence.rules.errand import Answer, Errand
from backend.evidence.service.darkroom import LOOKS, Child, Darkroom
from tests.factories.evidence import photo


def png(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("L", (width, height), 200).save(out, "PNG")
    return out.getvalue()


def looks_well(darkroom: Darkroom) -> bool:
    answer = darkroom.look(Errand(photo("204417").data))
    return answer.trouble is None and [code["text"] for code in answer.codes] == ["204417"]


def test_a_picture_is_looked_at(darkroom: Darkroom) -> None:
    answer = darkroom.look(Errand(photo("204417").data, expected=("204417",)))
    assert (answer.trouble, answer.width, answer.height, answer.identifier) == (None, 1200, 900, "204417")
    assert set(answer.copies) == {320, 1280}
    assert answer.hit is not None
    assert answer.hit["readings"][0]["decoder"] == "zxing"
    assert answer.ms > 0


def test_only_what_is_wanted_is_done(darkroom: Darkroom) -> None:
    answer = darkroom.look(Errand(photo("204417").data, copies=False, codes=False))
    assert (answer.copies, answer.codes, answer.steps) == ({}, (), 0)


@pytest.mark.parametrize(
    "data",
    [b"", b"no picture", photo("1").data[:3000], b"GIF89a\x01\0\x01\0\0\0\0;", b"<svg xmlns='http://www.w3.org/2000/svg'/>"],
    ids=["nothing", "text", "truncated", "GIF", "SVG"],
)
def test_what_cant_be_decoded_has_a_trouble_and_no_consequences(darkroom: Darkroom, data: bytes) -> None:
    assert darkroom.look(Errand(data)).trouble is not None
    assert looks_well(darkroom)


def test_a_bomb_isnt_decoded(darkroom: Darkroom) -> None:
    ihdr = b"IHDR" + struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    idat = b"IDAT" + zlib.compress(bytes(1000))
    chunks = [struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in (ihdr, idat, b"IEND")]
    answer = darkroom.look(Errand(b"\x89PNG\r\n\x1a\n" + b"".join(chunks), most_pixels=50_000_000))
    assert answer.trouble == "too_many_pixels"


def test_too_much_memory_is_the_pictures_trouble() -> None:
    small = Darkroom(memory_mb=300)
    try:
        assert small.look(Errand(png(12_000, 12_000), most_pixels=1_000_000_000)).trouble in {"too_much_memory", "decoder_died"}
        assert looks_well(small)
    finally:
        small.close()


def test_too_much_time_ends_the_child_and_not_the_server() -> None:
    hasty = Darkroom(cpu_seconds=0.02)
    try:
        assert hasty.look(Errand(png(3000, 3000))).trouble == "decoder_died"
    finally:
        hasty.close()


def test_a_child_killed_between_pictures_is_replaced() -> None:
    darkroom = Darkroom()
    try:
        assert looks_well(darkroom)
        (child,) = darkroom._children._idle
        os.kill(child.process.pid, signal.SIGKILL)
        child.process.wait()
        assert looks_well(darkroom)
    finally:
        darkroom.close()


def test_many_threads_have_a_child_each() -> None:
    darkroom = Darkroom()
    answers: list[Answer] = []
    threads = [threading.Thread(target=lambda: answers.append(darkroom.look(Errand(photo("204417").data)))) for _ in range(3)]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [[code["text"] for code in answer.codes] for answer in answers] == [["204417"]] * 3
    finally:
        darkroom.close()


def test_a_child_knows_none_of_the_servers_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret@nowhere")
    child = Child(LOOKS, 512, 5)
    try:
        child.ask(Errand(b""), Answer)
        assert b"secret" not in Path(f"/proc/{child.process.pid}/environ").read_bytes()
    finally:
        child.end()
