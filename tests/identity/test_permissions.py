"""Every operation, asked by every access, for an own, a colleague's and a stranger's thing (P10).

What is expected is read from the one table of rights; how a thing is asked for stands in permissions/asks.py.
"""

import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from backend.app import BLUEPRINTS
from backend.identity.rules.access import ACTIONS, Scope
from backend.kernel.db import Database
from backend.kernel.http import Operation, declared_by
from tests.identity.permissions.asks import ABOUT_NOTHING, ASKS, Ask
from tests.identity.permissions.world import ACCESSES, PARTIES, Whose, World, build
from tests.support import application, databases
from tests.support.application import Application, Client

# Answers that say "not for you".
REFUSALS = frozenset({"signed_out", "forbidden", "not_found", "device_suspended"})


@dataclass(frozen=True)
class Door:
    """An operation as it stands in the URL map."""

    endpoint: str
    method: str
    declared: Operation

    @property
    def rights(self) -> dict[str, Scope]:
        return ACTIONS[self.declared.action]


def _flask() -> Flask:
    app = Flask("doors")
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint, url_prefix="/api/v1")
    return app


MAP = _flask()
RULES = [rule for rule in MAP.url_map.iter_rules() if declared_by(MAP.view_functions[rule.endpoint]) is not None]
DOORS = [
    Door(rule.endpoint, method, declared)
    for rule in RULES
    for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}) or sorted(rule.methods or set())[:1]
    if (declared := declared_by(MAP.view_functions[rule.endpoint])) is not None
]
# These would end the sessions that the other cases share; tests/identity/test_auth_api.py goes through their doors.
SIGN_OUT = frozenset({"auth.sign_out", "auth.change_password"})
BY_NAME = {door.endpoint: door for door in DOORS}


def url_of(door: Door, path: dict[str, Any]) -> str:
    arguments = next(rule.arguments for rule in RULES if rule.endpoint == door.endpoint)
    values = {name: path.get(name, "019a2b3c-4d5e-7f60-8123-456789abcdef") for name in arguments} | (
        {"sha256": path.get("sha256", "0" * 64)} if "sha256" in arguments else {}
    )
    return MAP.url_map.bind("localhost").build(door.endpoint, values, method=door.method)


def code_of(answer: Any) -> str | None:
    """The problem's code; None for a success."""
    if answer.status_code < 400:
        return None
    # HEAD has no body, and needs none: tus answers with the status alone.
    return (
        str(answer.json["code"])
        if answer.data
        else {401: "signed_out", 403: "forbidden", 404: "not_found"}.get(answer.status_code, "other")
    )


@dataclass(frozen=True)
class Made:
    """A world in a file."""

    file: Path
    world: World


@pytest.fixture(scope="module")
def made(folder_of_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    file = tmp_path_factory.mktemp("world") / "world.sqlite"
    database = Database.open(databases.copy_sqlite(databases.sqlite_template(folder_of_run), file))
    world = build(database)
    database.close()
    return Made(file, world)


def copied(made: Made, folder: Path) -> Iterator[Application]:
    shutil.copyfile(made.file, folder / "world.sqlite")
    database = Database.open(databases.sqlite_url(folder / "world.sqlite"))
    yield application.make(database, folder)
    database.close()


@pytest.fixture(scope="module")
def untouched(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """For those who come no further than the door, and so change nothing."""
    yield from copied(made, tmp_path_factory.mktemp("untouched"))


@pytest.fixture
def fresh(made: Made, tmp_path: Path) -> Iterator[Application]:
    yield from copied(made, tmp_path)


@pytest.fixture(scope="module")
def clients(made: Made, untouched: Application) -> dict[str, Client]:
    return {access: made.world.client(untouched, access) for access in ACCESSES}


def test_every_operation_is_asked_for_a_thing_or_is_about_none() -> None:
    """A new operation comes with a line in permissions/asks.py, or says there that it is about nothing."""
    assert {door.endpoint for door in DOORS} == ASKS.keys() | ABOUT_NOTHING
    assert not ASKS.keys() & ABOUT_NOTHING


@pytest.mark.parametrize("door", DOORS, ids=lambda door: f"{door.method}-{door.endpoint}")
def test_who_has_no_right_to_an_action_is_stopped_at_its_door(door: Door, clients: dict[str, Client]) -> None:
    """Before anything is read of the request: a wrong body must not tell a stranger what a right one looks like."""
    for access, client in clients.items():
        if access not in door.rights:
            answer = client.open(url_of(door, {}), method=door.method, json=None if door.method in {"GET", "HEAD"} else {})
            expected = {"anonymous": "signed_out", "suspended": "device_suspended"}.get(access, "forbidden")
            assert (access, code_of(answer)) == (access, expected)


@pytest.mark.parametrize("door", [door for door in DOORS if door.endpoint not in SIGN_OUT], ids=lambda door: door.endpoint)
def test_who_has_a_right_comes_through_the_door(door: Door, clients: dict[str, Client]) -> None:
    for access in door.rights:
        answer = clients[access].open(url_of(door, {}), method=door.method, json=None if door.method in {"GET", "HEAD"} else {})
        signed_out = code_of(answer) == "signed_out" and access != "anonymous"
        assert (access, code_of(answer) in {"forbidden", "device_suspended"} or signed_out) == (access, False)


def allowed(scope: Scope, whose: Whose) -> bool:
    return scope == "all" or whose == "own" or (scope == "branch" and whose == "colleague")


def ask(client: Client, door: Door, wanted: Ask) -> Any:
    form = None if wanted.form is None else {**wanted.form, "file": (io.BytesIO(b"a,b\n"), wanted.form["file"])}
    return client.open(
        url_of(door, {name: str(value) for name, value in wanted.path.items()}),
        method=door.method,
        query_string={name: str(value) for name, value in wanted.query.items()},
        json=wanted.json,
        headers=wanted.headers,
        data=wanted.data if form is None else form,
    )


@pytest.mark.parametrize("endpoint", sorted(ASKS))
def test_a_thing_is_for_whom_the_table_says(endpoint: str, made: Made, fresh: Application) -> None:
    door = BY_NAME[endpoint]
    clients = {access: made.world.client(fresh, access) for access in door.rights}
    combinations = [(access, scope, whose) for access, scope in door.rights.items() for whose in PARTIES]
    # First those who are refused: they change nothing, and what others change can't help them.
    for access, scope, whose in sorted(combinations, key=lambda one: allowed(one[1], one[2])):
        wanted = ASKS[endpoint](made.world.things[whose], whose, access)
        if wanted is None:
            continue
        answer = ask(clients[access], door, wanted)
        code = code_of(answer)
        case = f"{access} asks for {whose}: {answer.status_code} {code} {answer.text[:300]}"
        if allowed(scope, whose):
            assert code not in REFUSALS | {"malformed", "invalid", "unexpected", "wrong_media_type"}, case
        elif whose == "stranger":
            assert code == "not_found", case
        else:
            assert code in {"forbidden", "not_found"}, case
