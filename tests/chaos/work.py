"""What a reader does at the meters, and what a broken or newer app might write, chosen by dice."""

import io
import json
import uuid
from collections.abc import Callable
from random import Random
from typing import Any

from PIL import Image

from tests.support.outbox import Saved
from tests.support.phone import Phone
from tests.support.photo_bag import PhotoBag

Json = dict[str, Any]
# How an outbox calls what isn't meant to be understood.
ODD = "odd"


def a_photo(dice: Random) -> bytes:
    """A picture unlike any other, of a few kilobytes."""
    side = dice.randrange(24, 72)
    out = io.BytesIO()
    Image.frombytes("RGB", (side, side), dice.randbytes(side * side * 3)).save(out, "JPEG", quality=90)
    return out.getvalue()


def a_value(dice: Random) -> str:
    return f"{dice.randrange(1, 90_000)}.{dice.randrange(1, 10)}"


def at_a_stop(phone: Phone, bag: PhotoBag, task: Json, dice: Random) -> None:
    """Read it, mostly; skip it, hand it back, read it twice. Photos are kept before their entry is."""
    what = dice.random()
    if what < 0.12:
        phone.skip(task, dice.choice(["no_access", "dog", "flooded"]))
    elif what < 0.2:
        phone.give_back(task)
    else:
        photos = [a_photo(dice) for _ in range(dice.choice([0, 0, 1, 1, 2]))]
        value = a_value(dice)
        visit_id = phone.read(task, [value for _ in task["registers"]], attempts=dice.random() < 0.5, photos=photos)
        for photo in photos:
            bag.keep(visit_id, photo)
        if dice.random() < 0.08:
            # They correct themselves, or say the same again.
            again = value if dice.random() < 0.3 else a_value(dice)
            phone.read(task, [again for _ in task["registers"]])
    if dice.random() < 0.1:
        note = {"task_id": task["id"], "point_id": None, "text": "门口有狗 – ring first", "place": None, "photos": []}
        phone.save(("note", note | {"taken_at": phone.now().isoformat()}))


def _other_person(entry: Json, _dice: Random) -> None:
    entry["person"] = str(uuid.uuid4())


def _newer(entry: Json, _dice: Random) -> None:
    entry["v"] = 99


def _unheard_of(entry: Json, _dice: Random) -> None:
    entry["kind"] = "telepathy"


def _emptied(entry: Json, _dice: Random) -> None:
    entry["body"] = {}


def _float(entry: Json, dice: Random) -> None:
    entry["body"]["weight"] = dice.random()


def _unknown_task(entry: Json, _dice: Random) -> None:
    entry["body"]["task_id"] = str(uuid.uuid4())


def _nameless(entry: Json, _dice: Random) -> None:
    del entry["id"]


_ODDITIES: tuple[Callable[[Json, Random], None], ...] = (
    _other_person, _newer, _unheard_of, _emptied, _float, _unknown_task, _nameless,
)  # fmt: skip


def an_oddity(phone: Phone, task: Json, dice: Random) -> None:
    """An entry no server of today can understand, saved like any other."""
    seq = phone.outbox.next_seq()
    kind, body = phone.reading(task, [a_value(dice) for _ in task["registers"]])[-1]
    saved = phone.freeze(kind, body, seq=seq)
    entry = json.loads(saved.raw)
    dice.choice(_ODDITIES)(entry, dice)
    raw = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    phone.outbox.save([Saved(seq, saved.id, ODD, raw, None)])


def of_somebody_else(phone: Phone, task: Json, dice: Random) -> None:
    """A reading of a task that its writer never held, under a version that was never theirs."""
    phone.read(task | {"version": 1}, [a_value(dice) for _ in task["registers"]])


def mutated(saved: Saved, dice: Random) -> Saved:
    """Other content under the same id."""
    entry = json.loads(saved.raw)
    entry["recorded_at"] = f"2026-11-{dice.randrange(1, 29):02}T{dice.randrange(24):02}:00:00.{dice.randrange(1000):03}+00:00"
    return Saved(saved.seq, saved.id, saved.kind, json.dumps(entry, separators=(",", ":")).encode(), None)
