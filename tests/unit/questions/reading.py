"""Texts read without a trained model, and questions to put them to."""

from __future__ import annotations

from datetime import date
from typing import Any

from handlers.applications.question_kind import Found, Problem
from handlers.applications.questions import kind_of
from intents import words
from intents.entities import find_all
from intents.normalise import normalise, plain
from models.json import from_json
from models.programme import Question
from models.understanding import Understanding

TODAY = date(2024, 5, 1)


def read(text: str) -> Understanding:
    """The text as the reader gives it, but for its intents."""
    clean = normalise(text)
    return Understanding(text=clean, entities=find_all(clean, TODAY), command=words.command(plain(clean))[0])


def question(kind: str, **fields: Any) -> Question:
    """A question as a programme file has it."""
    return from_json(Question, {"key": kind, "kind": kind, "label": "คำตอบ", "ask": "ตอบค่ะ", **fields})


def answer(asked: Question, text: str, so_far: Any = None) -> Found | Problem:
    """What a text is to a question."""
    return kind_of(asked).parse(asked, read(text), so_far=so_far)


def value(asked: Question, text: str, so_far: Any = None) -> Any:
    """The value found; fails with the problem's words."""
    found = answer(asked, text, so_far)
    assert isinstance(found, Found), found.text
    return found.value


def problem(asked: Question, text: str, so_far: Any = None) -> str:
    """The words of the problem; fails with what was found."""
    found = answer(asked, text, so_far)
    assert isinstance(found, Problem), found
    return found.text
