"""The whole application on a test's own database, and clients that are somebody."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from typing_extensions import override
from werkzeug.datastructures import Headers

from backend.app import create_app
from backend.identity.models import SignedIn
from backend.identity.service import devices, server, sign_in
from backend.kernel import clock
from backend.kernel.blobs import BlobStore, LocalStore
from backend.kernel.db import Database
from backend.kernel.ids import new_id, new_token, token_digest
from backend.kernel.settings import Settings
from backend.kernel.web.shield import COOKIE, PROOF
from backend.kernel.worker import Worker
from backend.wiring import HANDLERS
from config import Config


class Client(FlaskClient):
    """A browser or a phone: sends its credential, and the proof that our own page asked."""

    credential: str | None = None

    @override
    def get(self, *args: Any, **kwargs: Any) -> Any:
        return super().get(*args, **kwargs)

    @override
    def post(self, *args: Any, **kwargs: Any) -> Any:
        return super().post(*args, **kwargs)

    @override
    def put(self, *args: Any, **kwargs: Any) -> Any:
        return super().put(*args, **kwargs)

    @override
    def open(self, *args: Any, headers: Any = None, **kwargs: Any) -> Any:
        # Read to its end and closed at once: a file that is handed out must not stay open.
        kwargs.setdefault("buffered", True)
        given = Headers(headers or {})
        given.setdefault(PROOF, "1")
        if self.credential is not None:
            given.setdefault("Authorization", self.credential)
        return super().open(*args, headers=given, **kwargs)


@dataclass(frozen=True)
class Application:
    """An application whose jobs run when the test says so."""

    database: Database
    blobs: BlobStore
    folder: Path
    settings: Settings
    rate: int = 1_000_000

    @cached_property
    def flask(self) -> Flask:
        self.database.run(server.begin)
        config = Config(
            database_url=f"{self.database.dialect}:",
            data=self.folder,
            embedded_worker=False,
            dist=self.folder / "dist",
            rate_known=self.rate,
            rate_unknown=self.rate,
            log_level="ERROR",
            settings=self.settings,
        )
        app = create_app(config, database=self.database, blobs=self.blobs)
        app.test_client_class = Client
        return app

    def anybody(self) -> Client:
        """Nobody in particular."""
        client = self.flask.test_client()
        assert isinstance(client, Client)
        return client

    def person(self, person_id: UUID) -> Client:
        """Somebody who is signed in; without the cost of a password."""
        token, now = new_token(), clock.now()

        def work(session: Session) -> None:
            session.add(
                SignedIn(
                    id=new_id(),
                    token_hash=token_digest(token),
                    person_id=person_id,
                    created_at=now,
                    seen_at=now,
                    expires_at=now + sign_in.IDLE,
                )
            )

        self.database.run(work)
        client = self.anybody()
        client.set_cookie(COOKIE, token)
        return client

    def phone(self, person_id: UUID) -> Client:
        """A phone that somebody enrolled."""
        _, token = self.database.run(lambda session: devices.enrol_device(session, person_id=person_id, name="phone"))
        return self.bearer("Device", token)

    def bearer(self, scheme: str, token: str) -> Client:
        """Whoever has a token."""
        client = self.anybody()
        client.credential = f"{scheme} {token}"
        return client

    def run_jobs(self) -> int:
        """Do what is due now; answers how many jobs were tried."""
        return Worker(self.database, self.blobs, self.settings, HANDLERS).run_pending()


def make(database: Database, folder: Path, settings: Settings | None = None, *, rate: int = 1_000_000) -> Application:
    return Application(database, LocalStore(folder / "photos"), folder, settings or Settings(parts=folder / "uploads"), rate)
