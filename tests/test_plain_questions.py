"""Short questions, said to every announcement we have: each is answered by what its file states of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import yaml

from bot.cli._office import Office
from bot.cli.talking import enquire
from handlers.conversation.as_text import text_of
from handlers.enquiries.announced import aspects
from handlers.office import programmes
from handlers.refusal import Refused
from handlers.turn import Reader
from handlers.wording.common import NOT_ANNOUNCED
from intents.matching import squeezed
from models import programme_file
from models.programme import Programme
from tests.offices import an_office

DATA = Path(__file__).parent / "data"
QUESTIONS: Mapping[str, list[str]] = yaml.safe_load((DATA / "plain_questions.yaml").read_text("utf-8"))
SHOWN = 40
"""Letters of a statement by which it is recognised in an answer."""
LEAST = 0.995
"""The share answered by what is stated; of the rest a neighbour's statement may be as good."""


def _dated(programme: Programme) -> bool:
    return bool(programme.sessions or programme.timeline or programme.rounds)


def _windowed(programme: Programme) -> bool:
    return _dated(programme) or programme.applications.closes is not None


def _timed(programme: Programme) -> bool:
    return any(s.starts for s in programme.sessions) or any(e.at or e.until_at for e in programme.timeline)


ROWS: Mapping[str, Callable[[Programme], bool]] = {
    "fee": lambda p: bool(p.fees),
    "lodging": lambda p: any("คืน" in fee.unit or "พัก" in fee.what for fee in p.fees),
    "schedule": _dated,
    "duration": _dated,
    "selection": _dated,
    "deadline": _windowed,
    "apply_how": _windowed,
    "hours": _timed,
    "venue": lambda p: any(s.place for s in p.sessions) or any(r.place for r in p.rounds),
    "capacity": lambda p: any(r.capacity for r in p.rounds),
    "curriculum": lambda p: bool(p.modules),
    "eligibility": lambda p: bool(p.levels or p.audiences),
    "online": lambda p: any("ออนไลน์" in r.name for r in p.rounds),
}
"""What besides facts may state an aspect."""


def _answers(said: str, programme: Programme, aspect: str, question: str) -> bool:
    """The answer holds what is stated of the aspect, or says that nothing is."""
    text = squeezed(said)
    if any(squeezed(fact.text)[:SHOWN] in text for fact in programme.about(aspect)):
        return True
    if ROWS.get(aspect, lambda _: False)(programme) and (NOT_ANNOUNCED not in said or programme.rounds):
        return True
    if not programme.about(aspect) and NOT_ANNOUNCED in said:
        return True
    words = [named.words for named in aspects.named(question) if named.intent == aspect]
    elsewhere = [
        f for f in programme.facts if any(w.search(squeezed(f"{f.heading or ''}{f.text}")) for w in words)
    ]
    return any(squeezed(fact.text)[:SHOWN] in text for fact in elsewhere)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    files = [programme_file.read(path) for path in sorted((DATA / "programmes").glob("[a-z][0-9]-*.yaml"))]
    with an_office(tmp_path_factory.mktemp("plain")) as here:
        with here.database.begin() as tx:
            assert not isinstance(programmes.load(tx, files, here.clock.now()), Refused)
        yield here


@pytest.mark.parametrize("named", [False, True], ids=["in hand", "named"])
def test_a_short_question_is_answered_by_what_is_stated_of_it(
    office: Office, read: Reader, *, named: bool
) -> None:
    with office.database.rehearse() as tx:
        known = tx.programmes.catalogue().programmes
    asked, wrong = 0, []
    for place, programme in enumerate(known):
        for aspect, questions in QUESTIONS.items():
            question = questions[place % len(questions)]
            text = f"{programme.short_name} {question}" if named else question
            _, step = enquire(office, read, text, None if named else programme.id)
            said = text_of(step.replies)
            asked += 1
            if not _answers(said, programme, aspect, question):
                wrong.append((programme.id, aspect, text, said))
    assert asked >= 1000
    assert len(wrong) <= (1 - LEAST) * asked, wrong
