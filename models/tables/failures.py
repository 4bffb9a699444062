"""Due items that failed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class DueFailureRow(Base):
    """A due item that failed; the row is deleted when it succeeds."""

    __tablename__ = "due_failure"

    key: Mapped[str] = mapped_column(primary_key=True)
    attempts: Mapped[int]
    error: Mapped[str]
    failed_at: Mapped[datetime]
    retry_at: Mapped[datetime]
