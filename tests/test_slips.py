"""Questions as thumbs type them: most are answered as they would be without the slip."""

from __future__ import annotations

import random

import pytest

from bot.cli._office import Office
from bot.cli.preparing import load_shipped
from bot.cli.talking import enquire
from bot.process.clock import Clock
from bot.process.settings import Settings, instant
from handlers.conversation.as_text import text_of
from handlers.turn import Reader
from intents.noise import mistype
from models.store import Database
from tests.test_plain_questions import QUESTIONS

LEAST = 0.92
"""Of all that is mistyped; before slips were undone it was four in five."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("slips")
    url = f"sqlite:///{folder}/office.sqlite3"
    made = Office(
        Settings("s", "t", "k", url, folder), Clock(instant("2024-04-05T09:00:00+07:00")), Database(url)
    )
    made.database.migrate()
    load_shipped(made)
    return made


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
