"""What reconciling all kinds of things has in common."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy.orm import Session

from backend.imports.queries.existing import Found
from backend.imports.rules.kind import Entity
from backend.imports.service.context import Context, iso
from backend.imports.service.stage import Known, Stated, Target
from backend.kernel.loading import Scalar

# Compares some stated things with what the database knows, and stages what is to be written.
Reconcile: TypeAlias = Callable[[Session, Context, Sequence[Stated]], None]


def plain(value: Any) -> Scalar:
    """A column's value as it is stated and staged: days as ISO text, booleans as numbers."""
    if isinstance(value, bool):
        return int(value)
    return iso(value) if hasattr(value, "isoformat") else value


def differing(found: Found, attributes: Mapping[str, Any], columns: Iterable[str]) -> dict[str, Scalar]:
    """The columns whose stated values (attributes by the same names) aren't the ones the database has."""
    return {
        column: attributes[column]
        for column in columns
        if column in attributes and plain(getattr(found, column)) != attributes[column]
    }


def change(context: Context, entity: str, table: str, found: Found, values: Mapping[str, Scalar]) -> None:
    """Stage new values of an existing thing's columns, and count it."""
    context.count(entity, "changed" if values else "same")
    if values:
        names = tuple(sorted(values))
        context.stage.put(Target(table, ("id",), names), [(found.id.hex, *(values[name] for name in names))])


def look_up(
    context: Context,
    entity: Entity,
    keys: Iterable[str],
    query: Callable[[list[str]], Mapping[str, Found]],
    more: Callable[[Found], str] = lambda _: "",
) -> dict[str, Known]:
    """The things that some keys name: from this file, else from the database (and then remembered)."""
    wanted = set(keys)
    found = {key[0]: known for key, known in context.stage.known(entity, [(key,) for key in wanted]).items()}
    rest = wanted - found.keys()
    if rest:
        rows = query(sorted(rest))
        fetched = {
            key: Known(row.id.hex, row.home, getattr(row, "branch_id", None), more(row))
            for key, row in rows.items()
            if key in rest
        }
        context.stage.know(entity, {(key,): known for key, known in fetched.items()})
        found |= fetched
    return found


def missing(context: Context, at: Stated, column: str, entity: Entity, key: str) -> None:
    """A fault for a thing that isn't there; none for one of this file, which has its own."""
    if not context.stage.states(entity, (key,)):
        context.fault(at, column, f"unknown_{entity}", key, key=key)


def values_of(chunk: Sequence[Stated], attribute: str) -> set[str]:
    """The different values that some things state for an attribute."""
    return {each.attributes[attribute] for each in chunk if each.attributes.get(attribute) is not None}
