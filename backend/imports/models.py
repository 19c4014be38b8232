"""The files' door: what came in which file, and how each sender names its columns."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel.db import Base, Id, Instant, Json


class ImportBatch(Base):
    """One file. checking → writing → done, or → refused (nothing of it is visible)."""

    __tablename__ = "import_batch"
    id: Mapped[Id] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    sender: Mapped[str] = mapped_column(String(60), default="")
    filename: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    dry_run: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    rows_total: Mapped[int] = mapped_column(default=0)
    rows_done: Mapped[int] = mapped_column(default=0)
    error_count: Mapped[int] = mapped_column(default=0)
    mapping: Mapped[Json]
    summary: Mapped[Json]
    started_by: Mapped[Id | None]
    created_at: Mapped[Instant]
    finished_at: Mapped[Instant | None]
    __table_args__ = (
        CheckConstraint("state IN ('waiting','checking','writing','done','refused','failed')", name="known_state"),
    )


class ImportFault(Base):
    """One thing wrong in a file: where, what, and what to do."""

    __tablename__ = "import_fault"
    batch_id: Mapped[Id] = mapped_column(ForeignKey("import_batch.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    row: Mapped[int]
    column: Mapped[str] = mapped_column(String(60))
    code: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(String(200), default="")
    params: Mapped[Json]


class SenderMapping(Base):
    """How a sender names its columns, remembered from the last file that was accepted."""

    __tablename__ = "sender_mapping"
    sender: Mapped[str] = mapped_column(String(60), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    mapping: Mapped[Json]
    used_at: Mapped[Instant]
