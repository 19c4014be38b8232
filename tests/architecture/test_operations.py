"""Every operation declares what it is, who may do it, and how it can fail; the document says all of it."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from backend.app import create_app, refuse_undeclared
from backend.identity.rules.access import ACTIONS
from backend.kernel import http
from backend.kernel.blobs import LocalStore
from backend.kernel.db import Database
from backend.kernel.http import Blueprint, operation
from backend.kernel.problems import CATALOGUE
from config import Config

METHODS = {"get", "post", "put", "patch", "delete", "head", "options"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("app")
    database = Database.open(f"sqlite:///{folder / 'none.sqlite'}")
    return create_app(Config(embedded_worker=False, dist=folder), database=database, blobs=LocalStore(folder))


@pytest.fixture(scope="module")
def document(app: Flask) -> dict[str, Any]:
    found: dict[str, Any] = app.extensions["meterround.openapi"].content
    return found


@pytest.fixture(scope="module")
def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """ "POST /runs" → its operation object."""
    return {
        f"{method.upper()} {path.removeprefix('/api/v1')}": members[method]
        for path, members in document["paths"].items()
        for method in members
        if method in METHODS
    }


def test_no_right_stands_in_the_table_for_nothing(operations: dict[str, dict[str, Any]]) -> None:
    used = {one["x-action"] for one in operations.values()}
    # Looking at an original photo is decided inside the operation that shows photos.
    assert ACTIONS.keys() - used <= {"see_original"}


def test_every_operation_is_documented(operations: dict[str, dict[str, Any]]) -> None:
    for name, one in operations.items():
        assert one.get("summary"), name
        assert not one["summary"].endswith("."), name
        assert one["x-action"] in ACTIONS, name
        assert "default" in one["responses"], name
        assert any(status.startswith("2") for status in one["responses"]), name


def test_operation_ids_are_all_different(operations: dict[str, dict[str, Any]]) -> None:
    ids = [one["operationId"] for one in operations.values()]
    assert sorted(ids) == sorted(set(ids))


def test_every_json_body_has_a_schema_and_an_example(operations: dict[str, dict[str, Any]]) -> None:
    for name, one in operations.items():
        answers = [answer for status, answer in one["responses"].items() if status.startswith("2")]
        for body in [one.get("requestBody", {}), *answers]:
            content = body.get("content", {}).get("application/json")
            if content is not None:
                assert content.get("schema"), name
                assert content.keys() & {"example", "examples"}, name


def test_every_protected_operation_names_its_credential(operations: dict[str, dict[str, Any]]) -> None:
    for name, one in operations.items():
        needed = "anonymous" not in ACTIONS[one["x-action"]]
        assert bool(one["security"]) is needed, name
        assert not needed or {"401", "403"} <= one["responses"].keys(), name


def test_the_document_is_openapi_3_1_and_speaks_of_problems(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    assert {"type", "title", "status", "code", "what_to_do"} <= set(document["components"]["schemas"]["Problem"]["required"])


def test_the_page_shows_every_operation_and_every_problem_without_a_script(
    app: Flask, operations: dict[str, dict[str, Any]]
) -> None:
    page = app.test_client().get("/api/docs").text
    for one in operations.values():
        assert one["summary"].replace("'", "&#39;") in page
    for code in CATALOGUE:
        assert f'id="problem-{code}"' in page
    assert "<script" not in page
    assert "style=" not in page
    assert "https://" not in page.replace("https://meterround.example", "").replace("https://tus.io", "")


def test_a_view_without_an_action_is_refused_when_it_is_written() -> None:
    blueprint = Blueprint("forgetful", summary="")
    with pytest.raises(TypeError, match="declares no @operation"):

        @blueprint.route("/forgotten")
        def forgotten() -> str:
            return ""


def test_a_view_that_went_around_the_blueprint_is_refused_at_the_start() -> None:
    app = Flask("around", static_folder=None)
    app.add_url_rule("/forgotten", view_func=lambda: "")
    with pytest.raises(RuntimeError, match="declares no action"):
        refuse_undeclared(app)


def test_an_action_that_nobody_has_a_right_to_is_refused_at_the_start() -> None:
    app = Flask("unknown", static_folder=None)

    @operation("conquer_the_world", summary="Never")
    def conquer() -> str:
        return ""

    app.add_url_rule("/conquer", view_func=conquer)
    with pytest.raises(RuntimeError, match="nobody has a right"):
        refuse_undeclared(app)


def test_a_problem_that_is_not_in_the_catalogue_is_refused_when_it_is_written() -> None:
    with pytest.raises(KeyError, match="no_such_problem"):
        operation("see_server", summary="", problems=("no_such_problem",))


def test_pages_are_marked_as_pages(app: Flask) -> None:
    undeclared = [rule.rule for rule in app.url_map.iter_rules() if http.declared_by(app.view_functions[rule.endpoint]) is None]
    assert sorted(undeclared) == [
        "/", "/<built:name>", "/api/docs", "/api/docs.css", "/api/openapi.json", "/office", "/practice", "/r",
    ]  # fmt: skip


def test_templates_are_only_for_the_documentation() -> None:
    folder = Path(http.__file__).parent / "web" / "templates"
    assert sorted(path.name for path in folder.iterdir()) == ["docs.css", "docs.html"]
