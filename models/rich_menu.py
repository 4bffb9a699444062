"""The menus at the foot of a chat, and which of them somebody is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

LONGEST_LEASE = timedelta(minutes=2)
LONGEST_REST = timedelta(minutes=10)
"""The longest that nothing is linked after LINE refused."""
MOST_AT_ONCE = 500
"""People that LINE links in one call:
https://developers.line.biz/en/reference/messaging-api/#link-rich-menu-to-users"""


class MenuKind(StrEnum):
    """For whom a menu is. Everybody sees `NEWCOMER` who is linked to no other."""

    NEWCOMER = "newcomer"
    DRAFT = "draft"
    WAITING = "waiting"
    TRAINEE = "trainee"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody is linked to, as far as we know: the menu's kind, and its id at LINE.

    staff  is shown staff's menu, whatever they applied for
    """

    kind: str = MenuKind.NEWCOMER
    menu: str = ""
    staff: bool = False
