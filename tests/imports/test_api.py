"""Imports over the network, and points found: owner, colleague and stranger."""

import csv
import io
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest

from backend.imports.rules.kinds.all import KINDS
from backend.kernel.ids import new_id
from tests.factories.identity import Company, company
from tests.support.application import Application, Client

WIDE = """抄表册,抄表例日,序号,户号,户名,用电地址,资产编号,出厂编号,示数位数,起码
R01,15,1,0010000001,甲,东河村1号,0013400000000000000001,2019001,6.2,0
R01,15,2,0010000002,乙,东河村2号,0013400000000000000002,2019002,6.2,12.34
"""


@pytest.fixture
def app(sqlite_app: Application) -> Application:
    """One database is enough here."""
    return sqlite_app


@pytest.fixture
def here(app: Application) -> Company:
    return company(app.database)


def send(client: Client, content: str, kind: str = "wide", **form: Any) -> Any:
    data = {"kind": kind, "file": (io.BytesIO(content.encode("gb18030")), "册 本.csv"), **form}
    return client.post("/api/v1/imports", data=data, content_type="multipart/form-data")


def outcome(app: Application, client: Client, content: str, kind: str = "wide", **form: Any) -> Mapping[str, Any]:
    answer = send(client, content, kind, **form)
    assert answer.status_code == 202, answer.get_data(as_text=True)
    app.run_jobs()
    found: Mapping[str, Any] = client.get(f"/api/v1/imports/{answer.json['id']}").json
    return found


def test_a_file_is_taken_at_once_and_imported_by_a_job(app: Application, here: Company) -> None:
    client = app.person(here.supervisor)
    answer = send(client, WIDE, branch_id=here.branch_id, sender="某县")
    assert answer.status_code == 202
    address = f"/api/v1/imports/{answer.json['id']}"
    before = client.get(address).json
    assert (before["state"], before["progress"], before["errors"]) == ("waiting", 0, [])
    app.run_jobs()
    after = client.get(address).json
    assert (after["state"], after["progress"], after["file_name"], after["sender"]) == ("done", 100, "册 本.csv", "某县")
    assert after["rows"] == {"total": 2, "checked": 2, "written": 13, "unchanged": 0, "wrong": 0}
    assert after["mapping"]["抄表册"] == "route"
    again = outcome(app, client, WIDE, branch_id=here.branch_id)
    assert (again["rows"]["written"], again["rows"]["unchanged"]) == (0, 13)
    assert [each["id"] for each in client.get("/api/v1/imports").json["items"]][-1] == after["id"]


def test_the_same_file_on_its_way_is_the_same_import(app: Application, here: Company) -> None:
    client = app.person(here.supervisor)
    ids = {send(client, WIDE, branch_id=here.branch_id).json["id"] for _ in range(2)}
    assert len(ids) == 1
    app.run_jobs()
    assert len(client.get("/api/v1/imports").json["items"]) == 1


def test_faults_come_row_by_row_in_the_callers_language_and_as_a_file(app: Application, here: Company) -> None:
    client = app.person(here.supervisor)
    wrong = WIDE.replace("0013400000000000000002", "1.34E+18").replace(",12.34", ",=1+1")
    found = outcome(app, client, wrong, branch_id=here.branch_id)
    assert (found["state"], found["rows"]["wrong"], found["rows"]["written"]) == ("refused", 2, 0)
    first = found["errors"][0]
    assert (first["row"], first["column"], first["code"], first["value"]) == (3, "资产编号", "number_destroyed", "1.34E+18")
    assert "digits are gone" in first["title"]
    chinese = client.get(f"/api/v1/imports/{found['id']}", headers={"Accept-Language": "zh-CN"}).json
    assert "科学计数" in chinese["errors"][0]["title"]
    answer = client.get(f"/api/v1/imports/{found['id']}/errors.csv")
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert len(rows) == 3
    # A cell that begins like a formula must not be one in the file that is opened to correct it.
    assert {row[4] for row in rows[1:]} == {"'=1+1", "1.34E+18"}
    assert client.get("/api/v1/points").json["items"] == []


def test_a_dry_run_writes_nothing(app: Application, here: Company) -> None:
    client = app.person(here.supervisor)
    found = outcome(app, client, WIDE, branch_id=here.branch_id, dry_run="true")
    assert (found["state"], found["dry_run"], found["rows"]["written"]) == ("done", True, 0)
    assert client.get("/api/v1/points").json["items"] == []


def test_a_mapping_may_be_given_and_is_checked(app: Application, here: Company) -> None:
    client = app.person(here.supervisor)
    strange = "甲列,乙列\nA1,某某\n"
    answer = send(client, strange, "accounts", mapping='{"甲列": "acount"}')
    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (422, "invalid", "mapping")
    assert send(client, strange, "accounts", mapping="[1]").status_code == 422
    found = outcome(app, client, strange, "accounts", mapping='{"甲列": "account", "乙列": "account_name"}')
    assert found["state"] == "done"


def test_what_is_no_import_is_refused_before_it_is_kept(app: Application, here: Company) -> None:
    client = app.person(here.supervisor)
    assert send(client, WIDE, "nonsense").status_code == 422
    assert client.post("/api/v1/imports", data={"kind": "wide"}, content_type="multipart/form-data").status_code == 422
    assert list(app.blobs.keys("imports/")) == []


def test_a_supervisor_imports_for_own_branches_only(app: Application, here: Company) -> None:
    client = app.person(here.supervisor)
    assert send(client, WIDE, branch_id=here.other_branch_id).status_code == 404
    own = outcome(app, client, WIDE)
    assert own["state"] == "done"
    stranger = app.person(here.other_supervisor)
    assert stranger.get(f"/api/v1/imports/{own['id']}").status_code == 404
    assert stranger.get(f"/api/v1/imports/{own['id']}/errors.csv").status_code == 404
    assert stranger.get("/api/v1/imports").json["items"] == []
    theirs = outcome(app, stranger, WIDE)
    assert {error["code"] for error in theirs["errors"]} == {"branch_not_yours", "point_of_other_branch"}
    admin = app.person(here.admin)
    assert admin.get(f"/api/v1/imports/{own['id']}").json["state"] == "done"
    assert len(admin.get("/api/v1/imports").json["items"]) == 2
    for person in (here.reader, here.customer):
        assert send(app.person(person), WIDE).status_code == 403
        assert app.person(person).get(f"/api/v1/imports/{own['id']}").status_code == 403
    assert send(app.anybody(), WIDE).status_code == 401


def test_kinds_and_templates(app: Application, here: Company) -> None:
    client = app.person(here.supervisor)
    kinds = client.get("/api/v1/imports/kinds").json["items"]
    assert [each["kind"] for each in kinds] == list(KINDS)
    routes = next(each for each in kinds if each["kind"] == "routes")
    route = next(column for column in routes["columns"] if column["field"] == "route")
    assert route["required"]
    assert {"抄表册", "mru", "walk", "book"} <= set(route["aliases"])
    for kind in KINDS:
        template = client.get(f"/api/v1/imports/kinds/{kind}/template.csv", headers={"Accept-Language": "zh-CN"})
        found = outcome(app, client, template.get_data(as_text=True).removeprefix("\ufeff"), kind, branch_id=here.branch_id)
        # The example row may point to things that aren't there; its cells and its header are good.
        assert not {error["code"] for error in found["errors"]} - {
            "unknown_point", "unknown_meter", "unknown_account", "unknown_area", "unknown_box", "branch_unknown", "unknown_line",
        }, kind  # fmt: skip
    assert client.get("/api/v1/imports/kinds/nonsense/template.csv").status_code == 404


def test_a_point_is_found_by_any_number_and_seen_whole(app: Application, here: Company) -> None:
    client = app.person(here.supervisor)
    outcome(app, client, WIDE)

    def found(text: str) -> list[str]:
        items = client.get("/api/v1/points", query_string={"query": text}).json["items"]
        return [each["number"] for each in items]

    assert found("") == ["0010000001", "0010000002"]
    assert found("0002") == ["0010000002"]
    assert found("2019001") == ["0010000001"]
    assert found("0013400000000000000002") == ["0010000002"]
    assert found("东河村1") == ["0010000001"]
    assert found("乙") == ["0010000002"]
    assert found("002") == []
    assert found("%") == []
    page = client.get("/api/v1/points?limit=1").json
    assert [each["number"] for each in page["items"]] == ["0010000001"]
    rest = client.get("/api/v1/points", query_string={"limit": 1, "cursor": page["next"]}).json
    assert [each["number"] for each in rest["items"]] == ["0010000002"]
    assert rest["next"] is None
    point_id = page["items"][0]["id"]
    whole = client.get(f"/api/v1/points/{point_id}").json
    assert (whole["point"]["number"], whole["point"]["class"], whole["account"]["status"]) == (
        "0010000001", "residential", "active",
    )  # fmt: skip
    (installation,) = whole["installations"]
    assert installation["meter"]["asset_number"] == "0013400000000000000001"
    assert installation["multiplier"] == "1"
    assert [(each["obis"], each["initial"], each["final"]) for each in installation["registers"]] == [("1-0:1.8.0", "0", None)]
    stranger = app.person(here.other_supervisor)
    assert stranger.get("/api/v1/points").json["items"] == []
    assert stranger.get(f"/api/v1/points?branch_id={here.branch_id}").status_code == 404
    assert stranger.get(f"/api/v1/points/{point_id}").status_code == 404
    assert app.person(here.reader).get(f"/api/v1/points/{point_id}").status_code == 403
    assert app.person(here.admin).get(f"/api/v1/points/{point_id}").status_code == 200
    assert client.get(f"/api/v1/points/{UUID(int=new_id().int ^ 1)}").status_code == 404
