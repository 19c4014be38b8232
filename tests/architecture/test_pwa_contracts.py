"""Every import rule of the PWA can fail: one violation of each is planted in a copy of its sources."""

import re
import shutil
import subprocess
from pathlib import Path

from scripts import node
from tests.support.shared import ROOT

PWA = ROOT / "pwa"
RULES = PWA / ".dependency-cruiser.cjs"
PLANTED = {
    "no-circles": ("src/domain/planted.ts", "./planted_too"),
    "domain-is-pure": ("src/domain/planted_too.ts", "../ui/planted"),
    "apps-are-strangers": ("src/apps/reader/planted.ts", "../console/planted"),
    "nobody-imports-an-app": ("src/ui/planted.ts", "../apps/console/planted"),
    "ui-has-no-data-access": ("src/ui/planted.ts", "../db/planted"),
    "service-worker-has-no-sync": ("src/sw/planted.ts", "../sync/planted"),
    "db-is-below-sync": ("src/db/planted.ts", "../sync/planted"),
    "office-and-customer-need-no-phone-database": ("src/apps/console/planted.ts", "../../db/planted"),
    "not-to-dev-dependencies": ("src/ui/planted.ts", "fake-indexeddb"),
    "must-resolve": ("src/ui/planted.ts", "./nowhere"),
}


def broken_rules(folder: Path) -> set[str]:
    program = str(PWA / "node_modules" / ".bin" / "depcruise")
    command = [program, "--config", RULES.name, "--output-type", "err", "src"]
    done = subprocess.run(command, cwd=folder, env=node.environment(), capture_output=True, text=True, check=False)
    found = set(re.findall(r"^\s*error ([\w-]+):", done.stdout, re.MULTILINE))
    assert bool(found) == bool(done.returncode), done.stdout + done.stderr
    return found


def test_every_rule_is_planted_against() -> None:
    assert set(PLANTED) == set(re.findall(r'\bname: "([^"]+)"', RULES.read_text()))


def test_every_rule_breaks_when_it_should(tmp_path: Path) -> None:
    shutil.copytree(PWA / "src", tmp_path / "src")
    for name in (RULES.name, "package.json", *(path.name for path in PWA.glob("tsconfig*.json"))):
        shutil.copy(PWA / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(PWA / "node_modules")
    planted = {path for path, _ in PLANTED.values()} | {"src/sync/planted.ts", "src/db/planted.ts"}
    for name in planted:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("export const planted = 1;\n")
    lines = [*PLANTED.values(), ("src/domain/planted_too.ts", "./planted")]
    for number, (name, target) in enumerate(lines):
        with (tmp_path / name).open("a") as file:
            file.write(f'import * as planted{number} from "{target}";\nconsole.log(planted{number});\n')
    assert broken_rules(tmp_path) == set(PLANTED)
