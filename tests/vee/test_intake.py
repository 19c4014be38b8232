"""Intake: the one way a reading enters."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from backend.cases.models import Case, CaseEvent
from backend.fieldwork.models import Visit
from backend.grid.models import MeteringPoint
from backend.kernel.db import Database, insert_rows
from backend.kernel.ids import new_id
from backend.readings.models import Reading, ReadingQuality
from backend.readings.queries import values
from backend.readings.rules.quality import CUSTOMER_READ, INDETERMINATE
from backend.vee.models import Band, Finding, Threshold
from backend.vee.rules.facts import RULES_VERSION, Judgement, PhoneJudgement, VisitFacts
from backend.vee.service.bands import of_installations
from backend.vee.service.intake import REPLAY, intake
from backend.vee.service.photos import PhotoVerdict, note_other_meter
from tests.factories.fieldwork import Office, make_office
from tests.factories.readings import DUE, PERIOD, noon, remember, steady, visit
from tests.support.either import both

NOW = noon(DUE)


@pytest.fixture
def office(database: Database) -> Office:
    """Four points with two years of steady use of 150 a month; the last value is 4600."""
    office = make_office(database)
    for stop in office.stops:
        remember(database, office, stop, steady(24))
    return office


def take(database: Database, *visits: VisitFacts, now: dt.datetime = NOW) -> list[Judgement]:
    answer = database.run(lambda session: intake(session, visits, now=now))
    return [answer[facts.visit_id] for facts in visits]


def codes(judgement: Judgement) -> list[tuple[str, str]]:
    return [(finding.rule, finding.action) for finding in judgement.findings]


def rows(database: Database, query: Any) -> list[Any]:
    return database.read(lambda session: list(session.scalars(query)))


def test_a_plausible_value_is_stored_and_opens_nothing(database: Database, office: Office) -> None:
    facts = visit(office, office.stops[0], 4748)
    (judgement,) = take(database, facts)
    assert (judgement.findings, judgement.hold, judgement.case_id, judgement.replay) == ((), False, None, "not_judged")
    (reading,) = rows(database, select(Reading).where(Reading.visit_id == facts.visit_id))
    assert (reading.value_e4, reading.period, reading.obtained, reading.person_id) == (
        4748_0000,
        PERIOD,
        "typed",
        office.readers[0],
    )
    assert rows(database, select(Case)) == rows(database, select(Finding)) == []


@both
def test_a_high_value_opens_one_case_with_what_is_at_stake(database: Database, office: Office) -> None:
    (judgement,) = take(database, visit(office, office.stops[0], 5256))
    assert codes(judgement) == [("VEE-04", "case")]
    (case,) = rows(database, select(Case))
    assert (case.id, case.kind, case.headline, case.state) == (judgement.case_id, "implausible", "VEE-04", "open")
    # Expected about 155 in 31 days; 656 were read.
    assert 480 < case.weight_e4 / 10_000 < 520
    assert case.params["advance"] == "656"
    (opened,) = rows(database, select(CaseEvent))
    assert (opened.kind, opened.case_id) == ("opened", case.id)
    (finding,) = rows(database, select(Finding))
    assert (finding.rule, finding.rule_version, finding.metering_point_id) == ("VEE-04", 1, office.stops[0].point_id)
    assert finding.reading_id is not None


@both
def test_bands_are_made_when_nobody_made_them_before(database: Database, office: Office) -> None:
    take(database, visit(office, office.stops[0], 4748))
    (band,) = rows(database, select(Band))
    assert (band.previous_e4, band.version, band.days, band.zero_run) == (4600_0000, 1, 31, 0)
    assert band.low_e4 < 150_0000 < band.high_e4
    assert band.history == [150_0000] * 13
    assert band.basis["months"] == 24


@both
def test_the_phone_s_answer_is_replayed(database: Database, office: Office) -> None:
    said = PhoneJudgement(RULES_VERSION, 1, (("VEE-04", "case", office.stops[0].register_ids[0]),))
    wrong = PhoneJudgement(RULES_VERSION, 1, ())
    old = PhoneJudgement(RULES_VERSION, 7, ())
    future = PhoneJudgement(RULES_VERSION + 1, 1, ())
    take(database, visit(office, office.stops[3], 4748))
    answers = [
        take(database, visit(office, office.stops[0], 5256, phone_judgement=said))[0],
        take(database, visit(office, office.stops[1], 5256, phone_judgement=wrong))[0],
        take(database, visit(office, office.stops[2], 5256, phone_judgement=old))[0],
        take(database, visit(office, office.stops[3], 5256, phone_judgement=future))[0],
    ]
    assert [answer.replay for answer in answers] == ["agrees", "differs", "unknown_version", "unknown_version"]
    (noted,) = rows(database, select(Finding).where(Finding.rule == REPLAY))
    assert noted.params == {"phone": [], "rules_version": RULES_VERSION}
    # What concerns the phone isn't said to the reader.
    assert all(finding.rule != REPLAY for answer in answers for finding in answer.findings)


def test_the_replay_uses_the_bands_the_phone_had_and_the_judgement_those_of_today(database: Database, office: Office) -> None:
    stop = office.stops[0]
    take(database, visit(office, stop, 4748))
    threshold = {
        "id": new_id(), "rule": "VEE-04", "branch_id": None, "customer_class": None, "valid_from": dt.date(2026, 1, 1),
        "version": 1, "numbers": {"case_z_e2": 6000, "usual_z_e2": 5900}, "set_by": None, "set_at": NOW,
    }  # fmt: skip
    database.run(lambda session: insert_rows(session, Threshold, [threshold]))
    wanted = {stop.installation_id: (stop.point_id, DUE)}
    changed = database.run(lambda session: of_installations(session, home=office.branch_id, period=PERIOD, wanted=wanted))
    assert changed == {stop.installation_id}
    said = PhoneJudgement(RULES_VERSION, 1, (("VEE-04", "case", stop.register_ids[0]),))
    (judgement,) = take(database, visit(office, stop, 5256, phone_judgement=said))
    assert judgement.replay == "agrees"
    assert codes(judgement) == []


def test_zero_use_is_a_case_from_the_third_period_on(database: Database) -> None:
    """VEE-06, at 10 kV; of others only those drawn into the sample."""
    office = make_office(database)
    stops = office.stops
    high_voltage = update(MeteringPoint).where(MeteringPoint.id == stops[2].point_id).values(voltage="交流10kV")
    database.run(lambda session: session.execute(high_voltage))
    for stop, months_still in zip(stops, (0, 1, 2), strict=False):
        past = [*steady(20, a_month=3), *[1060] * months_still]
        remember(database, office, stop, past)
    answers = take(database, *(visit(office, stop, 1060) for stop in stops[:3]))
    assert [codes(answer) for answer in answers] == [[("VEE-06", "info")], [("VEE-06", "info")], [("VEE-06", "case")]]
    assert [answer.case_id is not None for answer in answers] == [False, False, True]


def test_the_previous_value_copied_is_a_case(database: Database, office: Office) -> None:
    (judgement,) = take(database, visit(office, office.stops[0], 4600))
    assert ("VEE-11", "case") in codes(judgement)


def test_another_meter_is_a_case_of_its_own_kind(database: Database, office: Office) -> None:
    found = {"how": "scanned", "text": "0", "verdict": "other"}
    (judgement,) = take(database, visit(office, office.stops[0], 4748, meter_found=found))
    (case,) = rows(database, select(Case))
    assert (codes(judgement), case.kind) == ([("VEE-08", "case")], "barcode_mismatch")


def test_a_visit_without_values_is_judged_by_its_meter_and_day(database: Database, office: Office) -> None:
    found = {"how": "typed", "text": "0", "verdict": "unknown"}
    late = DUE + dt.timedelta(days=3)
    (judgement,) = take(database, visit(office, office.stops[0], day=late, meter_found=found))
    assert codes(judgement) == [("VEE-08", "case"), ("VEE-09", "info")]


def test_a_late_walk_is_fitted_to_its_days(database: Database, office: Office) -> None:
    late = DUE + dt.timedelta(days=10)
    (judgement,) = take(database, visit(office, office.stops[0], 4799, day=late))
    assert codes(judgement) == [("VEE-09", "info")]


def test_a_customer_s_doubtful_reading_is_a_kind_of_its_own(database: Database, office: Office) -> None:
    facts = visit(office, office.stops[0], 9000, obtained="customer", person_id=None)
    take(database, facts)
    (case,) = rows(database, select(Case))
    (reading,) = rows(database, select(Reading).where(Reading.visit_id == facts.visit_id))
    assert (case.kind, reading.obtained) == ("customer_reading", "customer")
    assert rows(database, select(ReadingQuality.code)) == [CUSTOMER_READ]


def standing_value(database: Database, office: Office, place: int = 0) -> list[int]:
    register_id = office.stops[place].register_ids[0]

    def look(session: Session) -> list[int]:
        held = values.of_registers(session, home=office.branch_id, register_ids=[register_id], first=PERIOD, last=PERIOD)
        return [value.value_e4 // 10_000 for value in held.get(register_id, [])]

    return database.read(look)


@both
def test_a_contested_visit_is_kept_but_doesn_t_stand(database: Database, office: Office) -> None:
    take(database, visit(office, office.stops[0], 4748))
    (judgement,) = take(database, visit(office, office.stops[0], 9000, standing="contested"))
    assert standing_value(database, office) == [4748]
    assert rows(database, select(ReadingQuality.code)) == [INDETERMINATE]
    # Which of the two stands is asked by a case that whoever contests opens.
    assert judgement.case_id is None
    assert rows(database, select(Case)) == []


@both
def test_a_reader_s_correction_takes_the_place_of_his_first_value(database: Database, office: Office) -> None:
    first = visit(office, office.stops[0], 9000)
    second = visit(office, office.stops[0], 4748, supersedes=first.visit_id)
    third = visit(office, office.stops[0], 4749, supersedes=second.visit_id)
    take(database, first)
    take(database, second, third)
    assert standing_value(database, office) == [4749]
    (case,) = rows(database, select(Case))
    assert (case.state, case.decision) == ("closed", None)
    assert [row.kind for row in rows(database, select(CaseEvent).order_by(CaseEvent.id))] == ["opened", "superseded"]


def test_two_corrections_of_the_same_visit_form_a_chain(database: Database, office: Office) -> None:
    first = visit(office, office.stops[0], 9000)
    take(database, first)
    take(database, visit(office, office.stops[0], 4748, supersedes=first.visit_id))
    take(database, visit(office, office.stops[0], 4750, supersedes=first.visit_id))
    assert standing_value(database, office) == [4750]


@both
def test_time_of_use_registers_are_judged_together(database: Database) -> None:
    office = make_office(database, how_many=1, registers=5)
    stop = office.stops[0]
    for register, start in enumerate((1000, 100, 200, 300, 400)):
        remember(database, office, stop, steady(12, (100, 10, 20, 30, 40)[register], start), register=register)
    right = (2300, 230, 460, 690, 920)
    (fine,) = take(database, visit(office, stop, *right))
    assert codes(fine) == []
    (wrong,) = take(database, visit(office, stop, *right[:4], 950))
    assert ("VEE-07", "case") in codes(wrong)


def test_an_estimate_isn_t_what_the_next_value_is_judged_by(database: Database) -> None:
    office = make_office(database, how_many=1)
    stop = office.stops[0]
    remember(database, office, stop, steady(24), until=202610)
    remember(database, office, stop, [4700], obtained="estimate")
    (judgement,) = take(database, visit(office, stop, 4900))
    # Two months since the last value that was read, 300 used: usual. Since the estimate it would have been 200.
    assert codes(judgement) == []
    (band,) = rows(database, select(Band))
    assert (band.previous_e4, band.days) == (4600_0000, 61)


@both
def test_the_number_of_statements_doesn_t_grow_with_the_visits(database: Database) -> None:
    office = make_office(database, how_many=40)
    for stop in office.stops:
        remember(database, office, stop, steady(3))
    counted: list[str] = []

    def count(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        counted.append(statement)

    def statements(of: list[VisitFacts]) -> int:
        counted.clear()
        event.listen(database.engine, "before_cursor_execute", count)
        try:
            take(database, *of)
        finally:
            event.remove(database.engine, "before_cursor_execute", count)
        return len(counted)

    take(database, *(visit(office, stop, 1600) for stop in office.stops))
    few = statements([visit(office, stop, 9000) for stop in office.stops[:2]])
    many = statements([visit(office, stop, 9000) for stop in office.stops[2:40]])
    assert many == few <= 11


def test_intake_says_the_same_however_visits_are_grouped(database: Database, office: Office) -> None:
    together = take(
        database, *(visit(office, stop, value) for stop, value in zip(office.stops, (4748, 5256, 4600, 100), strict=True))
    )
    apart = [
        take(database, visit(office, stop, value))[0] for stop, value in zip(office.stops, (4748, 5256, 4600, 100), strict=True)
    ]
    assert [codes(one) for one in together] == [codes(one) for one in apart]
    assert replace(together[0], case_id=None) == replace(apart[0], case_id=None)


def test_a_photo_of_another_meter_becomes_a_finding_once(database: Database, office: Office) -> None:
    facts = visit(office, office.stops[0], 4748)
    take(database, facts)
    row = {
        "home": facts.home, "id": facts.visit_id, "branch_id": facts.branch_id, "period": PERIOD, "run_id": new_id(),
        "task_id": new_id(), "metering_point_id": facts.point_id, "installation_id": facts.installation_id,
        "person_id": None, "device_id": None, "outcome": "read", "skip_code": None, "troubles": [], "note": None,
        "meter_found": None, "place": None, "judged": None, "taken_at": NOW, "corrected_at": None, "received_at": NOW,
    }  # fmt: skip
    database.run(lambda session: insert_rows(session, Visit, [row]))
    verdict = PhotoVerdict(facts.home, PERIOD, facts.visit_id, "ab" * 32, office.stops[1].point_id)
    assert [database.run(lambda session: note_other_meter(session, verdict)) for _ in range(2)] == [True, False]
    (finding,) = rows(database, select(Finding))
    assert (finding.rule, finding.action, finding.params["other_point_id"]) == ("VEE-08", "case", str(office.stops[1].point_id))


@both
def test_a_value_in_doubt_isn_t_what_the_next_one_is_judged_by(database: Database) -> None:
    office = make_office(database, how_many=1)
    stop = office.stops[0]
    remember(database, office, stop, steady(24), until=202610)
    # October's value was misread, and nobody has decided about it.
    october = visit(office, stop, 6750, day=dt.date(2026, 10, 10), period=202610, due_from=None, due_to=None)
    (doubtful,) = take(database, october)
    assert doubtful.case_id is not None
    (judgement,) = take(database, visit(office, stop, 4900))
    assert codes(judgement) == []
    (band,) = rows(database, select(Band).where(Band.period == PERIOD))
    assert (band.previous_e4, band.days) == (4600_0000, 61)


def test_a_first_piece_from_long_ago_says_nothing(database: Database) -> None:
    """The meter was put up in 2020; its first imported reading is of 2026."""
    office = make_office(database, how_many=1)
    remember(database, office, office.stops[0], [19_000, 19_150, 19_300])
    take(database, visit(office, office.stops[0], 19_450))
    (band,) = rows(database, select(Band))
    assert band.history == [150_0000, 150_0000]
    assert band.basis["months"] == 2
