"""How entries are interpreted: all at once, one by one under savepoints, or not at all (DESIGN decision 2).

The first way is the fast one. When it fails for whatever entry, the second finds out which, and the third is for when even
that fails: whatever happens, the entries are journaled, and none blocks those behind it.
"""

import copy
from collections.abc import Callable, Sequence

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.orm import Session

from backend.kernel.problems import Problem
from backend.sync.service.facts import Answer, Given
from backend.sync.service.interpret import interpret
from backend.sync.service.restored import RestoredError

Interpreter = Callable[[Session, Sequence[Given]], list[Answer]]

all_at_once: Interpreter = interpret


def one_by_one(session: Session, entries: Sequence[Given]) -> list[Answer]:
    """Each entry under a savepoint of its own: one that fails is undone alone, and quarantined."""
    answers: list[Answer] = []
    for given in entries:
        waiting = copy.deepcopy(session.info)
        try:
            with session.begin_nested():
                answers += interpret(session, [given])
        except Exception as error:  # whatever it is, it must not block its neighbours
            if not is_poison(error):
                raise
            # News and audit lines of what was undone wait in the session's memory: undone too.
            session.info.clear()
            session.info.update(waiting)
            answers.append(_failed(given))
    return answers


def none_at_all(_session: Session, entries: Sequence[Given]) -> list[Answer]:
    """Only journal."""
    return [_failed(given) for given in entries]


def _failed(given: Given) -> Answer:
    at, home = given.setting.received_at, given.setting.sender.home
    return Answer(given, "quarantined", "failed", home, home, at.year * 100 + at.month)


def is_poison(error: Exception) -> bool:
    """Whether an entry brought this about, so that trying again can't help. A full disk or a lost connection isn't its fault."""
    if isinstance(error, (MemoryError, OSError, Problem, RestoredError)):
        return isinstance(error, Problem) and error.status < 500
    if isinstance(error, DBAPIError):
        state = getattr(error.orig, "sqlstate", None) or ""
        # 54…: something is too large for the server, and will be the next time.
        return state.startswith("54") or not isinstance(error, (OperationalError, InterfaceError))
    return True
