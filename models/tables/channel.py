"""What all processes share about LINE: calls left per endpoint, and one row about LINE itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Double
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class EndpointRow(Base):
    """One endpoint's bucket of calls: what it held and when, and until when it is shut. Machine time.

    `refusals`: how many messages in a row it has refused without saying what is wrong with them; `refused`
    is the outbox id of the last, `refusal` what was said.
    """

    __tablename__ = "line_endpoint"

    name: Mapped[str] = mapped_column(primary_key=True)
    calls: Mapped[float] = mapped_column(Double)
    at: Mapped[datetime | None]
    shut_until: Mapped[datetime | None]
    refusals: Mapped[int] = mapped_column(default=0, server_default="0")
    refused: Mapped[int | None] = mapped_column(BigInteger)
    refusal: Mapped[str | None]


class ChannelRow(Base):
    """The one row about LINE itself: whether it answers, and the month's messages. Machine time.

    `trouble`: what it says to all calls of this channel; `token_left`: how many seconds of its minute a reply
    token had left that was dead already, and when that was seen; `token_deaths`: how often in a row.
    """

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
    trouble: Mapped[str | None]
    token_left: Mapped[float | None] = mapped_column(Double)
    token_left_at: Mapped[datetime | None]
    token_deaths: Mapped[int] = mapped_column(default=0, server_default="0")
    basic_id: Mapped[str | None]
