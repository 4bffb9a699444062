"""Programmes, each stored as one document, with the reminders planned from them and their changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base

_NOT_SENT = text("sent_at IS NULL")


class CatalogueRow(Base):
    """The one row whose revision grows with every change of a programme.

    It shows processes that what they hold in memory is stale; its lock serialises changes.
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


class ProgrammeEditRow(Base):
    """What a member of staff typed into a programme and did not save yet; `at` is the machine's time."""

    __tablename__ = "programme_edit"

    programme_id: Mapped[str] = mapped_column(
        ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True
    )
    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    document: Mapped[str]
    base_version: Mapped[str]
    at: Mapped[datetime]


class ReminderRow(Base):
    """One reminder of the plan; the authority on what is due and what was done."""

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
    expires_at: Mapped[datetime]
    state: Mapped[str]
    messages: Mapped[int | None]


class ReminderMergedRow(Base):
    """The key of a reminder that went out in one message with another: it is not sent again on its own."""

    __tablename__ = "reminder_merged"

    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class ReminderOwedRow(Base):
    """A registrant who missed what was sent before: just approved, or back after blocking (`since` then)."""

    __tablename__ = "reminder_owed"

    application_id: Mapped[str] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), primary_key=True
    )
    since: Mapped[datetime | None]
    due_at: Mapped[datetime] = mapped_column(index=True)


class ChangeNoticeRow(Base):
    """A programme's sessions changed: what people were last told, and when they are told about the change."""

    __tablename__ = "change_notice"
    __table_args__ = (
        Index(
            "uq_change_notice_waiting",
            "programme_id",
            unique=True,
            sqlite_where=_NOT_SENT,
            postgresql_where=_NOT_SENT,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[str] = mapped_column(ForeignKey("programme.id"))
    before: Mapped[list[Any]]
    noted_at: Mapped[datetime]
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class SessionRecordRow(Base):
    """One session as calendars know it: how often it has changed, and when it was dropped."""

    __tablename__ = "session_record"

    programme_id: Mapped[str] = mapped_column(ForeignKey("programme.id"), primary_key=True)
    session_id: Mapped[str] = mapped_column(primary_key=True)
    document: Mapped[dict[str, Any]]
    sequence: Mapped[int]
    changed_at: Mapped[datetime]
    dropped_at: Mapped[datetime | None]


class GroupRow(Base):
    """A group chat the bot is in; `programme_id` is set if that programme's eve reminder is posted there."""

    __tablename__ = "group_chat"

    chat: Mapped[str] = mapped_column(primary_key=True)
    programme_id: Mapped[str | None] = mapped_column(ForeignKey("programme.id"), unique=True)
    joined_at: Mapped[datetime]
