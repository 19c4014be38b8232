"""What the office keeps of its own: column profiles of exports."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel.db import Base, Id, Instant, Json


class ExportProfile(Base):
    """Which columns, in which order and under which headings a billing system wants."""

    __tablename__ = "export_profile"
    id: Mapped[Id] = mapped_column(primary_key=True)
    branch_id: Mapped[int | None]
    name: Mapped[str] = mapped_column(String(60), unique=True)
    columns: Mapped[Json]
    set_by: Mapped[Id | None]
    set_at: Mapped[Instant]
