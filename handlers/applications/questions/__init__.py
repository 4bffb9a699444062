"""One file per kind of form question; each exports `KIND`. `kind_of` finds it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from handlers.applications.question_kind import QuestionKind
from handlers.registry import by_name, exported
from models.programme import Question


@cache
def kinds() -> Mapping[str, QuestionKind]:
    """Every kind by name."""
    return by_name(exported(__name__, "KIND", QuestionKind), lambda kind: kind.name)  # type: ignore[type-abstract]


def kind_of(question: Question) -> QuestionKind:
    """The kind of a question. Raises KeyError if no file provides it (loading refuses such a form)."""
    return kinds()[question.kind]
