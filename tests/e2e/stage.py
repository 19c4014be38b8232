"""A morning's work in the demo, so that every screen has something to show: photos, doubts, skipped stops, links."""

import io
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Playwright

from tests.e2e.demo import Desk
from tests.e2e.film import HEIGHT, WIDTH
from tests.e2e.walk import Walk, far_too_high, plan, usual
from tests.support.outbox import Outbox
from tests.support.phone import Phone
from tests.support.server import Server
from tests.support.wire import HttpWire

Json = dict[str, Any]
# How often a reader's tour can be made: each reads a stop.
TURNS = 5


@dataclass
class Stage:
    """The demo after a morning. `links` are the customers' addresses, one for each of the skipped stops `invited`."""

    playwright: Playwright
    server: Server
    office: Desk
    walk: Walk
    faces: dict[str, Image.Image]
    invited: list[Json] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    @property
    def branch_id(self) -> int:
        return int(self.office.person["branches"][0]["id"])

    @cached_property
    def runs(self) -> list[Json]:
        period = self.office.items("/periods", branch_id=self.branch_id)[0]["period"]
        return self.office.items("/runs", branch_id=self.branch_id, period=period)

    def case_of(self, task: Json) -> Json:
        found = self.office.items("/cases", branch_id=self.branch_id, state="open")
        return next(case for case in found if case["task_id"] == task["id"])

    def close(self) -> None:
        self.office.close()


def practice_faces(browser: Browser, server: Server, tasks: list[Json], desk: Desk) -> dict[str, Image.Image]:
    """Pictures of practice meters on a wall, as a camera would see them, by asset number."""
    wanted = {task["meter"]["asset_number"] for task in tasks}
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    found: dict[str, Image.Image] = {}
    try:
        for route in desk.get("/practice/routes")["items"]:
            meters = desk.get("/practice/meters", route_id=route["id"])["items"]
            if not wanted & {one["asset_number"] for one in meters}:
                continue
            page.goto(f"{server.url}/practice#/{route['id']}")
            for number in wanted & {one["asset_number"] for one in meters}:
                face = page.get_by_role("article").filter(has_text=number)
                found[number] = _on_a_wall(Image.open(io.BytesIO(face.screenshot())).convert("RGB"), number)
    finally:
        page.close()
    return found


def _on_a_wall(face: Image.Image, number: str) -> Image.Image:
    shade = 120 + int(number[-2:]) // 2
    wall = Image.new("RGB", (WIDTH, HEIGHT), (shade, shade - 4, shade - 12))
    scale = min((HEIGHT - 130) / face.height, 760 / face.width)
    large = face.resize((round(face.width * scale), round(face.height * scale)), Image.Resampling.LANCZOS)
    wall.paste(large, ((WIDTH - large.width) // 2 + int(number[-1]) * 6 - 30, 70))
    return wall


def jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    return out.getvalue()


def stage(playwright: Playwright, chromium: Browser, server: Server) -> Stage:
    """Walk the first reader's morning with a simulated phone, and look at it from the office."""
    reader = Desk(playwright, server, "reader1")
    office = Desk(playwright, server, "supervisor1")
    walk = plan(reader.pack())
    seen = [
        walk.too_high,
        walk.boxed,
        walk.wrong_barcode,
        *walk.by_camera,
        *walk.in_order,
        *walk.left[:TURNS],
        *walk.skipped,
        walk.left[-1],
    ]
    made = Stage(playwright, server, office, walk, practice_faces(chromium, server, seen, reader))
    device = reader.post("/devices", {"name": "Android · Chrome"})
    wire = HttpWire(server.url)
    phone = Phone(wire, device_id=device["device_id"], token=device["token"], person_id=reader.person["id"], outbox=Outbox())
    phone.pull()
    photos: list[tuple[str, bytes]] = []

    def read(task: Json, values: list[str], face: Json, **more: Any) -> None:
        photo = jpeg(made.faces[face["meter"]["asset_number"]])
        photos.append((phone.read(phone.tasks[task["id"]], values, attempts=True, photos=[photo], **more), photo))

    for task in [*walk.by_camera, *walk.in_order]:
        read(task, _in_order(phone.tasks[task["id"]], task, usual(task)), task)
    register = walk.too_high["registers"][0]
    doubt = {"rule": "VEE-04", "action": "case", "register_id": register["id"]}
    judged = {"rules_version": 1, "band_version": register["expect"]["version"], "findings": [doubt]}
    read(walk.too_high, [far_too_high(walk.too_high)], walk.too_high, confirmed=True, judged=judged)
    neighbour = walk.left[0]
    found = {"how": "scanned", "text": neighbour["meter"]["asset_number"], "symbology": "code_128", "verdict": "other"}
    other = found | {"other_task_id": neighbour["id"]}
    read(walk.wrong_barcode, usual(walk.wrong_barcode), neighbour, meter_found=other)
    made.invited += [*walk.skipped, walk.left[-1]]
    for task, code in zip(made.invited, ("no_access", "dog", "refused"), strict=True):
        phone.skip(phone.tasks[task["id"]], code)
    phone.push_all()
    for visit_id, photo in photos:
        phone.upload(photo, visit_id)
    for task in made.invited:
        made.links.append(office.post(f"/tasks/{task['id']}/invitation", {"hours": 72})["url"])
    wire.close()
    reader.close()
    return made


def _in_order(held: Json, task: Json, values: list[str]) -> list[str]:
    """Values given in the display's order, as the phone holds the registers."""
    shown = sorted(task["registers"], key=lambda one: one["position"])
    by_register = {one["id"]: value for one, value in zip(shown, values, strict=True)}
    return [by_register[one["id"]] for one in held["registers"]]
