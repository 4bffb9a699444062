"""A district: อำเภอ, or เขต in Bangkok."""

from __future__ import annotations

import re
from typing import Any

from handlers.applications.left_over import Span
from handlers.applications.question_kind import Found, Problem, QuestionKind
from handlers.wording import questions
from intents.entities import province
from models.programme import Question
from models.understanding import Understanding

DISTRICT = "อำเภอ"
KHET = "เขต"
_BANGKOK = "กรุงเทพมหานคร"
_PREFIX = re.compile(r"(?:กิ่ง)?(?:อำเภอ|(?<![ก-๎])อ\.|^อ[ ])[ ]?|(?<![ก-๎])(?P<khet>เขต)[ ]?")
_REST = re.compile(r"[ ,]*(?:(?<!อบ)[จต]\.|จังหวัด|ตำบล|แขวง|รหัสไปรษณีย์|\d).*$", re.DOTALL)
_SUBDISTRICT = re.compile(r"^(?:ต\.|ตำบล|แขวง)[ ]?[ก-๎]+[ ]*")
_LEAD = re.compile(r"^(?:อยู่ที่|อยู่|ที่|ใน|คือ)[ ]?(?=[ก-ฮเ-ไ])")
_POLITE = re.compile(
    r"(?:[ ]*(?:(?<!จะ)นะ)?(?:ครับผม|ครับ|คับ|ค่ะ|คะ|จ้า|จ้ะ)|[ ]นะ)+[ .!]*$"
)  # จะนะ is a district
_NAME = re.compile(r"[ก-ฮเ-ไ][ก-๎]+(?: [ก-๎]+){0,2}")
_NO_NAME = ("ไม่", "อะไร")
_SPELLED = re.compile(
    r"(?<![ก-๎])(?:อำเภอ[ ]?(?P<name>[ก-๎]{2,40}?)(?=[ ,]|จ\.|จังหวัด|ต\.|ตำบล|$)"
    r"|อ\.[ ]?(?P<short>[ก-๎]{2,40}?)(?=[ ,]*(?:จ\.|จังหวัด)))"
)


class District(QuestionKind):
    """Its name as people write it, prefixed with อำเภอ or เขต; there is no list to check it against."""

    name = "district"
    carried_over = True
    free = True
    mistakable = True
    called = ("อำเภอ", "เขต")

    def parse(self, question: Question, read: Understanding, so_far: Any = None) -> Found | Problem:
        """The name without its prefix, subdistrict or province."""
        text = _POLITE.sub("", read.text.replace("\n", " ").strip())
        prefix = _PREFIX.search(text)
        bare = text[prefix.end() :] if prefix else _LEAD.sub("", _SUBDISTRICT.sub("", text))
        name = _REST.sub("", _without_province(bare, read)).strip(" ,.-")
        if not _NAME.fullmatch(name) or name.startswith(_NO_NAME):
            return Problem(questions.no_district(question.example))
        word = KHET if (prefix and prefix["khet"]) or (not prefix and _in_bangkok(read)) else DISTRICT
        if len(word + name) > question.max_length:
            return Problem(questions.too_long(question.label, len(word + name), question.max_length))
        return self.taken(question, read, word + name)

    def used(self, question: Question, read: Understanding, value: Any) -> list[Span]:
        """The name with the word before it."""
        name = re.escape(str(value).removeprefix(DISTRICT).removeprefix(KHET))
        match = re.search(rf"(?:{_PREFIX.pattern})?{name}", read.text)
        return [match.span()] if match else []

    def spot(self, question: Question, read: Understanding) -> Any | None:
        """A district with its prefix; "อ." may also be a teacher's title, so a province must follow."""
        match = _SPELLED.search(read.text)
        if match is None:
            return None
        name = DISTRICT + (match["name"] or match["short"])
        return name if len(name) <= question.max_length else None


def _without_province(text: str, read: Understanding) -> str:
    """Drops provinces after the district; a text that begins with one may be a district: เมืองตรัง."""
    for entity in read.all_of(province.KIND):
        place = text.rfind(entity.text)
        if place > 0 or (place == 0 and not entity.text.startswith("เมือง")):
            text = text[:place]
    return text


def _in_bangkok(read: Understanding) -> bool:
    return any(entity.value == _BANGKOK for entity in read.all_of(province.KIND))


KIND = District()
