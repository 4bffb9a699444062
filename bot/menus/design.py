"""What is on each menu: rows of tiles, each with a word, a picture and what pressing it says."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from handlers.wording import attendance, common, menus, service, sessions, signup
from models.rich_menu import MenuKind

WIDTH, TALL, COMPACT = 2500, 1686, 843
"""Pixels: LINE's sizes for a large and a compact menu.
https://developers.line.biz/en/docs/messaging-api/using-rich-menus/"""


@dataclass(frozen=True, slots=True)
class Tile:
    """One area.

    icon    a picture of `drawing.ICONS`
    says    what it types for the person; words that always work
    opens   a page below the public address instead, where there is one
    first   drawn as what most people want
    width   in shares of its row
    """

    words: str
    icon: str
    says: str
    opens: str | None = None
    first: bool = False
    width: int = 1


@dataclass(frozen=True, slots=True)
class Menu:
    """One menu, row by row."""

    rows: tuple[tuple[Tile, ...], ...]

    @property
    def height(self) -> int:
        """Pixels."""
        return TALL if len(self.rows) > 1 else COMPACT


_STAFF = Tile(menus.STAFF, "person", common.STAFF)
_SCHEDULE = Tile(menus.SCHEDULE, "calendar", common.SCHEDULE)
_STATUS = Tile(menus.STATUS, "paper", common.STATUS)
_PROGRAMMES = Tile(menus.PROGRAMMES, "list", common.PROGRAMMES)
_HELP = Tile(menus.HELP, "question", common.HELP)
MENUS = {
    MenuKind.NEWCOMER: Menu(
        (
            (Tile(menus.APPLY, "pen", common.APPLY, first=True), _PROGRAMMES, _SCHEDULE),
            (Tile(menus.WHO_MAY, "people", common.WHO_MAY), _STAFF, _HELP),
        )
    ),
    MenuKind.DRAFT: Menu(
        ((Tile(menus.GO_ON, "pen", signup.GO_ON, first=True, width=2), _PROGRAMMES, _STAFF),)
    ),
    MenuKind.WAITING: Menu(((Tile(menus.STATUS, "paper", common.STATUS, first=True), _SCHEDULE, _STAFF),)),
    MenuKind.TRAINEE: Menu(
        (
            (
                Tile(menus.MY_SESSIONS, "calendar", service.MY_SESSIONS, first=True),
                Tile(menus.WHO_COMES, "hand", attendance.ANSWERS["no"]),
                Tile(menus.CALENDAR, "bell", sessions.CALENDAR),
            ),
            (_STATUS, _STAFF, Tile(menus.MENU, "list", common.MENU)),
        )
    ),
    MenuKind.STAFF: Menu(
        ((Tile(menus.CONSOLE, "house", common.HELP, opens="/console/", first=True), _PROGRAMMES, _SCHEDULE),)
    ),
}


def areas(menu: Menu, public_url: str | None) -> list[dict[str, Any]]:
    """Where each tile is and what it does, as LINE wants it."""
    found = []
    for tile, (left, top, right, bottom) in placed(menu):
        bounds = {"x": left, "y": top, "width": right - left, "height": bottom - top}
        label = " ".join(tile.words.split())[:20]
        action = {"type": "message", "label": label, "text": tile.says}
        if tile.opens and public_url:
            action = {"type": "uri", "label": label, "uri": public_url.rstrip("/") + tile.opens}
        found.append({"bounds": bounds, "action": action})
    return found


def placed(menu: Menu) -> list[tuple[Tile, tuple[int, int, int, int]]]:
    """Each tile with its edges in pixels: left, top, right, bottom."""
    found = []
    high = menu.height / len(menu.rows)
    for number, row in enumerate(menu.rows):
        shares, done = sum(tile.width for tile in row), 0
        for tile in row:
            left, right = (math.floor(WIDTH * share / shares) for share in (done, done + tile.width))
            found.append((tile, (left, math.floor(high * number), right, math.floor(high * (number + 1)))))
            done += tile.width
    return found
