"""Reading a request's body and query, with every failure as a problem that names its field."""

from typing import Any, NoReturn

import msgspec
from flask import Request
from marshmallow import Schema, ValidationError
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
        return decode_json(body)

    @override
    def load_querystring(self, req: Request, schema: Schema) -> Any:
        # An empty parameter ("?cursor=") is one that wasn't given.
        given = MultiDict((name, value) for name, value in req.args.items(multi=True) if value != "")
        return MultiDictProxy(given, schema)

    @override
    def handle_error(
        self, error: ValidationError, req: Request, schema: Schema, *, error_status_code: int | None, error_headers: Any
    ) -> NoReturn:
        messages: Any = error.messages
        # webargs puts the place first ("json", "query"), which says nothing to a person.
        inner = next(iter(messages.values())) if isinstance(messages, dict) and len(messages) == 1 else messages
        raise Problem("invalid", field=first_field(inner), errors=inner) from error


def decode_json(body: bytes) -> Any:
    """A JSON body; Problem `malformed` for what isn't JSON."""
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Problem("malformed") from error
