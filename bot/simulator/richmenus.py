"""Rich menus as LINE keeps them: created, given a picture once, then set for everyone or one person."""

from __future__ import annotations

import secrets
import threading
from typing import Any

EVERYONE = "all"


class RichMenus:
    """The bot's rich menus."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._menus: dict[str, dict[str, Any]] = {}
        self._pictures: dict[str, tuple[str, bytes]] = {}
        self._linked: dict[str, str] = {}
        self._aliases: dict[str, str] = {}

    def create(self, menu: dict[str, Any]) -> str:
        """Keep a menu; returns its id."""
        with self._lock:
            menu_id = f"richmenu-{secrets.token_hex(16)}"
            self._menus[menu_id] = {"richMenuId": menu_id, **menu}
        return menu_id

    def all(self) -> list[dict[str, Any]]:
        """Every menu, oldest first."""
        with self._lock:
            return list(self._menus.values())

    def get(self, menu_id: str) -> dict[str, Any] | None:
        """One menu."""
        with self._lock:
            return self._menus.get(menu_id)

    def delete(self, menu_id: str) -> bool:
        """Forget a menu and every link to it; False when there is none."""
        with self._lock:
            self._pictures.pop(menu_id, None)
            self._linked = {whom: menu for whom, menu in self._linked.items() if menu != menu_id}
            return self._menus.pop(menu_id, None) is not None

    def picture(self, menu_id: str) -> tuple[str, bytes] | None:
        """A menu's picture, with its type."""
        with self._lock:
            return self._pictures.get(menu_id)

    def give_picture(self, menu_id: str, mime: str, data: bytes) -> bool:
        """Give a menu its picture; False if it already has one, which cannot be replaced."""
        with self._lock:
            if menu_id in self._pictures:
                return False
            self._pictures[menu_id] = (mime, data)
            return True

    def link(self, menu_id: str, whom: str = EVERYONE) -> bool:
        """Show a menu to everyone or to one person; False while it has no picture."""
        with self._lock:
            if menu_id not in self._pictures:
                return False
            self._linked[whom] = menu_id
            return True

    def unlink(self, whom: str = EVERYONE) -> None:
        """Stop showing the menu."""
        with self._lock:
            self._linked.pop(whom, None)

    def name(self, alias: str, menu_id: str | None) -> None:
        """Make a name lead to a menu; None takes the name away."""
        with self._lock:
            self._aliases.pop(alias, None)
            if menu_id is not None:
                self._aliases[alias] = menu_id

    def alias(self, alias: str) -> str | None:
        """The menu that a name leads to."""
        with self._lock:
            return self._aliases.get(alias)

    def aliases(self) -> dict[str, str]:
        """Every name and its menu."""
        with self._lock:
            return dict(self._aliases)

    def seen_by(self, whom: str) -> dict[str, Any] | None:
        """The menu at the foot of somebody's chat: their own, else everybody's."""
        menu_id = self.linked(whom) or self.linked()
        return self.get(menu_id) if menu_id else None

    def linked(self, whom: str = EVERYONE) -> str | None:
        """The menu set for everyone or for one person."""
        with self._lock:
            return self._linked.get(whom)
