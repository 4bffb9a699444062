"""A form that changes after people joined: answers are kept, and what is newly needed is asked once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.applications.applicable import applicable
from handlers.turn import button, word
from handlers.wording import common, signup
from models.application import LIVE, Application
from models.outbox import Letter
from models.programme import Programme, Question
from models.reply import Reply
from models.store import Transaction


@dataclass(frozen=True, slots=True)
class FormChange:
    """What a changed form does to those who are in.

    kept    questions asked no more, and how many had answered each
    asked   how many are asked in the chat for what is new
    """

    kept: tuple[tuple[str, int], ...] = ()
    asked: int = 0


def with_former(tx: Transaction, old: Programme | None, new: Programme) -> tuple[Programme, FormChange]:
    """The programme with the questions that somebody answered and nobody is asked any more."""
    if old is None or (old.questions == new.questions and old.former_questions == new.former_questions):
        return new, FormChange()
    keys = {q.key for q in new.questions}
    gone = [q for q in (*old.questions, *old.former_questions) if q.key not in keys]
    sent = tx.applications.submitted(old.id) if gone else []
    counts = {q.key: sum(a.answers.get(q.key) is not None for a in sent) for q in gone}
    former = tuple(q for q in gone if counts[q.key])
    dropped = {q.key for q in old.questions}
    kept = tuple((q.label, counts[q.key]) for q in former if q.key in dropped)
    return replace(new, former_questions=former), FormChange(kept)


def ask(tx: Transaction, old: Programme | None, new: Programme, now: datetime) -> int:
    """Asks everybody who is in, each once, for what the form newly requires; returns how many."""
    if old is None:
        return 0
    known = {q.key for q in (*old.questions, *old.former_questions) if q.required}
    added = [q for q in new.questions if q.required and q.key not in known]
    asked = 0
    for application in tx.applications.submitted(new.id) if added else []:
        wanted = missing(new, application, added)
        if application.state in LIVE and application.user is not None and wanted:
            key = f"form:{new.id}:{'+'.join(q.key for q in added)}:{application.id}"
            asked += tx.outbox.put(Letter(key, application.user, (_question(new, application, wanted),)), now)
    return asked


def missing(programme: Programme, application: Application, among: Sequence[Question]) -> list[Question]:
    """Those of these questions that the application is asked and has no answer to."""
    keys = {q.key for q in among} - application.answers.keys()
    return [q for q in applicable(programme, application.answers) if q.key in keys]


def _question(programme: Programme, application: Application, wanted: Sequence[Question]) -> Reply:
    text = signup.asked_more(programme.short_name, application.reference or "", [q.label for q in wanted])
    choices = (
        button(signup.ANSWER_NOW, "mine.answer", application.id, wanted[0].key),
        word(common.STAFF),
        word(common.MENU),
    )
    return Reply(text, choices=choices)
