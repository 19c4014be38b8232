"""Judging a folder: of a case's own date and later nothing is looked at but accepted candidates that came before it."""

import csv
import datetime as dt
import math
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from backend.vee.commands import judge_command
from backend.vee.service.folder import read_folder
from backend.vee.service.folder_cases import Candidate, Prediction, read_cases
from backend.vee.service.judging import judge_folder

MONTHS = [dt.date(2025, 1, 1) + dt.timedelta(days=30 * i) for i in range(19)]
# Where the class stands each month: a summer, and a winter to come.
CLASS = [1 + 0.3 * math.sin(i / 2) for i in range(len(MONTHS))]
TODAY = MONTHS[16]


def _write(path: Path, heading: str, rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading.split())
        writer.writerows(rows)


def _world(folder: Path, *, upto: int = len(MONTHS), changed: bool = False) -> Path:
    """Twenty homes on a route with eighteen months each; cases of the month before last. `changed`: what is forbidden differs."""
    folder.mkdir(exist_ok=True)
    chance = random.Random(3)
    values = {}
    for i in range(20):
        usual, at = chance.uniform(80, 400), 1000 * i + 517 * i * i
        values[f"m{i:02}"] = series = [at]
        for month in range(1, len(MONTHS)):
            series.append(series[-1] + round(usual * CLASS[month] * chance.lognormvariate(0, 0.05)))
    _write(
        folder / "meters.csv", "meter_id source book seq digits multiplier",
        [(name, "homes", "b1", i, 6, 1) for i, name in enumerate(values)],
    )  # fmt: skip
    _write(
        folder / "readings.csv", "meter_id read_date register_reading_kwh legit_event",
        [
            (name, MONTHS[i], value + (777 * (i % 5) if changed and i >= 16 else 0), "exchange" if changed else "")
            for name, series in values.items()
            for i, value in enumerate(series[:upto])
        ],
    )  # fmt: skip
    _write(
        folder / "events.csv", "meter_id date removed_reading installed_reading",
        [("m07", MONTHS[17], 999, 0)] if changed else [],
    )  # fmt: skip
    _write(
        folder / "cases.csv", "case_id meter_id read_date prev_date prev_reading candidate",
        [
            (f"{name}{kind}", name, TODAY, MONTHS[15], series[15], value)
            for i, (name, series) in enumerate(values.items())
            for kind, value in (("right", series[16]), ("wrong", _wrong(i, series[16], list(values.values()))))
        ],
    )  # fmt: skip
    return folder


def _wrong(place: int, right: int, every: list[list[int]]) -> int:
    """The thousands' digit misread, or for every fourth the next meter's value."""
    if place % 4 == 0:
        return every[place + 1][16]
    return right + (2000 if right // 1000 % 10 < 8 else -2000)


def _judged(folder: Path) -> list[Prediction]:
    return judge_folder(read_folder(folder), read_cases(folder))


def test_errors_are_flagged_and_named_and_right_values_are_not(tmp_path: Path) -> None:
    found = {one.case_id: one for one in _judged(_world(tmp_path / "world"))}
    assert [name for name, one in found.items() if one.flag and name.endswith("right")] == []
    assert all(one.flag and one.score >= 1 for name, one in found.items() if name.endswith("wrong"))
    assert found["m04wrong"].neighbour == "m05"
    values = {one.case_id: one.value for one in read_cases(tmp_path / "world")}
    slips = [name for name, one in found.items() if name.endswith("wrong") and one.neighbour is None]
    named = [name for name in slips if found[name].suggestion == values[name.replace("wrong", "right")]]
    assert len(named) == len(slips) == 15


def test_what_is_forbidden_changes_no_prediction(tmp_path: Path) -> None:
    plain = _judged(_world(tmp_path / "plain"))
    assert _judged(_world(tmp_path / "cut", upto=16)) == plain
    assert _judged(_world(tmp_path / "other", changed=True)) == plain


def test_only_what_came_before_and_was_accepted_counts(tmp_path: Path) -> None:
    folder, cases = read_folder(_world(tmp_path / "world")), read_cases(tmp_path / "world")
    whole = judge_folder(folder, cases)
    assert judge_folder(folder, cases[:10]) == whole[:10]
    without = [one for one in cases if one.case_id != "m00right"]
    flagged = [one for one in cases if one.case_id != "m01wrong"]
    by_id = {one.case_id: one for one in whole}
    assert any(one != by_id[one.case_id] for one in judge_folder(folder, without))
    assert all(one == by_id[one.case_id] for one in judge_folder(folder, flagged))


def test_the_command_writes_what_a_scorer_reads(tmp_path: Path) -> None:
    folder, out = _world(tmp_path / "world"), tmp_path / "predictions.csv"
    done = CliRunner().invoke(judge_command, [str(folder), "--out", str(out)])
    assert done.exit_code == 0, done.output
    with out.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["case_id", "flag", "score", "suggestion", "neighbour_meter_id"]
    assert [row["case_id"] for row in rows] == [one.case_id for one in read_cases(folder)]
    assert {row["flag"] for row in rows} == {"0", "1"}


FAULTS = [
    ("meters.csv", "something,else\n1,2\n", "meters.csv has no column meter_id, digits; its first line is something,else"),
    ("cases.csv", "", "cases.csv has no column case_id, meter_id, read_date, candidate; its first line is empty"),
    ("readings.csv", None, "readings.csv can't be read: No such file"),
    ("readings.csv", "meter_id,read_date,register_reading_kwh\nm00,2025-13-01,5\n", "line 2: read_date is '2025-13-01'"),
    ("readings.csv", "meter_id,read_date,register_reading_kwh\nm00,2025-01-01,5.5\n", "_kwh is '5.5', not a whole"),
    ("meters.csv", "meter_id,digits\nm00,0\n", "meters.csv, line 2: digits is 0, below 1"),
    ("meters.csv", "meter_id,digits\nm00,6\nm00,6\n", "meters.csv, line 3: meter_id m00 was there before"),
    ("cases.csv", "case_id,meter_id,read_date,candidate\n1,nobody,2025-01-01,5\n", "case 1: meter nobody isn't in meters.csv"),
    ("cases.csv", "case_id,meter_id,read_date,candidate\n1,m00,2025-01-01,\n", "cases.csv, line 2: candidate is empty"),
    ("cases.csv", "case_id,meter_id,read_date,candidate\n1,m00,2025-01-01,-5\n", "cases.csv, line 2: candidate is -5, below 0"),
    ("cases.csv", b"\xff\xfe", "cases.csv isn't a CSV file in UTF-8"),
]


@pytest.mark.parametrize(("name", "content", "said"), FAULTS)
def test_what_is_wrong_in_a_folder_is_said_in_words(tmp_path: Path, name: str, content: str | bytes | None, said: str) -> None:
    folder = _world(tmp_path / "world")
    if content is None:
        (folder / name).unlink()
    elif isinstance(content, bytes):
        (folder / name).write_bytes(content)
    else:
        (folder / name).write_text(content)
    done = CliRunner().invoke(judge_command, [str(folder), "--out", str(tmp_path / "predictions.csv")])
    assert done.exit_code == 1
    assert said in done.output


def _command(folder: Path) -> list[dict[str, str]]:
    out = folder / "predictions.csv"
    done = CliRunner().invoke(judge_command, [str(folder), "--out", str(out)])
    assert done.exit_code == 0, done.output
    with out.open(newline="") as file:
        return list(csv.DictReader(file))


def test_a_folder_without_what_may_be_missing_is_judged(tmp_path: Path) -> None:
    """No events, no routes, no sources, no multipliers; an event of another kind; lines left empty."""
    folder = _world(tmp_path / "world")
    (folder / "events.csv").unlink()
    meters = "meter_id,digits\n" + "".join(f"m{i:02},6\n" for i in range(20))
    (folder / "meters.csv").write_text(meters + "\n")
    rows = _command(folder)
    assert {row["flag"] for row in rows if row["case_id"].endswith("right")} == {"0"}
    assert {row["flag"] for row in rows if row["case_id"].endswith("wrong")} == {"1"}
    (folder / "events.csv").write_text("meter_id,date,event,removed_reading,installed_reading\nm00,2025-06-01,vacancy,,\n")
    assert _command(folder) == rows


def test_no_cases_are_no_predictions(tmp_path: Path) -> None:
    folder = _world(tmp_path / "world")
    (folder / "cases.csv").write_text("case_id,meter_id,read_date,candidate\n")
    assert _command(folder) == []


def test_a_meter_that_was_never_read_must_fit_its_dial_and_the_previous_reading_its_case_tells(tmp_path: Path) -> None:
    folder = _world(tmp_path / "world")
    with (folder / "meters.csv").open("a") as file:
        file.write("new,homes,b1,99,5,1\n")
    heading = "case_id,meter_id,read_date,prev_date,prev_reading,candidate\n"
    (folder / "cases.csv").write_text(heading + f"fits,new,{TODAY},,,99999\nwide,new,{TODAY},,,100000\n")
    assert [(row["flag"], row["suggestion"]) for row in _command(folder)] == [("0", ""), ("1", "")]
    told = f"new,{TODAY},{MONTHS[15]},5000"
    (folder / "cases.csv").write_text(heading + f"usual,{told},5200\nhuge,{told},65200\nback,{told},4000\n")
    assert [row["flag"] for row in _command(folder)] == ["0", "1", "1"]


def test_a_case_id_that_comes_twice_is_answered_twice(tmp_path: Path) -> None:
    folder = _world(tmp_path / "world")
    cases = read_cases(folder)
    first = [one for one in cases if one.meter_id == "m01"]
    twice = [Candidate("same", one.meter_id, one.on, one.value) for one in first]
    assert [one.flag for one in judge_folder(read_folder(folder), twice)] == [False, True]
