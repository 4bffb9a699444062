"""Announcements, whom they are for, and by which LINE account a member of staff is reached."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class BroadcastRow(Base):
    """One announcement; `wanted` is its audience, `at` business time."""

    __tablename__ = "broadcast"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[str] = mapped_column(ForeignKey("programme.id"), index=True)
    wanted: Mapped[dict[str, Any]]
    title: Mapped[str]
    text: Mapped[str]
    by: Mapped[str]
    created_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime | None]
    people: Mapped[int] = mapped_column(default=0)
    queued: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class BroadcastRecipientRow(Base):
    """Whom an announcement is for, fixed when it is sent; goes when it is in the outbox."""

    __tablename__ = "broadcast_recipient"

    broadcast_id: Mapped[int] = mapped_column(
        ForeignKey("broadcast.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(index=True)


class StaffLineRow(Base):
    """The LINE account of a member of staff, or the code with which they will say which it is.

    `code` is a hash; `until` is the machine's time, `alerted_at` business time.
    """

    __tablename__ = "staff_line"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[str | None] = mapped_column(index=True)
    code: Mapped[str | None]
    until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    alerted_at: Mapped[datetime | None]
