"""What views are made of: blueprints whose every operation declares its action, and what a view may ask for.

    blp = Blueprint("runs", summary="Walks of a route")

    @blp.route("/runs/<uuid:run_id>/assign", methods=["POST"])
    @operation("assign_run", summary="Give a run to a reader", problems=("not_found",))
    @blp.arguments(AssignmentSchema)
    @blp.response(200, RunSchema)
    def assign(body, run_id): ...

An operation without an action doesn't start. Before the view runs, its action is checked against the caller's rights
(`identity.rules.access.ACTIONS`); what the view then does to a certain thing, it authorises with that thing's branch and holder.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

import msgspec
from flask import Response, current_app, g, request
from flask_smorest import Blueprint as SmorestBlueprint
from flask_smorest.utils import deepupdate
from typing_extensions import override

from backend.kernel.blobs import BlobStore
from backend.kernel.db import Database
from backend.kernel.parsing import Parser
from backend.kernel.principal import Principal
from backend.kernel.problems import CATALOGUE, Problem
from backend.kernel.settings import Settings

V = TypeVar("V", bound=Callable[..., Any])

# More than this only comes with operations that say so.
USUAL_BODY_LIMIT = 1024 * 1024


@dataclass(frozen=True)
class Operation:
    """What a view declares of itself."""

    action: str
    summary: str
    description: str = ""
    # Codes of the catalogue that this operation may answer with, besides those every operation may.
    problems: tuple[str, ...] = ()
    body_limit: int = USUAL_BODY_LIMIT


@dataclass(frozen=True)
class Services:
    """What the application gives to its views."""

    database: Database
    blobs: BlobStore
    settings: Settings
    # Who asks; raises a Problem for a credential that doesn't hold.
    authenticate: Callable[[], Principal]
    # Raises a Problem when somebody may do an action to nothing at all.
    admit: Callable[[Principal, str], None]


def services() -> Services:
    return cast("Services", current_app.extensions["meterround"])


def database() -> Database:
    return services().database


def blobs() -> BlobStore:
    return services().blobs


def settings() -> Settings:
    return services().settings


def principal() -> Principal:
    """Who makes this request."""
    if "principal" not in g:
        g.principal = services().authenticate()
    return cast("Principal", g.principal)


def address() -> str:
    """Where the request comes from; behind proxies as they say, if they are configured."""
    return request.remote_addr or ""


def json(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON answer made directly, where a schema's dump would cost too much. UUIDs and instants become text."""
    response = Response(msgspec.json.encode(value), status, mimetype="application/json")
    response.headers.update(headers or {})
    return response


def operation(
    action: str, *, summary: str, description: str = "", problems: Iterable[str] = (), body_limit: int = USUAL_BODY_LIMIT
) -> Callable[[V], V]:
    """Declare a view's action, and what its documentation says. Codes in `problems` must be in the catalogue."""
    codes = tuple(problems)
    unknown = [code for code in codes if code not in CATALOGUE]
    if unknown:
        raise KeyError(f"{action} names problems that the catalogue doesn't have: {', '.join(unknown)}")
    declared = Operation(action, summary, description, codes, body_limit)

    def mark(view: V) -> V:
        view.__operation__ = declared  # type: ignore[attr-defined]
        return view

    return mark


def declared_by(view: Callable[..., Any]) -> Operation | None:
    """What a view declared, if it did."""
    return getattr(view, "__operation__", None)


def page(view: V) -> V:
    """Mark a view that isn't an operation of the API: a page, or a file that everybody may have."""
    view.__page__ = True  # type: ignore[attr-defined]
    return view


class Blueprint(SmorestBlueprint):  # type: ignore[misc]  # the library has no types
    """A room's operations. The same as flask-smorest's, but typed, and closed by default."""

    ARGUMENTS_PARSER = Parser()

    def __init__(self, name: str, *, summary: str) -> None:
        super().__init__(name, name, description=summary)

    @override
    def route(self, rule: str, *, methods: Sequence[str] = ("GET",), **options: Any) -> Callable[[V], V]:
        def register(view: V) -> V:
            declared = declared_by(view)
            if declared is None:
                raise TypeError(f"{view.__module__}.{view.__name__} declares no @operation")
            guarded = self._guarded(view, declared)
            doc = guarded._apidoc = dict(getattr(guarded, "_apidoc", {}))  # type: ignore[attr-defined]  # flask-smorest's own store
            doc["manual_doc"] = deepupdate(_documented(declared, view), doc.get("manual_doc", {}))
            self.add_url_rule(rule, None, guarded, methods=list(methods), **options)
            return view

        return register

    @override
    def arguments(self, schema: Any, *, location: str = "json", **options: Any) -> Callable[[V], V]:
        parse = cast("Callable[[V], V]", super().arguments(schema, location=location, **options))
        if location != "query":
            return parse

        def mark(view: V) -> V:
            parsed = parse(view)
            members = (schema() if isinstance(schema, type) else schema).fields
            parsed.__parameters__ = frozenset(field.data_key or name for name, field in members.items())  # type: ignore[attr-defined]
            return parsed

        return mark

    @override
    def response(self, status_code: int, schema: Any = None, **options: Any) -> Callable[[V], V]:
        return cast("Callable[[V], V]", super().response(status_code, schema, **options))

    @override
    def doc(self, **members: Any) -> Callable[[V], V]:
        return cast("Callable[[V], V]", super().doc(**members))

    @staticmethod
    def _guarded(view: V, declared: Operation) -> V:
        known: frozenset[str] = getattr(view, "__parameters__", frozenset())

        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            request.max_content_length = declared.body_limit
            services().admit(principal(), declared.action)
            _refuse_unknown_parameters(known)
            return view(*args, **kwargs)

        return cast("V", guarded)


def _refuse_unknown_parameters(known: frozenset[str]) -> None:
    """Problem unknown_parameter: a misspelt filter would otherwise answer with everything, and look right.

    Phones are let be: a newer app must come through to an older server.
    """
    if principal().kind == "device":
        return
    for name in request.args:
        if name not in known:
            raise Problem("unknown_parameter", field=name[:80], known=sorted(known))


def _documented(declared: Operation, view: Callable[..., Any]) -> dict[str, Any]:
    """The operation object's members that come from the declaration."""
    by_status: dict[int, list[str]] = {}
    for code in declared.problems:
        by_status.setdefault(CATALOGUE[code].status, []).append(code)
    return {
        "operationId": view.__name__,
        "summary": declared.summary,
        **({"description": declared.description} if declared.description else {}),
        "x-action": declared.action,
        "responses": {
            # Named in backend/kernel/web/openapi.py, which takes them away where nobody needs a credential.
            "401": "UNAUTHORIZED",
            "403": "FORBIDDEN",
            **{str(status): _problems(codes) for status, codes in sorted(by_status.items())},
        },
    }


def _problems(codes: Sequence[str]) -> dict[str, Any]:
    """The response object for problems of one status."""
    return {
        "description": "; ".join(CATALOGUE[code].en for code in codes),
        "content": {
            "application/problem+json": {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {code: {"value": Problem(code).body("en")} for code in codes},
            }
        },
    }
