"""How entries are interpreted: all at once, one by one under savepoints, or not at all (DESIGN decision 2).

The first way is the fast one. When it fails for whatever entry, the second finds out which, and the third is for when even
that fails: whatever happens, the entries are journaled, and none blocks those behind it.
"""

import copy
from collections.abc import Callable, Sequence

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.orm import Session

from backend.kernel.problems import Problem
from backend.sync.rules.entries import Decoded
from backend.sync.service.facts import Answer
from backend.sync.service.interpret import Setting, interpret
from backend.sync.service.restored import RestoredError

Interpreter = Callable[[Session, Setting, Sequence[Decoded]], list[Answer]]

all_at_once: Interpreter = interpret


def one_by_one(session: Session, setting: Setting, items: Sequence[Decoded]) -> list[Answer]:
    """Each entry under a savepoint of its own: one that fails is undone alone, and quarantined."""
    answers: list[Answer] = []
    for item in items:
        waiting = copy.deepcopy(session.info)
        try:
            with session.begin_nested():
                answers += interpret(session, setting, [item])
        except Exception as error:  # whatever it is, it must not block its neighbours
            if not is_poison(error):
                raise
            # News and audit lines of what was undone wait in the session's memory: undone too.
            session.info.clear()
            session.info.update(waiting)
            answers.append(_failed(setting, item))
    return answers


def none_at_all(_session: Session, setting: Setting, items: Sequence[Decoded]) -> list[Answer]:
    """Only journal."""
    return [_failed(setting, item) for item in items]


def _failed(setting: Setting, item: Decoded) -> Answer:
    at = setting.received_at
    return Answer(item, "quarantined", "failed", setting.sender.home, setting.sender.home, at.year * 100 + at.month)


def is_poison(error: Exception) -> bool:
    """Whether an entry brought this about, so that trying again can't help. A full disk or a lost connection isn't its fault."""
    if isinstance(error, (MemoryError, OSError, Problem, RestoredError)):
        return isinstance(error, Problem) and error.status < 500
    if isinstance(error, DBAPIError):
        state = getattr(error.orig, "sqlstate", None) or ""
        # 54…: something is too large for the server, and will be the next time.
        return state.startswith("54") or not isinstance(error, (OperationalError, InterfaceError))
    return True
