"""Recording an answer, and saying which parts of the text were used and which were not."""

from __future__ import annotations

from typing import Any

from handlers.applications import applying, form, rounds, steps
from handlers.applications.left_over import left_over
from handlers.applications.question_kind import Found, More
from handlers.applications.questions import kind_of
from handlers.turn import Step, Turn
from handlers.wording import signup
from models.application import Application
from models.programme import Programme, Question
from models.reply import Reply
from models.understanding import Understanding


def take(
    turn: Turn,
    programme: Programme,
    application: Application,
    question: Question,
    answer: Found,
    *,
    alone: bool = False,
    taken_back: Understanding | None = None,
) -> Step:
    """Records an answer, with any other facts in the text unless `alone`.

    `taken_back` was typed just before the answer and replaced by it.
    """
    if (problem := rounds.problem(programme, application, question, answer.value, turn.now)) is not None:
        return steps.at_step(turn, programme, application, question.key, problem)
    before = application.answers
    known = before.keys() | {question.key}
    own = alone or kind_of(question).own_words
    others = {} if own else form.spotted(programme, turn.read, without=known)
    taken = form.sealed(programme, {question.key: answer.value, **others}, turn.means.seal)
    application = applying.put_answers(turn.tx, application, taken, turn.now)
    applying.keep_files(turn.tx, application, question, turn.now)
    if isinstance(answer, More):
        choices = form.ask(programme, application, question.key).choices
        return turn.say(Reply(answer.text, choices=choices), outcome=f"signup: more {question.key}", notes={})
    lines = form.noted(programme, taken)
    noted = signup.noted_many(lines) if others else "\n".join(lines)
    unused = _unused(turn, programme, answer, {question.key: answer.value, **others}, before)
    if taken_back is not None and not unused:
        left = left_over(taken_back, (), private=kind_of(question).secret)
        unused = signup.unused(left) if left else ""
    waiting = not_kept(turn, programme, application)
    return steps.after(turn, programme, application, "\n".join(filter(None, [noted, unused, waiting])))


def not_kept(turn: Turn, programme: Programme, application: Application) -> str:
    """The line naming values asked about earlier that are still in no answer; mostly none."""
    waiting = turn.conversation.notes.get("others", {})
    asked = [q for q in programme.questions if q.key in waiting]
    shown = {q.key: kind_of(q).show(q, waiting[q.key]) for q in asked}
    given = application.answers
    left = [
        shown[q.key]
        for q in asked
        if given.get(q.key) is None or kind_of(q).show(q, given[q.key]) != shown[q.key]
    ]
    return signup.not_kept(left) if left else ""


def _unused(
    turn: Turn, programme: Programme, answer: Found, answers: dict[str, Any], before: dict[str, Any]
) -> str:
    """The line naming what was typed besides these answers and earlier ones; mostly none."""
    spotted = form.spotted(programme, turn.read, without=answers)
    repeated = {key: value for key, value in spotted.items() if before.get(key) == value}
    left = form.unused(programme, turn.read, answer, answers | repeated)
    return signup.unused(left) if left else ""
