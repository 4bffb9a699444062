"""An answer that seems to belong to another question: asks, and puts it where the person says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers.applications import applying, form, steps, taking
from handlers.applications.corrections import part
from handlers.applications.question_kind import Found, Problem
from handlers.applications.questions import kind_of
from handlers.turn import LABEL, Acts, Step, Turn, button, word
from handlers.wording import common, signup
from models.application import Application
from models.graphemes import count
from models.programme import Programme, Question
from models.reply import Choice, Reply


def offer(
    turn: Turn,
    programme: Programme,
    application: Application,
    others: dict[str, Any],
    question: Question | None = None,
    answer: Found | Problem | None = None,
) -> Step:
    """Asks what is meant; records nothing yet. `question` is the open one, None at the summary."""
    step = question.key if question is not None else form.CONFIRM
    waiting = form.sealed(programme, others, turn.means.seal)
    meant = [q for q in programme.questions if q.key in waiting]
    alternatives = len(meant) > 1 and len({q.kind for q in meant}) == 1
    choices = (
        [_put_in(application, q) for q in meant]
        if alternatives or len(meant) == 1
        else [button(signup.PUT, "signup.put", application.id)]
    )
    private = any(kind_of(q).secret for q in meant)
    if isinstance(answer, Found) and not private:
        choices.append(button(signup.HERE, "signup.here", application.id))
    choices += [
        button(signup.RETYPE, "signup.retype", application.id),
        word(common.BACK),
        word(common.CANCEL),
    ]
    return turn.say(
        Reply(_question(application, meant, waiting), choices=tuple(choices)),
        outcome=f"signup: another answer than {step}?",
        step=step,
        notes={"others": waiting, **({} if private else {"text": turn.read.text})},
    )


def _put_in(application: Application, question: Question) -> Choice:
    label = signup.put_in(question.label)
    return button(label if count(label) <= LABEL else signup.PUT, "signup.put", application.id, question.key)


def _question(application: Application, meant: Sequence[Question], waiting: dict[str, Any]) -> str:
    shown = {q.key: kind_of(q).show(q, waiting[q.key]) for q in meant}
    if len(meant) > 1:
        return signup.meant_for_several([signup.bullet(q.label, shown[q.key]) for q in meant])
    question = meant[0]
    before = application.answers.get(question.key)
    known = None if before is None else kind_of(question).show(question, before)
    return signup.meant_for(question.label, shown[question.key], known)


def put(turn: Turn, arguments: Sequence[str]) -> Step:
    """Yes: puts the answers where they seem to belong and asks the open question again."""
    found = _waiting(turn, arguments)
    if isinstance(found, Step):
        return found
    programme, application = found
    waiting = turn.conversation.notes["others"]
    taken = {k: v for k, v in waiting.items() if len(arguments) < 2 or k == arguments[1]}
    application = applying.put_answers(turn.tx, application, taken, turn.now)
    noted = "\n".join(form.noted(programme, taken))
    return steps.back_to(turn, programme, application, noted)


def here(turn: Turn, arguments: Sequence[str]) -> Step:
    """No: takes it as typed as the answer to the open question."""
    found = _waiting(turn, arguments)
    if isinstance(found, Step):
        return found
    programme, application = found
    question = programme.question(turn.conversation.step or "")
    text = turn.conversation.notes.get("text")
    if question is None or text is None:
        return steps.back_to(turn, programme, application)
    turn = replace(
        turn,
        read=part(turn.read, text, turn.today),
        conversation=replace(turn.conversation, notes={}),
    )
    answer = kind_of(question).parse(question, turn.read, application.answers.get(question.key))
    if isinstance(answer, Problem):
        return steps.at_step(turn, programme, application, question.key, answer.text)
    return taking.take(turn, programme, application, question, answer, alone=True)


def retype(turn: Turn, arguments: Sequence[str]) -> Step:
    """Neither: keeps nothing and asks the open question again."""
    found = steps.mine(turn, arguments, editing=True)
    if isinstance(found, Step):
        return found
    programme, application = found
    return steps.back_to(turn, programme, application, taking.not_kept(turn, programme, application))


def _waiting(turn: Turn, arguments: Sequence[str]) -> tuple[Programme, Application] | Step:
    """The open form with an answer waiting to be placed; an old button repeats the open question."""
    found = steps.mine(turn, arguments, editing=True)
    if isinstance(found, Step) or turn.conversation.application != found[1].id:
        return found if isinstance(found, Step) else steps.stale(turn)
    return found if turn.conversation.notes.get("others") else steps.back_to(turn, *found)


ACTS = Acts(buttons={"signup.put": put, "signup.here": here, "signup.retype": retype})
