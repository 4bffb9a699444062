"""What all processes share about LINE: calls left per endpoint, and one row about LINE itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Double
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class EndpointRow(Base):
    """One endpoint's bucket of calls: what it held and when, and until when it is shut. Machine time."""

    __tablename__ = "line_endpoint"

    name: Mapped[str] = mapped_column(primary_key=True)
    calls: Mapped[float] = mapped_column(Double)
    at: Mapped[datetime | None]
    shut_until: Mapped[datetime | None]


class ChannelRow(Base):
    """The one row about LINE itself: whether it answers, and the month's messages. Machine time."""

    __tablename__ = "line_channel"

    id: Mapped[int] = mapped_column(primary_key=True)
    failures: Mapped[int]
    open_until: Mapped[datetime | None]
    open_for: Mapped[int]
    quota_out: Mapped[bool]
    quota_limit: Mapped[int | None]
    quota_used: Mapped[int | None]
    quota_read_at: Mapped[datetime | None]
    look_at: Mapped[datetime | None]
