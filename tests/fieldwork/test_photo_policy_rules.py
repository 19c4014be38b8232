"""Which visits need a photo, rule by rule."""

import datetime as dt
from dataclasses import replace

from backend.fieldwork.rules.photo_policy import Setting, applying, is_drawn, of_task

DAY = dt.date(2026, 11, 11)
ALL = Setting("all", None, None, None, dt.date(2026, 1, 1), 1, "all", 1000, 7, 200, 1600, "any")


def applies(*settings: Setting, day: dt.date = DAY) -> object:
    found = applying(settings, branch_id=1, customer_class="residential", route_id="r1", day=day)
    return None if found is None else found.id


def test_pp1_the_more_specific_wins_and_of_equals_the_newest() -> None:
    of_class = replace(ALL, id="class", customer_class="residential")
    of_branch = replace(ALL, id="branch", branch_id=1)
    of_route = replace(ALL, id="route", branch_id=1, route_id="r1")
    assert applies(ALL) == "all"
    assert applies(ALL, of_class) == "class"
    assert applies(ALL, of_branch, of_class) == "branch"
    assert applies(of_route, of_branch, of_class, replace(ALL, version=9)) == "route"
    assert applies(ALL, replace(ALL, id="later", version=2)) == "later"
    assert applies(replace(ALL, id="newer", valid_from=dt.date(2026, 6, 1)), replace(ALL, version=2)) == "newer"


def test_pp1_what_holds_elsewhere_or_not_yet_doesn_t_hold_here() -> None:
    others = [
        replace(ALL, branch_id=2), replace(ALL, customer_class="industrial"), replace(ALL, route_id="r2"),
        replace(ALL, valid_from=dt.date(2026, 11, 12)),
    ]  # fmt: skip
    assert applies(*others) is None
    assert applies(others[-1], day=dt.date(2026, 11, 12)) == "all"


def of(setting: Setting | None, *, kind: str = "regular", has_box: bool = True, point: str = "p") -> str:
    return of_task(setting, kind=kind, point=point, period=202611, has_box=has_box)


def test_pp2_what_is_ordered_because_of_a_doubt_needs_a_photo() -> None:
    doubtful = replace(ALL, need="doubtful")
    assert [of(doubtful, kind=kind) for kind in ("regular", "make_up", "re_read", "field_check")] == [
        "doubtful", "doubtful", "always", "always",
    ]  # fmt: skip
    assert of(replace(ALL, need="none"), kind="re_read") == "none"


def test_pp3_a_sample_can_be_drawn_again_and_has_its_size() -> None:
    drawn = [is_drawn(seed=7, share=200, point=f"p{n}", period=202611) for n in range(10_000)]
    assert drawn == [is_drawn(seed=7, share=200, point=f"p{n}", period=202611) for n in range(10_000)]
    # Four standard deviations of a fair draw of a fifth.
    assert abs(sum(drawn) - 2_000) < 160
    next_month = [is_drawn(seed=7, share=200, point=f"p{n}", period=202612) for n in range(10_000)]
    another_seed = [is_drawn(seed=8, share=200, point=f"p{n}", period=202611) for n in range(10_000)]
    # Who was hit says nothing of who will be.
    for other in (next_month, another_seed):
        assert 300 < sum(one and two for one, two in zip(drawn, other, strict=True)) < 500
    assert all(is_drawn(seed=7, share=1000, point=f"p{n}", period=202611) for n in range(100))
    sample = replace(ALL, need="sample", share=200)
    assert {of(sample, point=f"p{n}") for n in range(100)} == {"always", "doubtful"}


def test_pp4_one_a_box_and_a_meter_on_its_own_is_its_own_box() -> None:
    box = replace(ALL, need="box")
    assert (of(box), of(box, has_box=False)) == ("box", "always")


def test_pp5_without_a_setting_every_visit_needs_a_photo() -> None:
    assert (of(None), of(None, kind="re_read")) == ("always", "always")
