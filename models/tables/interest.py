"""Who wants to hear when a programme takes applications."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class InterestRow(Base):
    """One person's interest in one programme; `told_at` is set once they were told that it opened."""

    __tablename__ = "interest"
    __table_args__ = (UniqueConstraint("programme_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[str] = mapped_column(ForeignKey("programme.id"))
    user_id: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]
    told_at: Mapped[datetime | None]
