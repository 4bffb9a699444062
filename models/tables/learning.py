"""What was not read well, and what staff taught."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class UnreadRow(Base):
    """One question, without personal data; it identifies nobody. With an intent it is a lesson.

    `answer`: the programme whose staff answered it in their own words.
    """

    __tablename__ = "unread"
    __table_args__ = (Index("ix_unread_intent_last_at", "intent", "last_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(unique=True)
    programme_id: Mapped[str | None]
    why: Mapped[str]
    guesses: Mapped[list[Any]]
    times: Mapped[int]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    intent: Mapped[str | None]
    taught_at: Mapped[datetime | None]
    answer: Mapped[str | None]
