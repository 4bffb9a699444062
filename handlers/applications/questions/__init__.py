"""One file a kind of form question; each exports `KIND`. `kind_of` finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.registry import modules

if TYPE_CHECKING:
    from handlers.applications.questions._kind import Kind
    from models.programme import Question


def kinds() -> dict[str, Kind]:
    """Every kind by name."""
    return {name: module.KIND for name, module in modules(__name__).items()}


def kind_of(question: Question) -> Kind:
    """The kind of a question. Raises KeyError for one that no file provides (a load refuses such a form)."""
    return kinds()[question.kind]
