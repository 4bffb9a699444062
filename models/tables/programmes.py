"""Programmes, each kept whole as one document, and the reminders planned from them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class ProgrammeRow(Base):
    """One programme. `revision` grows over all programmes: processes see by it that theirs is stale."""

    __tablename__ = "programme"

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    document: Mapped[dict[str, Any]]
    revision: Mapped[int] = mapped_column(index=True)
    updated_at: Mapped[datetime]


class ReminderRow(Base):
    """One reminder of the plan; the database's word on what is due and what was done."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("programme_id", "rule", "occasion"),
        Index("ix_reminder_state_due_at", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[str] = mapped_column(ForeignKey("programme.id"))
    rule: Mapped[str]
    occasion: Mapped[str]
    sessions: Mapped[list[Any]]
    due_at: Mapped[datetime]
    useless_at: Mapped[datetime]
    state: Mapped[str]
