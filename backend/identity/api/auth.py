"""Signing in and out."""

from typing import Any

from flask import Response

from backend.identity import queries
from backend.identity.rules.demo import DEMO_ACCOUNTS
from backend.identity.schemas import DemoSchema, PasswordSchema, SignedInSchema, SignInSchema
from backend.identity.service import people, sign_in
from backend.kernel import http
from backend.kernel.http import Blueprint, operation
from backend.kernel.problems import Problem
from backend.kernel.web.shield import COOKIE

blp = Blueprint("auth", summary="Signing in and out")

_EXAMPLE = {
    "person": {
        "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
        "login": "reader1",
        "name": "抄表员1",
        "role": "reader",
        "branches": [{"id": 1, "code": "B01", "name": "城关供电所"}],
    },
    "demo": False,
}


@blp.route("/auth/sign-in", methods=["POST"])
@operation(
    "sign_in",
    summary="Sign in with login and password",
    description="Sets the session cookie. Slowed by account and by address after failures; Retry-After says for how long.",
    problems=("sign_in_failed", "sign_in_slowed"),
)
@blp.arguments(SignInSchema, example={"login": "reader1", "password": "…"})
@blp.response(200, SignedInSchema, example=_EXAMPLE)
def sign_in_with_password(body: dict[str, str]) -> Any:
    database = http.database()
    attempt = database.run(lambda session: sign_in.begin(session, login=body["login"], address=http.address()))
    person_id = database.read(lambda session: sign_in.check_password(session, login=body["login"], password=body["password"]))
    if person_id is None:
        raise Problem("sign_in_failed", field="password")
    token, person = database.run(lambda session: sign_in.open_session(session, person_id=person_id, attempt_id=attempt))
    answer = http.json(SignedInSchema().dump({"person": person, "demo": http.settings().demo}))
    answer.set_cookie(
        COOKIE,
        token,
        max_age=int(sign_in.LONGEST.total_seconds()),
        httponly=True,
        samesite="Strict",
        secure=http.settings().secure,
        path="/",
    )
    return answer


@blp.route("/auth/sign-out", methods=["POST"])
@operation("sign_out", summary="Sign out", description="Ends the session; does nothing when there is none.")
@blp.response(204)
def sign_out() -> Any:
    session_id = http.principal().session_id
    if session_id is not None:
        http.database().run(lambda session: sign_in.sign_out(session, session_id=session_id))
    answer = Response(status=204)
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="Strict", secure=http.settings().secure)
    return answer


@blp.route("/auth/me")
@operation("see_oneself", summary="Who is signed in")
@blp.response(200, SignedInSchema, example=_EXAMPLE)
def me() -> Any:
    person_id = http.principal().person_id
    person = http.database().read(lambda session: queries.person(session, person_id) if person_id is not None else None)
    if person is None:
        raise Problem("signed_out")
    return {"person": person, "demo": http.settings().demo}


@blp.route("/auth/password", methods=["POST"])
@operation(
    "change_password",
    summary="Change one's own password",
    description="Everybody signed in with the old one is signed out, this session too.",
    problems=("sign_in_failed", "sign_in_slowed"),
)
@blp.arguments(PasswordSchema)
@blp.response(204)
def change_password(body: dict[str, str]) -> Any:
    database, principal = http.database(), http.principal()
    person = database.read(lambda session: queries.person(session, principal.person_id) if principal.person_id else None)
    if person is None:
        raise Problem("signed_out")
    attempt = database.run(lambda session: sign_in.begin(session, login=person.login, address=http.address()))
    found = database.read(lambda session: sign_in.check_password(session, login=person.login, password=body["password"]))
    if found is None:
        raise Problem("sign_in_failed", field="password")
    hashed = people.checked_hash(body["new_password"])
    database.run(lambda session: sign_in.succeed(session, attempt))
    database.run(lambda session: people.set_password(session, person_id=person.id, password_hash=hashed, actor=principal.actor))
    return Response(status=204)


@blp.route("/auth/demo")
@operation("see_demo_accounts", summary="The demo's accounts", description="Empty unless the server is a demo.")
@blp.response(200, DemoSchema, example={"demo": False, "accounts": []})
def demo_accounts() -> Any:
    demo = http.settings().demo
    return {"demo": demo, "accounts": DEMO_ACCOUNTS if demo else ()}
