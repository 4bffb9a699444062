"""Questions as thumbs type them: most are answered as they would be without the slip."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from bot.cli._office import Office
from bot.cli.talking import enquire
from handlers.conversation.as_text import text_of
from handlers.turn import Reader
from intents.noise import mistype
from tests.offices import an_office
from tests.test_plain_questions import QUESTIONS

LEAST = 0.92
"""Of all that is mistyped; before slips were undone it was four in five."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with an_office(tmp_path_factory.mktemp("slips")) as here:
        yield here


def test_a_mistyped_question_is_answered_as_the_clean_one(office: Office, read: Reader) -> None:
    def answer(text: str) -> str:
        return text_of(enquire(office, read, text, "ling")[1].replies)

    asked = [question for questions in QUESTIONS.values() for question in questions]
    typed = {
        slip: question
        for question in asked
        for seed in range(2)
        if (slip := mistype(question, random.Random(f"{question}{seed}"))) != question
    }
    otherwise = [(slip, question) for slip, question in typed.items() if answer(slip) != answer(question)]
    assert len(typed) > 150
    assert len(otherwise) <= (1 - LEAST) * len(typed), otherwise
