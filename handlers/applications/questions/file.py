"""Files and pictures sent in the chat."""

from __future__ import annotations

import re
from typing import Any

from handlers.applications.question_kind import Attachment, Found, More, Problem, QuestionKind
from handlers.applications.questions import _several
from handlers.wording import questions
from models.programme import Question
from models.reply import Choice
from models.understanding import Understanding

FILES = "files"
TAKEN = frozenset({"image", "file"})
LONGEST_NAME = 100


class File(QuestionKind):
    """What LINE announced; its content is fetched elsewhere.

    Stored as {"files": [{"message": id, "kind": "image" | "file", "name": … or None}], "open": bool}.
    """

    name = "file"
    takes_files = True
    explains = re.compile(
        r"(?:ส่ง|แนบ|ถ่าย|อัพ|อัป|โหลด)(?:ไฟล์|รูป|เอกสาร|หนังสือ|มา|โหลด)*(?:ยังไง|อย่างไร|ตรงไหน|ที่ไหน|ทางไหน)"
    )
    called = ("ไฟล์แนบ", "เอกสารแนบ", "ไฟล์", "รูป")

    def receive(
        self, question: Question, attachment: Attachment, so_far: Any = None
    ) -> Found | Problem | None:
        """One more file; if only one is asked for, a new one replaces it."""
        if attachment.kind not in TAKEN:
            return Problem(questions.not_this_file())
        most = _most(question)
        files = _several.kept(so_far, FILES) if most > 1 else []
        if any(file["message"] == attachment.message_id for file in files):
            return self._so_far(question, files)
        if len(files) >= most:
            return Problem(questions.files_full(most))
        name = " ".join((attachment.name or "").split())[-LONGEST_NAME:] or None
        return self._so_far(
            question, [*files, {"message": attachment.message_id, "kind": attachment.kind, "name": name}]
        )

    def files(self, value: Any) -> list[tuple[str, str | None]]:
        """Each file's message and name."""
        return [(file["message"], file["name"]) for file in _several.kept(value, FILES)]

    def without_file(self, value: Any, message: str) -> Any:
        """Without a file that could not be kept."""
        left = [file for file in _several.kept(value, FILES) if file["message"] != message]
        return {**value, FILES: left} if left else None

    def parse(self, question: Question, read: Understanding, so_far: Any = None) -> Found | Problem:
        """No text is a file, but words end the list or undo files."""
        files = _several.kept(so_far, FILES)
        match _several.word_in(read.text):
            case "done" if files:
                return self._ended(question, files)
            case "drop" if files:
                return self._so_far(question, files[:-1])
            case "clear" if files:
                return self._so_far(question, [])
        return Problem(questions.send_a_file(optional=not question.required))

    def _so_far(self, question: Question, files: list[Any]) -> Found:
        """Ends by itself when no more files are allowed."""
        most = _most(question)
        if len(files) == most:
            return Found(_several.stored(FILES, files, still_open=False))
        missing = max(0, _least(question) - len(files))
        return More(
            _several.stored(FILES, files, still_open=True), questions.files_so_far(len(files), most, missing)
        )

    def _ended(self, question: Question, files: list[Any]) -> Found | Problem:
        missing = _least(question) - len(files)
        if missing > 0:
            return Problem(questions.too_few_files(len(files), missing))
        return Found(_several.stored(FILES, files, still_open=False))

    def complete(self, value: Any) -> bool:
        """The list of files was ended, or is full."""
        return _several.complete(value)

    def show(self, question: Question, value: Any) -> str:
        """ไฟล์ 2 ไฟล์ (แผน.pdf, รูปภาพ)"""
        return questions.files(_names(value)) if value[FILES] else questions.NONE_YET

    def export(self, question: Question, value: Any) -> str:
        """The names."""
        return "; ".join(_names(value))

    def choices(self, question: Question) -> tuple[Choice, ...]:
        """A button to end the files, if several may be sent."""
        return (Choice(questions.DONE),) if _most(question) > 1 else ()

    def listing(self, question: Question) -> str:
        """How many, if several may be sent."""
        return questions.files_allowed(_most(question)) if _most(question) > 1 else ""


def _least(question: Question) -> int:
    return 1 if question.minimum is None else question.minimum


def _most(question: Question) -> int:
    return max(question.maximum or 1, _least(question))


def _names(value: Any) -> list[str]:
    unnamed = {"image": questions.PICTURE, "file": questions.FILE}
    return [file["name"] or unnamed[file["kind"]] for file in value[FILES]]


KIND = File()
