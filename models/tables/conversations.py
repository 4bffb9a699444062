"""Who talks to us, what came in, and where each conversation stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, false, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class InboxRow(Base):
    """One webhook event, by LINE's id: the guard against handling it twice. Holds no text."""

    __tablename__ = "inbox"
    __table_args__ = {"sqlite_with_rowid": False}

    event_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    outcome: Mapped[str | None]
    received_at: Mapped[datetime] = mapped_column(index=True)


class PersonRow(Base):
    """One LINE user; `calendar` is the hash of their feed's token, never the token."""

    __tablename__ = "person"

    user_id: Mapped[str] = mapped_column(primary_key=True)
    following: Mapped[bool] = mapped_column(default=True)
    muted: Mapped[bool] = mapped_column(default=False)
    first_seen: Mapped[datetime]
    left_at: Mapped[datetime | None]
    muted_kinds: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    also_at: Mapped[str | None]
    calendar: Mapped[str | None] = mapped_column(unique=True)
    display_name: Mapped[str | None]
    no_news: Mapped[bool] = mapped_column(default=False, server_default=false())


class ConversationRow(Base):
    """One person's conversation; its row serialises that person's events."""

    __tablename__ = "conversation"

    user_id: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime]


class CaseRow(Base):
    """Something left for staff: by a person, or by the bot as a note (`user_id` is null)."""

    __tablename__ = "staff_case"
    __table_args__ = (Index("ix_staff_case_open", "closed_at", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str | None] = mapped_column(index=True)
    kind: Mapped[str]
    programme_id: Mapped[str | None] = mapped_column(ForeignKey("programme.id"))
    phone: Mapped[str | None]
    before: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    at: Mapped[datetime]
    answer_by: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    taken_by: Mapped[str | None]
    taken_until: Mapped[datetime | None]
    snoozed_until: Mapped[datetime | None]


class CaseMessageRow(Base):
    """One thing said about a case; `quote` is LINE's token with which an answer quotes it."""

    __tablename__ = "staff_case_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("staff_case.id", ondelete="CASCADE"), index=True)
    sender: Mapped[str]
    by: Mapped[str | None]
    text: Mapped[str]
    message_id: Mapped[str | None] = mapped_column(index=True)
    at: Mapped[datetime]
    quote: Mapped[str | None]


class CaseNoteRow(Base):
    """What staff tell each other about a case."""

    __tablename__ = "staff_case_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("staff_case.id", ondelete="CASCADE"), index=True)
    by: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime]


class StockAnswerRow(Base):
    """Words that staff keep to answer with."""

    __tablename__ = "stock_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    text: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]


class TalkRow(Base):
    """What somebody said to the bot and what it answered, for staff to read; goes after `CHAT_KEEP_DAYS`.

    One row an event, so that it costs one write.
    """

    __tablename__ = "talk"
    __table_args__ = (Index("ix_talk_chat", "chat", "id"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    chat: Mapped[str]
    at: Mapped[datetime]
    text: Mapped[str]
    answer: Mapped[str]
    message_id: Mapped[str | None]
