"""Thousands of applications put into a database at once, as the bot would have written them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from models.application import Application, ApplicationState
from models.programme import Programme, Question
from models.searching import searchable
from models.store import Database
from models.store.applications import columns
from models.tables import ApplicationRow, ApplicationSearchRow, PersonRow
from tests.store.making import NOW, a_programme

PROVINCES = ("อุดรธานี", "ขอนแก่น", "เลย", "หนองคาย", "ชลบุรี", "ระยอง", "ตรัง", "สตูล", "น่าน", "แพร่")
TYPES = ("province", "city", "municipality", "subdistrict", "other")
GIVEN = ("สมศรี", "สมชาย", "วิชัย", "อรุณ", "ดวงใจ", "ปราณี", "มานพ", "เพ็ญศรี", "แก้วตา", "ไพโรจน์")
FAMILY = ("ใจดี", "ศรีสุข", "ทองคำ", "แสนสุข", "บุญมา", "เรืองศรี", "วงศ์ไทย", "จันทร์เพ็ญ", "ดีงาม", "คำแพง")
STATES = (
    *(ApplicationState.SUBMITTED,) * 5,
    *(ApplicationState.APPROVED,) * 3,
    ApplicationState.WAITLISTED,
    ApplicationState.REJECTED,
)
OPTIONS = [
    {"value": value, "label": label}
    for value, label in zip(TYPES, ("อบจ.", "ทน.", "ทม.", "อบต.", "อื่น ๆ"), strict=True)
]


def questions() -> tuple[Question, ...]:
    """A form like those there are."""
    asked: list[dict[str, Any]] = [
        {"key": "full_name", "kind": "person_name", "label": "ชื่อ-นามสกุล"},
        {"key": "position", "kind": "position", "label": "ตำแหน่ง"},
        {"key": "organisation_type", "kind": "choice", "label": "ประเภทหน่วยงาน", "options": OPTIONS},
        {"key": "organisation", "kind": "organisation", "label": "หน่วยงาน"},
        {"key": "province", "kind": "province", "label": "จังหวัด"},
        {"key": "phone", "kind": "phone", "label": "เบอร์โทรศัพท์"},
        {"key": "email", "kind": "email", "label": "อีเมล"},
        {"key": "why", "kind": "long_text", "label": "เหตุผล", "required": False, "max_length": 2000},
    ]
    return tuple(Question(ask=f"ขอ{one['label']}ค่ะ", **one) for one in asked)


def the_programme(id: str = "alpha", **more: Any) -> Programme:
    """A programme with that form."""
    return a_programme(id, questions=questions(), **more)


def answers(number: int, long: int = 1000) -> dict[str, Any]:
    """What the person of this number answered; every one has another phone and e-mail address."""
    return {
        "full_name": f"{GIVEN[number % 10]} {FAMILY[number // 10 % 10]}{_letters(number // 100)}",
        "position": "ปลัด",
        "organisation_type": TYPES[number % 5],
        "organisation": f"อบต.หนองบัว {number}",
        "province": PROVINCES[number % 10],
        "phone": {"number": f"+668{number:08d}", "extension": None},
        "email": f"person{number}@example.go.th",
        "why": ("อยากนำความรู้ไปใช้ที่ตำบล " * 50)[:long] or None,
    }


def application(number: int, programme: str = "alpha", long: int = 1000, **more: Any) -> Application:
    """The application of the person of this number, sent a minute after the one before."""
    at = NOW + timedelta(minutes=number)
    given: dict[str, Any] = {
        "id": f"{number:024x}",
        "programme": programme,
        "user": f"U{number:032x}",
        "state": STATES[number % 10],
        "created_at": at,
        "updated_at": at,
        "reference": f"{programme.upper()[:8]}-{_code(number)}",
        "answers": answers(number, long),
        "consented_at": at,
        "submitted_at": at,
    }
    return Application(**{**given, **more})


def fill(
    database: Database,
    count: int,
    programme: Programme | None = None,
    users: Callable[[int], str] | None = None,
    **more: Any,
) -> list[Application]:
    """That many applications to a programme, which is put there too; and the people who made them.

    users   whose each is; by default somebody LINE does not know
    """
    programme = programme or the_programme()
    made = [application(number, programme.id, **more) for number in range(count)]
    if users is not None:
        made = [replace(one, user=users(number)) for number, one in enumerate(made)]
    with database.begin() as tx:
        tx.programmes.put(programme, NOW)
        session = tx.inbox._session
        session.flush()
        if not made:
            return made
        session.execute(ApplicationRow.__table__.insert(), [columns(one) for one in made])
        session.execute(ApplicationSearchRow.__table__.insert(), [_search(programme, one) for one in made])
        people = [
            {"user_id": one.user, "following": True, "muted": False, "muted_kinds": [], "first_seen": NOW}
            for one in made
            if one.user
        ]
        session.execute(PersonRow.__table__.insert(), people) if people else None
    return made


def _search(programme: Programme, one: Application) -> dict[str, Any]:
    found = searchable(programme.questions, one.reference, one.answers)
    return {
        "application_id": one.id,
        "programme_id": one.programme,
        "reference": one.reference,
        "state": one.state.value,
        "submitted_at": one.submitted_at,
        "review": one.needs_review,
        "linked": one.user is not None,
        "version": one.version,
        **{name: getattr(found, name) for name in found.__slots__},
    }


def _code(number: int) -> str:
    letters = "23456789ACDEFGHJKLMNPQRSTUVWXYZ"
    code = ""
    for _ in range(6):
        number, place = divmod(number, len(letters))
        code = letters[place] + code
    return code


def _letters(number: int) -> str:
    """A number as Thai consonants: digits are no part of a name."""
    thai = "กขคงจชซตถทธนบปผพภมยรลวสหอ"
    text = ""
    while number:
        number, place = divmod(number, len(thai))
        text = thai[place] + text
    return text
