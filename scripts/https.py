"""Serves over HTTPS to phones on the same network: `make run HTTPS=1`."""

import os
import signal
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import segno

from scripts import local_certificate


def authority_server(port: int, authority: bytes) -> ThreadingHTTPServer:
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

    return ThreadingHTTPServer(("", port), Handler)


def show(address: str, words: str) -> None:
    print(f"\n{words}\n  {address}", flush=True)
    segno.make(address, error="m", micro=False).terminal(compact=True, border=2)


def main() -> int:
    port = int(os.environ.get("PORT") or 8000)
    files = local_certificate.ensure(Path(os.environ.get("DATA") or "var") / "tls")
    found = local_certificate.addresses()
    if not found:
        print("This machine has no address on a local network: only its own browser will reach it.", flush=True)
    host = next((str(address) if address.version == 4 else f"[{address}]" for address in found), "localhost")

    helper = authority_server(port + 1, files.authority.read_bytes())
    threading.Thread(target=helper.serve_forever, daemon=True).start()
    show(
        f"http://{host}:{port + 1}/",
        "1. Once for each phone: fetch this certificate and install it as an authority (CA) in the settings.",
    )
    show(f"https://{host}:{port}/", "2. Open MeterRound.")

    # The address that people see, for the links that the server makes.
    own = {"TLS_CERT": str(files.certificate), "TLS_KEY": str(files.key), "PUBLIC_URL": f"https://{host}:{port}"}
    with subprocess.Popen([sys.executable, "-m", "backend.cli", "serve"], env={**own, **os.environ}) as server:
        # Ctrl-C reaches the server too, which finishes what it has begun: wait for it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        return server.wait()


if __name__ == "__main__":
    sys.exit(main())
