"""Counts of what is not kept: questions asked by day, and forms that were left. They name nobody."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class QuestionCountRow(Base):
    """How often something was asked on a day (ISO, in Thailand) and what became of it.

    `programme_id` and `intent` are empty where they are not known.
    """

    __tablename__ = "question_count"

    day: Mapped[str] = mapped_column(primary_key=True)
    programme_id: Mapped[str] = mapped_column(primary_key=True)
    intent: Mapped[str] = mapped_column(primary_key=True)
    result: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]


class DraftStopRow(Base):
    """How many forms begun on a day and dropped since had come to which question."""

    __tablename__ = "draft_stop"

    programme_id: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[str] = mapped_column(primary_key=True)
    round: Mapped[str] = mapped_column(primary_key=True)
    step: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
