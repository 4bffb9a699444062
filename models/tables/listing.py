"""What staff's lists are made from: beside each application sent, never more than what it says itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base

Exact = String().with_variant(String(collation="C"), "postgresql")
"""Compared byte by byte on both databases, so that pages are the same."""


def _of_application() -> Any:
    return ForeignKey("application.id", ondelete="CASCADE")


class ApplicationSearchRow(Base):
    """One application sent, as `models.searching` reads it; written along with the application itself.

    Narrow, so that ten thousand are looked through in milliseconds, and each order has an index to page by.
    """

    __tablename__ = "application_search"
    __table_args__ = (
        Index("ix_application_search_submitted", "programme_id", "submitted_at", "application_id"),
        Index("ix_application_search_name", "programme_id", "name_key", "application_id"),
        Index(
            "ix_application_search_facets",
            "programme_id",
            "state",
            "province",
            "organisation_type",
            "review",
            "linked",
        ),
        Index("ix_application_search_province", "programme_id", "province", "submitted_at", "application_id"),
        Index("ix_application_search_state", "programme_id", "state", "submitted_at", "application_id"),
        Index(
            "ix_application_search_numbers",
            "programme_id",
            "submitted_at",
            "province",
            "organisation_type",
            "source",
            "round",
            "state",
            "linked",
        ),
        Index("ix_application_search_phone", "phone"),
        Index("ix_application_search_email", "email"),
    )

    application_id: Mapped[str] = mapped_column(_of_application(), primary_key=True)
    programme_id: Mapped[str]
    reference: Mapped[str]
    state: Mapped[str]
    submitted_at: Mapped[datetime]
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(Exact)
    position: Mapped[str]
    unit: Mapped[str]
    province: Mapped[str] = mapped_column(Exact)
    organisation_type: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    review: Mapped[bool]
    linked: Mapped[bool]
    version: Mapped[int]
    text: Mapped[str]
    round: Mapped[str] = mapped_column(default="", server_default="")
    source: Mapped[str] = mapped_column(default="", server_default="")


class ApplicationFlagRow(Base):
    """A flag staff put on an application."""

    __tablename__ = "application_flag"

    application_id: Mapped[str] = mapped_column(_of_application(), primary_key=True)
    flag: Mapped[str] = mapped_column(primary_key=True, index=True)


class ApplicationNoteRow(Base):
    """What staff wrote down about an application; the applicant is not told."""

    __tablename__ = "application_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[str] = mapped_column(_of_application(), index=True)
    at: Mapped[datetime]
    by: Mapped[str]
    text: Mapped[str]


class ApplicationRingRow(Base):
    """Whom no push reaches: they are told of what was decided by telephone. Goes when they have been rung."""

    __tablename__ = "application_ring"

    application_id: Mapped[str] = mapped_column(_of_application(), primary_key=True)
    since: Mapped[datetime]


class ApplicationUndoRow(Base):
    """The last decision in the console, while it may be taken back. `until` is machine time."""

    __tablename__ = "application_undo"

    application_id: Mapped[str] = mapped_column(_of_application(), primary_key=True)
    version: Mapped[int]
    before: Mapped[str]
    until: Mapped[datetime]


class ApplicationImportRow(Base):
    """An application that came from a file: the row's digest, so that it is taken once.

    `tries`: how often somebody gave the wrong digits to link it to their chat.
    """

    __tablename__ = "application_import"

    key: Mapped[str] = mapped_column(primary_key=True)
    application_id: Mapped[str] = mapped_column(_of_application(), unique=True)
    tries: Mapped[int] = mapped_column(default=0, server_default="0")


class JobRow(Base):
    """Work too long for a request, done by the scheduler. `leased_until` is machine time.

    `given` is what it works on, dropped when it is done; `problems` what could not be done, a line each.
    """

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_state_id", "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    programme_id: Mapped[str]
    by: Mapped[str]
    asked_at: Mapped[datetime]
    state: Mapped[str]
    given: Mapped[dict[str, Any]]
    done: Mapped[int]
    of: Mapped[int]
    problems: Mapped[list[Any]]
    file: Mapped[str | None]
    finished_at: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]
