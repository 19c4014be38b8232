"""How failed sign-ins slow the next one."""

from datetime import UTC, datetime, timedelta

from backend.identity.rules.slowing import LONGEST, MEMORY, pause

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def failures(count: int, *, ago_s: int = 0) -> list[datetime]:
    return [NOW - timedelta(seconds=ago_s)] * count


def test_typing_errors_cost_nothing() -> None:
    assert pause([], free=4, now=NOW) == 0
    assert pause(failures(4), free=4, now=NOW) == 0


def test_each_failure_more_doubles_the_pause() -> None:
    assert [pause(failures(4 + over), free=4, now=NOW) for over in (1, 2, 3, 4)] == [5, 10, 20, 40]


def test_the_pause_has_an_end() -> None:
    assert pause(failures(500), free=4, now=NOW) == LONGEST.total_seconds()


def test_the_pause_runs_from_the_last_failure() -> None:
    assert pause(failures(5, ago_s=3), free=4, now=NOW) == 2
    assert pause(failures(5, ago_s=5), free=4, now=NOW) == 0


def test_old_failures_are_forgotten() -> None:
    assert pause(failures(50, ago_s=int(MEMORY.total_seconds())), free=4, now=NOW) == 0
