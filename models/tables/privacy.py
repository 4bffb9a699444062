"""Erasing, consent, and what was let go because its time was over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class ErasureRow(Base):
    """Somebody was erased; `key` is the outbox key of the last message to them. Names nobody."""

    __tablename__ = "erasure"

    key: Mapped[str] = mapped_column(primary_key=True)
    asked_at: Mapped[datetime]


class AskerRow(Base):
    """Who asked a question that was not read well; kept until it is taught."""

    __tablename__ = "unread_asker"

    unread_id: Mapped[int] = mapped_column(ForeignKey("unread.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[str] = mapped_column(primary_key=True, index=True)


class ConsentRow(Base):
    """One consent, for one purpose of one application: to which text, from when until when."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str]
    version: Mapped[str]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class OwnDataLinkRow(Base):
    """A link to a person's own data; the hash of its token, never the token."""

    __tablename__ = "own_data_link"

    hashed: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(index=True)
    until: Mapped[datetime]


class RetentionRow(Base):
    """What was erased because its time was over: how much of what, and when. Names nobody."""

    __tablename__ = "retention"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    what: Mapped[str]
    count: Mapped[int]
