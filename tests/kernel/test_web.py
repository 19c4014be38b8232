"""What every answer has in common: problems, headers, proof of origin, limits, compression, the log."""

import contextlib
import gzip
import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import brotli
import pytest
import zstandard
from flask import Flask
from sqlalchemy.exc import OperationalError

from backend.kernel import clock
from backend.kernel.problems import CATALOGUE, Problem
from backend.kernel.web import compression, rates
from backend.kernel.web.errors import problem_of
from tests.factories.identity import company
from tests.support import application
from tests.support.application import Application

SIGN_IN = "/api/v1/auth/sign-in"
BODY = {"login": "x", "password": "y"}


@pytest.fixture
def app(sqlite_app: Application) -> Application:
    return sqlite_app


def code(answer: Any) -> tuple[int, str]:
    assert answer.mimetype == "application/problem+json"
    body = answer.json
    assert body["status"] == answer.status_code == CATALOGUE[body["code"]].status
    assert {"type", "title", "status", "code", "detail", "what_to_do", "params"} <= body.keys()
    return answer.status_code, body["code"]


def test_every_failure_is_a_problem(app: Application) -> None:
    client = app.anybody()
    assert code(client.get("/api/v1/nowhere")) == (404, "not_found")
    assert code(client.post("/api/v1/nowhere", json={})) == (404, "not_found")
    assert code(client.get("/assets/nowhere.js")) == (404, "not_found")
    assert code(client.get(SIGN_IN)) == (405, "method_not_allowed")
    assert code(client.post(SIGN_IN, data="{", content_type="application/json")) == (400, "malformed")
    assert code(client.post(SIGN_IN, data="a=b", content_type="text/plain")) == (415, "wrong_media_type")
    assert code(client.post(SIGN_IN, json={**BODY, "login": 7})) == (422, "invalid")
    assert code(client.post(SIGN_IN, json={**BODY, "more": 1})) == (422, "invalid")
    assert code(client.post(SIGN_IN, json=[])) == (422, "invalid")
    assert code(client.post(SIGN_IN, data=b"\xff{", content_type="application/json")) == (400, "malformed")


@pytest.mark.parametrize("depth", [100, 400, 700, 990, 100_000])
def test_a_body_nested_deeper_than_anything_is_the_senders_fault(app: Application, depth: int) -> None:
    body = b'{"login":' + b"[" * depth + b"]" * depth + b"}"
    status, _ = code(app.anybody().post(SIGN_IN, data=body, content_type="application/json"))
    assert status in {400, 422}


def test_a_refused_method_says_which_are_not(app: Application) -> None:
    assert set(app.anybody().get(SIGN_IN).headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


def test_a_wrong_value_is_named(app: Application) -> None:
    answer = app.anybody().post(SIGN_IN, json={"login": "x"})
    assert (answer.json["field"], answer.json["params"]["errors"]) == (
        "password",
        {"password": ["Missing data for required field."]},
    )


def test_problems_speak_the_callers_language(app: Application) -> None:
    def title(language: str) -> str:
        return str(app.anybody().get("/api/v1/auth/me", headers={"Accept-Language": language}).json["title"])

    assert title("zh-CN,zh;q=0.9,en;q=0.5") == "尚未登录"
    assert title("en-GB") == title("fr") == "Not signed in"


def test_the_catalogue_has_words_for_everything() -> None:
    for kind in CATALOGUE.values():
        assert 400 <= kind.status < 600
        assert all(text.strip() for text in (kind.en, kind.zh, kind.do_en, kind.do_zh))
        assert kind.alarm or kind.status < 500


def broken(app: Application, error: Exception) -> Flask:
    def fail() -> str:
        raise error

    fail.__page__ = True  # type: ignore[attr-defined]
    app.flask.add_url_rule("/api/v1/broken", view_func=fail)
    return app.flask


def test_a_mistake_of_ours_is_an_alarm_without_its_message(app: Application, caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("meterround").propagate = True
    broken(app, ValueError("张三 13800000000"))
    logging.getLogger("meterround").propagate = True
    answer = app.anybody().get("/api/v1/broken")
    assert code(answer) == (500, "unexpected")
    assert answer.json["params"]["request"] == answer.headers["X-Request-Id"]
    assert "ValueError" in caplog.text
    assert "test_web.py" in caplog.text
    assert "张三" not in caplog.text + answer.text


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(28, "No space left on device"), "storage_full"),
        (OperationalError("INSERT", {}, Exception("database or disk is full")), "storage_full"),
        (OperationalError("BEGIN", {}, Exception("database is locked")), "unavailable"),
        (OperationalError("BEGIN", {}, Exception("connection refused")), "unavailable"),
        (Problem("conflict"), "conflict"),
        (KeyError("x"), "unexpected"),
    ],
)
def test_what_an_exception_means_to_the_caller(app: Application, error: Exception, expected: str) -> None:
    broken(app, error)
    answer = app.anybody().get("/api/v1/broken")
    assert code(answer) == (CATALOGUE[expected].status, expected)
    assert (expected in {"storage_full", "unavailable"}) is ("Retry-After" in answer.headers)


def test_problem_of_keeps_a_problem() -> None:
    problem = Problem("invalid", field="x")
    assert problem_of(problem) is problem


@pytest.mark.parametrize("path", ["/", "/api/docs", "/api/v1/server", "/api/v1/nowhere", "/api/openapi.json"])
def test_every_answer_is_shielded(app: Application, path: str) -> None:
    headers = app.anybody().get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "camera=(self)" in headers["Permissions-Policy"]
    assert "geolocation=(self)" in headers["Permissions-Policy"]


def test_answers_of_the_api_are_not_kept_by_anybody(app: Application) -> None:
    assert app.anybody().get("/api/v1/server").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({}, True),
        ({"X-MeterRound": ""}, False),
        ({"X-MeterRound": "0"}, False),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "http://localhost"}, True),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "null"}, False),
    ],
)
def test_changes_must_come_from_our_own_page(app: Application, headers: dict[str, str], allowed: bool) -> None:
    answer = app.anybody().post(SIGN_IN, json=BODY, headers=headers)
    assert (answer.json["code"] == "cross_site") is not allowed


def test_a_bearer_of_a_token_needs_no_proof(app: Application) -> None:
    answer = app.bearer("Device", "x").post("/api/v1/sync/push", json={}, headers={"X-MeterRound": ""})
    assert code(answer) == (401, "device_unknown")


def test_a_parameter_that_an_address_does_not_have_is_refused_by_name(app: Application) -> None:
    office = company(app.database)
    supervisor = app.person(office.supervisor)
    refused = supervisor.get("/api/v1/people?rol=reader")
    assert code(refused) == (422, "unknown_parameter")
    assert (refused.json["field"], "role" in refused.json["params"]["known"]) == ("rol", True)
    assert code(supervisor.get("/api/v1/auth/me?verbose=1")) == (422, "unknown_parameter")
    assert supervisor.get("/api/v1/people?role=reader&cursor=").status_code == 200
    # Who may not ask at all isn't told what there is to ask.
    assert code(app.anybody().get("/api/v1/people?rol=reader")) == (401, "signed_out")


def test_a_browser_gets_a_page_that_can_be_read_where_there_is_none(app: Application) -> None:
    client = app.anybody()
    seen = client.get("/nonsense", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (seen.status_code, seen.mimetype) == (404, "text/html")
    text = seen.get_data(as_text=True)
    assert "There is no such page" in text
    assert "没有这个页面" in text
    assert "Accept" in seen.headers["Vary"]
    assert code(client.get("/nonsense", headers={"Accept": "*/*"})) == (404, "not_found")
    assert code(client.get("/nonsense", headers={"Accept": "application/json"})) == (404, "not_found")
    assert code(client.get("/api/v1/nonsense", headers={"Accept": "text/html"})) == (404, "not_found")


@pytest.mark.parametrize("header", ["Basic eDp5", "Device", "Device ", "Bearer x", "nonsense"])
def test_an_unknown_credential_is_nobody(app: Application, header: str) -> None:
    client = app.anybody()
    client.credential = header
    assert client.get("/api/v1/people").status_code == 401


def test_a_body_that_is_too_large_is_refused(app: Application) -> None:
    answer = app.anybody().post(SIGN_IN, data=b" " * (1024 * 1024 + 1), content_type="application/json")
    assert code(answer) == (413, "too_large")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "zstd"), ("gzip, br", "br"), ("gzip", "gzip"), ("*", "zstd"), ("", None), ("identity", None),
        ("zstd;q=0, br;q=0.5, gzip;q=0.8", "gzip"), ("br;q=0", None), ("br;q=x, gzip", "gzip"),
    ],
)  # fmt: skip
def test_text_is_compressed_as_the_caller_likes(app: Application, accepted: str, encoding: str | None) -> None:
    answer = app.anybody().get("/api/openapi.json", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == encoding
    assert "Accept-Encoding" in answer.headers["Vary"]
    undo: dict[str | None, Any] = {
        "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body, 10_000_000),
        "br": brotli.decompress,
        "gzip": gzip.decompress,
        None: lambda body: body,
    }
    assert json.loads(undo[encoding](answer.data))["openapi"] == "3.1.0"


def test_small_answers_are_left_alone(app: Application) -> None:
    assert "Content-Encoding" not in app.anybody().get("/api/v1/server", headers={"Accept-Encoding": "gzip"}).headers


def test_no_offer_is_no_encoding() -> None:
    assert compression.best_encoding("br", ("gzip",)) is None


def test_the_log_names_routes_and_ids_only(app: Application, caplog: pytest.LogCaptureFixture) -> None:
    staff = company(app.database)
    client = app.person(staff.supervisor)
    logger = logging.getLogger("meterround")
    logger.propagate, level = True, logger.level
    logger.setLevel("INFO")
    try:
        client.get("/api/v1/people?role=reader", headers={"User-Agent": "张三's phone"})
        client.post(f"/api/v1/devices/{staff.reader}/suspend")
    finally:
        logger.propagate = False
        logger.setLevel(level)
    lines = [json.loads(record.getMessage()) for record in caplog.records if record.name == "meterround.access"]
    assert [(line["route"], line["status"], line["problem"]) for line in lines] == [
        ("/api/v1/people", 200, None), ("/api/v1/devices/<uuid:device_id>/suspend", 404, "not_found"),
    ]  # fmt: skip
    assert {line["who"] for line in lines} == {f"person:{staff.supervisor}"}
    assert {name for line in lines for name in line} == {"at", "request", "method", "route", "status", "ms", "who", "problem"}


class Minute:
    """A database's reservations, for several processes."""

    def __init__(self) -> None:
        self.taken: dict[tuple[str, int], int] = {}

    def __call__(self, key: str, minute: int, amount: int) -> int:
        self.taken[key, minute] = self.taken.get((key, minute), 0) + amount
        return self.taken[key, minute]


@pytest.fixture
def minute_begins() -> Iterator[Any]:
    with clock.frozen(clock.from_ms(1_800_000_000_000 // 60_000 * 60_000)) as move:
        yield move


def passed(counters: list[rates.Rates], limit: int, tries: int) -> int:
    count = 0
    for number in range(tries):
        with contextlib.suppress(Problem):
            counters[number % len(counters)].count("address:x", limit)
            count += 1
    return count


def test_one_process_counts_exactly(minute_begins: Any) -> None:
    alone = rates.Rates(None)
    assert passed([alone], 100, 150) == 100
    minute_begins(timedelta(seconds=59))
    assert passed([alone], 100, 1) == 0
    minute_begins(timedelta(seconds=1))
    assert passed([alone], 100, 150) == 100


@pytest.mark.parametrize(("processes", "limit"), [(1, 100), (3, 100), (4, 7), (2, 1)])
def test_several_processes_together_never_pass_the_limit(minute_begins: Any, processes: int, limit: int) -> None:
    shared = Minute()
    counters = [rates.Rates(shared) for _ in range(processes)]
    assert 0.7 * limit <= passed(counters, limit, 10 * limit + 50) <= limit


@pytest.mark.postgres
def test_reservations_are_kept_in_the_database(postgres_database: Any, minute_begins: Any) -> None:
    counters = [rates.Rates(rates.reserve_in(postgres_database)) for _ in range(2)]
    assert 70 <= passed(counters, 100, 200) <= 100
    minute_begins(timedelta(minutes=1))
    assert 70 <= passed(counters, 100, 200) <= 100


def test_too_many_requests_say_when_to_come_back(app: Application, minute_begins: Any) -> None:
    minute_begins(timedelta(seconds=48))
    strict = application.make(app.database, app.folder, rate=5).anybody()
    answers = [strict.get("/api/v1/server") for _ in range(7)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
    assert (code(answers[-1]), answers[-1].headers["Retry-After"]) == ((429, "too_many_requests"), "12")
    assert strict.get("/").status_code == 503


@pytest.fixture
def built(app: Application) -> Path:
    """A PWA as the build leaves it."""
    dist = app.folder / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / ".vite").mkdir()
    for name in ("index.html", "console.html", "sw.js", "assets/index-abc123.js", "manifest.webmanifest", ".vite/manifest.json"):
        (dist / name).write_text(f"this is {name}")
    (dist / "assets/index-abc123.js.br").write_bytes(brotli.compress(b"this is assets/index-abc123.js"))
    (dist / "assets/decoder.wasm").write_bytes(b"\0asm")
    (app.folder / "secret").write_text("secret")
    return dist


@pytest.mark.usefixtures("built")
def test_pages_have_short_addresses(app: Application) -> None:
    client = app.anybody()
    for path, name in {"/": "index.html", "/office": "console.html"}.items():
        answer = client.get(path)
        assert (answer.status_code, answer.text, answer.mimetype) == (200, f"this is {name}", "text/html")
        assert answer.headers["Cache-Control"] == "no-cache"
        assert client.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert client.get("/r").status_code == 503


@pytest.mark.usefixtures("built")
def test_hashed_assets_are_kept_for_ever_and_compressed_beforehand(app: Application) -> None:
    client = app.anybody()
    answer = client.get("/assets/index-abc123.js", headers={"Accept-Encoding": "br"})
    assert (answer.headers["Content-Encoding"], answer.mimetype) == ("br", "text/javascript")
    assert brotli.decompress(answer.data) == b"this is assets/index-abc123.js"
    assert "immutable" in answer.headers["Cache-Control"]
    assert client.get("/assets/index-abc123.js").text == "this is assets/index-abc123.js"
    assert client.get("/assets/decoder.wasm").mimetype == "application/wasm"
    assert client.get("/manifest.webmanifest").mimetype == "application/manifest+json"
    assert client.get("/sw.js").headers["Cache-Control"] == "no-cache"


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    "path", ["/../secret", "/assets/../../secret", "/.vite/manifest.json", "/assets", "//etc/passwd", "/%2e%2e/secret"]
)
def test_nothing_else_is_handed_out(app: Application, path: str) -> None:
    answer = app.anybody().get(path)
    assert answer.status_code in {308, 404}
    assert "secret" not in answer.text.replace(path, "")


def test_a_server_without_pages_says_what_to_do(app: Application) -> None:
    answer = app.anybody().get("/office")
    assert (answer.status_code, answer.mimetype) == (503, "text/html")
    assert "make pwa" in answer.text
    assert "尚未构建" in answer.text
