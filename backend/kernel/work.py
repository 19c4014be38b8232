"""One unit of work from the inside: the work itself, then what must be last before the commit, then what waits for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

T = TypeVar("T")

_BEFORE = "before_commit"
_AFTER = "after_commit"


@dataclass(frozen=True)
class Done(Generic[T]):
    """A work's result, not yet to be handed out, and what to call once it is committed."""

    result: T
    afterwards: tuple[Callable[[], None], ...]


def before_commit(session: Session, name: str, callback: Callable[[Session], object]) -> None:
    """Have a function called last in this unit of work, once for its name; it may write."""
    session.info.setdefault(_BEFORE, {})[name] = callback


def after_commit(session: Session, callback: Callable[[], None]) -> None:
    """Have a function called when this unit of work is committed, and not at all when it isn't. It must not fail or block."""
    session.info.setdefault(_AFTER, []).append(callback)


def perform(session: Session, work: Callable[[Session], T]) -> Done[T]:
    """Run a work up to, not including, its commit."""
    result = work(session)
    session.flush()
    last: dict[str, Callable[[Session], object]] = session.info.get(_BEFORE, {})
    while last:
        name = next(iter(last))
        last.pop(name)(session)
        session.flush()
    return Done(result, tuple(session.info.get(_AFTER, ())))
