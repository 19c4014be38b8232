"""The real server as other tests use it."""

from pathlib import Path

import pytest

from tests.support.server import Server, running


def test_it_can_be_stopped_killed_and_started_again(tmp_path: Path, database_url: str) -> None:
    with running(tmp_path, database_url) as server:
        assert server.answers()
        server.stop()
        assert not server.answers()
        server.start()
        server.kill()
        assert not server.answers()
        server.start()
        assert server.answers()


def test_one_that_can_t_start_says_why(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="sqlite:///path or postgresql"):
        Server(tmp_path, "mysql://nowhere").start()
