"""Keyset paging: a cursor says after which key a page begins, so that pages neither skip nor repeat what is added meanwhile."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec
from sqlalchemy import Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from backend.kernel.problems import Problem

T = TypeVar("T")
# What the widest integer column holds.
_LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Page(Generic[T]):
    """Items and the cursor of the next page, None at the end."""

    items: list[T]
    next: str | None


def encode(*key: Any) -> str:
    """An opaque cursor of a row's key: text, integers, UUIDs and instants, as JSON has them."""
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


def decode(cursor: str, *kinds: Any) -> tuple[Any, ...]:
    """The key of a cursor, each part of the kind given (str, int, UUID, datetime); Problem `invalid` for what we never gave."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        key: tuple[Any, ...] = tuple(msgspec.json.decode(raw, type=tuple[kinds]))  # type: ignore[valid-type]
    except (binascii.Error, msgspec.MsgspecError, UnicodeError, ValueError) as error:
        raise Problem("invalid", field="cursor") from error
    if any(isinstance(part, int) and abs(part) > _LARGEST for part in key):
        raise Problem("invalid", field="cursor")
    return key


def page(
    session: Session,
    query: Select[Any],
    *,
    by: Sequence[tuple[InstrumentedAttribute[Any], Any]],
    cursor: str | None,
    limit: int,
    descending: bool = False,
) -> Page[Any]:
    """A page of a query of one entity, ordered by columns that together are unique: [(Case.weight_e4, int), (Case.id, UUID)]."""
    columns = [column for column, _ in by]
    if cursor:
        after = tuple_(*decode(cursor, *(kind for _, kind in by)))
        query = query.where(tuple_(*columns) < after if descending else tuple_(*columns) > after)
    query = query.order_by(*(column.desc() if descending else column for column in columns)).limit(limit + 1)
    found = list(session.scalars(query))
    if len(found) <= limit:
        return Page(found, None)
    last = found[limit - 1]
    return Page(found[:limit], encode(*(getattr(last, column.key) for column in columns)))
