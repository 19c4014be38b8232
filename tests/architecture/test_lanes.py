"""Every job has exactly one worker that does it."""

from collections import Counter

from backend.wiring import DAILY, HANDLERS, lanes


def test_every_job_is_in_one_lane() -> None:
    assert Counter(name for lane in lanes().values() for name in lane) == Counter(HANDLERS.keys())
    assert set(DAILY) <= HANDLERS.keys()


def test_a_lane_does_what_the_list_says() -> None:
    assert all(HANDLERS[name] is handler for lane in lanes().values() for name, handler in lane.items())
