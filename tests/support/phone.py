"""A simulated phone that speaks the wire protocol, with a durable outbox of its own. It shares no code with the server.

phone = Phone(HttpWire(url), device_id=…, token=…, person_id=…, outbox=Outbox(path))
phone.pull()
task = phone.open_tasks()[0]
phone.read(task, ["4821.6"])
phone.push_all()
"""

import base64
import hashlib
import json
import os
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import rfc8785

from tests.support.outbox import Outbox, Saved
from tests.support.wire import Reply, Wire

_CONTENT = ("kind", "v", "recorded_at", "clock", "person", "body")
LEDGER = ("read", "skipped", "returned", "moved", "contested", "closed_elsewhere", "cancelled", "open")


def uuid7(at_ms: int, counter: int = 0) -> str:
    """An id as a phone makes it: by the millisecond, and within one by a counter."""
    number = at_ms << 80 | 0x7 << 76 | (counter & 0xFFF) << 64 | 0b10 << 62 | int.from_bytes(os.urandom(8)) >> 2
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


class RefusedError(Exception):
    """The server answered with a problem."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(f"{reply.status}: {reply.body[:300]!r}")
        self.reply = reply


class Phone:
    """One installation of the app, with one person signed in on it."""

    def __init__(
        self, wire: Wire, *, device_id: str, token: str, person_id: str, outbox: Outbox | None = None,
        skew: timedelta = timedelta(), app_version: str = "sim-1",
    ) -> None:  # fmt: skip
        self.wire = wire
        self.device_id, self.token, self.person_id = str(device_id), token, str(person_id)
        self.outbox = outbox or Outbox()
        self.skew = skew
        self.app_version = app_version
        self.tasks: dict[str, dict[str, Any]] = {}
        self.gone: dict[str, dict[str, Any]] = {}
        self.states: dict[str, dict[str, Any]] = {}
        # Of each task, how far the server's last word on it reached: its life, and home → change number.
        self.words: dict[str, tuple[str, dict[str, int]]] = {}
        self.runs: dict[str, dict[str, Any]] = {}
        self.verdicts: list[dict[str, Any]] = []
        self.receipts_of_days: list[dict[str, Any]] = []
        self.codes: dict[str, Any] | None = None
        self.restart()

    def restart(self) -> None:
        """As when the page is loaded anew: another boot, and the monotonic clock begins again."""
        self.boot = uuid7(0)
        self._began = time.monotonic()

    def close(self) -> None:
        """Put it away: its connection and its files are closed."""
        self.wire.close()
        self.outbox.close()

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Device {self.token}", "X-Person": self.person_id, "X-App-Version": self.app_version}

    def now(self) -> datetime:
        """The phone's wall clock, right or wrong."""
        at = datetime.now(UTC) + self.skew
        return at.replace(microsecond=at.microsecond // 1000 * 1000)

    def mono_ms(self) -> int:
        return int((time.monotonic() - self._began) * 1000)

    # ---------------------------------------------------------------- saving

    def freeze(self, kind: str, body: Mapping[str, Any], *, seq: int, v: int = 1) -> Saved:
        """An entry's bytes, as they stay for ever."""
        at = self.now()
        made = uuid7(int(at.timestamp() * 1000), seq)
        entry = {
            "id": made, "seq": seq, "kind": kind, "v": v, "recorded_at": at.isoformat(),
            "clock": {"boot": self.boot, "mono_ms": self.mono_ms()}, "person": self.person_id, "body": body,
        }  # fmt: skip
        return Saved(seq, made, kind, json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode(), None)

    def save(self, *entries: tuple[str, Mapping[str, Any]], v: int = 1) -> list[str]:
        """Save entries (kind, body) in one transaction; answers their ids. They are "saved" now, not "received"."""
        first = self.outbox.next_seq()
        frozen = [self.freeze(kind, body, seq=first + place, v=v) for place, (kind, body) in enumerate(entries)]
        self.outbox.save(frozen)
        return [one.id for one in frozen]

    def read(
        self, task: Mapping[str, Any], values: Sequence[str], *, attempts: bool = False, photos: Sequence[bytes] = (),
        **more: Any,
    ) -> str:  # fmt: skip
        """Save a visit (with its blind attempts, if wanted); answers the visit's id."""
        return self.save(*self.reading(task, values, attempts=attempts, photos=photos, **more))[-1]

    def reading(
        self, task: Mapping[str, Any], values: Sequence[str], *, attempts: bool = False, photos: Sequence[bytes] = (),
        taken_at: str | None = None, **more: Any,
    ) -> list[tuple[str, dict[str, Any]]]:  # fmt: skip
        """The entries of a visit: one blind attempt a register, then the visit itself."""
        at = taken_at or self.now().isoformat()
        registers = [register["id"] for register in task["registers"]]
        tries: list[tuple[str, dict[str, Any]]] = [
            (
                "attempt",
                {
                    "task_id": task["id"], "installation_id": task["installation_id"], "register_id": register, "value": value,
                    "n": 1, "hint": [], "rules_version": 1, "band_version": 0,
                },
            )
            for register, value in zip(registers, values, strict=True)
            if attempts
        ]  # fmt: skip
        body = self._at(task) | {
            "installation_id": task["installation_id"], "run_id": task["run_id"], "point_id": task["point"]["id"],
            "meter_found": {
                "how": "scanned", "text": task["meter"]["asset_number"], "symbology": "code_128", "verdict": "expected",
            },
            "readings": [
                {
                    "register_id": register, "value": value, "obtained": "typed", "frozen": False, "value_at": at, "attempts": 1,
                }
                for register, value in zip(registers, values, strict=True)
            ],
            "troubles": [], "note": None, "place": None, "taken_at": at, "confirmed": False,
            "photos": [self.photo(data, at) for data in photos],
            "judged": {
                "rules_version": 1,
                "band_version": max((one["expect"]["version"] for one in task["registers"] if one.get("expect")), default=0),
                "findings": [],
            },
        }  # fmt: skip
        return [*tries, ("visit", body | more)]

    @staticmethod
    def photo(data: bytes, at: str) -> dict[str, Any]:
        return {
            "sha256": hashlib.sha256(data).hexdigest(),
            "size": len(data),
            "mime": "image/jpeg",
            "taken_at": at,
            "place": None,
        }

    @staticmethod
    def _at(task: Mapping[str, Any]) -> dict[str, Any]:
        return {"task_id": task["id"], "task_version": task["version"]}

    def skip(self, task: Mapping[str, Any], code: str = "no_access", **more: Any) -> str:
        body = self._at(task) | {
            "run_id": task["run_id"], "point_id": task["point"]["id"], "code": code, "troubles": [], "note": None, "place": None,
            "photos": [], "taken_at": self.now().isoformat(),
        }  # fmt: skip
        return self.save(("skip", body | more))[0]

    def give_back(self, task: Mapping[str, Any], code: str = "too_far") -> str:
        return self.save(("return", self._at(task) | {"code": code, "note": None}))[0]

    def close_day(self, day: str, photos: Sequence[bytes] = ()) -> str:
        """Ask for the day's receipt: everything saved so far is named."""
        body = {
            "day": day, "through_seq": self.outbox.next_seq() - 1, "counts": self.ledger(),
            "photos": [hashlib.sha256(data).hexdigest() for data in photos], "cursor": self.outbox.get("cursor"),
        }  # fmt: skip
        return self.save(("day_close", body))[0]

    # ---------------------------------------------------------------- pushing

    def push(self, entries: Sequence[Saved]) -> list[dict[str, Any]]:
        """One push of these entries; answers the receipts and writes them down. RefusedError, or OSError for the network."""
        answer = self.send(entries)
        receipts: list[dict[str, Any]] = answer["receipts"]
        self.outbox.receive([(one.seq, receipt) for one, receipt in zip(entries, receipts, strict=True)])
        self.meet(answer)
        return receipts

    def send(self, entries: Sequence[Saved]) -> Any:
        """One push of whatever bytes; nothing is written down. Answers what the server said."""
        head = {
            "device": {
                "id": self.device_id, "app_version": self.app_version, "now": self.now().isoformat(),
                "clock": {"boot": self.boot, "mono_ms": self.mono_ms()},
            },
            "incarnation": self.outbox.get("incarnation"), "newest": self.outbox.newest(),
        }  # fmt: skip
        opening = json.dumps(head, separators=(",", ":")).encode()[:-1]
        body = opening + b',"entries":[' + b",".join(one.raw for one in entries) + b"]}"
        reply = self.wire.send("POST", "/api/v1/sync/push", body, {**self.headers, "Content-Type": "application/json"})
        if reply.status != 200:
            raise RefusedError(reply)
        return reply.json

    def push_all(self, batch: int = 50) -> list[dict[str, Any]]:
        """Push until nothing is left; halves on 413. Answers all receipts."""
        receipts: list[dict[str, Any]] = []
        while entries := self.outbox.unsent(batch):
            try:
                receipts += self.push(entries)
            except RefusedError as refused:
                if refused.reply.status != 413 or batch == 1:
                    raise
                batch = max(1, batch // 2)
        return receipts

    def digest(self, saved: Saved) -> str:
        """What the server's receipt must name."""
        entry = json.loads(saved.raw)
        return hashlib.sha256(rfc8785.dumps({name: entry[name] for name in _CONTENT})).hexdigest()

    def meet(self, answer: Mapping[str, Any]) -> None:
        """Another life of the server: what isn't surely in its backup is offered again."""
        before = self.outbox.get("incarnation")
        self.outbox.put("incarnation", answer["incarnation"])
        if before is not None and before != answer["incarnation"]:
            self.outbox.offer_again(one.seq for one in self.outbox.above(answer["backed_up_through"]))

    # ---------------------------------------------------------------- pulling

    def pull(self) -> list[Reply]:
        """Pull until there is no more: a snapshot the first time, changes from then on."""
        replies = []
        while True:
            cursor = self.outbox.get("cursor")
            reply = self._get(f"cursor={cursor}" if cursor else "")
            replies.append(reply)
            answer = reply.json
            if answer["snapshot"]:
                tasks: dict[str, dict[str, Any]] = {}
                gone: dict[str, dict[str, Any]] = {}
                states: dict[str, dict[str, Any]] = {}
                runs: dict[str, dict[str, Any]] = {}
                while True:
                    tasks |= {one["id"]: one for one in answer["tasks"]}
                    gone |= {one["task_id"]: one for one in answer["gone"]}
                    states |= {one["task_id"]: one for one in answer["states"]}
                    runs |= {one["id"]: one for one in answer["runs"]}
                    if answer["page"] is None:
                        break
                    replies.append(self._get(f"page={answer['page']}"))
                    answer = replies[-1].json
                # Swapped in at once; what wasn't sent isn't touched.
                self.tasks, self.gone, self.states, self.runs = tasks, gone, states, runs
                self._hear(answer, {*tasks, *gone, *states})
            else:
                self._apply(answer)
            self.codes = answer.get("codes", self.codes)
            self.receipts_of_days += [order for order in answer["orders"] if order["kind"] == "day_receipt"]
            self.outbox.put("cursor", answer["cursor"])
            self.meet(answer)
            if not answer["more"]:
                return replies

    def _get(self, query: str) -> Reply:
        reply = self.wire.send("GET", f"/api/v1/sync/pull?{query}", None, self.headers)
        if reply.status != 200:
            raise RefusedError(reply)
        return reply

    def _apply(self, answer: Mapping[str, Any]) -> None:
        for run in answer["runs"]:
            self.runs[run["id"]] = run
        for task in answer["tasks"]:
            self.tasks[task["id"]] = task
            self.gone.pop(task["id"], None)
        for state in answer["states"]:
            self.states[state["task_id"]] = state
            if state["task_id"] in self.tasks:
                self.tasks[state["task_id"]] |= {"state": state["state"], "version": state["version"]}
                self.gone.pop(state["task_id"], None)
        for gone in answer["gone"]:
            self.gone[gone["task_id"]] = gone
        spoken_of = ((answer["tasks"], "id"), (answer["states"], "task_id"), (answer["gone"], "task_id"))
        self._hear(answer, {one[name] for rows, name in spoken_of for one in rows})
        self.verdicts += answer["verdicts"]

    def _hear(self, answer: Mapping[str, Any], task_ids: Iterable[str]) -> None:
        self.words |= dict.fromkeys(task_ids, (answer["incarnation"], answer["seen"]))

    def held(self) -> list[dict[str, Any]]:
        """The tasks this phone has and that weren't taken away."""
        return [task for task in self.tasks.values() if task["id"] not in self.gone]

    def open_tasks(self) -> list[dict[str, Any]]:
        """What is still to be done, as far as the phone knows, in walking order."""
        done = {claim["task_id"] for claim in self._claims() if not self._is_included(claim)}
        found = [task for task in self.held() if task["state"] == "open" and task["id"] not in done]
        return sorted(found, key=lambda task: (task["run_id"], task["sequence"], task["id"]))

    def _claims(self) -> list[dict[str, Any]]:
        """What this phone did, oldest first."""
        found = []
        for one in self.outbox.all():
            if one.kind in {"visit", "skip", "return", "inspection"}:
                # An entry of a broken app may name none.
                task_id = json.loads(one.raw)["body"].get("task_id")
                found.append({"task_id": task_id, "kind": one.kind, "receipt": one.receipt})
        return found

    def _is_included(self, claim: Mapping[str, Any]) -> bool:
        """Whether the server's last word on the task knew of this claim: then its word counts."""
        incarnation, seen = self.words.get(claim["task_id"], (None, {}))
        if claim["receipt"] is None or incarnation != self.outbox.get("incarnation"):
            return False
        mark = claim["receipt"]["mark"]
        return int(mark["change_seq"]) <= int(seen.get(str(mark["home"]), 0))

    def ledger(self) -> dict[str, int]:
        """The phone's own count of every task it ever held, each in one state (P8).

        What the person did counts; where nothing was done, or the server's word came after it, what became of the task.
        """
        did: dict[str, str] = {}
        for claim in self._claims():
            if self._is_included(claim):
                continue
            receipt = claim["receipt"] or {"outcome": "applied"}
            state = {"visit": "read", "inspection": "read", "skip": "skipped", "return": "returned"}[claim["kind"]]
            adds_nothing = receipt["outcome"] == "duplicate" or receipt.get("reason") in {"says_less", "moved"}
            if receipt["outcome"] == "quarantined":
                continue
            if not adds_nothing or did.get(claim["task_id"]) not in {"read", "contested", "skipped"}:
                did[claim["task_id"]] = "contested" if receipt["outcome"] == "contested" else state
        known = set(self.tasks) | set(self.gone) | set(self.states)
        counts = Counter(self._holding(task_id, did) for task_id in known)
        return {state: counts[state] for state in LEDGER}

    def _holding(self, task_id: str, did: Mapping[str, str]) -> str:
        if task_id in did:
            return did[task_id]
        if task_id in self.gone:
            return str(self.gone[task_id]["state"])
        return str(self.states[task_id]["holding"]) if task_id in self.states else "open"

    # ---------------------------------------------------------------- photos

    def upload(self, data: bytes, visit_id: str, *, home: int | None = None) -> Reply:
        """Send a photo by tus, creation with upload; answers the last reply."""
        pairs = {
            "sha256": hashlib.sha256(data).hexdigest(),
            "visit": visit_id,
            "mime": "image/jpeg",
            "taken_at": self.now().isoformat(),
        }
        if home is not None:
            pairs["home"] = str(home)
        metadata = ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in pairs.items())
        headers = {
            **self.headers, "Tus-Resumable": "1.0.0", "Upload-Length": str(len(data)), "Upload-Metadata": metadata,
            "Content-Type": "application/offset+octet-stream",
        }  # fmt: skip
        return self.wire.send("POST", "/api/v1/photos", data, headers)
