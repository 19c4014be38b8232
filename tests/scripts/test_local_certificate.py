"""The certificate of `make run HTTPS=1`, judged by a real handshake."""

import ipaddress
import socket
import ssl
import threading
from pathlib import Path

import pytest

from scripts import local_certificate


def handshake(files: local_certificate.Files, asked_for: str) -> None:
    """Connect to a server that shows the certificate, as a phone would that trusts the authority."""
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(files.certificate, files.key)
    trusting = ssl.create_default_context(cafile=str(files.authority))
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            try:
                with serving.wrap_socket(connection, server_side=True) as secured:
                    secured.recv(1)
            except (ssl.SSLError, ConnectionError):
                pass  # the phone refused, which is what it is asked about

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            with (
                socket.create_connection(listener.getsockname()) as connection,
                trusting.wrap_socket(connection, server_hostname=asked_for) as secured,
            ):
                secured.sendall(b"1")
        finally:
            thread.join()


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    move(monkeypatch, "192.168.1.20")


def move(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr(local_certificate, "addresses", lambda: [ipaddress.ip_address(address)])


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "192.168.1.20"])
def test_a_phone_that_trusts_the_authority_connects(tmp_path: Path, at_home: None, name: str) -> None:
    handshake(local_certificate.ensure(tmp_path), name)


def test_another_name_is_refused(tmp_path: Path, at_home: None) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        handshake(local_certificate.ensure(tmp_path), "192.168.1.21")


def test_the_authority_can_speak_for_no_public_name(tmp_path: Path, at_home: None, monkeypatch: pytest.MonkeyPatch) -> None:
    move(monkeypatch, "203.0.113.5")
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        handshake(local_certificate.ensure(tmp_path), "203.0.113.5")


def test_a_second_start_keeps_what_phones_trust(tmp_path: Path, at_home: None) -> None:
    first = local_certificate.ensure(tmp_path)
    before = first.authority.read_bytes(), first.certificate.read_bytes()
    again = local_certificate.ensure(tmp_path)
    assert (again.authority.read_bytes(), again.certificate.read_bytes()) == before


def test_in_another_network_only_the_certificate_is_made_anew(
    tmp_path: Path, at_home: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = local_certificate.ensure(tmp_path).authority.read_bytes()
    move(monkeypatch, "10.0.0.7")
    files = local_certificate.ensure(tmp_path)
    assert files.authority.read_bytes() == authority
    handshake(files, "10.0.0.7")


def test_keys_are_for_their_owner_alone(tmp_path: Path) -> None:
    files = local_certificate.ensure(tmp_path)
    assert {path.stat().st_mode & 0o777 for path in (files.key, files.authority_key)} == {0o600}
