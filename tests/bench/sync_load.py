"""Phones at work: pushes prepared beforehand, so that the clients' own work doesn't share the machine with what is measured."""

import datetime as dt
import http.client
import json
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import zstandard

from backend.vee.rules.facts import RULES_VERSION
from tests.bench.sync_world import VALUE, Carried, Stop
from tests.support.phone import uuid7

CLIENTS = 8
_BOOT = uuid7(0)
_ZSTD = b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True)
class Push:
    """One request: its body and how many visits it hands over."""

    body: bytes
    headers: dict[str, str]
    visits: int


@dataclass
class Load:
    """What some clients did together."""

    seconds: float = 0.0
    visits: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    # Seconds from the sending of a push to its answer.
    waits: list[float] = field(default_factory=list)
    errors: dict[int, int] = field(default_factory=dict)
    deferred: int = 0
    answers: list[bytes] = field(default_factory=list)

    @property
    def per_s(self) -> float:
        return self.visits / self.seconds


def entry(carried: Carried, stop: Stop, at: dt.datetime) -> bytes:
    """A visit's bytes as a phone keeps them: one register, no photo, judged by the phone without a finding."""
    carried.seq += 1
    text = at.isoformat()
    body = {
        "task_id": str(stop.task_id), "task_version": 1, "run_id": str(stop.run_id), "point_id": str(stop.point_id),
        "installation_id": str(stop.installation_id),
        "meter_found": {"how": "scanned", "text": stop.asset_number, "symbology": "code_128", "verdict": "expected"},
        "readings": [
            {
                "register_id": str(stop.register_id), "value": VALUE, "obtained": "typed", "frozen": False, "value_at": text,
                "attempts": 1,
            }
        ],
        "troubles": [], "note": None, "place": {"lat": "31.230416", "lon": "121.473701", "accuracy_m": 12}, "photos": [],
        "taken_at": text, "judged": {"rules_version": RULES_VERSION, "band_version": 1, "findings": []}, "confirmed": False,
    }  # fmt: skip
    whole = {
        "id": uuid7(int(at.timestamp() * 1000), carried.seq), "seq": carried.seq, "kind": "visit", "v": 1, "recorded_at": text,
        "clock": {"boot": _BOOT, "mono_ms": carried.seq * 30_000}, "person": str(carried.phone.person_id), "body": body,
    }  # fmt: skip
    return json.dumps(whole, separators=(",", ":")).encode()


def pushes(carried: Carried, visits: int, *, batch: int) -> list[Push]:
    """The next visits of a phone, ready to be sent in order."""
    made = []
    while visits > 0:
        count = min(batch, visits)
        visits -= count
        at = dt.datetime.now(dt.UTC).replace(microsecond=0)
        entries = [entry(carried, carried.stops.popleft(), at) for _ in range(count)]
        head = {
            "device": {
                "id": str(carried.phone.id), "app_version": "bench", "now": at.isoformat(),
                "clock": {"boot": _BOOT, "mono_ms": carried.seq * 30_000},
            },
            "incarnation": None, "newest": carried.newest,
        }  # fmt: skip
        opening = json.dumps(head, separators=(",", ":")).encode()[:-1]
        made.append(Push(opening + b',"entries":[' + b",".join(entries) + b"]}", headers(carried), count))
    return made


def headers(carried: Carried) -> dict[str, str]:
    return {
        "Authorization": f"Device {carried.phone.token}", "X-Person": str(carried.phone.person_id),
        "Content-Type": "application/json", "X-App-Version": "bench", "Accept-Encoding": "gzip, deflate, br, zstd",
    }  # fmt: skip


class Client:
    """One connection that is kept, as a phone's browser keeps it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def send(self, push: Push) -> tuple[int, bytes, str | None]:
        """Status, body and Retry-After of an answer."""
        try:
            self._connection.request("POST", "/api/v1/sync/push", push.body, push.headers)
            answer = self._connection.getresponse()
            return answer.status, answer.read(), answer.getheader("Retry-After")
        except (OSError, http.client.HTTPException):
            self._connection.close()
            self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)
            return 0, b"", None

    def close(self) -> None:
        self._connection.close()


def send_all(port: int, shares: Sequence[Sequence[Push]]) -> Load:
    """All shares at once, a client each, push after push. RuntimeError unless every push was taken."""
    load = Load()
    locked = threading.Lock()
    ready = threading.Barrier(len(shares) + 1)

    def work(share: Sequence[Push]) -> None:
        client = Client(port)
        waits, answers = [], []
        ready.wait()
        for push in share:
            began = time.perf_counter()
            status, body, _ = client.send(push)
            waits.append(time.perf_counter() - began)
            if status != 200:
                with locked:
                    load.errors[status] = load.errors.get(status, 0) + 1
                continue
            answers.append(body)
        client.close()
        with locked:
            load.waits += waits
            load.answers += answers

    threads = [threading.Thread(target=work, args=(share,)) for share in shares]
    for thread in threads:
        thread.start()
    ready.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    load.seconds = time.perf_counter() - began
    load.visits = sum(push.visits for share in shares for push in share)
    _count(load)
    if load.errors or load.outcomes != {"applied": load.visits}:
        raise RuntimeError(f"not every visit was taken: {load.errors} {load.outcomes}")
    return load


def _count(load: Load) -> None:
    load.outcomes = outcomes(load.answers)
    load.answers = []


def outcomes(answers: Iterable[bytes]) -> dict[str, int]:
    """Receipts by outcome; one with a finding counts as such, since a plain value must not raise any here."""
    found: dict[str, int] = {}
    for body in answers:
        receipts: list[dict[str, Any]] = json.loads(plain(body))["receipts"]
        for receipt in receipts:
            name = receipt["outcome"] + (" with findings" if receipt.get("findings") else "")
            found[name] = found.get(name, 0) + 1
    return found


def plain(body: bytes) -> bytes:
    """A body as it was before the server compressed it, if it did: our phones' browsers take zstd."""
    return zstandard.ZstdDecompressor().decompressobj().decompress(body) if body.startswith(_ZSTD) else body


def prepared(phones: Sequence[Carried], visits: int, *, batch: int) -> list[list[Push]]:
    """A share of pushes a phone."""
    return [pushes(carried, visits, batch=batch) for carried in phones]
