"""A walked round and the office that decides about it: the real application, a simulated phone, and the supervisor's browser."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.kernel.db import Database
from tests.factories.fieldwork import Office, Stop
from tests.factories.readings import DUE, noon, remember, steady
from tests.factories.sync import Round, a_round
from tests.support.application import Client
from tests.support.phone import Phone

# Two years of 150 a month end at 4600; a usual value is 4748.
USUAL = "4748"
# A 9 for a 7.
HIGH = "4956"
AT = noon(DUE).isoformat()
LATER = (noon(DUE) + dt.timedelta(days=1)).isoformat()


@dataclass
class Desk:
    """Everything at hand. Stops come in walking order."""

    round: Round
    phone: Phone
    office: Client

    @property
    def people(self) -> Office:
        return self.round.office

    @property
    def branch_id(self) -> int:
        return self.people.branch_id

    def stop(self, place: int) -> Stop:
        return self.people.stops[place]

    def task(self, place: int) -> dict[str, Any]:
        """A stop's first task, as the phone has it."""
        return next(task for task in self.phone.tasks.values() if task["point"]["id"] == str(self.stop(place).point_id))

    def read(self, stop: int, value: str, **more: Any) -> str:
        """The reader reads a stop and syncs; answers the visit's id."""
        visit_id = self.phone.read(self.task(stop), [value], taken_at=AT, **more)
        self.phone.push_all()
        return visit_id

    def get(self, path: str, **query: Any) -> Any:
        answer = self.office.get(f"/api/v1{path}", query_string=query)
        assert answer.status_code == 200, answer.json
        return answer.json

    def post(self, path: str, body: Any, *, by: Client | None = None, status: int = 200) -> Any:
        answer = (by or self.office).post(f"/api/v1{path}", json=body)
        assert answer.status_code == status, answer.json
        return answer.json

    def the_case(self, state: str = "open") -> str:
        """The only case in a state."""
        (item,) = self.get("/cases", branch_id=self.branch_id, state=state)["items"]
        return str(item["id"])

    def decide(self, case_id: str, decision: str, *, status: int = 200, **more: Any) -> Any:
        return self.post(f"/cases/{case_id}/decide", {"decision": decision, "reason": "seen", **more}, status=status)

    def readings(self, place: int) -> list[tuple[str, str, bool]]:
        """(value, obtained, stands) of a stop in the period, newest first."""
        found = self.get("/readings", point_id=str(self.stop(place).point_id), period="2026-11")["items"]
        return [(one["value"], one["obtained"], one["stands"]) for one in sorted(found, key=lambda one: one["id"], reverse=True)]

    def standing(self, place: int) -> list[str]:
        return [value for value, _, stands in self.readings(place) if stands]

    def moments(self, place: int) -> list[dt.datetime]:
        """What the values that stand are said to be the values of."""
        found = self.get("/readings", point_id=str(self.stop(place).point_id), period="2026-11")["items"]
        return [dt.datetime.fromisoformat(one["value_at"]) for one in found if one["stands"]]

    def values(self, place: int, value: str) -> list[dict[str, str]]:
        return [{"register_id": str(self.stop(place).register_ids[0]), "value": value}]


def a_desk(database: Database, folder: Path, *, how_many: int = 4) -> Desk:
    """A round of stops with two years of history, bands made, pulled by its reader."""
    walk = a_round(database, folder, how_many=how_many)
    for stop in walk.office.stops:
        remember(database, walk.office, stop, steady(24))
    walk.app.run_jobs()
    walk.assign(walk.office.readers[0])
    phone = walk.phone(walk.office.readers[0])
    phone.pull()
    return Desk(walk, phone, walk.app.person(walk.office.supervisor))
