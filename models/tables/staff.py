"""Staff: accounts, sessions, invitations, failed sign-ins, and the record of what they did."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class StaffRow(Base):
    """A member of staff; an account is disabled, never deleted. `totp` is empty, or holds a sealed secret."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    programmes: Mapped[list[Any]]
    disabled: Mapped[bool]
    password: Mapped[str | None]
    totp: Mapped[dict[str, Any]]
    totp_step: Mapped[int | None]
    recovery: Mapped[list[Any]]
    created_at: Mapped[datetime]
    last_sign_in: Mapped[datetime | None]


class StaffSessionRow(Base):
    """A sign-in that lasts; the hash of its token, never the token. Both times are the machine's."""

    __tablename__ = "staff_session"

    hashed: Mapped[str] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class InvitationRow(Base):
    """A link with which somebody sets their password, once; `until` is the machine's time."""

    __tablename__ = "invitation"

    hashed: Mapped[str] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    until: Mapped[datetime]


class SignInAttemptRow(Base):
    """Wrong sign-ins in a row of one address, whether it is known or not: its hash; the machine's time."""

    __tablename__ = "sign_in_attempt"

    account: Mapped[str] = mapped_column(primary_key=True)
    wrong: Mapped[int]
    last_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]


class AuditRow(Base):
    """What was done by whom; rows are added, never changed or deleted: the database refuses it."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    staff: Mapped[str] = mapped_column(index=True)
    role: Mapped[str]
    action: Mapped[str]
    object: Mapped[str] = mapped_column(index=True)
    before: Mapped[str | None]
    after: Mapped[str | None]
