"""Rich menus at LINE, who is linked to which, and whose may have to change."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class RichMenuRow(Base):
    """The published menu of each kind, by LINE's id."""

    __tablename__ = "rich_menu"

    kind: Mapped[str] = mapped_column(primary_key=True)
    menu_id: Mapped[str]


class PersonMenuRow(Base):
    """Who is linked to a menu of their own; whoever has no row sees the one for everybody."""

    __tablename__ = "person_menu"

    user_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    menu_id: Mapped[str]
    staff: Mapped[bool]


class MenuDueRow(Base):
    """Somebody whose menu is to be looked at; written by triggers when an application changes its state.

    Rows are only ever added, so that no transaction waits for another because of a menu.
    """

    __tablename__ = "menu_due"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str]


class MenuWorkRow(Base):
    """The one row about linking: who does it until when (machine time), and what was looked through last."""

    __tablename__ = "menu_work"

    id: Mapped[int] = mapped_column(primary_key=True)
    leased_until: Mapped[datetime | None]
    not_before: Mapped[datetime | None]
    looked_through: Mapped[str | None]
