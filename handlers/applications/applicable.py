"""Which questions of a form apply, given the answers so far, and which are answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handlers.applications.questions import kind_of
from models.programme import Programme, Question


def applicable(programme: Programme, answers: Mapping[str, Any]) -> tuple[Question, ...]:
    """The questions that apply, in the form's order.

    A question does not apply if one it depends on is unanswered, skipped or does not itself apply.
    """
    applying: dict[str, Question] = {}
    for question in programme.questions:
        if all(
            key in applying and _is_one_of(answers.get(key), values) for key, values in question.when.items()
        ):
            applying[question.key] = question
    return tuple(applying.values())


def answered(question: Question, answers: Mapping[str, Any]) -> bool:
    """The question has a complete answer, or was skipped."""
    if question.key not in answers:
        return False
    value = answers[question.key]
    return value is None or kind_of(question).complete(value)


def misplaced(programme: Programme) -> Iterator[tuple[int, str, str]]:
    """Conditions that could never hold: the question's position, the key it depends on, and what is wrong."""
    for place, question in enumerate(programme.questions):
        earlier = {q.key: q for q in programme.questions[:place]}
        for key, values in question.when.items():
            if key not in earlier:
                yield place, key, f"{key} is no earlier question"
            elif options := {option.value for option in earlier[key].options}:
                unknown = [value for value in values if value not in options]
                if unknown:
                    yield place, key, f"{', '.join(unknown)} is no answer to {key}"


def _is_one_of(answer: Any, values: tuple[str, ...]) -> bool:
    answers = answer if isinstance(answer, list) else [answer]
    return any(one is not None and str(one) in values for one in answers)
