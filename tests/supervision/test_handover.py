"""Handing over, exports, progress and the trail, through the API."""

import csv
import io
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from sqlalchemy import update

from backend.grid.models import Account
from backend.kernel import paging
from backend.kernel.db import Database
from backend.supervision.rules.columns import COLUMNS, STANDARD_EN, STANDARD_ZH
from tests.factories.identity import person
from tests.supervision.desk import HIGH, USUAL, Desk, a_desk

PERIOD = {"period": "2026-11"}


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> Desk:
    return a_desk(sqlite_database, tmp_path)


@pytest.fixture
def any_desk(database: Database, tmp_path: Path) -> Desk:
    """On both databases, where the statements might differ."""
    return a_desk(database, tmp_path)


def release(desk: Desk, **more: Any) -> Any:
    return desk.post("/releases", {"branch_id": desk.branch_id, **PERIOD, **more})


def test_the_period_s_way_to_billing(any_desk: Desk) -> None:
    any_desk.read(0, USUAL)
    any_desk.read(1, HIGH)
    any_desk.phone.skip(any_desk.task(2))
    any_desk.phone.push_all()
    found = any_desk.get("/releases", branch_id=any_desk.branch_id, **PERIOD)
    assert {name: found[name] for name in ("ready", "held", "released", "missing")} == {
        "ready": 1, "held": 2, "released": 0, "missing": 1
    }  # fmt: skip
    held = {item["point"]["number"]: (item["why"], item["case_id"]) for item in found["items"]}
    assert held == {any_desk.stop(1).number: ("case_open", any_desk.the_case()), any_desk.stop(2).number: ("skipped", None)}
    done = release(any_desk)
    assert (done["released"], done["already"], len(done["held"])) == (1, 0, 3)
    assert release(any_desk)["already"] == 1
    after = any_desk.get("/releases", branch_id=any_desk.branch_id, **PERIOD)
    assert (after["ready"], after["released"]) == (0, 1)


def test_held_points_are_paged_by_number(desk: Desk) -> None:
    for place in range(3):
        desk.phone.skip(desk.task(place))
    desk.phone.push_all()
    first = desk.get("/releases", branch_id=desk.branch_id, limit=2, **PERIOD)
    rest = desk.get("/releases", branch_id=desk.branch_id, limit=2, cursor=first["next"], **PERIOD)
    numbers = [item["point"]["number"] for item in first["items"] + rest["items"]]
    assert numbers == [desk.stop(place).number for place in range(3)]
    assert rest["next"] is None


def test_only_chosen_points_or_a_run_are_handed_over(desk: Desk) -> None:
    for place in range(3):
        desk.read(place, USUAL)
    assert release(desk, point_ids=[str(desk.stop(0).point_id)])["released"] == 1
    assert release(desk, run_id=desk.task(0)["run_id"])["released"] == 2


def test_the_settlement_list_can_be_recomputed_by_hand(any_desk: Desk) -> None:
    any_desk.read(0, USUAL)
    any_desk.read(1, HIGH)
    case_id = any_desk.the_case()
    any_desk.decide(case_id, "accept")
    release(any_desk)
    page = any_desk.get("/settlement", branch_id=any_desk.branch_id, limit=1, **PERIOD)
    rest = any_desk.get("/settlement", branch_id=any_desk.branch_id, limit=1, cursor=page["next"], **PERIOD)
    lines = {line["point"]["number"]: line for line in page["items"] + rest["items"]}
    line = lines[any_desk.stop(0).number]
    assert (line["from"]["value"], line["to"]["value"], line["advance"], line["multiplier"], line["kwh"], line["number"]) == (
        "4600", USUAL, "148", "1", "148", 1
    )  # fmt: skip
    assert line["from"]["at"] == "2026-10-10T04:00:00.000Z"
    assert rest["next"] is None


def test_the_story_of_a_point(any_desk: Desk) -> None:
    any_desk.read(0, USUAL)
    release(any_desk)
    found = any_desk.get(f"/points/{any_desk.stop(0).point_id}/story")
    assert found["route"]["sequence"] == 10
    assert [month["advance"] for month in found["history"][-2:]] == ["150", "148"]
    assert (found["readings"][0]["value"], found["readings"][0]["by"]["id"]) == (USUAL, str(any_desk.people.readers[0]))
    assert [(one["period"], one["number"], one["by"]["id"]) for one in found["releases"]] == [
        ("2026-11", 1, str(any_desk.people.supervisor))
    ]


def sheet(desk: Desk, **more: Any) -> list[list[Any]]:
    answer = desk.office.get("/api/v1/exports/readings", query_string={"branch_id": desk.branch_id, **PERIOD, **more})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="readings-2026-11.{more.get("format", "csv")}"'
    if more.get("format") == "xlsx":
        page = openpyxl.load_workbook(io.BytesIO(answer.data)).active
        assert page is not None
        return [[cell.value for cell in row] for row in page.iter_rows()]
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_csv_has_a_row_a_register_with_what_stands(any_desk: Desk) -> None:
    any_desk.read(0, USUAL)
    any_desk.read(1, HIGH)
    place = [column.name for column in COLUMNS].index("open_cases")
    # What is still doubted stands in the list, and says so.
    assert [row[place] for row in sheet(any_desk)[1:]] == ["0", "1"]
    any_desk.decide(any_desk.the_case(), "correct", values=any_desk.values(1, "4756"))
    release(any_desk, point_ids=[str(any_desk.stop(0).point_id)])
    heading, *rows = sheet(any_desk)
    assert heading == [column.en for column in COLUMNS]
    by_name = [dict(zip((column.name for column in COLUMNS), row, strict=True)) for row in rows]
    assert [row["point_number"] for row in by_name] == [any_desk.stop(0).number, any_desk.stop(1).number]
    first, second = by_name
    assert (first["asset_number"], first["value"], first["previous_value"], first["energy"]) == (
        any_desk.stop(0).asset_number, USUAL, "4600", "148"
    )  # fmt: skip
    assert (first["obtained"], first["release_number"], first["value_at"]) == ("typed", "1", "2026-11-10T12:00:00+08:00")
    assert (second["value"], second["obtained"], second["quality"], second["released_at"]) == ("4756", "correction", "3.7.0", "")


def test_no_cell_becomes_a_formula(desk: Desk) -> None:
    desk.read(0, USUAL)
    desk.round.app.database.run(lambda session: session.execute(update(Account).values(name='=HYPERLINK("http://x","y")')))
    place = [column.name for column in COLUMNS].index("account_name")
    assert sheet(desk)[1][place] == '\'=HYPERLINK("http://x","y")'
    # In a workbook a text cell is a text, whatever it begins with.
    assert sheet(desk, format="xlsx")[1][place] == '=HYPERLINK("http://x","y")'


def test_a_workbook_keeps_identifiers_as_text_and_values_as_numbers(desk: Desk) -> None:
    desk.read(0, USUAL)
    answer = desk.office.get("/api/v1/exports/readings", query_string={"branch_id": desk.branch_id, **PERIOD, "format": "xlsx"})
    page = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert page is not None
    names = [column.name for column in COLUMNS]
    asset, value = page.cell(2, names.index("asset_number") + 1), page.cell(2, names.index("value") + 1)
    assert (asset.data_type, asset.value, asset.number_format) == ("s", desk.stop(0).asset_number, "@")
    assert (value.data_type, value.value) == ("n", 4748)


def test_a_billing_system_gets_its_own_columns(desk: Desk) -> None:
    desk.read(0, USUAL)
    wanted = [{"column": "point_number", "heading": "SERVICE_POINT"}, {"column": "energy", "heading": ""}]
    body = {"branch_id": desk.branch_id, "name": "Billing", "columns": wanted}
    made = desk.office.put("/api/v1/exports/profiles", json=body).json
    assert (made["name"], made["built_in"]) == ("Billing", False)
    assert sheet(desk, profile="Billing") == [["SERVICE_POINT", "Energy"], [desk.stop(0).number, "148"]]
    body["columns"] = wanted[:1]
    assert desk.office.put("/api/v1/exports/profiles", json=body).status_code == 200
    assert sheet(desk, profile="Billing")[0] == ["SERVICE_POINT"]
    found = desk.get("/exports/profiles", branch_id=desk.branch_id)
    assert [one["name"] for one in found["items"]] == [STANDARD_EN, STANDARD_ZH, "Billing"]
    assert {one["column"] for one in found["columns"]} == {column.name for column in COLUMNS}


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"columns": [{"column": "tariff"}]}, 422, "column_unknown"),
        ({"columns": []}, 422, "invalid"),
        ({"name": STANDARD_ZH}, 409, "conflict"),
    ],
)
def test_a_profile_that_can_t_be(desk: Desk, change: dict[str, Any], status: int, code: str) -> None:
    body = {"branch_id": desk.branch_id, "name": "Billing", "columns": [{"column": "value"}], **change}
    answer = desk.office.put("/api/v1/exports/profiles", json=body)
    assert (answer.status_code, answer.json["code"]) == (status, code)


def test_an_unknown_profile_is_said(desk: Desk) -> None:
    answer = desk.office.get(
        "/api/v1/exports/readings", query_string={"branch_id": desk.branch_id, **PERIOD, "profile": "Nobody's"}
    )
    assert (answer.status_code, answer.json["code"]) == (404, "profile_unknown")


def test_headings_follow_the_caller_s_language(desk: Desk) -> None:
    query = {"branch_id": desk.branch_id, **PERIOD}
    answer = desk.office.get("/api/v1/exports/readings", query_string=query, headers={"Accept-Language": "zh-CN"})
    assert answer.data.decode("utf-8-sig").splitlines()[0].split(",")[:2] == ["电费年月", "户号"]


def test_today_shows_how_far_everybody_has_come(any_desk: Desk) -> None:
    any_desk.read(0, USUAL, photos=[b"one", b"two"])
    any_desk.phone.skip(any_desk.task(1))
    any_desk.phone.push_all()
    # Work that changed hands stands in the books of both readers, and is one stop all the same.
    any_desk.post(
        "/tasks/move",
        {"task_ids": [any_desk.task(2)["id"]], "holder_id": str(any_desk.people.readers[1]), "reason": "on the way"},
    )
    seen = any_desk.get("/today", branch_id=any_desk.branch_id)
    assert seen["stops"] == {"due": 4, "read": 1, "open": 2, "skipped": 1, "contested": 0}
    row = next(one for one in seen["items"] if one["person"]["id"] == str(any_desk.people.readers[0]))
    assert row["person"]["id"] == str(any_desk.people.readers[0])
    assert {name: row["tasks"][name] for name in ("ever", "read", "skipped", "open", "moved")} == {
        "ever": 4, "read": 1, "skipped": 1, "open": 1, "moved": 1
    }  # fmt: skip
    assert row["photos"] == {"whole": 0, "owed": 2, "unusable": 0, "missing": 0}
    assert [run["route_name"] for run in row["runs"]] == ["Route"]
    assert row["last_contact"] is not None
    assert len(row["device_ids"]) == 1


def test_the_trail_says_who_did_what_and_can_be_asked_about_one_thing(any_desk: Desk) -> None:
    any_desk.read(0, HIGH)
    case_id = any_desk.the_case()
    any_desk.decide(case_id, "accept")
    (line,) = any_desk.get("/audit", branch_id=any_desk.branch_id, subject=f"case:{case_id}")["items"]
    assert (line["action"], line["actor"]["id"], line["subject"]) == (
        "case_decided", str(any_desk.people.supervisor), {"kind": "case", "id": case_id}
    )  # fmt: skip
    assert line["actor"]["name"]
    first = any_desk.get("/audit", branch_id=any_desk.branch_id, limit=2)
    rest = any_desk.get("/audit", branch_id=any_desk.branch_id, limit=200, cursor=first["next"])
    seqs = [line["seq"] for line in first["items"] + rest["items"]]
    assert seqs == list(range(len(seqs), 0, -1))


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/cases", {"branch_id": 10**20}),
        ("/cases", {"branch_id": 2**31}),
        ("/cases", {"cursor": paging.encode(10**30, "019a2b3c-4d5e-7f60-8123-456789abcdef")}),
        ("/cases", {"q": "a\0b"}),
        ("/releases", {"branch_id": 10**20, "period": "2026-11"}),
        ("/today", {"branch_id": 10**20}),
        ("/audit", {"branch_id": 10**20}),
        ("/audit", {"subject": "case:\0"}),
        ("/exports/readings", {"branch_id": 10**20, "period": "2026-11"}),
    ],
)
def test_what_no_database_can_hold_is_refused_by_name(desk: Desk, path: str, query: dict[str, Any]) -> None:
    answer = desk.round.app.person(_admin(desk)).get(f"/api/v1{path}", query_string=query)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
    assert answer.json["field"] in query


def _admin(desk: Desk) -> UUID:
    return desk.round.app.database.run(lambda session: person(session, "admin"))


def test_the_same_in_a_body(desk: Desk) -> None:
    for body in (
        {"branch_id": 10**20, "name": "Billing", "columns": [{"column": "value"}]},
        {"branch_id": desk.branch_id, "name": "Bil\0ling", "columns": [{"column": "value"}]},
        {"branch_id": desk.branch_id, "name": "Billing", "columns": [{"column": "value", "heading": "\0"}]},
    ):
        answer = desk.office.put("/api/v1/exports/profiles", json=body)
        assert (answer.status_code, answer.json["code"]) == (422, "invalid")
