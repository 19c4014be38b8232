"""What a command may use. Rooms' commands take it by `click.pass_obj`; only cli.py knows the configuration."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from backend.kernel.blobs import BlobStore
from backend.kernel.db import Database
from backend.kernel.settings import Settings


@dataclass
class Tools:
    """Opened at first use, so that `--help` touches nothing."""

    settings: Settings
    open_database: Callable[[], Database]
    open_blobs: Callable[[], BlobStore]

    @cached_property
    def database(self) -> Database:
        return self.open_database()

    @cached_property
    def blobs(self) -> BlobStore:
        return self.open_blobs()

    def close(self) -> None:
        if "database" in self.__dict__:
            self.database.close()
