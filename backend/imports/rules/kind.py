"""What a kind of file is: its columns, which of them a row can't do without, and what a row says of which things."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from backend.imports.rules.fields import Field

# A row's values by field; those of one register by (field, register code).
Slot: TypeAlias = str | tuple[str, str]
Values: TypeAlias = Mapping[Slot, Any]

Entity: TypeAlias = Literal["line", "area", "account", "box", "meter", "register", "point", "installation", "route", "stop"]
# In the order they are written: what others point to comes first.
ENTITIES: tuple[Entity, ...] = (
    "line", "area", "account", "box", "meter", "register", "point", "installation", "route", "stop",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """What a row says of one thing, found by its natural key. An attribute that isn't stated is left as it is."""

    entity: Entity
    key: tuple[str, ...]
    attributes: dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """One kind of file.

    `needs`: groups of fields; a file must have a column, and each row a value, for at least one of each group. `bare`: the field
    that a heading which only names a register ("峰") stands for. `states`: what a row says, for kinds that describe the network;
    None for values. `fill`: leading and following fields; where all the leading ones are blank, the row continues the one above
    (merged cells lose their value in a CSV), and the blank ones of both are as above.
    """

    code: str
    zh: str
    en: str
    fields: tuple[Field, ...]
    needs: tuple[tuple[str, ...], ...]
    states: Callable[[Values], Iterator[Statement]] | None = None
    bare: str | None = None
    fill: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    by_alias: Mapping[str, Field] = field(init=False)

    def __post_init__(self) -> None:
        ranked: dict[str, tuple[int, Field]] = {}
        for each in self.fields:
            for rank, alias in enumerate(each.aliases):
                if alias not in ranked or rank < ranked[alias][0]:
                    ranked[alias] = (rank, each)
        object.__setattr__(self, "by_alias", {alias: found for alias, (_, found) in ranked.items()})

    def field(self, name: str) -> Field:
        """The field of a name; KeyError."""
        found = next((each for each in self.fields if each.name == name), None)
        if found is None:
            raise KeyError(name)
        return found


def stated(values: Values, **attributes: str) -> dict[str, Any]:
    """The attributes (attribute=field) that a row states."""
    return {attribute: values[name] for attribute, name in attributes.items() if values.get(name) is not None}


def by_register(values: Values, name: str) -> dict[str, Any]:
    """The values a row gives for single registers under a field, by register code; one without a register is the total's."""
    found = {
        slot[1]: value for slot, value in values.items() if isinstance(slot, tuple) and slot[0] == name and value is not None
    }
    plain = values.get(name)
    if plain is not None:
        found.setdefault("total", plain)
    return found
