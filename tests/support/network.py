"""No test speaks to anything but this machine."""

import ipaddress
import socket
from typing import Any

import pytest


def is_local(address: object) -> bool:
    if not isinstance(address, tuple):  # a Unix socket's path
        return True
    host = str(address[0])
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def allow_only_loopback(patch: pytest.MonkeyPatch) -> None:
    for name in ("connect", "connect_ex"):
        original = getattr(socket.socket, name)

        def guarded(self: socket.socket, address: Any, original: Any = original) -> Any:
            if not is_local(address):
                raise PermissionError(f"a test wanted to connect to {address}: only this machine is allowed")
            return original(self, address)

        patch.setattr(socket.socket, name, guarded)
