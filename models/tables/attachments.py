"""Files that belong to applications; the bytes are on disk under the row's id."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class AttachmentRow(Base):
    """One file. Outlives its application's row until the bytes are removed too."""

    __tablename__ = "attachment"
    __table_args__ = (
        UniqueConstraint("message_id"),
        Index("ix_attachment_state_not_before", "state", "not_before"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    application_id: Mapped[str | None] = mapped_column(
        ForeignKey("application.id", ondelete="SET NULL"), index=True
    )
    question: Mapped[str]
    message_id: Mapped[str]
    name: Mapped[str | None]
    state: Mapped[str]
    attempts: Mapped[int]
    mime: Mapped[str | None]
    size: Mapped[int | None]
    error: Mapped[str | None]
    at: Mapped[datetime]
    not_before: Mapped[datetime | None]
