"""What a child process that looks at pictures does all its life: errands come in on stdin, answers go out on stdout.

It has no database, no configuration and no secrets, limited memory and time, and low priority; whatever a picture does to it, the
server goes on.
"""

import logging
import os
import resource
import signal
import struct
import sys
import time
from collections.abc import Callable
from typing import Any, BinaryIO, TypeVar

import msgspec
from PIL import Image

from backend.evidence.rules.errand import MOST

LENGTH = struct.Struct(">I")

Errand = TypeVar("Errand")


def serve(errand: type[Errand], answer: Callable[[Errand], Any]) -> None:
    """Answer errands until stdin ends; MEMORY_MB and CPU_SECONDS an errand are the program's arguments. An answer is a struct
    with `ms`, filled in here: processor time."""
    megabytes, seconds = int(sys.argv[1]), float(sys.argv[2])
    for what, limit in ((resource.RLIMIT_AS, megabytes * 1024 * 1024), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(what, (limit, limit))
    os.nice(5)
    # Our own bound of pixels is checked before decoding; Pillow's is lower and only warns at first.
    Image.MAX_IMAGE_PIXELS = None
    logging.disable()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while (frame := _read(source)) is not None:
        # Processor time, not waiting: a busy server is no fault of the picture. Nothing catches this signal: it ends the process.
        signal.setitimer(signal.ITIMER_PROF, seconds)
        started = time.process_time()
        found = answer(msgspec.msgpack.decode(frame, type=errand))
        found = msgspec.structs.replace(found, ms=round((time.process_time() - started) * 1000, 1))
        frame = msgspec.msgpack.encode(found)
        signal.setitimer(signal.ITIMER_PROF, 0)
        sink.write(LENGTH.pack(len(frame)) + frame)
        sink.flush()


def _read(source: BinaryIO) -> bytes | None:
    head = source.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    if length > MOST:
        return None
    frame = source.read(length)
    return frame if len(frame) == length else None
