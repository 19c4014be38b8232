"""One round, end to end: walk without a server, survive a kill, hand over, decide, move, read again, ask the customer."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, expect

from tests.e2e import phone_store
from tests.e2e.browsers import OFFICE, PHONE, Browser
from tests.e2e.conftest import NewBrowser
from tests.e2e.demo import Desk
from tests.e2e.film import Film, face, meter
from tests.e2e.office_app import OfficeApp
from tests.e2e.phone_app import PhoneApp, boxes, tail
from tests.e2e.report_app import ReportApp
from tests.e2e.walk import Walk, far_too_high, plan, swapped, usual
from tests.support.server import Server

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

Json = dict[str, Any]
SLOW = 60_000
# The words of the phone's ledger, by the office's names of the states.
LEDGER = {
    "read": "Read", "skipped": "Not read", "returned": "Given back", "moved": "Moved to others", "contested": "To be decided",
    "closed_elsewhere": "Done elsewhere", "cancelled": "Cancelled", "open": "Still open", "ever": "Ever assigned to me",
}  # fmt: skip


@dataclass
class Reader:
    """A reader with a phone of their own."""

    login: str
    browser: Browser
    film: Film
    server: Server
    person: Json = field(default_factory=dict)
    _app: PhoneApp | None = None

    def start(self) -> PhoneApp:
        """A cold start of the browser and the app in it."""
        self._app = PhoneApp(self.browser.start(self.server.url), self.film, self.server.url)
        self._app.open()
        return self._app

    @property
    def app(self) -> PhoneApp:
        assert self._app is not None
        return self._app

    def photos(self) -> list[phone_store.TakenPhoto]:
        return phone_store.photos(self.app.page, self.person["id"])

    def tasks(self) -> dict[str, Json]:
        return phone_store.tasks(self.app.page, self.person["id"])

    def entries(self) -> list[Json]:
        return phone_store.entries(self.app.page, self.person["id"])


@dataclass
class Story:
    """The people of the story, and what is going to happen."""

    server: Server
    first: Reader
    second: Reader
    office: Desk
    period: str
    runs: dict[str, str]
    walk: Walk

    def run_name(self, task: Json) -> str:
        return self.runs[task["run_id"]]


@pytest.fixture
def story(playwright: Playwright, new_browser: NewBrowser, demo: Server, tmp_path: Path) -> Iterator[Story]:
    def reader(login: str) -> Reader:
        film = Film(tmp_path / f"{login}.y4m")
        return Reader(login, new_browser(login, size=PHONE, film=film.path), film, demo)

    readers = [reader("reader1"), reader("reader2")]
    office = Desk(playwright, demo, "supervisor1")
    branch = office.person["branches"][0]["id"]
    period = office.items("/periods", branch_id=branch)[0]["period"]
    runs = {run["id"]: run["route"]["name"] for run in office.items("/runs", branch_id=branch, period=period)}
    desks = [Desk(playwright, demo, one.login) for one in readers]
    for one, desk in zip(readers, desks, strict=True):
        one.person = desk.person
    walk = plan(desks[0].pack())
    yield Story(demo, readers[0], readers[1], office, period, runs, walk)
    for desk in [office, *desks]:
        desk.close()


def test_a_round(story: Story, new_browser: NewBrowser, tmp_path: Path) -> None:
    """The chapters in the order of the day."""
    assert len(story.walk.read) == 20
    download(story.first)
    story.server.stop()
    read_without_a_server(story.first, story.walk)
    the_battery_falls_out(story.first, story.walk)
    finish(story.first, story.walk)
    story.server.start()
    hand_over(story)
    every_photo_is_the_one_taken(story)

    desk = OfficeApp(new_browser("office", size=OFFICE).start(story.server.url), story.server.url)
    the_office_looks_and_decides(story, desk)
    work_moves(story, desk)
    both_phones_learn_it_and_read(story)
    the_customer_reads(story, desk, ReportApp(new_browser("customer", size=PHONE).start(story.server.url)), tmp_path)
    the_books_balance(story)
    for browser in (story.first.browser, story.second.browser):
        assert browser.errors == []


# ------------------------------------------------------------------ the walk


def download(reader: Reader) -> None:
    app = reader.start()
    app.sign_in(reader.login)
    app.round_arrives()
    app.ready_without_network()
    reader.browser.close()


def read_without_a_server(reader: Reader, walk: Walk) -> None:
    app = reader.start()
    for task in walk.by_camera:
        app.open_by_camera(task, usual(task))
        app.read(task, usual(task))
        app.to_list()
    for task in walk.by_digits:
        app.open_by_digits(task)
        app.read(task, usual(task), readable=False)
        app.to_list()
    another_meter_hangs_there(app, walk)
    app.to_list()
    two_digits_exchanged(app, walk.digit_swap)
    app.to_list()
    # Past its end a dial begins anew: nothing to ask about.
    app.open_from_list(walk.rollover)
    app.read(walk.rollover, usual(walk.rollover))
    app.to_list()


def another_meter_hangs_there(app: PhoneApp, walk: Walk) -> None:
    """The barcode is the neighbour's: the app says whose it is; the reader stays, and the office will be told."""
    task, neighbour = walk.wrong_barcode, walk.left[0]
    app.open_from_list(task)
    app.look_at(meter(neighbour, usual(neighbour)))
    expect(app.page.get_by_text(f"This is the meter of {neighbour['point']['address']} ({tail(neighbour)})")).to_be_visible()
    app.photograph()
    app.type_values(task, usual(task))
    app.save_and_leave()


def two_digits_exchanged(app: PhoneApp, task: Json) -> None:
    """Typed blind, then asked to look again, and the second time it is right."""
    wrong = swapped(task)
    assert wrong is not None
    app.open_from_list(task)
    app.look_at(meter(task, usual(task)))
    app.photograph()
    app.type_values(task, [wrong])
    app.save()
    expect(app.doubt()).to_be_visible(timeout=SLOW)
    expect(app.doubt().get_by_role("heading")).to_have_text(re.compile("once more$"))
    # What should stand there is never said.
    assert usual(task)[0] not in app.doubt().inner_text()
    app.doubt().get_by_role("button", name="Type it again").click()
    app.type_values(task, usual(task))
    app.save_and_leave()


def the_battery_falls_out(reader: Reader, walk: Walk) -> None:
    """In the middle of a stop, right after an attempt was committed: what was saved, typed and photographed is all there."""
    task, app = walk.interrupted, reader.app
    wrong = swapped(task)
    assert wrong is not None
    app.open_from_list(task)
    app.look_at(meter(task, usual(task)))
    app.photograph()
    app.type_values(task, [wrong])
    app.save()
    expect(app.doubt()).to_be_visible(timeout=SLOW)
    before = reader.entries()
    taken = {photo.sha256 for photo in reader.photos()}
    reader.browser.kill()

    app = reader.start()
    expect(app.stops).to_be_visible(timeout=SLOW)
    assert reader.entries() == before
    assert {photo.sha256 for photo in reader.photos()} == taken
    assert app.counted("Done") == len([entry for entry in before if entry["kind"] == "visit"])
    app.open_from_list(task)
    expect(app.keys.get_by_role("button", name="1 photo")).to_be_visible()
    figures = boxes(task["registers"][0], wrong)
    digits = task["registers"][0]["digits"]
    expect(app.page.get_by_role("img", name=re.compile(re.escape(figures[:digits])))).to_be_visible()
    app.save()
    app.doubt().get_by_role("button", name="Type it again").click()
    app.type_values(task, usual(task))
    app.save_and_leave()
    app.to_list()


def finish(reader: Reader, walk: Walk) -> None:
    app = reader.app
    for task in walk.in_order:
        app.open_from_list(task)
        app.read(task, usual(task))
        app.to_list()
    app.open_by_box(walk.boxed, face(["BOX"], barcode=walk.boxed["box"]["barcode"]))
    app.read(walk.boxed, usual(walk.boxed))
    app.to_list()

    # Unbelievable, and yet what the meter shows: the photo is there already, so a word is enough.
    task = walk.too_high
    app.open_from_list(task)
    app.look_at(meter(task, [far_too_high(task)]))
    app.photograph()
    app.type_values(task, [far_too_high(task)])
    app.save()
    stop = app.page.url
    app.doubt().get_by_role("button", name="It's right").click()
    app.leaves(stop)
    app.to_list()

    app.open_from_list(walk.trouble)
    app.report_trouble("Glass broken", "cracked from corner to corner")
    app.read(walk.trouble, usual(walk.trouble))
    app.to_list()

    closed, dog = walk.skipped
    app.open_from_list(closed)
    app.look_at(face(["DOOR CLOSED"], barcode=None))
    app.photograph()
    app.skip("Door closed")
    app.to_list()
    app.open_from_list(dog)
    app.skip("Dog")
    app.to_list()
    assert (app.counted("Done"), app.counted("Not read")) == (20, 2)
    assert all(entry["state"] == "here" for entry in reader.entries())


def hand_over(story: Story) -> None:
    app = story.first.app
    app.send()
    app.to_list()
    app.idle()
    entries = story.first.entries()
    assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
    assert {entry["state"] for entry in entries} == {"received"}
    assert {entry["outcome"] for entry in entries} == {"applied"}
    assert [entry["kind"] for entry in entries].count("visit") == 20
    assert [entry["kind"] for entry in entries].count("skip") == 2


def every_photo_is_the_one_taken(story: Story) -> None:
    """One for each stop that was read and one of the closed door; byte by byte."""
    taken = story.first.photos()
    expected = {task["id"] for task in story.walk.read} | {story.walk.skipped[0]["id"]}
    assert {photo.task_id for photo in taken} == expected
    for photo in taken:
        assert photo.state == "received"
        assert photo.sha256 == photo.declared
        assert photo.size <= 200 * 1024
        stored = story.office.bytes(f"/photos/{photo.sha256}", visit=photo.visit_id, size="original")
        assert hashlib.sha256(stored).hexdigest() == photo.sha256


# ------------------------------------------------------------------ the office


def the_office_looks_and_decides(story: Story, desk: OfficeApp) -> None:
    walk = story.walk
    desk.sign_in("supervisor1")
    line = desk.progress_of(story.first.person["name"])
    expect(line.get_by_role("cell").nth(3)).to_have_text(re.compile(r"20|·"), timeout=SLOW)
    expect(line).to_contain_text("20")
    expect(line).to_contain_text("21")

    queue = story.office.items("/cases", branch_id=story.office.person["branches"][0]["id"], state="open")
    assert {case["task_id"] for case in queue} == {walk.too_high["id"], walk.wrong_barcode["id"]}
    desk.open_case(walk.too_high)
    desk.photo_is_shown()
    desk.decide("It is right")
    expect(desk.page.get_by_role("status").filter(has_text=re.compile("ccept|right", re.IGNORECASE)).first).to_be_visible(
        timeout=SLOW
    )

    desk.open_case(walk.wrong_barcode)
    desk.photo_is_shown()
    desk.order("Read again", "Wrong meter")


def work_moves(story: Story, desk: OfficeApp) -> None:
    story.second.start()
    story.second.app.sign_in(story.second.login)
    story.second.app.round_arrives()
    moving = story.walk.left[1:6]
    assert len({task["run_id"] for task in moving}) == 1
    desk.move(moving, story.run_name(moving[0]), story.second.person["name"], "taken ill in the afternoon")


def both_phones_learn_it_and_read(story: Story) -> None:
    walk = story.walk
    again, moving = walk.wrong_barcode, walk.left[1:6]
    first = story.first.app
    first.send()
    expect(first.page.get_by_text("read again")).to_be_visible(timeout=SLOW)
    first.page.get_by_role("link", name="Read", exact=True).click()
    first.look_at(meter(again, usual(again)))
    expect(first.page.get_by_text(f"Barcode matches {tail(again)}")).to_be_visible(timeout=SLOW)
    first.photograph()
    first.type_values(again, usual(again))
    first.save_and_leave()
    first.send()
    assert first.ledger()["Moved to others"] == len(moving)

    second = story.second.app
    second.send()
    second.to_list()
    for task in moving:
        second.open_from_list(task)
        second.read(task, usual(task))
        second.to_list()
    second.send()


# ------------------------------------------------------------------ the customer


def the_customer_reads(story: Story, desk: OfficeApp, customer: ReportApp, folder: Path) -> None:
    task = story.walk.skipped[1]
    customer.open(desk.invite(task, story.run_name(task)))
    customer.confirm_meter(task)
    customer.type_values(task, usual(task))
    picture = folder / "meter.jpg"
    meter(task, usual(task)).save(picture)
    customer.choose_photo(picture)
    assert customer.send()
    customer.is_over()
    story.first.app.send_here()
    # The work is over; what the reader did with it, he skipped it, stays his line in the books.
    assert story.first.tasks()[task["id"]]["gone"] == "closed_elsewhere"


# ------------------------------------------------------------------ the end of the day


def the_books_balance(story: Story) -> None:
    branch = story.office.person["branches"][0]["id"]
    by_holder = story.office.get("/ledger", branch_id=branch, period=story.period)["by_holder"]
    offices = {one["person"]["id"]: one for one in by_holder}
    for reader in (story.first, story.second):
        reader.app.to_list()
        reader.app.send()
        phone = reader.app.ledger()
        assert sum(figure for name, figure in phone.items() if name != LEDGER["ever"]) == phone[LEDGER["ever"]]
        mine = offices[reader.person["id"]]
        office = {name: mine[state] for state, name in LEDGER.items() if mine[state] or name in phone}
        assert office == phone
