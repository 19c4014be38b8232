"""Commands of this room: what was judged, judged again."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import click
from sqlalchemy.orm import Session

from backend.identity.service import people
from backend.kernel.commands import Tools
from backend.kernel.problems import Problem
from backend.supervision.rules.replay import Said
from backend.supervision.service import replay


@click.group()
def findings() -> None:
    """What the rules said of readings."""


@dataclass
class _Count:
    same: int = 0
    differ: int = 0
    missing: Counter[str] = field(default_factory=Counter)


def _in_words(said: Said | None) -> str:
    return "nothing" if said is None else f"{said.action} {dict(said.params)}"


@findings.command("replay")
@click.option("--period", required=True, help="The period, as 2026-10.")
@click.option("--branch", "codes", multiple=True, help="The code of a branch; may be given several times. All of them otherwise.")
@click.pass_obj
def replay_findings(tools: Tools, period: str, codes: tuple[str, ...]) -> None:
    """Judge every finding of a period again by the versions it keeps, and name those that differ; fails if any does."""
    year, _, month = period.partition("-")
    if not (year.isdecimal() and month.isdecimal() and len(year) == 4 and 1 <= int(month) <= 12):
        raise click.BadParameter("a month such as 2026-10", param_hint="--period")

    def work(session: Session) -> _Count:
        try:
            branch_ids: Any = people.branch_ids_of(session, codes) if codes else None
        except Problem as problem:
            raise click.BadParameter(f"{problem.kind.en}", param_hint="--branch") from problem
        count = _Count()
        wanted = int(year) * 100 + int(month)
        for one in replay.of_period(session, branch_ids=branch_ids, period=wanted, zone=tools.settings.time_zone):
            again = one.again
            if again.missing is not None:
                count.missing[again.missing] += 1
            elif again.same:
                count.same += 1
            else:
                count.differ += 1
                kept = again.kept.said if again.kept is not None else None
                click.echo(f"visit {one.visit_id} {again.rule}: kept {_in_words(kept)}, again {_in_words(again.again)}")
        return count

    count = tools.database.read(work)
    left = ", ".join(f"{number} {code}" for code, number in sorted(count.missing.items()))
    click.echo(f"{count.same} the same, {count.differ} differ" + (f"; not judged again: {left}" if left else "") + ".")
    if count.differ:
        raise click.ClickException("findings differ from what the same versions say of the same facts")
