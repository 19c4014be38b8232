"""Marshmallow fields for the wire's scalars, each documented for OpenAPI."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate
from typing_extensions import override

from backend.kernel.money import format_e4, parse_e4

_PERIOD = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])", re.ASCII)


class Id(fields.UUID):
    """A UUID, lower-case and hyphenated."""


class Instant(fields.AwareDateTime):
    """RFC 3339 with a zone; a time without one is refused."""

    def __init__(self, **options: Any) -> None:
        super().__init__(format="iso", default_timezone=None, **options)

    @override
    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return value.isoformat(timespec="milliseconds").replace("+00:00", "Z") if isinstance(value, datetime) else None


class E4(fields.Field[int]):
    """A scaled integer (1/10,000) that travels as a decimal string: "4821.6"."""

    def __init__(self, **options: Any) -> None:
        metadata = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]{1,4})?$", "example": "4821.6", **options.pop("metadata", {})}
        super().__init__(metadata=metadata, **options)

    @override
    def _serialize(self, value: int | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else format_e4(value)

    @override
    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> int:
        if not isinstance(value, str):
            raise ValidationError("must be a decimal number in quotes")
        try:
            return parse_e4(value)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class Period(fields.Field[int]):
    """电费年月: "2026-11" on the wire, 202611 in the code."""

    def __init__(self, **options: Any) -> None:
        metadata = {
            "type": "string",
            "pattern": r"^[0-9]{4}-(0[1-9]|1[0-2])$",
            "example": "2026-11",
            **options.pop("metadata", {}),
        }
        super().__init__(metadata=metadata, **options)

    @override
    def _serialize(self, value: int | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else f"{value // 100:04d}-{value % 100:02d}"

    @override
    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> int:
        match = _PERIOD.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            raise ValidationError("must be a year and a month, as 2026-11")
        return int(match[1]) * 100 + int(match[2])


class PageArguments(Schema):
    """What every list takes."""

    cursor = fields.String(metadata={"description": "Where the page before ended (`next`)"})
    limit = fields.Integer(
        load_default=100, validate=validate.Range(1, 500), metadata={"description": "The most items to answer"}
    )


@cache
def page_of(item: type[Schema]) -> Schema:
    """The schema of a list's page: `{items, next}`."""
    name = f"{item.__name__.removesuffix('Schema')}Page"
    members: dict[str, Any] = {
        "items": fields.List(fields.Nested(item), required=True),
        "next": fields.String(
            required=True, allow_none=True, metadata={"description": "The next page's cursor; null at the end"}
        ),
    }
    return Schema.from_dict(members, name=name)()
