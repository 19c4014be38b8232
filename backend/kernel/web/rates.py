"""A limit on requests a minute, counted rightly however many server processes there are.

A process reserves a share of the minute's allowance in the database and counts it down in memory, so that a request rarely
costs a write. What a process reserved and didn't use is lost for that minute: the limit is never passed, at worst missed.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import BigInteger, Integer, String, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.kernel import clock
from backend.kernel.db import Base, Database
from backend.kernel.problems import Problem

WINDOW_S = 60
# Shares a minute's allowance is reserved in.
_SHARES = 10
# Callers remembered in one process before all of them are forgotten.
_MOST_KEYS = 20_000


class RateWindow(Base):
    """How much of a minute's allowance of a caller the processes have reserved."""

    __tablename__ = "rate_window"
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    minute: Mapped[int] = mapped_column(BigInteger)
    taken: Mapped[int] = mapped_column(Integer)


# Caller, minute and amount in; how much of the minute is reserved by now out.
Reserve = Callable[[str, int, int], int]


def reserve_in(database: Database) -> Reserve:
    """Reservations in the database, for several processes."""

    def reserve(key: str, minute: int, amount: int) -> int:
        def work(session: Session) -> int:
            # A reservation lost in a crash costs nothing, so it needn't wait for the disk.
            session.execute(text("SET LOCAL synchronous_commit = off"))
            taken = session.execute(
                text(
                    "INSERT INTO rate_window AS w (key, minute, taken) VALUES (:key, :minute, :amount) "
                    "ON CONFLICT (key) DO UPDATE SET minute = excluded.minute, "
                    "taken = excluded.taken + CASE WHEN w.minute = excluded.minute THEN w.taken ELSE 0 END RETURNING taken"
                ),
                {"key": key, "minute": minute, "amount": amount},
            ).scalar_one()
            return int(taken)

        return database.run(work)

    return reserve


@dataclass
class _Share:
    minute: int
    left: int
    # Nothing more can be reserved in this minute.
    last: bool


class Rates:
    """Counts requests by caller. Without a `reserve` this process is the only one, and memory is enough."""

    def __init__(self, reserve: Reserve | None) -> None:
        self._reserve = reserve
        self._lock = threading.Lock()
        self._shares: dict[str, _Share] = {}

    def count(self, key: str, limit: int) -> None:
        """Count one request; Problem `too_many_requests` with the seconds to the next minute when there have been too many."""
        seconds = clock.to_ms(clock.now()) // 1000
        minute = seconds // WINDOW_S
        with self._lock:
            share = self._share(key, minute, limit)
            if share.left > 0:
                share.left -= 1
                return
        # The database is asked outside the lock; two threads asking at once only reserve two shares.
        granted = 0 if share.last or self._reserve is None else self._ask(self._reserve, key, minute, limit)
        with self._lock:
            share.last = share.last or granted == 0
            share.left += granted - 1 if granted else 0
        if not granted:
            raise Problem("too_many_requests", retry_after=WINDOW_S - seconds % WINDOW_S)

    def _share(self, key: str, minute: int, limit: int) -> _Share:
        share = self._shares.get(key)
        if share is None or share.minute != minute:
            if len(self._shares) >= _MOST_KEYS:
                self._shares.clear()
            alone = self._reserve is None
            share = self._shares[key] = _Share(minute, limit if alone else 0, last=alone)
        return share

    @staticmethod
    def _ask(reserve: Reserve, key: str, minute: int, limit: int) -> int:
        amount = max(1, limit // _SHARES)
        before = reserve(key, minute, amount) - amount
        return max(0, min(amount, limit - before))
