"""Serves over HTTPS to phones on the same network: `make run HTTPS=1`."""

import os
import signal
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import segno

from scripts import local_certificate


class OverIPv6(ThreadingHTTPServer):
    address_family = socket.AF_INET6


def authority_server(host: str, port: int, authority: bytes) -> ThreadingHTTPServer:
    """Hands out the authority's certificate, and nothing else, over plain HTTP: a phone fetches it before it can trust us."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/x-x509-ca-cert")
            self.send_header("Content-Disposition", 'attachment; filename="meterround.crt"')
            self.send_header("Content-Length", str(len(authority)))
            self.end_headers()
            self.wfile.write(authority)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  as named by the class above
            pass

    kind = OverIPv6 if ":" in host else ThreadingHTTPServer
    return kind((host, port), Handler)


def show(address: str, words: str) -> None:
    print(f"\n{words}\n  {address}", flush=True)
    segno.make(address, error="m", micro=False).terminal(compact=True, border=2)


def offer_authority(files: local_certificate.Files, host: str, shown: str, port: int) -> None:
    try:
        helper = authority_server(host, port, files.authority.read_bytes())
    except OSError as error:
        print(
            f"Phones can't fetch {files.authority} from port {port} ({error.strerror}): send it to them another way.", flush=True
        )
        return
    threading.Thread(target=helper.serve_forever, daemon=True).start()
    show(
        f"http://{shown}:{port}/",
        "Once for each phone: fetch this certificate and install it as an authority (CA) in the settings.",
    )


def main() -> int:
    port = int(os.environ.get("PORT") or 8000)
    files = local_certificate.ensure(Path(os.environ.get("DATA") or "var") / "tls")
    found = sorted(local_certificate.addresses(), key=lambda address: address.version)
    if not found:
        print("This machine has no address on a local network: only its own browser will reach it.", flush=True)
    shown = next((str(address) if address.version == 4 else f"[{address}]" for address in found), "localhost")
    # Every address of the machine; over IPv6 only where it has nothing else, since some machines have it switched off.
    host = os.environ.get("HOST") or ("::" if found and found[0].version == 6 else "0.0.0.0")  # noqa: S104  phones must reach it
    offer_authority(files, host, shown, port + 1)
    show(f"https://{shown}:{port}/", "MeterRound on this network:")

    environment = {
        # The address that people see, for the links that the server makes.
        "PUBLIC_URL": f"https://{shown}:{port}",
        **os.environ,
        "HOST": host,
        "TLS_CERT": str(files.certificate),
        "TLS_KEY": str(files.key),
    }
    with subprocess.Popen([sys.executable, "-m", "backend.cli", "serve"], env=environment) as server:
        # Ctrl-C reaches the server too, which finishes what it has begun: wait for it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        return server.wait()


if __name__ == "__main__":
    sys.exit(main())
