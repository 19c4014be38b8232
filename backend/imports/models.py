"""The files' door: what came in which file, and how each sender names its columns."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel.db import Base, Id, Instant, Json


class ImportBatch(Base):
    """One file. waiting → checking → writing → done, or → refused (faults in it) or failed (it couldn't be finished).

    `number` marks the rows it writes (grid.models.PendingBatch). One batch at a time is being worked on: `working` is True
    then and NULL otherwise, and unique; `beat_at` says when its worker was last alive, so that a dead one can be taken over.
    """

    __tablename__ = "import_batch"
    id: Mapped[Id] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    branch_id: Mapped[int | None]  # for rows that name no branch, and the bound of who started it
    sender: Mapped[str] = mapped_column(String(60), default="")
    filename: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    dry_run: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    rows_total: Mapped[int] = mapped_column(default=0)
    rows_done: Mapped[int] = mapped_column(default=0)
    error_count: Mapped[int] = mapped_column(default=0)
    options: Mapped[Json]  # datum, encoding: what the file itself doesn't say
    mapping: Mapped[Json]  # header as the file has it → field
    summary: Mapped[Json]
    working: Mapped[bool | None] = mapped_column(unique=True)
    beat_at: Mapped[Instant | None]
    started_by: Mapped[Id | None]
    created_at: Mapped[Instant]
    finished_at: Mapped[Instant | None]
    __table_args__ = (
        CheckConstraint("state IN ('waiting','checking','writing','done','refused','failed')", name="known_state"),
        Index("ix_import_batch_file", "sha256", "kind"),
    )


class ImportFault(Base):
    """One thing wrong in a file: where, what, and what to do."""

    __tablename__ = "import_fault"
    batch_id: Mapped[Id] = mapped_column(ForeignKey("import_batch.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    sheet: Mapped[str] = mapped_column(String(60), default="")
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
