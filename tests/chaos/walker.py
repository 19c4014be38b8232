"""A reader with a phone, in a thread: works offline, sends, and is as unlucky as the dice say."""

import contextlib
import http.client
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from tests.chaos import work
from tests.chaos.diary import Diary
from tests.chaos.faults import Faults
from tests.chaos.link import Link
from tests.chaos.scene import Enrolled
from tests.factories.fieldwork import Phone as Credential
from tests.support.outbox import Outbox, Saved
from tests.support.phone import Phone, RefusedError
from tests.support.photo_bag import PhotoBag
from tests.support.wire import HttpWire

# Answers that tell a phone to come again later (409: an upload's bytes of before the cut came after all); anything else is a
# mistake of somebody's.
LATER = frozenset({409, 429, 503, 507})
_NETWORK = (OSError, http.client.HTTPException)
_SKEWS = [timedelta(), timedelta(minutes=7), timedelta(days=1), timedelta(days=365), timedelta(days=-1), timedelta(days=-365)]


class Walker(threading.Thread):
    """What it does is drawn from dice of its own; when it meets which machine's fault is up to the storm."""

    def __init__(
        self, who: Enrolled, folder: Path, port: int, dice: Random, faults: Faults, *, patience_s: float,
    ) -> None:  # fmt: skip
        super().__init__(daemon=True)
        self._who = who
        self._folder = folder
        self._dice = dice
        self._faults = faults
        self._patience_s = patience_s
        # Tasks of others, which it has no business with.
        self.strangers: Sequence[Any] = ()
        self._ended = threading.Event()
        self.link = Link(port, Random(dice.random()), faults, patience_s=patience_s)
        self.spare_link = Link(port, Random(dice.random()), faults, patience_s=patience_s)
        self.diary = Diary(folder / f"{who.person_id}.jsonl")
        self.bag = PhotoBag(folder / f"{who.person_id}.photos.sqlite")
        self.phone = self._phone(who.phone, self.link.url, Outbox(folder / f"{who.person_id}.sqlite"))
        self.spare = self._phone(who.spare, self.spare_link.url, Outbox())
        # How requests ended that weren't answered with what was asked for.
        self.refused: Counter[int] = Counter()
        self.mistakes: list[str] = []
        self.crashed: BaseException | None = None

    def _phone(self, credential: Credential, url: str, outbox: Outbox) -> Phone:
        wire = HttpWire(url, timeout=self._patience_s)
        return Phone(
            wire, device_id=str(credential.id), token=credential.token, person_id=str(credential.person_id), outbox=outbox
        )  # fmt: skip

    # ---------------------------------------------------------------- life

    def run(self) -> None:
        try:
            while not self._ended.is_set():
                self._step()
        except BaseException as error:  # noqa: BLE001  the storm reports it
            self.crashed = error

    def end(self) -> None:
        self._ended.set()

    def close(self) -> None:
        for one in (self.phone, self.spare):
            one.close()
        for link in (self.link, self.spare_link):
            link.close()
        self.bag.close()
        self.diary.close()

    def _step(self) -> None:
        what: list[tuple[Callable[[], None], int]] = [
            (self._walk, 30), (self._push, 30), (self._send_photos, 18), (self._pull, 10), (self._repeat, 4),
            (self._reorder, 4), (self._mutate, 4), (self._twins, 6), (self._write_an_oddity, 5), (self._trespass, 1),
            (self._lose_the_clock, 2), (self._die, 2), (self._close_the_day, 1),
        ]  # fmt: skip
        deeds, weights = zip(*what, strict=True)
        deed = self._dice.choices(deeds, weights)[0]
        self._trying(deed)

    def _trying(self, deed: Callable[[], None]) -> bool:
        """Do something that may need a network; what goes wrong there is tried again at another time."""
        try:
            deed()
        except _NETWORK:
            # Nobody hammers: as the app, a little patience after a failure.
            self._ended.wait(self._dice.uniform(0.02, 0.2))
        except RefusedError as refused:
            self.refused[refused.reply.status] += 1
            if refused.reply.status not in LATER:
                self.mistakes.append(str(refused))
            self._ended.wait(self._dice.uniform(0.05, 0.3))
        else:
            return True
        return False

    # ---------------------------------------------------------------- what goes right

    def _walk(self) -> None:
        """A few stops, without any network."""
        for task in self.phone.open_tasks()[: self._dice.randrange(1, 5)]:
            work.at_a_stop(self.phone, self.bag, task, self._dice)

    def _push(self) -> None:
        for _ in range(self._dice.randrange(1, 4)):
            entries = self.phone.outbox.unsent(self._dice.choice([1, 3, 10, 50]))
            if not entries:
                return
            self._hand_over(self.phone, entries)

    def _hand_over(self, phone: Phone, entries: list[Saved], *, keep: bool = True) -> None:
        """Push; what was answered goes into the diary first, then into the outbox."""
        self.diary.say(entries)
        receipts = phone.send(entries)["receipts"]
        self.diary.hear(entries, receipts)
        if keep:
            self.phone.outbox.receive([(one.seq, receipt) for one, receipt in zip(entries, receipts, strict=True)])

    def _send_photos(self) -> None:
        for photo in self.bag.owed(self._dice.randrange(1, 6)):
            piece = None if self._dice.random() < 0.5 else self._dice.randrange(500, 4000)
            if self.bag.send(self.phone, photo, piece=piece):
                self.diary.photo_received(photo.visit_id, photo.sha256, len(photo.data))

    def _pull(self) -> None:
        self.phone.pull()

    def _close_the_day(self) -> None:
        self.phone.close_day("2026-11-24")

    # ---------------------------------------------------------------- what goes wrong (counted where it reached the server)

    def _some_sent(self, most: int) -> list[Saved]:
        sent = [one for one in self.phone.outbox.all() if one.receipt is not None]
        return self._dice.sample(sent, min(len(sent), self._dice.randrange(1, most + 1)))

    def _repeat(self) -> None:
        """Its answers were lost, as far as it knows."""
        if entries := self._some_sent(20):
            self._hand_over(self.phone, entries, keep=False)
            self._faults.add("repeated")

    def _reorder(self) -> None:
        """What was saved last goes first."""
        entries = self.phone.outbox.unsent(30)
        if len(entries) > 1:
            self._dice.shuffle(entries)
            self._hand_over(self.phone, entries)
            self._faults.add("reordered")

    def _mutate(self) -> None:
        """The same ids with other content: of entries that were received, or before they are."""
        known = self._some_sent(3) if self._dice.random() < 0.6 else self.phone.outbox.unsent(2)
        entries = [work.mutated(one, self._dice) for one in known if b'"id":' in one.raw]
        if entries:
            self._hand_over(self.phone, entries, keep=False)
            self._faults.add("mutated")

    def _twins(self) -> None:
        """The outbox was carried over to a second phone, and both send it in the same moment."""
        entries = self.phone.outbox.unsent(self._dice.choice([1, 5, 20])) or self._some_sent(5)
        if self._dice.random() < 0.5:
            # Nothing but its place before the arbiter tells such an entry from its twin.
            bare = [one for one in self.phone.outbox.unsent(100) if one.kind in {work.ODD, "return"}]
            entries = bare or entries
        if not entries:
            return
        begin = threading.Barrier(2)

        def by_the_spare() -> None:
            begin.wait()
            # The dice are this walker's own thread's: no patience is drawn here.
            with contextlib.suppress(RefusedError, *_NETWORK):
                self._hand_over(self.spare, entries, keep=False)

        other = threading.Thread(target=by_the_spare)
        other.start()
        begin.wait()
        try:
            self._hand_over(self.phone, entries)
            self._faults.add("two_phones_at_once")
        finally:
            other.join()

    def _write_an_oddity(self) -> None:
        if tasks := self.phone.held():
            self._faults.add("not_understood")
            work.an_oddity(self.phone, self._dice.choice(tasks), self._dice)

    def _trespass(self) -> None:
        task = self._dice.choice(self.strangers)
        if task["id"] not in self.phone.tasks:
            self._faults.add("task_of_another")
            work.of_somebody_else(self.phone, task, self._dice)

    def _lose_the_clock(self) -> None:
        self._faults.add("clock_wrong")
        self.phone.skew = self._dice.choice(_SKEWS)

    def _die(self) -> None:
        """Kill -9 of the phone: what isn't in its files is gone."""
        self._faults.add("phone_killed")
        skew = self.phone.skew
        self.phone.close()
        self.phone = self._phone(self._who.phone, self.link.url, Outbox(self._folder / f"{self._who.person_id}.sqlite"))
        self.phone.skew = skew
        self.phone.outbox.put("cursor", "")
        self._trying(self._pull)

    # ---------------------------------------------------------------- before and afterwards

    def fetch_round(self, tries: int = 200) -> None:
        """Before it sets out."""
        for _ in range(tries):
            if self._trying(self._pull):
                return
        raise RuntimeError("the round never arrived")

    def come_home(self, tries: int = 40) -> None:
        """The storm is over: everything that is still on the phone must get through."""
        self.link.calm()
        self.spare_link.calm()
        for _ in range(tries):
            if self._trying(self._send_all) and not self.phone.outbox.unsent(1) and not self.bag.owed(1):
                return

    def _send_all(self) -> None:
        while entries := self.phone.outbox.unsent(50):
            self._hand_over(self.phone, entries)
        for photo in self.bag.owed():
            while not self.bag.send(self.phone, self._now(photo.visit_id, photo.sha256)):
                pass
            self.diary.photo_received(photo.visit_id, photo.sha256, len(photo.data))
        self.phone.pull()

    def _now(self, visit_id: str, sha256: str) -> Any:
        return next(one for one in self.bag.owed() if (one.visit_id, one.sha256) == (visit_id, sha256))

    @property
    def stuck(self) -> int:
        """Entries and photos that never got through."""
        return len(self.phone.outbox.unsent(100_000)) + len(self.bag.owed())
