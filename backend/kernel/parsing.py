"""Reading a request's body and query, with every failure as a problem that names its field."""

from collections.abc import Mapping
from typing import Any, NoReturn

import msgspec
from flask import Request
from marshmallow import Schema, ValidationError, fields
from typing_extensions import override
from webargs.flaskparser import FlaskParser
from webargs.multidictproxy import MultiDictProxy
from werkzeug.datastructures import MultiDict

from backend.kernel.problems import Problem


def first_field(messages: Any) -> str | None:
    """The path of the first field that marshmallow complains about: "values.0.value"."""
    path: list[str] = []
    while isinstance(messages, dict) and messages:
        name, messages = next(iter(messages.items()))
        path.append(str(name))
    return ".".join(part for part in path if part != "_schema") or None


class Parser(FlaskParser):
    """webargs' parser, decoding JSON with msgspec."""

    # 4xx statuses follow from the problem's code.
    DEFAULT_VALIDATION_STATUS = 422

    @override
    def load_json(self, req: Request, schema: Schema) -> Any:
        body = req.get_data(cache=True)
        if not body:
            return {}
        if not req.is_json:
            raise Problem("wrong_media_type")
        found = decode_json(body)
        _check(found, schema)
        return found

    @override
    def load_querystring(self, req: Request, schema: Schema) -> Any:
        # An empty parameter ("?cursor=") is one that wasn't given.
        given = MultiDict((name, value) for name, value in req.args.items(multi=True) if value != "")
        _check(given, schema)
        return MultiDictProxy(given, schema)

    @override
    def handle_error(
        self, error: ValidationError, req: Request, schema: Schema, *, error_status_code: int | None, error_headers: Any
    ) -> NoReturn:
        messages: Any = error.messages
        # webargs puts the place first ("json", "query"), which says nothing to a person.
        inner = next(iter(messages.values())) if isinstance(messages, dict) and len(messages) == 1 else messages
        raise Problem("invalid", field=first_field(inner), errors=inner) from error


# What an integer column holds on every database.
_LARGEST = 2**31 - 1


def _check(given: Any, schema: Schema) -> None:
    """Refuse by name what no database can keep: U+0000 in a text, and integers beyond a column's width."""
    if not isinstance(given, Mapping):
        return
    for name, value in given.items():
        if not _storable(value):
            raise Problem("invalid", field=str(name))
    for name, field in schema.fields.items():
        key = field.data_key or name
        if isinstance(field, fields.Integer) and _is_larger(given.get(key)):
            raise Problem("invalid", field=key)


def _storable(value: Any) -> bool:
    # Without recursion: a body may be nested deeper than the stack.
    left = [value]
    while left:
        one = left.pop()
        if isinstance(one, str):
            if "\0" in one:
                return False
        elif isinstance(one, Mapping):
            left += one.keys()
            left += one.values()
        elif isinstance(one, list):
            left += one
    return True


def _is_larger(value: Any) -> bool:
    try:
        return abs(int(value)) > _LARGEST
    except (TypeError, ValueError, OverflowError):
        # No integer at all: its field will say so.
        return False


def decode_json(body: bytes) -> Any:
    """A JSON body; Problem `malformed` for what isn't JSON, or is nested deeper than anything that is meant."""
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Problem("malformed") from error
