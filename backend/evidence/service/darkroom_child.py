"""The child process that decodes pictures: `python -m backend.evidence.service.darkroom_child MEMORY_MB CPU_SECONDS`.

Frames come in on stdin and go out on stdout, one answer for each errand. It has no database, no configuration and no secrets,
limited memory and time, and low priority; whatever a picture does to it, the server goes on.
"""

import logging
import os
import resource
import signal
import struct
import sys
import time
from typing import BinaryIO

import msgspec
from PIL import Image

from backend.evidence.rules.errand import MOST, Answer, Errand, answer_of
from backend.evidence.rules.look import look
from backend.evidence.rules.picture import UnreadableError

_LENGTH = struct.Struct(">I")


def main() -> None:
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
        answer = _answer(msgspec.msgpack.decode(frame, type=Errand))
        answer = msgspec.structs.replace(answer, ms=round((time.process_time() - started) * 1000, 1))
        frame = msgspec.msgpack.encode(answer)
        signal.setitimer(signal.ITIMER_PROF, 0)
        sink.write(_LENGTH.pack(len(frame)) + frame)
        sink.flush()


def _answer(errand: Errand) -> Answer:
    try:
        found = look(
            errand.data,
            expected=frozenset(errand.expected),
            most_pixels=errand.most_pixels,
            copies=errand.copies,
            codes=errand.codes,
            against=errand.against,
        )
    except UnreadableError as error:
        return Answer(trouble=str(error))
    except MemoryError:
        return Answer(trouble="too_much_memory")
    except Exception as error:  # noqa: BLE001  what decoders throw at hostile bytes is as varied as the bytes
        return Answer(trouble=type(error).__name__)
    return answer_of(found)


def _read(source: BinaryIO) -> bytes | None:
    head = source.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > MOST:
        return None
    frame = source.read(length)
    return frame if len(frame) == length else None


if __name__ == "__main__":
    main()
