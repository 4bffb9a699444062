"""Applications, their history, and who comes to which session."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base

_OWN_AND_LIVE = text("state IN ('draft', 'submitted', 'waitlisted', 'approved') AND NOT on_behalf")


class ApplicationRow(Base):
    """One application, draft or not. The partial index allows a person one of their own per programme."""

    __tablename__ = "application"
    __table_args__ = (
        Index(
            "uq_application_own",
            "programme_id",
            "user_id",
            unique=True,
            sqlite_where=_OWN_AND_LIVE,
            postgresql_where=_OWN_AND_LIVE,
        ),
        Index("ix_application_programme_id_state", "programme_id", "state"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    programme_id: Mapped[str] = mapped_column(ForeignKey("programme.id"))
    user_id: Mapped[str | None] = mapped_column(index=True)
    reference: Mapped[str | None] = mapped_column(unique=True)
    on_behalf: Mapped[bool]
    state: Mapped[str]
    answers: Mapped[dict[str, Any]]
    consented_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    needs_review: Mapped[bool]
    stage: Mapped[str | None]
    version: Mapped[int]
    source: Mapped[str | None]


class ApplicationChangeRow(Base):
    """One line of an application's history."""

    __tablename__ = "application_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    what: Mapped[str]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    reason: Mapped[str | None]


class AttendanceRow(Base):
    """What one registrant said about one session: coming, not coming, or sending someone; why, or whom."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("application_id", "occasion"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"))
    occasion: Mapped[str]
    answer: Mapped[str]
    at: Mapped[datetime]
    detail: Mapped[str | None]
    message_id: Mapped[str | None] = mapped_column(index=True)


class CameRow(Base):
    """One registrant who came to one session on its day, as staff marked it."""

    __tablename__ = "came"

    application_id: Mapped[str] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), primary_key=True
    )
    occasion: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
