"""Members of a team, each with the same few answers, over as many messages as it takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from handlers.applications.question_kind import Found, More, Problem, QuestionKind
from handlers.applications.questions import _members, _several, kinds
from handlers.wording import questions
from models.programme import Question
from models.reply import Choice
from models.understanding import Understanding

ROWS = "rows"
MOST_MEMBERS = 50
"""The most members if the form sets no limit."""
MOST_SHOWN = 10
"""How many of the latest members are repeated after each message."""
MOST_WRONG = 3
_NOT_INSIDE = frozenset({"group", "file"})


class Group(QuestionKind):
    """Rows of sub-answers. Stored as {"rows": [{key: value}], "open": bool}."""

    name = "group"
    free = True
    own_words = True
    called = ("รายชื่อสมาชิก", "รายชื่อทีม", "สมาชิกทีม", "รายชื่อ", "สมาชิก")

    def parse(self, question: Question, read: Understanding, so_far: Any = None) -> Found | Problem:
        """More members, the end of the list, or members removed."""
        rows = _several.kept(so_far, ROWS)
        match _several.word_in(read.text):
            case "done":
                return self._ended(question, rows)
            case "drop" | "clear" if not rows:
                return Problem(questions.nobody_to_drop(_members.example(question)))
            case "drop":
                return self._so_far(question, rows[:-1])
            case "clear":
                return self._so_far(question, [])
        return self._with(question, rows, _members.members(question, read.text))

    def _with(
        self, question: Question, rows: list[_members.Member], read: list[_members.Member | Problem]
    ) -> Found | Problem:
        """The list with the members that could be read; the others are reported, so nobody is lost."""
        new = [member for member in read if not isinstance(member, Problem) and member not in rows]
        wrong = [member.text for member in read if isinstance(member, Problem)]
        most = question.maximum or MOST_MEMBERS
        if len(rows) + len(new) + len(wrong) > most:
            return Problem(questions.too_many_members(len(rows), len(new) + len(wrong), most))
        if not read:
            return Problem(questions.no_member("", _members.example(question)))
        if (untold := len(wrong) - MOST_WRONG) > 0:
            wrong = [*wrong[:MOST_WRONG], questions.more_wrong(untold)]
        if wrong and not new:
            return Problem("\n".join(wrong))
        rows = [*rows, *new]
        if len(rows) == most:
            return Found(_several.stored(ROWS, rows, still_open=False))
        return self._so_far(question, rows, wrong)

    def _so_far(
        self, question: Question, rows: list[_members.Member], wrong: list[str] | None = None
    ) -> More:
        value = _several.stored(ROWS, rows, still_open=True)
        if not rows:
            return More(value, questions.no_members_left(_members.example(question)))
        missing = max(0, _least(question) - len(rows))
        latest = "\n".join(self.show(question, value).splitlines()[-MOST_SHOWN:])
        told = questions.members_so_far(len(rows), latest, missing)
        return More(value, "\n".join([told, *(wrong or ())]))

    def _ended(self, question: Question, rows: list[_members.Member]) -> Found | Problem:
        missing = _least(question) - len(rows)
        if missing > 0:
            return Problem(questions.too_few_members(len(rows), missing, _members.example(question)))
        return Found(_several.stored(ROWS, rows, still_open=False))

    def complete(self, value: Any) -> bool:
        """The list was ended, or is full."""
        return _several.complete(value)

    def show(self, question: Question, value: Any) -> str:
        """1. สมหญิง ดีงาม – ปลัดเทศบาล"""
        shown = [
            questions.numbered(
                place, [text for text in _cells(question, row, lambda kind: kind.show) if text]
            )
            for place, row in enumerate(value[ROWS], 1)
        ]
        return "\n".join(shown) or questions.NONE_YET

    def export(self, question: Question, value: Any) -> str:
        """สมหญิง ดีงาม | ปลัดเทศบาล; …"""
        return "; ".join(" | ".join(_cells(question, row, lambda kind: kind.export)) for row in value[ROWS])

    def choices(self, question: Question) -> tuple[Choice, ...]:
        """A button to end the list."""
        return (Choice(questions.DONE),)

    def check(self, question: Question) -> str | None:
        """Fields of simple kinds, each once."""
        if not question.fields:
            return "a group needs fields"
        keys = [field.key for field in question.fields]
        if len(set(keys)) < len(keys):
            return "two fields of the group have one key"
        if not question.fields[0].required:
            return f"{keys[0]}: the first field of a group tells its members apart and is required"
        for field in question.fields:
            if (wrong := _wrong_inside(field)) is not None:
                return f"{field.key}: {wrong}"
        return super().check(question)


def _least(question: Question) -> int:
    return 1 if question.minimum is None else question.minimum


def _cells(
    question: Question, row: _members.Member, how: Callable[[QuestionKind], Callable[[Question, Any], str]]
) -> list[str]:
    """Each field of a member, empty if left out."""
    known = kinds()
    return [
        how(known[field.kind])(field, row[field.key]) if field.key in row else "" for field in question.fields
    ]


def _wrong_inside(field: Question) -> str | None:
    kind = kinds().get(field.kind)
    if kind is None:
        return f"{field.kind} is no kind of question"
    if kind.secret or field.kind in _NOT_INSIDE:
        return f"a {field.kind} cannot be asked inside a group"
    if field.when:
        return "a field of a group has no condition"
    return kind.check(field)


KIND = Group()
