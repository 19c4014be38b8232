"""Puts the application together: the only place that mounts rooms' operations and knows the configuration."""

import contextlib
import logging
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
from flask import Flask, Response, g, request
from flask.json.provider import JSONProvider
from sqlalchemy.orm import Session
from typing_extensions import override
from werkzeug.middleware.proxy_fix import ProxyFix

from backend.evidence.api import disputes, photos, retention, uploads
from backend.fieldwork import api as fieldwork
from backend.fieldwork.models import Invitation
from backend.fieldwork.service import invitations
from backend.grid import api as grid
from backend.identity.api import auth, people
from backend.identity.rules.access import ACTIONS
from backend.identity.service import devices, server, sign_in
from backend.identity.service.access import admit
from backend.imports.api import imports, practice
from backend.kernel import http
from backend.kernel.blobs import BlobStore, open_store
from backend.kernel.broker import Relay, connect
from backend.kernel.db import Database
from backend.kernel.principal import ANONYMOUS, Principal
from backend.kernel.problems import Problem
from backend.kernel.together import Together
from backend.kernel.web import access_log, compression, docs, errors, openapi, pages, shield
from backend.kernel.web.rates import Rates, reserve_in
from backend.kernel.worker import Worker
from backend.selfreport import api as selfreport
from backend.selfreport.queries.reports import points_of
from backend.supervision.api import cases, exports, handover, missing, progress, samples, teaching
from backend.sync.api import carrying, day_receipts, kept, phones
from backend.vee import api as plausibility
from backend.vee.rules.facts import RULES_VERSION
from backend.wiring import lanes
from config import Config

# Every room's operations.
BLUEPRINTS: tuple[http.Blueprint, ...] = (
    auth.blp, people.blp, uploads.blp, photos.blp, retention.blp, disputes.blp, fieldwork.blp, phones.blp, carrying.blp,
    day_receipts.blp, kept.blp, selfreport.blp, plausibility.blp, cases.blp, progress.blp, handover.blp, exports.blp,
    teaching.blp, samples.blp, missing.blp, grid.blp, imports.blp, practice.blp,
)  # fmt: skip

_DESCRIPTION = """Meter reading that survives the cellar: rounds for phones, decisions for the office, a page for customers.

Phones send `Authorization: Device <token>`, customers `Authorization: Invitation <token>`; the office and people who sign in \
have the cookie `mr_session`. With the cookie, requests that change something need the header `X-MeterRound: 1` and come from \
the server's own pages.

Times are RFC 3339 with a zone. Register values, advances and energy are decimal strings. Lists answer `items` and `next`, the \
cursor of the next page. Failures are problem+json with a stable `code`."""


class _Json(JSONProvider):
    """JSON by msgspec: faster, and UUIDs and instants as the wire has them."""

    @override
    def dumps(self, obj: Any, **kwargs: Any) -> str:
        return msgspec.json.encode(obj).decode()

    @override
    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        return msgspec.json.decode(s)

    @override
    def response(self, *args: Any, **kwargs: Any) -> Response:
        value = self._prepare_response_obj(args, kwargs)
        return Response(msgspec.json.encode(value), mimetype="application/json")


def create_app(config: Config, *, database: Database | None = None, blobs: BlobStore | None = None) -> Flask:
    """The application. A test may bring its own database and store."""
    _log_to_stdout(config.log_level)
    database = database or Database.open(config.database_url, connections=max(8, config.threads))
    blobs = blobs or open_store(config.blobs, **config.s3)
    app = Flask("meterround", root_path=str(pages.__file__).rpartition("/")[0], static_folder=None)
    app.json = _Json(app)
    app.config["MAX_CONTENT_LENGTH"] = http.USUAL_BODY_LIMIT
    app.config["MAX_FORM_MEMORY_SIZE"] = http.USUAL_BODY_LIMIT
    if config.proxies:
        proxies = config.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    settings = replace(config.settings, rules_version=RULES_VERSION)
    app.extensions["meterround"] = http.Services(
        database=database, blobs=blobs, settings=settings, authenticate=_authenticator(database), admit=admit
    )
    # After-request functions run in the opposite order: the log sees what was really sent.
    access_log.install(app)
    shield.install(app)
    compression.install(app)
    _limit_rates(app, Rates(None if config.sqlite else reserve_in(database)), config)
    errors.install(app)
    _mount(app)
    pages.install(app, config.dist)
    refuse_undeclared(app)
    if config.broker:
        Relay(database, connect(config.broker), lanes()).start()
    elif config.embedded_worker:
        for handlers in lanes().values():
            Worker(database, blobs, settings, handlers).start()
    return app


def _log_to_stdout(level: str) -> None:
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    log = logging.getLogger("meterround")
    log.handlers[:] = [handler]
    log.setLevel(level)
    log.propagate = False


def _authenticator(database: Database) -> Callable[[], Principal]:
    """Who makes the present request: by its Authorization header, else by its cookie."""
    # In the evening phones come by the dozen, and a look at the database costs many what it costs one.
    tokens: Together[str, Principal | None] = Together(
        at_once=lambda waiting: database.read(lambda session: devices.authenticate_devices(session, waiting)),
        fits=lambda _, __: True,
    )

    def of_device(token: str) -> Principal:
        found = tokens.do(token)
        if found is None:
            raise Problem("device_unknown")
        return found

    by_scheme: dict[str, Callable[[str], Principal]] = {
        "device": of_device,
        "invitation": lambda token: database.read(lambda session: _invited(session, token)),
    }

    def by_cookie(token: str) -> Principal:
        found = database.read(lambda session: sign_in.authenticate_session(session, token))
        if found is None:
            # A cookie left over from an ended session makes nobody: signing in again must be possible with it.
            return ANONYMOUS
        principal, to_write_down = found
        person_id = principal.person_id
        if principal.role == "customer" and person_id is not None:
            principal = replace(principal, point_ids=database.read(lambda session: points_of(session, person_id)))
        session_id = principal.session_id
        if to_write_down and session_id is not None:
            database.run(lambda session: sign_in.touch_session(session, session_id))
        return principal

    def authenticate() -> Principal:
        header = request.headers.get("Authorization")
        if header is None:
            token = request.cookies.get(shield.COOKIE)
            return by_cookie(token) if token else ANONYMOUS
        scheme, _, token = header.partition(" ")
        known = by_scheme.get(scheme.lower())
        if known is None or not token.strip():
            raise Problem("signed_out")
        return known(token.strip())

    return authenticate


def _invited(session: Session, token: str) -> Principal:
    """The customer who was sent a link. One that an earlier life of the server signed still holds."""
    *older, oldest = server.mac_keys(session)
    for key in older:
        with contextlib.suppress(Problem):
            return _customer(invitations.of_token(session, token=token, key=key))
    return _customer(invitations.of_token(session, token=token, key=oldest))


def _customer(invitation: Invitation) -> Principal:
    return Principal(
        kind="invitation",
        invitation_id=invitation.id,
        task_id=invitation.task_id,
        point_ids=frozenset({invitation.metering_point_id}),
        home=invitation.home,
    )


def _limit_rates(app: Flask, rates: Rates, config: Config) -> None:
    @app.before_request
    def _count() -> None:
        if not request.path.startswith("/api/v1/"):
            return
        try:
            caller = http.principal()
        except Problem:
            # A credential that doesn't hold is counted as nobody's; the view's guard says what is wrong with it.
            g.pop("principal", None)
            caller = ANONYMOUS
        if caller.kind == "anonymous":
            rates.count(f"address:{http.address()}", config.rate_unknown)
        else:
            rates.count(caller.label, config.rate_known)


def _mount(app: Flask) -> None:
    api = openapi.Api(app, description=_DESCRIPTION, version="v1")
    for name, schema in phones.DOCUMENTED.items():
        api.spec.components.schema(name, schema=schema)
    document = openapi.install(app, api, BLUEPRINTS, lambda action: ACTIONS[action])
    app.extensions["meterround.openapi"] = document
    docs.install(app, lambda: document.content)


def refuse_undeclared(app: Flask) -> None:
    """Refuse to start with a view that declares no action, or one that the table of rights doesn't have."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        declared = http.declared_by(view)
        if declared is None and not getattr(view, "__page__", False):
            raise RuntimeError(f"{rule.rule} declares no action")
        if declared is not None and declared.action not in ACTIONS:
            raise RuntimeError(f"{rule.rule} declares {declared.action}, which nobody has a right to")
