"""The console's ways: one table, of which everybody sees what exists and is theirs."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for

from bot.console.here import PAGES, Here, exists
from models.staff import Role


@dataclass(frozen=True, slots=True)
class Way:
    """One entry: a page's endpoint, its name, its picture; `first`: also in the narrow screen's bar."""

    endpoint: str
    label: str
    icon: str
    role: Role = Role.VIEWER
    first: bool = False
    family: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Where it leads."""
        return url_for(f"{PAGES}.{self.endpoint}")

    @property
    def current(self) -> bool:
        """Whether the page shown is there, or belongs there."""
        name = (request.endpoint or "").removeprefix(f"{PAGES}.")
        return name == self.endpoint or name.startswith(self.family)


WAYS = (
    Way("today", "วันนี้", "today", first=True),
    Way("applications", "ใบสมัคร", "applications", first=True, family=("application",)),
    Way("inbox", "กล่องข้อความ", "inbox", first=True, family=("case", "stock")),
    Way("programmes", "โครงการ", "programmes", first=True, family=("programme", "session")),
    Way("questions", "คำถามที่บอทยังตอบไม่ได้", "questions", family=("question",)),
    Way("broadcasts", "ส่งประกาศ", "broadcasts", family=("broadcast",)),
    Way("numbers", "ตัวเลข", "numbers"),
    Way("staff", "เจ้าหน้าที่", "staff", Role.ADMIN, family=("staff",)),
    Way("audit", "ประวัติการใช้งาน", "audit", Role.ADMIN),
    Way("health", "สุขภาพระบบ", "health"),
    Way("account", "บัญชีของฉัน", "account", family=("account",)),
)


def shown(here: Here) -> list[Way]:
    """What whoever asks may open, of what there is."""
    return [way for way in WAYS if exists(way.endpoint) and here.may(way.role)]
