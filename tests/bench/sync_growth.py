"""Making years go by on PostgreSQL: a network with 24 months of readings each, by the hundred thousand rows a statement.

Every id is made of a number (`_id`), so that no table must be looked up to fill the next. The last three months were read by
phones, with entries, receipts and visits; what is older came with an import. A branch has at most `BRANCH` points.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import psycopg

from tests.bench.sync_world import LAST_MONTHS, PERIOD

BRANCH = 8_000
# From here on branches are ours.
FIRST_BRANCH = 1_000
READ_MONTHS = 3
MONTHS = len(LAST_MONTHS)
# A reader walks so many points.
WALK = 400

# What stands for what in an id.
_KINDS = {
    kind: f"a{place:x}"
    for place, kind in enumerate(
        ("account", "point", "meter", "register", "installation", "task", "reader", "run", "route", "case"), start=1
    )
}


def _id(kind: str, number: str) -> str:
    """SQL of the id of the n-th of a kind."""
    return f"('01930000-00{_KINDS[kind]}-7000-8000-' || lpad(to_hex({number}), 12, '0'))::uuid"


def _of_month(kind: str, month: int, number: str) -> str:
    """SQL of an id that grows with the month, as ids made in order of time do: 'd1' a reading, 'e1' a visit, 'f1' a task."""
    return f"('0194{month % 10_000:04d}-00{kind}-7000-8000-' || lpad(to_hex({number}), 12, '0'))::uuid"


@dataclass(frozen=True)
class Stored:
    """What there is after a filling."""

    readings: int
    points: int
    branches: int


_HOME = f"{FIRST_BRANCH} + (n - 1) / {BRANCH}"
_READER, _RUN = _id("reader", f"(n - 1) / {WALK}"), _id("run", f"(n - 1) / {WALK}")
_POINT, _METER, _REGISTER, _INSTALLATION = (_id(kind, "n") for kind in ("point", "meter", "register", "installation"))


def fill(url: str, *, before: int, readings: int) -> Stored:
    """Add points with their history until that many readings are there; `before` is how many points there are already."""
    points = max(before, readings // MONTHS)
    if points > before:
        numbers = f"generate_series({before + 1}, {points}) AS n"
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
            for statement in _network(before + 1, points, numbers) + _history(numbers) + _present(before + 1, points, numbers):
                connection.execute(statement.encode())
            connection.execute("VACUUM ANALYZE")
            # What was written here is on the disk before anything is measured.
            connection.execute("CHECKPOINT")
    return Stored(points * MONTHS, points, (points + BRANCH - 1) // BRANCH)


def _insert(table: str, source: str, /, **columns: object) -> str:
    """SQL that fills columns by expressions over a source of numbers."""
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{table}" ({names}) SELECT {", ".join(map(str, columns.values()))} FROM {source}'


def _once(table: str, source: str, /, **columns: object) -> str:
    """As `_insert`, where some may be there already."""
    return _insert(table, source, **columns) + " ON CONFLICT DO NOTHING"


def _network(first: int, last: int, numbers: str) -> list[str]:
    branches = f"generate_series({FIRST_BRANCH}, {FIRST_BRANCH} + ({last} - 1) / {BRANCH}) AS b"
    account = _id("account", "n")
    return [
        _once("branch", branches, id="b", code="'G' || b", name="'Branch ' || b"),
        _once("billing_period", branches, branch_id="b", period=PERIOD, state="'open'", opened_at=0),
        _insert(
            "account", numbers, id=account, home=_HOME, number="'G' || n", name="'Customer'", address="'Lane ' || n",
            customer_class="'residential'",
        ),
        _insert(
            "metering_point", numbers, id=_POINT, home=_HOME, branch_id=_HOME, number="'PG' || n", account_id=account,
            role="'settlement'", customer_class="'residential'", voltage="''", address="''", hint="''", unmetered="false",
        ),
        _insert(
            "meter", numbers, id=_METER, home=_HOME, asset_number="'77' || lpad(n::text, 20, '0')", serial_number="'SG' || n",
            comm_address="'C' || n", model="''", phases=1,
        ),
        _insert(
            "register", numbers, id=_REGISTER, home=_HOME, meter_id=_METER, obis="'1-0:1.8.0'", kind="'cumulative'",
            direction="'forward'", energy="'active'", band="'total'", unit="'kWh'", digits=6, decimals=2, position=1,
        ),
        _insert(
            "installation", numbers, id=_INSTALLATION, home=_HOME, metering_point_id=_POINT, meter_id=_METER, floor="''",
            valid_from="date '2020-01-01'",
        ),
        _insert(
            "installation_multiplier", numbers, installation_id=_INSTALLATION, valid_from="date '2020-01-01'",
            multiplier_e4=10_000,
        ),
        _insert("installation_register", numbers, installation_id=_INSTALLATION, register_id=_REGISTER, initial_e4=0),
    ]  # fmt: skip


def _history(numbers: str) -> list[str]:
    statements = []
    for place, month in enumerate(LAST_MONTHS):
        by_phone = place >= MONTHS - READ_MONTHS
        at = f"{1_730_000_000_000 + place * 2_629_800_000} + n"
        statements.append(
            _insert(
                "reading", numbers, home=_HOME, period=month, id=_of_month("d1", month, "n"), branch_id=_HOME,
                metering_point_id=_POINT, installation_id=_INSTALLATION, register_id=_REGISTER,
                visit_id=_of_month("e1", month, "n") if by_phone else "NULL", value_e4=f"{1_000_000 * (place + 1)} + n % 1000",
                value_at=at, frozen="false", taken_at=at, received_at=at, obtained="'typed'" if by_phone else "'import'",
                person_id=_READER,
            )
        )  # fmt: skip
        if by_phone:
            statements += _by_phone(month, at, numbers)
    return statements


def _by_phone(month: int, at: str, numbers: str) -> list[str]:
    visit, digest = _of_month("e1", month, "n"), "md5(n::text) || md5((n + 1)::text)"
    mark = f"jsonb_build_object('home', {_HOME}, 'change_seq', n)"
    receipt = f"jsonb_build_object('id', {visit}, 'outcome', 'applied', 'digest', {digest}, 'mark', {mark}, 'mac', {digest})"
    return [
        _insert(
            "visit", numbers, home=_HOME, id=visit, branch_id=_HOME, period=month, run_id=_RUN,
            task_id=_of_month("f1", month, "n"), metering_point_id=_POINT, installation_id=_INSTALLATION, person_id=_READER,
            device_id=_READER, outcome="'read'", source="'phone'", troubles="'[]'", taken_at=at, received_at=at,
            standing="'stands'", sameness="'n' || n",
        ),
        _insert(
            "entry", numbers, home=_HOME, month=month, journal_id=visit, entry_id=visit, device_id=_READER, person_id=_READER,
            seq="n", kind="'visit'", v=1, recorded_at=at, received_at=at, app_version="'1'", digest=digest,
            raw="repeat('x', 900)", outcome="'applied'",
        ),
        _insert("entry_ids", numbers, id=visit, digest=digest, home=_HOME, device_id=_READER, seq="n", receipt=receipt),
    ]  # fmt: skip


def _present(first: int, last: int, numbers: str) -> list[str]:
    """The open month: everybody's tasks, half of them read; one case in 150 points is open, and three are closed."""
    runs = f"generate_series(({first} - 1) / {WALK}, ({last} - 1) / {WALK}) AS r"
    home, state = f"{FIRST_BRANCH} + r * {WALK} / {BRANCH}", "CASE WHEN n % 2 = 0 THEN 'read' ELSE 'open' END"
    task = _id("task", "n")
    window: Mapping[str, object] = {"window_from": "date '2026-11-01'", "window_to": "date '2026-11-30'"}
    about: Mapping[str, object] = {
        "id": _id("case", "n"), "home": _HOME, "branch_id": _HOME, "kind": "'implausible'", "subject_kind": "'visit'",
        "subject_id": _of_month("e1", LAST_MONTHS[-1], "n") + "::text", "metering_point_id": _POINT, "task_id": task,
        "headline": "'VEE-04'", "params": "'{}'", "weight_e4": "n * 100", "opened_at": 0,
    }  # fmt: skip
    return [
        _once(
            "person", runs, id=_id("reader", "r"), home=home, login="'g' || r", name="'Reader ' || r", role="'reader'",
            password_hash="'none'", active="true", created_at=0,
        ),
        _once("route", runs, id=_id("route", "r"), home=home, branch_id=home, code="'G' || r", name="'Route'", blind="true"),
        _once(
            "run", runs, id=_id("run", "r"), home=home, branch_id=home, route_id=_id("route", "r"), period=PERIOD, number=1,
            state="'reading'", **window,
        ),
        _insert(
            "task", numbers, id=task, home=_HOME, branch_id=_HOME, run_id=_RUN, period=PERIOD, metering_point_id=_POINT,
            installation_id=_INSTALLATION, kind="'regular'", sequence=f"n % {WALK}", state=state, holder_id=_READER, version=1,
            due_from="date '2026-11-01'", due_to="date '2026-11-30'",
        ),
        _insert("assignment", numbers, task_id=task, version=1, holder_id=_READER, reason="'plan'", at=0),
        _insert(
            "holding", numbers, task_id=task, holder_id=_READER, home=_HOME, branch_id=_HOME, run_id=_RUN, period=PERIOD,
            state=state, version=1,
        ),
        _insert("case", f"{numbers} WHERE n % 150 = 0", period=PERIOD, state="'open'", **about),
        _insert("case", f"{numbers} WHERE n % 50 = 1", period=LAST_MONTHS[-1], state="'closed'", **about),
    ]  # fmt: skip
