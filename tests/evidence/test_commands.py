"""The room's part of the command line."""

import json
from pathlib import Path

from click.testing import CliRunner

from backend.evidence.commands import evidence
from backend.evidence.service.arrivals import original_key
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


def test_audit_finds_photos_without_records_and_records_without_photos(each_site: Site) -> None:
    kept, gone = photo("1"), photo("2")
    for taken in (kept, gone):
        each_site.begin(taken, new_id(), body=taken.data)
    stray = "ab" * 32
    each_site.blobs.put(original_key(stray), b"stray")
    right = CliRunner().invoke(evidence, ["audit"], obj=tools(each_site))
    assert (right.exit_code, right.output.split()) == (0, ["unrecorded", original_key(stray)])
    each_site.blobs.delete(original_key(gone.sha256))
    wrong = CliRunner().invoke(evidence, ["audit"], obj=tools(each_site))
    assert wrong.exit_code == 1
    assert wrong.output.splitlines() == [f"missing {original_key(gone.sha256)}", f"unrecorded {original_key(stray)}"]
