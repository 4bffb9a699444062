"""Programmes, each kept whole as one document, and the reminders planned from them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class CatalogueRow(Base):
    """The one row whose revision grows with every change of a programme.

    Processes see by it that what they hold in memory is stale; its lock puts changes in turn.
    """

    __tablename__ = "catalogue"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision: Mapped[int]


class ProgrammeRow(Base):
    """One programme."""

    __tablename__ = "programme"

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    document: Mapped[dict[str, Any]]
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
