"""Walking through a form: what is asked next, and how, and what a text answers. Stateless."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from handlers.applications import consenting, showing
from handlers.applications.applicable import answered, applicable
from handlers.applications.left_over import left_over
from handlers.applications.question_kind import Found
from handlers.applications.questions import kind_of
from handlers.applications.sealing import seal_value
from handlers.turn import LABEL, MOST_CHOICES, Seal, button, numbered, word
from handlers.wording import common, signup
from models.application import Application, ApplicationState
from models.graphemes import count, cut
from models.programme import Programme, Question
from models.reply import Card, Choice, Reply, Row
from models.understanding import Understanding

CONSENT = "consent"
CONFIRM = "confirm"
CHOOSE = "choose"
CANCEL = "cancel"
PATIENCE = 3
"""After this many failed answers to one question another way is offered."""


def next_step(programme: Programme, application: Application) -> str:
    """Consent, then the first unanswered question, then the summary."""
    if application.consented_at is None:
        return CONSENT
    return next(
        (q.key for q in form(programme, application) if not answered(q, application.answers)), CONFIRM
    )


def form(programme: Programme, application: Application) -> tuple[Question, ...]:
    """The questions that apply, given the answers so far."""
    return applicable(programme, application.answers)


def step_before(programme: Programme, application: Application, step: str) -> str | None:
    """The step before, in the form's order; None at the first."""
    order = [q.key for q in form(programme, application)]
    if step in (CONFIRM, CHOOSE):
        return order[-1] if order else None
    if step not in order or order.index(step) == 0:
        return None
    return order[order.index(step) - 1]


def step_name(programme: Programme, step: str) -> str:
    """What a step is called when a person is told where they stopped."""
    question = programme.question(step)
    if question:
        return question.label
    return signup.CONSENT if step == CONSENT else signup.CONFIRM


def spotted(programme: Programme, read: Understanding, without: Iterable[str] = ()) -> dict[str, Any]:
    """Answers found in a text, for every question except those in `without`."""
    known = set(without)
    found = {q.key: kind_of(q).spot(q, read) for q in programme.questions if q.key not in known}
    return {key: value for key, value in found.items() if value is not None}


def sealed(programme: Programme, answers: dict[str, Any], seal: Seal) -> dict[str, Any]:
    """The answers ready to be stored: those of secret kinds sealed."""
    secret = {q.key for q in programme.questions if kind_of(q).secret}
    return {k: seal_value(v, seal) if k in secret and v else v for k, v in answers.items()}


def unused(programme: Programme, read: Understanding, answer: Found, answers: Mapping[str, Any]) -> str:
    """What part of a text is in no answer; `answers` are those read from it and those it repeats."""
    if not answer.unused:
        return ""
    told = [q for q in programme.questions if answers.get(q.key) is not None]
    used = [span for q in told for span in kind_of(q).used(q, read, answers[q.key])]
    return left_over(read, used, private=any(kind_of(q).secret for q in told))


def noted(programme: Programme, answers: dict[str, Any]) -> list[str]:
    """A line for each answer recorded, in the form's order."""
    return [
        signup.noted(q.label, kind_of(q).show(q, answers[q.key]))
        for q in programme.questions
        if answers.get(q.key) is not None
    ]


def ask(
    programme: Programme, application: Application, step: str, preface: str = "", *, brief: bool = False
) -> Reply:
    """The message of a step; `brief` if the person has just seen it in full."""
    question = programme.question(step)
    if question is not None:
        return _ask_question(programme, application, question, preface)
    if step == CONSENT:
        return _ask_consent(programme, application, preface, brief=brief)
    if step == CHOOSE:
        return _ask_which(programme, application, preface)
    return _ready(application, preface) if brief else _summary(programme, application, preface)


def navigation(skip: bool = False) -> list[Choice]:
    """What every step offers."""
    words = [*([common.SKIP] if skip else []), common.BACK, common.CANCEL]
    return [*map(word, words), ask_first()]


def ask_first() -> Choice:
    """ "A question first": a button with its own action, so that its label is never taken for an answer."""
    return button(signup.ASK_FIRST, "signup.ask")


def _ask_question(programme: Programme, application: Application, question: Question, preface: str) -> Reply:
    kind = kind_of(question)
    order = [q.key for q in form(programme, application)]
    place = order.index(question.key) + 1 if question.key in order else len(order)
    lines = []
    if listing := kind.listing(question):
        lines.append(listing)
    if question.help:
        lines.append(question.help)
    if question.example and not listing:
        lines.append(signup.example(question.example))
    choices: list[Choice] = []
    current = application.answers.get(question.key)
    if current is not None and kind.complete(current):
        lines.append(signup.current(kind.show(question, current)))
        choices.append(button(signup.KEEP_CURRENT, "signup.keep", application.id, question.key))
    if current is not None and not kind.complete(current) and (waiting := kind.waiting(question, current)):
        lines.append(waiting)
    choices += [c for c in kind.choices(question) if count(c.label) <= LABEL]
    after = navigation(skip=not question.required)
    asked = signup.asked(question.ask, not question.required)
    card = Card(asked, text="\n".join(lines), noted=preface, step=(place, len(order)))
    whole = "\n".join(filter(None, [preface, signup.ask(place, len(order), asked), *lines]))
    return Reply(whole, cards=(card,), choices=(*choices[: MOST_CHOICES - len(after)], *after))


def _ask_consent(programme: Programme, application: Application, preface: str, *, brief: bool) -> Reply:
    buttons = (
        button(signup.CONSENT, "signup.consent", application.id),
        button(signup.REFUSE, "signup.refuse", application.id),
    )
    if brief:
        return Reply(
            "\n".join(filter(None, [preface, signup.CONSENT_FIRST])), choices=(*buttons, *navigation())
        )
    text = consenting.text(programme)
    card = Card(signup.consent_title(programme.short_name), text=text, noted=preface, buttons=buttons)
    whole = "\n".join(filter(None, [preface, text]))
    return Reply(whole, cards=(card,), choices=tuple(navigation()))


def _ask_which(programme: Programme, application: Application, preface: str) -> Reply:
    sent = application.state is not ApplicationState.DRAFT
    given = [q for q in form(programme, application) if q.key in application.answers or (sent and q.required)]
    choices = numbered([button(cut(q.label, LABEL), "signup.edit", application.id, q.key) for q in given])
    after = [word(common.BACK), word(common.CANCEL)]
    listing = common.items([q.label for q in given])
    text = "\n".join(filter(None, [preface, signup.WHICH_FIELD, listing]))
    return Reply(text, choices=(*choices[: MOST_CHOICES - len(after)], *after))


def change_button(application: Application, key: str, label: str) -> Choice:
    """Pressing a row of the summary: that answer is asked again."""
    said = signup.change(label)
    return button(cut(said, LABEL), "signup.edit", application.id, key, say=said)


def _ready(application: Application, preface: str) -> Reply:
    """The summary's buttons again, for someone who has just seen it."""
    return Reply(f"{preface}\n{signup.READY}", choices=(*_summary_buttons(application), *navigation()))


def _summary_buttons(application: Application) -> tuple[Choice, ...]:
    return (
        button(signup.CONFIRM, "signup.confirm", application.id, application.version),
        button(signup.EDIT, "signup.choose", application.id),
    )


def _summary(programme: Programme, application: Application, preface: str) -> Reply:
    shown = showing.rows(programme, application)
    card = Card(
        signup.summary_title(programme.short_name),
        text=signup.CHECK,
        noted=preface,
        rows=tuple(
            Row(label, value, press=change_button(application, key, label))
            for key, label, value in showing.by_key(programme, application)
        ),
        buttons=_summary_buttons(application),
    )
    return Reply(
        signup.summary_text(shown),
        cards=(card,),
        choices=tuple(navigation()),
    )
