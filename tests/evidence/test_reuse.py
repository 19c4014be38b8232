"""Photos that were used before: the same bytes, and the same picture in other bytes."""

import io
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFilter
from sqlalchemy import select

from backend.cases.models import Case
from backend.evidence.rules import likeness
from backend.evidence.rules.facts import UseFacts
from backend.evidence.rules.reuse import Shown, accused, is_suspect
from backend.evidence.service.uses import owe
from tests.evidence.barcodes import meters_without_barcodes
from tests.evidence.conftest import Site
from tests.evidence.retakes import RETAKES, TURNED
from tests.factories.evidence import Photo, barcode, use_of

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


def shown(**changes: Any) -> Shown:
    values: dict[str, Any] = {
        "visit_id": 1, "sha256": "a", "home": 1, "branch_id": 1, "period": 202611, "metering_point_id": 1, "box_id": 7,
        "taken_at": NOON, "verdict": "none",
    }  # fmt: skip
    return Shown(**{**values, **changes})


@pytest.mark.parametrize(
    ("other", "suspect"),
    [
        pytest.param({}, False, id="R1 the same meter, the same period"),
        pytest.param({"metering_point_id": 2}, False, id="R2 another meter of the box"),
        pytest.param({"metering_point_id": 2, "taken_at": NOON + timedelta(hours=3)}, True, id="R2 of the box, but later"),
        pytest.param({"metering_point_id": 2, "box_id": 8}, True, id="R3 another meter"),
        pytest.param({"metering_point_id": 2, "box_id": None}, True, id="R3 another meter, alone"),
        pytest.param({"period": 202610}, True, id="R3 another period"),
    ],
)
def test_what_is_suspect(other: dict[str, Any], suspect: bool) -> None:
    assert is_suspect(shown(), shown(visit_id=2, **other)) is suspect


@pytest.mark.parametrize(
    ("verdicts", "suspect", "user"),
    [
        pytest.param(("matches", "matches"), False, None, id="R4 each shows its own meter's code"),
        pytest.param(("matches", "other"), True, 2, id="R4 the second shows the first's code"),
        pytest.param(("none", "none"), True, 2, id="R4 neither shows a code: the later"),
        pytest.param(("none", "matches"), True, 1, id="R4 the first was made of the second's"),
        pytest.param((None, "none"), False, None, id="R4 one wasn't looked at yet"),
    ],
)
def test_pictures_that_only_look_alike(verdicts: tuple[str, str], suspect: bool, user: int | None) -> None:
    one = shown(verdict=verdicts[0])
    other = shown(visit_id=2, sha256="b", metering_point_id=2, box_id=8, verdict=verdicts[1])
    assert is_suspect(one, other) is is_suspect(other, one) is suspect
    if user is not None:
        assert accused(one, other)[0].visit_id == user == accused(other, one)[0].visit_id


def test_the_same_bytes_need_no_look() -> None:
    one, other = shown(verdict=None), shown(visit_id=2, metering_point_id=2, box_id=8, verdict=None)
    assert is_suspect(one, other)
    assert accused(one, other)[0].visit_id == 2


def scene(seed: int) -> Image.Image:
    """A meter on a wall: made anew by each seed, the same by the same."""
    chance = random.Random(seed)
    wall = Image.effect_noise((900, 700), 20 + seed % 9).convert("RGB").filter(ImageFilter.GaussianBlur(2))
    draw = ImageDraw.Draw(wall)
    for _ in range(40):
        left, top = chance.randrange(860), chance.randrange(660)
        box = (left, top, left + chance.randrange(20, 260), top + chance.randrange(20, 200))
        draw.rectangle(box, fill=tuple(chance.randrange(256) for _ in range(3)), outline="black")
    return wall


def jpeg(image: Image.Image, quality: int = 85) -> Photo:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return Photo(out.getvalue())


def visited(site: Site, taken: Photo, stop: int, **changes: Any) -> UseFacts:
    use = use_of(
        taken.sha256, owner=site.phone.principal.owner, stop=site.office.stops[stop], home=site.office.branch_id,
        **{"taken_at": NOON, **changes},
    )  # fmt: skip
    site.begin(taken, use.visit_id, body=taken.data)
    site.database.run(lambda session: owe(session, [use]))
    site.work()
    return use


def reused(site: Site) -> list[Case]:
    asked = select(Case).where(Case.headline == "photo_reused")
    return site.database.read(lambda session: list(session.scalars(asked)))


def test_the_same_bytes_for_another_meter_open_a_case(each_site: Site) -> None:
    taken = jpeg(scene(1))
    first = visited(each_site, taken, 0)
    assert reused(each_site) == []
    second = visited(each_site, taken, 1)
    assert second.task_id is not None
    (case,) = reused(each_site)
    assert (case.subject_id, case.metering_point_id, case.task_id) == (
        str(second.visit_id), second.metering_point_id, second.task_id,
    )  # fmt: skip
    assert (case.params["other_visit_id"], case.params["agreement"]) == (str(first.visit_id), 1000)


# Each way of turning by itself is a matter of prints alone (below).
@pytest.mark.parametrize("change", [change for name, change in RETAKES.items() if name not in TURNED])
def test_the_same_picture_in_other_bytes_opens_a_case(site: Site, change: Any) -> None:
    image = scene(2)
    first = visited(site, jpeg(image), 0)
    visited(site, jpeg(scene(3)), 2)
    second = visited(site, jpeg(change(image), quality=55), 1)
    (case,) = reused(site)
    assert case.subject_id == str(second.visit_id)
    assert case.params["other_sha256"] == first.sha256
    assert case.params["agreement"] >= likeness.ALIKE


def test_a_picture_that_only_its_exif_turns_opens_a_case(site: Site) -> None:
    image = scene(8)
    orientation = Image.Exif()
    orientation[0x0112] = 6
    first = visited(site, jpeg(image), 0)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85, exif=orientation)
    second = visited(site, Photo(out.getvalue()), 1)
    (case,) = reused(site)
    assert (case.subject_id, case.params["other_sha256"]) == (str(second.visit_id), first.sha256)
    # Shown by a quarter against the clock, the accused one lies as the other does.
    assert (case.params["turn"], case.params["mirrored"], case.params["same_bytes"]) == (90, False, False)


def test_a_turned_copy_of_a_photo_looked_at_long_ago_is_found(site: Site) -> None:
    """Its prints in the other ways aren't kept: they are made again of its thumbnail."""
    image = scene(9)
    first = visited(site, jpeg(image), 0)
    copy = jpeg(image.transpose(Image.Transpose.ROTATE_180), quality=60)
    visited(site, copy, 1)
    correction = visited(site, copy, 1)
    cases = {case.subject_id: case.params for case in reused(site)}
    assert len(cases) == 2
    assert (cases[str(correction.visit_id)]["other_sha256"], cases[str(correction.visit_id)]["turn"]) == (first.sha256, 180)


def test_each_way_of_turning_is_found_from_what_is_kept_of_the_upright_picture() -> None:
    grey = scene(10).convert("L")
    kept = likeness.prints(grey)
    for way in likeness.WAYS:
        # What the fraud sends: the picture turned back, so that `way` brings it upright again.
        back = 4 + way % 4 if way >= 4 else -way % 4
        copy = likeness.turned(grey, back)
        assert likeness.turned(copy, way).tobytes() == grey.tobytes()
        asked = (likeness.prints(copy)[0], *likeness.turned_prints(copy))
        away = [min(likeness.distance(one, other) for other in kept) for one in asked]
        assert away[way] == min(away) <= 1
        assert likeness.likeness(likeness.turned(copy, way), grey) > 990 > likeness.likeness(likeness.turned(copy, way ^ 2), grey)


def test_the_same_photo_in_the_next_month_opens_a_case(site: Site) -> None:
    taken = jpeg(scene(4))
    visited(site, taken, 0, period=202610)
    visited(site, taken, 0, period=202611)
    (case,) = reused(site)
    assert case.params["other_period"] == 202610


def test_meters_of_one_model_side_by_side_are_no_reuse(site: Site) -> None:
    faces = [scene(6) for _ in range(2)]
    for stop, face in enumerate(faces):
        face.paste(barcode(site.office.stops[stop].asset_number), (60, 60))
        visited(site, jpeg(face), stop)
    assert reused(site) == []


def test_a_copy_of_a_neighbours_photo_is_caught_though_its_code_is_read(site: Site) -> None:
    face = scene(7)
    face.paste(barcode(site.office.stops[0].asset_number), (60, 60))
    visited(site, jpeg(face), 0)
    copy = visited(site, jpeg(face, quality=60), 1)
    (case,) = reused(site)
    assert case.subject_id == str(copy.visit_id)


def test_a_correction_with_the_same_photo_is_nothing(site: Site) -> None:
    taken = jpeg(scene(5))
    visited(site, taken, 0)
    visited(site, taken, 0)
    assert reused(site) == []


def test_other_pictures_are_not_alike() -> None:
    greys = []
    for sample in list(meters_without_barcodes())[::4]:
        grey = Image.open(sample.path).convert("L")
        grey.thumbnail((320, 320))
        greys.append(grey)
    pairs = [(one, other) for place, one in enumerate(greys) for other in greys[:place]]
    assert max(likeness.likeness(one, other) for one, other in pairs) < likeness.ALIKE
    prints = [likeness.prints(grey) for grey in greys]
    asked = [(*likeness.prints(grey), *likeness.turned_prints(grey)) for grey in greys]
    nearest = min(
        likeness.distance(a, b) for place, one in enumerate(asked) for other in prints[:place] for a in one for b in other
    )
    assert nearest > likeness.NEAR


def test_the_index_misses_no_print_within_reach() -> None:
    chance = random.Random(3)
    for _ in range(300):
        one = chance.getrandbits(64)
        other = one
        for bit in chance.sample(range(64), likeness.NEAR):
            other ^= 1 << bit
        asked = [set(likeness.probes(band)) for band in likeness.bands(one)]
        assert any(band in probes for band, probes in zip(likeness.bands(other), asked, strict=True))
        assert likeness.unsigned(likeness.signed(other)) == other
