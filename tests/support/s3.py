"""A real S3 API on loopback, that can be switched off and on again."""

import http.client
from dataclasses import dataclass, field

from moto.server import ThreadedMotoServer

from tests.support.postgres import free_port

BUCKET = "photos"


@dataclass
class S3:
    """One bucket. What it holds survives being switched off."""

    port: int = field(default_factory=free_port)
    _server: ThreadedMotoServer | None = None

    @property
    def environment(self) -> dict[str, str]:
        """How a server is told of it."""
        return {
            "BLOBS": f"s3://{BUCKET}/below", "S3_ENDPOINT": f"http://127.0.0.1:{self.port}", "S3_REGION": "us-east-1",
            "S3_ACCESS_KEY_ID": "test", "S3_SECRET_ACCESS_KEY": "test",
        }  # fmt: skip

    @property
    def options(self) -> dict[str, str]:
        """As `open_store` wants them."""
        return {name.removeprefix("S3_").lower(): value for name, value in self.environment.items() if name.startswith("S3_")}

    def on(self) -> None:
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=self.port, verbose=False)
        self._server.start()

    def off(self) -> None:
        if self._server is not None:
            self._server.stop()
            self._server = None

    def make_bucket(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("PUT", f"/{BUCKET}")
        status = connection.getresponse().status
        connection.close()
        if status != 200:
            raise RuntimeError(f"no bucket: {status}")
