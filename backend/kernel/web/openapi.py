"""The OpenAPI document: made by flask-smorest from the views, completed with what it can't know."""

from collections.abc import Callable, Mapping
from functools import cached_property
from http import HTTPStatus
from itertools import chain, count
from typing import Any

import msgspec
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.common import make_schema_key, resolve_schema_instance
from flask import Flask, Response, request
from flask_smorest import Api as SmorestApi
from marshmallow import Schema, fields
from typing_extensions import override

from backend.kernel import fields as wire
from backend.kernel.http import Blueprint, page
from backend.kernel.problems import CATALOGUE, Problem
from backend.kernel.web.examples import example

_SECURITY = {
    "session": {"type": "apiKey", "in": "cookie", "name": "mr_session", "description": "Set by /auth/sign-in"},
    "device": {"type": "apiKey", "in": "header", "name": "Authorization", "description": "`Device <token>`"},
    "invitation": {"type": "apiKey", "in": "header", "name": "Authorization", "description": "`Invitation <token>`"},
}


class ProblemSchema(Schema):
    """RFC 9457, with a stable code."""

    class Meta:
        title = "Problem"

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    code = fields.String(required=True, metadata={"description": "Never changes its meaning; the key of translations"})
    detail = fields.String(required=True)
    what_to_do = fields.String(required=True)
    field = fields.String(metadata={"description": "The path of the value that is wrong"})
    params = fields.Dict(required=True, metadata={"description": "Numbers and names for the sentence"})


class _Names:
    """Schemas are called as their classes, with the room's name before it where two rooms use the same word."""

    def __init__(self) -> None:
        self._taken: dict[str, Any] = {}

    def __call__(self, schema: Any) -> str:
        instance = resolve_schema_instance(schema)
        key = make_schema_key(instance)
        plain = type(instance).__name__.removesuffix("Schema")
        module = type(instance).__module__
        room = module.split(".")[1].title() if module.startswith("backend.") else ""
        numbered = (f"{room}{plain}{number}" for number in count(2))
        return next(name for name in chain((plain, f"{room}{plain}"), numbered) if self._taken.setdefault(name, key) == key)


class Api(SmorestApi):  # type: ignore[misc]  # the library has no types
    """flask-smorest's, answering with our problems."""

    ERROR_SCHEMA = ProblemSchema

    def __init__(self, app: Flask, *, description: str, version: str) -> None:
        # No address for the document here: the view below serves it, complete.
        super().__init__(
            app,
            spec_kwargs={
                "title": "MeterRound",
                "version": version,
                "openapi_version": "3.1.0",
                "marshmallow_plugin": MarshmallowPlugin(schema_name_resolver=_Names()),
                "info": {"description": description},
            },
        )
        self.register_field(wire.E4, "string", None)
        self.register_field(wire.Period, "string", None)
        for name, scheme in _SECURITY.items():
            self.spec.components.security_scheme(name, scheme)

    @override
    def _register_error_handlers(self) -> None:
        """Ours are in backend/kernel/web/errors.py."""

    @override
    def _register_responses(self) -> None:
        self.spec.components.schema("Problem", schema=ProblemSchema)
        for status in HTTPStatus:
            codes = [code for code, kind in CATALOGUE.items() if kind.status == status]
            if codes:
                self.spec.components.response(status.name, _problem_response(codes), lazy=True)
        self.spec.components.response("DEFAULT_ERROR", _problem_response([*CATALOGUE][:1], "Any other problem"), lazy=True)


def _problem_response(codes: list[str], description: str | None = None) -> dict[str, Any]:
    examples = {code: {"value": Problem(code).body("en")} for code in codes}
    return {
        "description": description or "; ".join(CATALOGUE[code].en for code in codes),
        "content": {"application/problem+json": {"schema": "Problem", "examples": examples}},
    }


class Document:
    """The finished document, made at its first use."""

    def __init__(self, api: Api, accesses_of: Callable[[str], Mapping[str, Any]]) -> None:
        self._api = api
        self._accesses_of = accesses_of

    @cached_property
    def content(self) -> dict[str, Any]:
        spec: dict[str, Any] = self._api.spec.to_dict()
        for members in spec["paths"].values():
            for operation in members.values():
                if isinstance(operation, dict) and "x-action" in operation:
                    self._complete(operation)
                    _exemplify(spec, operation)
        return spec

    @cached_property
    def text(self) -> bytes:
        return msgspec.json.format(msgspec.json.encode(self.content), indent=1) + b"\n"

    def _complete(self, operation: dict[str, Any]) -> None:
        accesses = self._accesses_of(operation["x-action"])
        operation["x-access"] = dict(accesses)
        if "anonymous" in accesses:
            operation["security"] = []
            for status, name in (("401", "UNAUTHORIZED"), ("403", "FORBIDDEN")):
                if operation["responses"].get(status) == {"$ref": f"#/components/responses/{name}"}:
                    del operation["responses"][status]
            return
        named = {"device": "device", "suspended": "device", "invitation": "invitation"}
        schemes = dict.fromkeys(named.get(access, "session") for access in accesses)
        operation["security"] = [{scheme: []} for scheme in schemes]


def _exemplify(spec: dict[str, Any], operation: dict[str, Any]) -> None:
    """Give every body an example."""
    answers = [answer for status, answer in operation["responses"].items() if status.startswith("2")]
    for body in [operation.get("requestBody", {}), *answers]:
        for kind, content in body.get("content", {}).items():
            if "schema" in content and not content.keys() & {"example", "examples"} and kind == "application/json":
                content["example"] = example(spec, content["schema"])


def install(app: Flask, api: Api, blueprints: tuple[Blueprint, ...], accesses_of: Callable[[str], Mapping[str, Any]]) -> Document:
    """Mount the rooms' blueprints under /api/v1, and the document that describes them."""
    for blueprint in blueprints:
        api.register_blueprint(blueprint, url_prefix="/api/v1")
    document = Document(api, accesses_of)

    @app.get("/api/openapi.json")
    @page
    def openapi_json() -> Response:
        response = Response(document.text, mimetype="application/json")
        response.headers["Cache-Control"] = "no-cache"
        response.add_etag()
        response.make_conditional(request)
        return response

    return document
