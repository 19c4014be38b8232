"""The ground the other tests stand on."""

import socket
import subprocess
import sys

import psycopg
import pytest

from tests.support.missing import Missing, summary
from tests.support.postgres import Cluster, is_alive, new_folder, temporary_cluster
from tests.support.shared import ROOT


def plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://")


def test_nothing_outside_is_reached() -> None:
    with socket.socket() as outside, pytest.raises(PermissionError, match="only this machine"):
        outside.connect(("192.0.2.1", 80))


def test_loopback_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


@pytest.mark.postgres
def test_databases_of_a_cluster_are_strangers_and_leave_nothing(cluster: Cluster) -> None:
    with cluster.database() as first, cluster.database() as second:
        with psycopg.connect(plain(first)) as connection:
            connection.execute("CREATE TABLE mine (id int)")
        with psycopg.connect(plain(second)) as connection:
            assert connection.execute("SELECT to_regclass('mine')").fetchone() == (None,)
        name = first.rsplit("/", 1)[1]
    assert not cluster.has_database(name)


@pytest.mark.postgres
def test_a_killed_run_leaves_no_server_behind(cluster: Cluster) -> None:
    folder = new_folder(durable=False)
    own = Cluster(folder / "own")
    own.create()
    own.start()
    pid = own.pid
    command = [sys.executable, "-m", "tests.support.run_keeper", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE) as keeper:
        # Closing the pipe is all that the end of a run does, whichever way it ends.
        keeper.communicate(timeout=60)
    assert not folder.exists()
    assert not is_alive(pid)


@pytest.mark.postgres
@pytest.mark.chaos
def test_a_durable_cluster_keeps_what_it_committed_when_killed(cluster: Cluster) -> None:
    with temporary_cluster(durable=True) as own:
        url = plain(own.url(own.create_database("kept")))
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept (id int)")
        own.kill()
        assert not own.is_running()
        own.start()
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_the_summary_names_what_was_left_out() -> None:
    reasons = [Missing.CHROMIUM.reason, Missing.CHROMIUM.reason, Missing.SHARED.reason, "another reason"]
    assert summary(reasons) == "Left out on this machine: 1 for want of shared data, 2 for want of Chromium."
    assert summary(["another reason"]) == "Nothing was left out for want of data or programs."
