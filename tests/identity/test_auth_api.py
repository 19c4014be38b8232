"""Signing in over HTTP: cookies, slowing, ending."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import argon2
import pytest
from sqlalchemy import func, select, update

from backend.identity.models import Person, SignedIn, SignInAttempt
from backend.identity.rules import slowing
from backend.identity.service import passwords, people, sign_in
from backend.kernel import clock
from backend.kernel.audit import SYSTEM
from backend.kernel.settings import Settings
from backend.kernel.web.shield import COOKIE
from tests.factories.identity import branch, person
from tests.support import application
from tests.support.application import Application, Client

PASSWORD = "correct horse battery"
URL = "/api/v1/auth/sign-in"


@pytest.fixture
def login(app: Application) -> str:
    """The login of a reader with a password."""
    hashed = people.checked_hash(PASSWORD)

    def work(session: Any) -> str:
        person_id = person(session, "reader", branch(session), password_hash=hashed)
        found = session.get(Person, person_id)
        return str(found.login)

    return app.database.run(work)


def try_to(client: Client, login: str, password: str = PASSWORD, **headers: str) -> Any:
    return client.post(URL, json={"login": login, "password": password}, headers=headers)


def test_signing_in_gives_a_cookie_that_scripts_and_other_sites_never_see(app: Application, login: str) -> None:
    client = app.anybody()
    answer = try_to(client, login.upper() + " ")
    assert answer.status_code == 200
    assert answer.json["person"]["login"] == login
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert client.get("/api/v1/auth/me").json["person"] == answer.json["person"]


def test_over_https_the_cookie_is_secure(app: Application, login: str) -> None:
    secure = application.make(app.database, app.folder, Settings(secure=True))
    assert "Secure" in try_to(secure.anybody(), login).headers["Set-Cookie"].split("; ")


def test_the_token_itself_is_nowhere_in_the_database(app: Application, login: str) -> None:
    answer = try_to(app.anybody(), login)
    token = answer.headers["Set-Cookie"].split(";")[0].split("=", 1)[1]
    kept = app.database.read(lambda session: session.scalars(select(SignedIn.token_hash)).all())
    assert token not in kept


def test_wrong_passwords_and_unknown_accounts_look_alike(app: Application, login: str) -> None:
    wrong, unknown = try_to(app.anybody(), login, "not it at all"), try_to(app.anybody(), "nobody", "not it at all")
    assert (wrong.status_code, wrong.json) == (401, unknown.json)
    assert wrong.json["code"] == "sign_in_failed"
    assert "Set-Cookie" not in wrong.headers


def test_an_unknown_account_costs_as_much_as_a_wrong_password(
    app: Application, login: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Measured by what is computed, not by the clock: one hash, of the same parameters."""
    computed: list[argon2.Parameters] = []
    verify = argon2.PasswordHasher.verify

    def counted(self: argon2.PasswordHasher, stored: str, password: str) -> Any:
        computed.append(argon2.extract_parameters(stored))
        return verify(self, stored, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counted)
    for name in (login, "nobody"):
        assert app.database.read(lambda session, name=name: sign_in.check_password(session, login=name, password="no")) is None  # type: ignore[misc]
    assert len(computed) == 2
    assert computed[0] == computed[1]


def test_an_inactive_account_can_not_sign_in(app: Application, login: str) -> None:
    app.database.run(lambda session: session.execute(update(Person).values(active=False)))
    assert try_to(app.anybody(), login).json["code"] == "sign_in_failed"


def test_failures_slow_the_account_even_with_the_right_password(app: Application, login: str) -> None:
    client = app.anybody()
    with clock.frozen(clock.now()) as move:
        for _ in range(slowing.FREE_BY_ACCOUNT + 1):
            assert try_to(client, login, "not it").json["code"] == "sign_in_failed"
        slowed = try_to(client, login)
        assert (slowed.status_code, slowed.json["code"], slowed.headers["Retry-After"]) == (429, "sign_in_slowed", "5")
        move(timedelta(seconds=5))
        assert try_to(client, login).status_code == 200
        # Success wipes the slate clean.
        assert try_to(client, login, "not it").json["code"] == "sign_in_failed"


def test_failures_slow_the_address_across_accounts(app: Application) -> None:
    client = app.anybody()
    with clock.frozen(clock.now()):
        for number in range(slowing.FREE_BY_ADDRESS + 1):
            assert try_to(client, f"guess-{number}", "x").json["code"] == "sign_in_failed"
        assert try_to(client, "yet-another", "x").json["code"] == "sign_in_slowed"
        elsewhere = client.post(URL, json={"login": "other", "password": "x"}, environ_base={"REMOTE_ADDR": "10.0.0.9"})
        assert elsewhere.json["code"] == "sign_in_failed"


def test_many_guesses_at_once_do_not_slip_through(app: Application, login: str) -> None:
    def guess(number: int) -> str:
        return str(try_to(app.anybody(), login, f"guess {number}").json["code"])

    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(guess, range(24)))
    assert codes.count("sign_in_failed") <= slowing.FREE_BY_ACCOUNT + 1


def test_attempts_hold_no_login_and_no_address(app: Application, login: str) -> None:
    try_to(app.anybody(), login, "not it")
    rows = app.database.read(lambda session: session.scalars(select(SignInAttempt)).all())
    assert [(len(row.account), len(row.address), row.succeeded) for row in rows] == [(64, 64, False)]


def test_signing_out_ends_the_session(app: Application, login: str) -> None:
    client = app.anybody()
    try_to(client, login)
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    assert client.post("/api/v1/auth/sign-out").status_code == 204
    client.set_cookie(COOKIE, cookie.value)
    assert client.get("/api/v1/auth/me").json["code"] == "signed_out"
    assert client.post("/api/v1/auth/sign-out").status_code == 204


def test_a_session_ends_when_it_is_not_used_and_at_last_in_any_case(app: Application, login: str) -> None:
    with clock.frozen(clock.now()) as move:
        client = app.anybody()
        try_to(client, login)
        for _ in range(int(sign_in.LONGEST / timedelta(hours=10)) - 1):
            move(timedelta(hours=10))
            assert client.get("/api/v1/auth/me").status_code == 200
        move(timedelta(hours=13))
        assert client.get("/api/v1/auth/me").status_code == 401
        app.database.run(sign_in.purge_sessions)
        assert app.database.read(lambda session: session.scalar(select(func.count()).select_from(SignedIn))) == 1


def test_an_old_session_ends_though_it_is_used(app: Application, login: str) -> None:
    with clock.frozen(clock.now()) as move:
        client = app.anybody()
        try_to(client, login)
        statuses = []
        for _ in range(80):
            move(timedelta(hours=10))
            statuses.append(client.get("/api/v1/auth/me").status_code)
    assert statuses == sorted(statuses)
    assert timedelta(hours=10) * statuses.count(200) <= sign_in.LONGEST


def test_a_stale_cookie_does_not_hinder_signing_in(app: Application, login: str) -> None:
    client = app.anybody()
    client.set_cookie(COOKIE, "stale")
    assert try_to(client, login).status_code == 200


def test_a_new_password_signs_everybody_out(app: Application, login: str) -> None:
    here, there = app.anybody(), app.anybody()
    for client in (here, there):
        try_to(client, login)
    body = {"password": PASSWORD, "new_password": "another horse altogether"}
    assert here.post("/api/v1/auth/password", json={**body, "password": "wrong"}).json["code"] == "sign_in_failed"
    assert here.post("/api/v1/auth/password", json={**body, "new_password": "short"}).json["field"] == "new_password"
    assert here.post("/api/v1/auth/password", json=body).status_code == 204
    assert there.get("/api/v1/auth/me").status_code == 401
    assert try_to(there, login).json["code"] == "sign_in_failed"
    assert try_to(there, login, "another horse altogether").status_code == 200


def test_the_demos_accounts_are_shown_only_by_a_demo(app: Application) -> None:
    assert app.anybody().get("/api/v1/auth/demo").json == {"demo": False, "accounts": []}
    demo = application.make(app.database, app.folder, Settings(demo=True)).anybody().get("/api/v1/auth/demo").json
    assert demo["demo"] is True
    assert {account["role"] for account in demo["accounts"]} == {"reader", "supervisor", "customer", "admin"}


def test_the_demos_accounts_can_sign_in(app: Application) -> None:
    hashes = people.demo_hashes()

    def work(session: Any) -> None:
        ids = [branch(session) for _ in range(3)]
        people.seed_demo_accounts(session, branch_ids=ids, hashes=hashes, actor=SYSTEM)

    app.database.run(work)
    demo = application.make(app.database, app.folder, Settings(demo=True)).anybody()
    for account in demo.get("/api/v1/auth/demo").json["accounts"]:
        assert try_to(demo, account["login"], account["password"]).json["person"]["role"] == account["role"]


def test_passwords_are_hashed_slowly_and_salted() -> None:
    one, two = passwords.hash_password("same"), passwords.hash_password("same")
    assert one != two
    assert one.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
