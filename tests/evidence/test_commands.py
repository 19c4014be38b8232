"""The room's part of the command line."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from sqlalchemy import select

from backend.evidence.commands import evidence
from backend.evidence.service import lost
from backend.evidence.service.arrivals import original_key
from backend.kernel import audit
from backend.kernel.blobs import LocalStore
from backend.kernel.commands import Tools
from backend.kernel.ids import new_id
from tests.evidence.conftest import Site
from tests.factories.evidence import photo


def tools(site: Site) -> Tools:
    return Tools(settings=site.settings, open_database=lambda: site.database, open_blobs=lambda: site.blobs)


def test_decode_prints_a_line_of_json_a_file(site: Site, tmp_path: Path) -> None:
    files = [tmp_path / "label.jpg", tmp_path / "text.jpg"]
    files[0].write_bytes(photo("SEAL-0099", "204417").data)
    files[1].write_bytes(b"no picture")
    done = CliRunner().invoke(evidence, ["decode", *map(str, files)], obj=tools(site))
    assert done.exit_code == 0, done.output
    read, broken = [json.loads(line) for line in done.output.splitlines()]
    assert (read["file"], read["readable"], read["symbology"]) == (str(files[0]), True, "CODE128")
    assert {code["text"] for code in read["codes"]} == {"SEAL-0099", "204417"}
    assert set(read["codes"][0]["readings"][0]) == {"decoder", "view", "box"}
    assert (broken["readable"], broken["text"], broken["codes"]) == (False, None, [])


def test_decode_stops_at_what_is_expected(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "label.jpg"
    file.write_bytes(photo("SEAL-0099", "204417").data)
    done = CliRunner().invoke(evidence, ["decode", "--expect", "204417", str(file)], obj=tools(site))
    line = json.loads(done.output)
    assert (line["found"], line["text"]) == ("204417", "204417")


def audited(site: Site) -> Any:
    return CliRunner().invoke(evidence, ["audit"], obj=tools(site))


def test_audit_finds_photos_without_records_and_records_without_photos(each_site: Site) -> None:
    kept, gone = photo("1"), photo("2")
    for taken in (kept, gone):
        each_site.begin(taken, new_id(), body=taken.data)
    fine = audited(each_site)
    assert (fine.exit_code, fine.output) == (0, "2 photos, 0 copies, 0 put aside: files and records agree.\n")
    stray, elsewhere = original_key("ab" * 32), "photos/07/stray.jpg"
    for key in (stray, elsewhere):
        each_site.blobs.put(key, b"stray")
    right = audited(each_site)
    assert right.exit_code == 0
    # Named as it lies, not as it ought to.
    assert right.output.splitlines()[:2] == [f"unrecorded {elsewhere}", f"unrecorded {stray}"]
    each_site.blobs.delete(original_key(gone.sha256))
    wrong = audited(each_site)
    assert wrong.exit_code == 1
    assert wrong.output.splitlines()[0] == f"missing {original_key(gone.sha256)}"
    assert wrong.output.splitlines()[-1] == "2 photos, 0 copies, 0 put aside: 3 don't agree, 1 of them missing."


def test_audit_writes_down_what_is_missing_until_it_is_back(each_site: Site) -> None:
    kept, gone = photo("1"), photo("2")
    for taken in (kept, gone):
        each_site.begin(taken, new_id(), body=taken.data)
    each_site.blobs.delete(original_key(gone.sha256))
    for _ in range(2):
        assert audited(each_site).exit_code == 1
    assert each_site.database.read(lost.known) == {gone.sha256}
    each_site.blobs.put(original_key(gone.sha256), gone.data)
    assert audited(each_site).exit_code == 0
    assert each_site.database.read(lost.known) == set()
    said = select(audit.AuditLine.action).where(audit.AuditLine.subject_id == gone.sha256).order_by(audit.AuditLine.seq)
    actions = each_site.database.read(lambda session: list(session.scalars(said)))
    assert actions == ["photo_received", "photo_missing", "photo_found_again"]


def test_audit_says_when_the_store_cant_be_looked_at(site: Site, tmp_path: Path) -> None:
    taken = photo("1")
    site.begin(taken, new_id(), body=taken.data)
    (tmp_path / "file").write_bytes(b"")
    for open_blobs, said in (
        (lambda: LocalStore(tmp_path / "file"), "can't be looked at"),
        (lambda: LocalStore(tmp_path / "not mounted"), "is empty"),
    ):
        done = CliRunner().invoke(evidence, ["audit"], obj=replace(tools(site), open_blobs=open_blobs))
        assert (done.exit_code, said in done.stderr) == (2, True), done.output
    assert site.database.read(lost.known) == set()
